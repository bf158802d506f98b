"""What is fuzzed: each target takes any bytes, and may answer with a fault and nothing else."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from standards_report.build.formats import FORMS
from standards_report.display.text.markdown import escape, holds_markup, pipe_table
from standards_report.errors import DataError, ReportError
from standards_report.evidence.claims.evaluation import Environment, evaluate
from standards_report.evidence.claims.expressions import ExpressionError, parse_expression
from standards_report.evidence.claims.row_lookup import Observed
from standards_report.evidence.claims.units import NotComputableError, Quantity
from standards_report.ingest.adapter import Request
from standards_report.ingest.iso.iso_reader import read_snapshot
from standards_report.ingest.itu.itu_adapters import (
    read_contributions,
    read_members,
    read_work_items,
)
from standards_report.observations.domain.editions import load_edition
from standards_report.observations.notebook_metadata import (
    declared_tables,
    known_since,
    read_notebook,
)
from standards_report.observations.tables.cell_checks import validate_cells
from standards_report.observations.tables.constraints import rule_faults
from standards_report.observations.tables.csv_reader import read_cells
from standards_report.observations.tables.loader import load_tables
from standards_report.observations.tables.schema import Schema, load_schema
from standards_report.observations.tables.table import Loaded
from standards_report.pipeline.notebooks.parameters import parameters_for
from standards_report.pipeline.notebooks.sanitize import active_content
from standards_report.project import Project
from standards_report.render.book.book import Chapter, load_contents
from standards_report.render.book.edition_profile import profile_text
from standards_report.render.content.inline_svg import prepare_svg
from standards_report.render.document.parse import Document, parse
from standards_report.render.document.shortcodes import shortcodes as found_shortcodes
from standards_report.render.lint import findings
from standards_report.render.pandoc.bibliography import bibliography_keys
from standards_report.render.shown.conditions import Setting
from standards_report.render.shown.fragments import Fragments
from standards_report.render.shown.show import show
from standards_report.render.shown.shown_prose import shown_paragraphs
from standards_report.render.shown.uses import shortcode_faults

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "small"
REAL = ROOT / "data"
DAY = "2030-01-15"
_PARAMETERS = {
    "edition": "2030",
    "as_of": "2030-12-31",
    "first_year": 2020,
    "focus_countries": ["CHN"],
}


@cache
def _project() -> Project:
    """The small project in a folder of this process."""
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copytree(SMALL, folder / "small")
    shutil.copyfile(REAL / "records.yaml", folder / "small" / "data" / "records.yaml")
    return Project(folder / "small")


def _text(content: bytes) -> str:
    return content.decode("utf-8", errors="replace")


@cache
def _small_tables() -> dict[str, Loaded]:
    return load_tables(SMALL / "data", ["itu_members"])


def loader(content: bytes) -> None:
    """A table of observations."""
    path = _project().root / "itu_members.csv"
    path.write_bytes(content)
    known = _small_tables()
    table = known["itu_members"].table
    cells, faults = read_cells(path, path.name, table)
    rows, more = validate_cells(cells, path.name, table)
    if not faults and not more:
        faults = rule_faults({**known, table.name: Loaded(table, path.name, rows, cells.lines)})
    if faults or more:
        raise DataError([*faults, *more])


def descriptor(content: bytes) -> None:
    """The schema of all tables."""
    path = _project().root / "schema" / "datapackage.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    load_schema(path.parent)


def edition(content: bytes) -> None:
    """An edition file, and what is generated from it."""
    project = _project()
    (project.editions / "2030.yml").write_bytes(content)
    profile_text(load_edition(project.editions, "2030"))


def book(content: bytes) -> None:
    """The list of chapters."""
    project = _project()
    (project.root / "_quarto.yml").write_bytes(content)
    load_contents(project, load_edition(SMALL / "editions", "2030"))


def notebook(content: bytes) -> None:
    """A notebook before it is run."""
    path = _project().root / "fuzzed.ipynb"
    path.write_bytes(content)
    known_since(path)
    declared_tables(path)
    parameters_for(read_notebook(path), _PARAMETERS, path.name)


@cache
def _environment() -> Environment:
    values = {
        "a.b": Quantity(6.0, "count"),
        "a.share": Quantity(60.0, "percent"),
        "a.year": Quantity(2012.0, "year"),
        "missing.one": None,
        "zero.x": Quantity(0.0, "count"),
    }
    return Environment(values, Observed(load_tables(SMALL / "data"), {"register"}))


def claims(content: bytes) -> None:
    """The expression of a claim: read and evaluated."""
    try:
        evaluate(parse_expression(_text(content)), _environment())
    except (ExpressionError, NotComputableError):
        return


def shortcodes(content: bytes) -> None:
    """The text of a chapter."""
    document = parse(_text(content), "chapter")
    assert Document.from_json(document.to_json()) == document
    setting = Setting("2030", FORMS, {"first-focus": True})
    fragments = Fragments({"a.b": [{"t": "Str", "c": "5"}]}, {"gaps-list": []})
    findings(document)
    shown_paragraphs(document, {"a.b": "5"}, setting)
    codes = found_shortcodes(document.blocks)
    shortcode_faults(codes, "chapter", ["a.b"], {"gaps-list": "generated"})
    show(document, Chapter("chapter.qmd", "1", "Chapter", False), fragments, setting)


def citations(content: bytes) -> None:
    """The keys of a bibliography."""
    project = Project(_project().root / "bibliography")
    project.root.mkdir(exist_ok=True)
    project.bibliography.write_text(_text(content), encoding="utf-8")
    for key in bibliography_keys(project):
        assert key
        assert not key.isspace()


def markdown(content: bytes) -> None:
    """A text of the data, as Markdown."""
    text = _text(content)
    table = pipe_table(["A", text], [[text, "1"], [escape(text), ""]], [False, True])
    assert not holds_markup(table)
    assert len(table.splitlines()) == 4


def figure(content: bytes) -> None:
    """The drawing of a figure."""
    svg = _text(content)
    list(active_content(svg, ""))
    prepare_svg(svg, "fig-a", svg)


@cache
def _tables() -> dict[str, Loaded]:
    names = ("sources", "entities", "member_bodies", "iso_committee_counts")
    return load_tables(REAL, names)


@cache
def _schema() -> Schema:
    return load_schema(REAL)


def iso(content: bytes) -> None:
    """A snapshot of ISO's committee data."""
    path = _project().root / "iso.jsonl"
    path.write_bytes(content)
    read_snapshot(path, _tables()["member_bodies"].rows, DAY)


def itu(content: bytes) -> None:
    """The three exports of ITU; the first byte chooses one."""
    path = _project().root / "itu.csv"
    path.write_bytes(content[1:])
    readers = (read_members, read_contributions, read_work_items)
    request = Request([path], DAY, None, _schema(), _tables())
    readers[content[0] % 3 if content else 0](request)


TARGETS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one
    for one in (
        *(loader, descriptor, edition, book, notebook, claims, shortcodes),
        *(citations, markdown, figure, iso, itu),
    )
}


def run(name: str, content: bytes) -> None:
    """Gives the bytes to a target; a fault that is meant for people is an answer."""
    try:
        TARGETS[name](content)
    except ReportError as error:
        assert error.faults
        assert all(str(fault).strip() for fault in error.faults)
