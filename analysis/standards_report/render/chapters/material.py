"""What shortcodes are replaced with, from what a build computed."""

from __future__ import annotations

from pathlib import Path

from standards_report.observations.domain.editions import Edition
from standards_report.project import Project
from standards_report.render.content.passages import notebook_texts
from standards_report.render.content.variables import load_names
from standards_report.render.content.what_changed import NOTEBOOK as CHANGES
from standards_report.render.shown.fragments import Material
from standards_report.workspace import Workspace


def load_material(project: Project, edition: Edition) -> Material:
    """Values, figures, tables and passages of an edition; it has to be computed, and compared
    with the one before."""
    computed, compared = load_computed(project, edition), load_compared(project, edition)
    passages = {**computed.passages, **compared.passages}
    return Material(computed.names, computed.items, passages, compared.homes)


def load_computed(project: Project, edition: Edition) -> Material:
    """What does not depend on the comparison with the edition before."""
    from standards_report.evidence.results.index import load_index

    work = Workspace(project, edition.id)
    return Material(load_names(work.variables), load_index(work.index).items, _texts(work.passages))


def load_compared(project: Project, edition: Edition) -> Material:
    """The passages on what has changed since the edition before; none for the first."""
    path = Workspace(project, edition.id).executed(CHANGES)
    changes = _texts(path) if edition.previous else {}
    return Material({}, {}, changes, dict.fromkeys(changes, CHANGES))


def _texts(notebook: Path) -> dict[str, str]:
    """Label to Markdown of a notebook that a build wrote."""
    return notebook_texts(notebook.read_text(encoding="utf-8"))
