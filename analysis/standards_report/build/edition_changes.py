"""Two computed editions compared, their prose included, and what the later one says of it."""

from __future__ import annotations

from pathlib import Path

from standards_report.build.data_changes import data_changes
from standards_report.evidence.results.changes_csv import read_changes, with_changes
from standards_report.evidence.results.comparison import Change
from standards_report.render.book.edition_profile import CHANGES
from standards_report.render.chapters.report import Report
from standards_report.render.content.passages import cells_notebook
from standards_report.render.content.prose_diff import compare_prose
from standards_report.render.content.what_changed import NOTEBOOK, changes_passages


def changes_between(old: Report, new: Report) -> list[Change]:
    """Every difference between two editions that have been computed and read."""
    return [*data_changes(old, new), *_changes_of_prose(old, new)]


def write_changes(old: Report, new: Report, folder: Path) -> None:
    """Writes what changed since the edition before: as CSV, and as the notebook to embed."""
    work = new.work
    of_data = work.compared.read_bytes().decode("utf-8")
    of_prose = _changes_of_prose(old, new)
    changes = [*read_changes(of_data), *of_prose]
    passages = changes_passages(changes, old.index, new.index, _placed(new))
    target = folder / work.changes.relative_to(work.result("changes"))
    target.parent.mkdir(parents=True)
    target.write_text(with_changes(of_data, of_prose), encoding="utf-8")
    (folder / f"{NOTEBOOK}.ipynb").write_text(cells_notebook(passages), encoding="utf-8")


def _changes_of_prose(old: Report, new: Report) -> list[Change]:
    before, after = _prose(old), _prose(new)
    changes = []
    for chapter in dict.fromkeys([*before, *after]):
        changes += compare_prose(chapter, before.get(chapter, []), after.get(chapter, []))
    return changes


def _placed(report: Report) -> set[str]:
    """Labels of the figures and tables that the edition's chapters show."""
    told = (report.paragraphs(file) for file in _files(report))
    return {label for of_chapter in told for label in of_chapter["labels"]}


def _prose(report: Report) -> dict[str, list[str]]:
    told = {file: report.paragraphs(file) for file in _files(report)}
    return {file: of_chapter["paragraphs"] for file, of_chapter in told.items()}


def _files(report: Report) -> list[str]:
    """The chapters but the one on changes, which would have to know itself."""
    files = report.files
    return [file for file in files if file != CHANGES]
