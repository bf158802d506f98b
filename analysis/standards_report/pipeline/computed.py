"""Whether everything that chapters are set from is there: then the graph has half as many steps.

Who writes prose builds again after each sentence. pytask would look at every notebook with all
the tables that it reads, each time; what the last build noted of files answers at once.
"""

from __future__ import annotations

from standards_report.observations.editions import Edition
from standards_report.pipeline.unchanged import Look, changed_since
from standards_report.project import Project

# No notebook reads them.
_PROSE = ("chapters/", "index.qmd", "references.bib")
# What computing leaves in the folder of an edition; the rest there is rendered from it.
_COMPUTED = ("emitted", "executed", "index.json", "report.json", "variables.yml")
_RENDERED = "executed/changes.ipynb"


def is_computed(project: Project, editions: list[Edition], seen: Look | None = None) -> bool:
    """Whether the last build made these editions, and nothing but prose has changed since.

    `seen` is what was seen of the files, if that has been looked at.
    """
    changed = changed_since(project, [edition.id for edition in editions], seen)
    return changed is not None and not any(map(_concerns_computing, changed))


def _concerns_computing(path: str) -> bool:
    top, _, below = path.partition("/")
    if top == "_site":
        return False
    if top == ".build":
        kind, _, inside = below.partition("/")
        of_edition = inside.partition("/")[2]
        is_result = of_edition.startswith(_COMPUTED) and of_edition != _RENDERED
        return is_result if kind == "editions" else kind == "data-checked"
    return not path.startswith(_PROSE)
