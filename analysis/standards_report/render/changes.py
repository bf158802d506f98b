"""Two computed editions compared, their prose included."""

from __future__ import annotations

import csv
import io

from standards_report.evidence.comparison import Change, compare_indexes, compare_observations
from standards_report.evidence.index import load_index
from standards_report.evidence.passage_texts import compare_prose, shown_paragraphs
from standards_report.evidence.publication import visible_tables
from standards_report.evidence.variables import prose_names
from standards_report.observations.editions import Edition
from standards_report.observations.store import load_tables
from standards_report.pipeline.compute import Workspace
from standards_report.project import Project
from standards_report.render.book import load_book
from standards_report.render.profile import profile_content


def changes_between(project: Project, old: Edition, new: Edition) -> list[Change]:
    """Every difference between two editions that have been computed."""
    indexes = [load_index(Workspace(project, one.id).index) for one in (old, new)]
    rows = [_row_ids(project, one) for one in (old, new)]
    prose = [_prose(project, one) for one in (old, new)]
    changes = [*compare_indexes(*indexes), *compare_observations(*rows)]
    for chapter in dict.fromkeys([*prose[0], *prose[1]]):
        changes += compare_prose(chapter, *(one.get(chapter, []) for one in prose))
    return changes


def _row_ids(project: Project, edition: Edition) -> dict[str, list[str]]:
    tables = {}
    loaded = load_tables(project.data)
    for name, text in visible_tables(loaded, edition).items():
        rows = csv.DictReader(io.StringIO(text))
        if rows.fieldnames and "id" in rows.fieldnames:
            tables[name] = [row["id"] for row in rows]
    return tables


def _prose(project: Project, edition: Edition) -> dict[str, list[str]]:
    index = load_index(Workspace(project, edition.id).index)
    values = prose_names(index)
    flags = [name for name, flag in profile_content(edition).items() if flag is True]
    return {
        chapter.file: shown_paragraphs(
            (project.root / chapter.file).read_text(encoding="utf-8"), edition.id, flags, values
        )
        for chapter in load_book(project).chapters
    }
