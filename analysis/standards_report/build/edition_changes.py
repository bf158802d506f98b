"""Two computed editions compared, their prose included, and what the later one says of it."""

from __future__ import annotations

from pathlib import Path

from standards_report.build.data_changes import data_changes
from standards_report.evidence.results.changes_csv import read_changes, with_changes
from standards_report.evidence.results.comparison import Change
from standards_report.evidence.results.index import load_index
from standards_report.observations.domain.editions import Edition
from standards_report.project import Project
from standards_report.render.book.book import load_contents
from standards_report.render.book.edition_profile import CHANGES
from standards_report.render.chapters.chapter_files import load_paragraphs
from standards_report.render.content.passages import cells_notebook
from standards_report.render.content.prose_diff import compare_prose
from standards_report.render.content.what_changed import NOTEBOOK, changes_passages
from standards_report.workspace import Workspace


def changes_between(project: Project, old: Edition, new: Edition) -> list[Change]:
    """Every difference between two editions that have been computed and read."""
    return [*data_changes(project, old, new), *_changes_of_prose(project, old, new)]


def write_changes(project: Project, old: Edition, new: Edition, folder: Path) -> None:
    """Writes what changed since the edition before: as CSV, and as the notebook to embed."""
    work = Workspace(project, new.id)
    of_data = work.compared.read_bytes().decode("utf-8")
    of_prose = _changes_of_prose(project, old, new)
    changes = [*read_changes(of_data), *of_prose]
    passages = changes_passages(changes, load_index(work.index), _placed(project, new))
    target = folder / work.changes.relative_to(work.result("changes"))
    target.parent.mkdir(parents=True)
    target.write_text(with_changes(of_data, of_prose), encoding="utf-8")
    (folder / f"{NOTEBOOK}.ipynb").write_text(cells_notebook(passages), encoding="utf-8")


def _changes_of_prose(project: Project, old: Edition, new: Edition) -> list[Change]:
    before, after = _prose(project, old), _prose(project, new)
    changes = []
    for chapter in dict.fromkeys([*before, *after]):
        changes += compare_prose(chapter, before.get(chapter, []), after.get(chapter, []))
    return changes


def _placed(project: Project, edition: Edition) -> set[str]:
    """Labels of the figures and tables that the edition's chapters show."""
    told = (load_paragraphs(project, edition, file) for file in _files(project, edition))
    return {label for of_chapter in told for label in of_chapter["labels"]}


def _prose(project: Project, edition: Edition) -> dict[str, list[str]]:
    told = {file: load_paragraphs(project, edition, file) for file in _files(project, edition)}
    return {file: of_chapter["paragraphs"] for file, of_chapter in told.items()}


def _files(project: Project, edition: Edition) -> list[str]:
    """The chapters but the one on changes, which would have to know itself."""
    files = [chapter.file for chapter in load_contents(project, edition).chapters]
    return [file for file in files if file != CHANGES]
