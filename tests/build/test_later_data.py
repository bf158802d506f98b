"""An edition stays as it was when later data, notebooks and passages come in."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from standards_report.evidence.release.data_package import table_csv, visible_tables
from standards_report.observations.domain.editions import Edition, load_edition
from standards_report.observations.notebook_metadata import notebook_names
from standards_report.observations.tables.loader import load_tables
from standards_report.observations.tables.table import Tables
from standards_report.project import Project
from standards_report.render.book.book import load_contents
from standards_report.render.document.parse import parse
from standards_report.render.quarto.quarto_project import later_cells
from standards_report.source_files import read_text

from tests.conftest import ROOT, SmallProject
from tests.support.ingesting import leave_out_snapshots

_LATER = '::: {.content-visible unless-profile="2030"}\n\n{{< var later.number >}} [@later]\n:::\n'


def without_later_data(folder: Path) -> Project:
    """The real project without what was ingested from ISO in 2025."""
    for name in ("data", "editions", "analysis/notebooks"):
        shutil.copytree(ROOT / name, folder / name)
    leave_out_snapshots(folder / "data")
    return Project(folder)


def tables_csv(loaded: Tables, edition: Edition) -> dict[str, str]:
    tables = visible_tables(loaded, edition, records=True)
    return {name: table_csv(rows) for name, rows in tables.items()}


def test_the_first_edition_sees_the_same_tables_with_and_without_them(tmp_path: Path) -> None:
    project = Project(ROOT)
    first = load_edition(project.editions, "2022")
    without = load_tables(without_later_data(tmp_path).data)
    before = tables_csv(without, first)
    assert tables_csv(load_tables(project.data), first) == before
    assert not [name for name in before if name.startswith("iso_commit")]


def test_the_second_edition_sees_them() -> None:
    project = Project(ROOT)
    loaded = load_tables(project.data)
    tables = visible_tables(loaded, load_edition(project.editions, "2025"))
    assert {"iso_committee_counts", "iso_committees", "member_bodies"} <= tables.keys()


def test_a_notebook_of_later_data_belongs_to_later_editions() -> None:
    project = Project(ROOT)
    first, second = (load_edition(project.editions, name) for name in ("2022", "2025"))
    assert "iso_records" not in notebook_names(project, first)
    assert "iso_records" in notebook_names(project, second)
    assert set(notebook_names(project, first)) < set(notebook_names(project))


def test_quarto_finds_a_cell_for_every_passage_of_other_editions() -> None:
    project = Project(ROOT)
    first = load_edition(project.editions, "2022")
    files = [chapter.file for chapter in load_contents(project, first).chapters]
    documents = [parse(read_text(project.root / file, file), file) for file in files]
    cells = later_cells(documents, [*notebook_names(project, first), "generated"])
    assert "fig-iso-records-series" in cells["iso_records"]
    assert set(cells) == set(notebook_names(project)) - set(notebook_names(project, first))


@pytest.mark.slow
def test_a_later_passage_changes_nothing_in_an_earlier_edition(built: SmallProject) -> None:
    before = built.hashes()
    built.append("chapters/members.qmd", "\n" + _LATER)
    built.append("references.bib", "\n@misc{later, title = {Later}}\n")
    notebook = json.loads((built.root / "analysis/notebooks/other.ipynb").read_text("utf-8"))
    notebook["metadata"]["standards_report"]["since"] = "2040-01-01"
    (built.root / "analysis/notebooks/later.ipynb").write_text(json.dumps(notebook), "utf-8")
    process = built.build()
    assert process.returncode == 0, process.stderr
    after = built.hashes()
    changed = {name for name in after.keys() | before.keys() if after.get(name) != before.get(name)}
    # The manifest names its inputs, and a chapter is an input as a whole.
    assert changed <= {"2030/manifest.json"}
