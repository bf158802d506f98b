"""The record of an edition: from its archive if it was released, else from what was computed."""

from __future__ import annotations

from standards_report.build.formats import FORMS
from standards_report.evidence.release.archive import open_archive
from standards_report.evidence.release.data_package import visible_tables
from standards_report.evidence.results.lineage import lineage_of
from standards_report.evidence.results.record import Record, RecordedChapter, record_of_index
from standards_report.observations.domain.releases import find_release
from standards_report.observations.tables.loader import load_tables
from standards_report.project import Project
from standards_report.render.book.edition_profile import CHANGES
from standards_report.render.chapters.chapter_files import load_document
from standards_report.render.chapters.report import Report
from standards_report.render.shown.uses import shown_claims


def released_record(project: Project, name: str) -> Record | None:
    """The record of a released version, or of the newest one of an edition; None where nothing of
    that name was released. Raises DataError where its archive is not as it was released."""
    release = find_release(project, name)
    return open_archive(project, release).record if release else None


def record_before(report: Report) -> Record:
    """The record of the edition that this one follows, the chapters included."""
    if report.previous:
        return with_chapters(data_record(report.previous), report.previous)
    record = released_record(report.project, report.edition.previous)
    assert record, "an edition that is not computed for the comparison is a released one"
    return record


def data_record(report: Report) -> Record:
    """What an edition computed, and which rows it sees."""
    tables = load_tables(report.project.data)
    seen = {
        name: tuple(rows["id"])
        for name, rows in visible_tables(tables, report.edition).items()
        if "id" in rows
    }
    return record_of_index(report.index).model_copy(update={"observations": seen})


def with_chapters(record: Record, report: Report) -> Record:
    """The record with the chapters of the edition, but for the one on changes, which would have to
    know itself."""
    chapters = {file: _chapter(report, file) for file in report.files if file != CHANGES}
    return record.model_copy(update={"chapters": chapters})


def full_record(report: Report) -> Record:
    """Everything that is asked of an edition once it is released."""
    lineage = lineage_of(report.index, load_tables(report.project.data))
    record = with_chapters(data_record(report), report)
    labelled = {
        file: chapter.model_copy(update={"labels": _labels(report, file)})
        for file, chapter in record.chapters.items()
    }
    return record.model_copy(update={"lineage": lineage, "chapters": labelled})


def _labels(report: Report, file: str) -> tuple[str, ...]:
    """Labels of a chapter's sections, and of the figures, tables and passages that it shows."""
    of_forms = report.review(file).labels.values()
    sections = {label.name for labels in of_forms for label in labels}
    return tuple(sorted({*sections, *report.paragraphs(file)["labels"]}))


def _chapter(report: Report, file: str) -> RecordedChapter:
    document = load_document(report.project, file)
    marks = shown_claims(document, report.setting(*FORMS))
    return RecordedChapter(
        paragraphs=tuple(report.paragraphs(file)["paragraphs"]),
        claims=tuple(sorted({claim for _, claim in marks})),
    )
