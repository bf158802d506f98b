"""What an edition does not compute. It tells the name of such a value from a misspelled one.

Notebooks emit many values for the focus countries alone. An edition does not run a notebook whose
data are known only after its as-of date.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from standards_report.observations.domain.countries import is_iso_code
from standards_report.observations.domain.editions import Edition
from standards_report.observations.notebook_metadata import known_since, read_notebook
from standards_report.project import Project
from standards_report.source_files import source_files

_CODE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True)
class LeftOut:
    """The focus countries of an edition, and the code of each notebook that it does not run."""

    focus: tuple[str, ...] = ()
    later: Mapping[str, str] = field(default_factory=dict)

    def country(self, name: str, forms: Collection[str]) -> str:
        """The country for which the edition does not emit a value of that name; empty where there
        is none.

        The country is not in the focus, and `forms`, those of the emitted names, hold the name's
        form.
        """
        beyond = [code for code in _countries(name) if code not in self.focus]
        return beyond[0] if self.focus and beyond and form(name) in forms else ""

    def notebook(self, name: str) -> str:
        """The notebook that would emit a value of that name; empty where there is none.

        The edition does not run the notebook, and its code names the first part of `name`.
        """
        first = re.compile(rf"""["']{re.escape(name.partition(".")[0])}\.""")
        return next((notebook for notebook, code in self.later.items() if first.search(code)), "")


def left_out(project: Project, edition: Edition) -> LeftOut:
    """What the edition leaves out. Raises NotebookError for a file that is no notebook."""
    as_of = edition.as_of.isoformat()
    paths = source_files(project.notebooks, "*.ipynb")
    later = {
        path.stem: "\n".join("".join(cell["source"]) for cell in read_notebook(path)["cells"])
        for path in paths
        if known_since(path) > as_of
    }
    return LeftOut(tuple(edition.focus_countries), later)


def form(name: str) -> str:
    """A dotted name with `*` for every country in it."""
    codes = set(_countries(name))
    return ".".join("*" if part in codes else part for part in name.split("."))


def _countries(name: str) -> list[str]:
    return [part for part in name.split(".") if _CODE.fullmatch(part) and is_iso_code(part)]
