"""What shortcodes are replaced with, from what a build computed."""

from __future__ import annotations

from pathlib import Path

from standards_report.evidence.changes_passages import NOTEBOOK as CHANGES
from standards_report.evidence.index import load_index
from standards_report.evidence.passages import notebook_texts
from standards_report.evidence.variables import load_names
from standards_report.observations.editions import Edition
from standards_report.project import Project
from standards_report.render.document.fragments import Material
from standards_report.workspace import Workspace


def load_material(project: Project, edition: Edition) -> Material:
    """Values, figures, tables and passages of an edition; it has to be computed."""
    work = Workspace(project, edition.id)
    changes = _texts(work.executed(CHANGES)) if edition.previous else {}
    homes = dict.fromkeys(changes, CHANGES)
    passages = _texts(work.passages) | changes
    return Material(load_names(work.variables), load_index(work.index), passages, homes)


def _texts(notebook: Path) -> dict[str, str]:
    """Label to Markdown of a notebook that a build wrote."""
    return notebook_texts(notebook.read_text(encoding="utf-8"))
