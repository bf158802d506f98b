"""Two editions compared by their records, and what the later one says of it."""

from __future__ import annotations

from pathlib import Path

from standards_report.build.recorded import data_record, record_before, with_chapters
from standards_report.evidence.claims.left_out import left_out
from standards_report.evidence.claims.verdicts import environment_of
from standards_report.evidence.results.changes_csv import changes_csv, read_changes, with_changes
from standards_report.evidence.results.comparison import Change, compare_records
from standards_report.evidence.results.record import Record, record_of_index
from standards_report.evidence.results.turned import Said, retest
from standards_report.observations.tables.loader import load_tables
from standards_report.render.book.edition_profile import CHANGES
from standards_report.render.chapters.report import Report
from standards_report.render.content.passages import cells_notebook
from standards_report.render.content.prose_diff import compare_prose
from standards_report.render.content.what_changed import NOTEBOOK, changes_passages


def changes_between(old: Record, new: Record) -> list[Change]:
    """Every difference between what two editions published."""
    return [*compare_records(old, new), *_changes_of_prose(old, new)]


def write_data_changes(new: Report, folder: Path) -> None:
    """Writes what changed since the edition before, the prose left aside, as CSV."""
    text = changes_csv(compare_records(record_before(new), data_record(new)))
    (folder / new.work.compared.name).write_text(text, encoding="utf-8", newline="")


def write_changes(new: Report, folder: Path) -> None:
    """Writes what changed since the edition before: as CSV, and as the notebook to embed."""
    work = new.work
    of_data = work.compared.read_bytes().decode("utf-8")
    old = record_before(new)
    of_prose = _changes_of_prose(old, with_chapters(data_record(new), new))
    changes = [*read_changes(of_data), *of_prose]
    passages = changes_passages(changes, old, new.index, _placed(new), retested_by(new, old))
    target = folder / work.changes.relative_to(work.result("changes"))
    target.parent.mkdir(parents=True)
    target.write_text(with_changes(of_data, of_prose), encoding="utf-8")
    (folder / f"{NOTEBOOK}.ipynb").write_text(cells_notebook(passages), encoding="utf-8")


def retested_by(new: Report, old: Record) -> dict[str, Said]:
    """What the data of an edition say about the claims of an earlier one, in their old wording."""
    index, project = new.index, new.project
    beyond = left_out(project, new.edition)
    environment = environment_of(index.values, load_tables(project.data), index.sources, beyond)
    return retest(old, record_of_index(index), environment)


def _changes_of_prose(old: Record, new: Record) -> list[Change]:
    changes = []
    for file in dict.fromkeys([*old.chapters, *new.chapters]):
        before, after = (
            record.chapters[file].paragraphs if file in record.chapters else ()
            for record in (old, new)
        )
        changes += compare_prose(file, before, after)
    return changes


def _placed(report: Report) -> set[str]:
    """Labels of the figures and tables that the edition's chapters show."""
    files = [file for file in report.files if file != CHANGES]
    return {label for file in files for label in report.paragraphs(file)["labels"]}
