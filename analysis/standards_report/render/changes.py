"""Two computed editions compared, their prose included, and what the later one says of it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from standards_report.evidence.changes_passages import NOTEBOOK, changes_passages
from standards_report.evidence.changes_text import changes_csv, read_changes, with_changes
from standards_report.evidence.comparison import Change, compare_indexes, compare_observations
from standards_report.evidence.index import load_index
from standards_report.evidence.passage_texts import compare_prose, shown_paragraphs, shown_text
from standards_report.evidence.passages import cells_notebook, notebook_texts
from standards_report.evidence.publication import visible_tables
from standards_report.evidence.variables import load_names
from standards_report.observations.editions import Edition, previous_edition
from standards_report.pipeline.compute import room_files
from standards_report.project import Project
from standards_report.render.book import load_book
from standards_report.render.kept import Kept
from standards_report.render.profile import CHANGES, shown_flags
from standards_report.render.shortcodes import embedded_labels
from standards_report.workspace import PUBLISHED, Workspace

if TYPE_CHECKING:
    from standards_report.observations.loaded import Loaded


def changes_between(project: Project, old: Edition, new: Edition) -> list[Change]:
    """Every difference between two editions that have been computed."""
    of_data = read_changes(_changes_of_data(project, old, new))
    return [*of_data, *_changes_of_prose(project, old, new)]


def _changes_of_prose(project: Project, old: Edition, new: Edition) -> list[Change]:
    prose = [_prose(project, one) for one in (old, new)]
    changes = []
    for chapter in dict.fromkeys([*prose[0], *prose[1]]):
        changes += compare_prose(chapter, *(one.get(chapter, []) for one in prose))
    return changes


def _changes_of_data(project: Project, old: Edition, new: Edition) -> str:
    """Differences in what was computed and observed, as CSV; as kept, while neither changes."""
    paths = [Workspace(project, one.id).index for one in (old, new)]

    def make() -> str:
        tables = cache(partial(_tables, project))
        rows = [_row_ids(project, one, tables) for one in (old, new)]
        found = compare_indexes(*(load_index(path) for path in paths))
        return changes_csv([*found, *compare_observations(*rows)])

    kept = Kept(Workspace(project, new.id).folder / "kept-changes")
    words = [one.model_dump_json() for one in (old, new)]
    text = kept.text(words, [*paths, *_observed(project)], make)
    kept.forget_others()
    return text


def write_changes(project: Project, edition: Edition, folder: Path) -> None:
    """Writes what changed since the edition before: as CSV, and as the notebook to embed."""
    old = previous_edition(project.editions, edition)
    if old:
        text, passages = comparison(project, old, edition)
        target = folder / PUBLISHED / "data" / "changes.csv"
        target.parent.mkdir(parents=True)
        target.write_text(text, encoding="utf-8")
        (folder / f"{NOTEBOOK}.ipynb").write_text(cells_notebook(passages), encoding="utf-8")


def comparison(project: Project, old: Edition, new: Edition) -> tuple[str, dict[str, str]]:
    """What changed, as CSV and as passages, label to Markdown."""
    of_data = _changes_of_data(project, old, new)
    of_prose = _changes_of_prose(project, old, new)
    changes = [*read_changes(of_data), *of_prose]
    index = load_index(Workspace(project, new.id).index)
    passages = changes_passages(changes, index, _placed(project, new))
    return with_changes(of_data, of_prose), passages


def kept_passages(project: Project, edition: Edition) -> dict[str, str]:
    """Label to Markdown of what the chapter on changes embeds, as `write_changes` kept it;
    nothing for the first edition."""
    if not edition.previous:
        return {}
    kept = Workspace(project, edition.id).executed(NOTEBOOK)
    return notebook_texts(kept.read_text(encoding="utf-8"))


def _placed(project: Project, edition: Edition) -> set[str]:
    """Labels of the figures and tables that the edition's chapters show."""
    return {
        label
        for text in _texts(project, edition).values()
        for label in embedded_labels(shown_text(text, edition.id, shown_flags(edition)))
    }


def _tables(project: Project) -> dict[str, Loaded]:
    # With it comes pandas, which a build without a changed table does not need.
    from standards_report.observations.store import load_tables

    return load_tables(project.data)


def _row_ids(
    project: Project, edition: Edition, tables: Callable[[], dict[str, Loaded]]
) -> dict[str, list[str]]:
    """Table to the ids of the rows that the edition sees; as kept, while no table changes."""

    def make() -> str:
        found = {}
        for name, text in visible_tables(tables(), edition).items():
            rows = csv.DictReader(io.StringIO(text))
            if rows.fieldnames and "id" in rows.fieldnames:
                found[name] = [row["id"] for row in rows]
        return json.dumps(found)

    kept = Kept(Workspace(project, edition.id).folder / "kept-rows")
    words = [edition.model_dump_json()]
    ids: dict[str, list[str]] = json.loads(kept.text(words, _observed(project), make))
    kept.forget_others()
    return ids


def _observed(project: Project) -> list[Path]:
    """All data, and the code that reads and compares them."""
    data = sorted(path for path in project.data.rglob("*") if path.is_file())
    return [*data, *room_files("observations"), *room_files("evidence")]


def _prose(project: Project, edition: Edition) -> dict[str, list[str]]:
    values = load_names(Workspace(project, edition.id).variables)
    flags = shown_flags(edition)
    return {
        file: shown_paragraphs(text, edition.id, flags, values)
        for file, text in _texts(project, edition).items()
    }


def _texts(project: Project, edition: Edition) -> dict[str, str]:
    """The chapters but the one on changes, which would have to know itself."""
    files = [chapter.file for chapter in load_book(project, edition).chapters]
    return {
        file: (project.root / file).read_text(encoding="utf-8") for file in files if file != CHANGES
    }
