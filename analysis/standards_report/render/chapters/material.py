"""What shortcodes are replaced with, from what a build computed."""

from __future__ import annotations

from pathlib import Path

from standards_report.render.chapters.report import Report
from standards_report.render.content.passages import notebook_texts
from standards_report.render.content.variables import load_names
from standards_report.render.content.what_changed import NOTEBOOK as CHANGES
from standards_report.render.shown.fragments import Material


def load_material(report: Report) -> Material:
    """Values, figures, tables and passages of an edition; it has to be computed, and compared
    with the one before."""
    computed, compared = load_computed(report), load_compared(report)
    passages = {**computed.passages, **compared.passages}
    return Material(computed.names, computed.index, passages, compared.homes)


def load_computed(report: Report) -> Material:
    """What does not depend on the comparison with the edition before."""
    from standards_report.evidence.results.index import load_index

    work = report.work
    return Material(load_names(work.variables), load_index(work.index), _texts(work.passages))


def load_compared(report: Report) -> Material:
    """The passages on what has changed since the edition before; none for the first."""
    path = report.work.executed(CHANGES)
    changes = _texts(path) if report.edition.previous else {}
    return Material({}, {"figures": {}, "tables": {}}, changes, dict.fromkeys(changes, CHANGES))


def _texts(notebook: Path) -> dict[str, str]:
    """Label to Markdown of a notebook that a build wrote."""
    return notebook_texts(notebook.read_text(encoding="utf-8"))
