"""The report's prose, from every place where it is written: chapters, notebooks, code, data."""

from __future__ import annotations

import ast
import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from standards_report.observations.tables.schema import Field, Table, load_schema
from standards_report.render.wording.known_names import entry_names
from standards_report.render.wording.plain_words import Passage, chapter, prose

# Columns of names and titles: they are printed as the source writes them.
NAMES = {
    *("acronym", "adjective", "in_text", "journal", "list", "locator", "name", "parent"),
    *("associate_rapporteurs", "author", "authors", "entity", "holder", "person", "producer"),
    *("listed_by", "organisation", "predecessor", "rapporteurs", "said_by", "stated_by"),
    *("reference", "sections", "short", "shown_at", "successor", "title"),
}
# The same, in one table only.
NAMES_IN = {
    ("bodies", "subject"): "title of a group, or the field that it names",
    ("companies", "uppermost"): "name",
    ("company_aliases", "group"): "name",
    ("glossary", "abbreviation"): "name",
    ("glossary", "chinese"): "name",
    ("glossary", "term"): "name, or the term itself",
    ("iso_output_committees", "committee"): "name of a committee",
    ("iso_output_years", "committee"): "name of a committee",
    ("literature_claims", "section"): "heading of the source",
    ("metrics_of_influence", "category"): "heading of a form",
    ("mobile_rapporteurs", "company"): "name",
    ("mobile_rapporteurs", "group"): "name of a group",
    ("mobile_specifications", "group"): "name of a group",
    ("mobile_specifications", "release"): "name of a release",
    ("priority_lists", "item"): "item of a list, as a document names it",
    ("questions", "topic"): "title of a Question",
    ("technology_priorities", "technology"): "item of a list, as a document names it",
}
# Columns that hold neither names nor prose.
NEITHER = {
    "bibkey": "identifier",
    "code": "identifier",
    "begins": "beginnings of ids",
    "expression": "formula",
    "format": "names of columns and files",
    "id": "identifier",
    "key": "identifier",
    "pages": "number",
    "parts": "identifiers",
    "result": "identifier",
    "sha256": "hash",
    "stated": "words of the source, as printed",
    "whole": "identifiers",
}

# Names and titles that stand in sentences of the data and in no column of names.
OTHER_NAMES = (
    "China Contribution on Possible Future Work on Smart Cities in JTC 1",
    "Security guidelines for applying quantum-safe algorithms in 5G systems",
    "section 9414 of the National Defense Authorization Act",
    "World Summit on the Information Society",
)


def chapters(root: Path) -> Iterator[Passage]:
    """The first page and all chapters, each as one passage."""
    for path in (root / "index.qmd", *sorted((root / "chapters").glob("*.qmd"))):
        yield chapter(_shown(root, path), path.read_text(encoding="utf-8"))


def notebooks(root: Path) -> Iterator[Passage]:
    """Text cells, and the strings of code cells, of which captions, notes and labels are made.

    The place is the cell by its id, and the line in the cell.
    """
    for path in sorted((root / "analysis" / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            where = f"{_shown(root, path)}#{cell['id']}"
            source = "".join(cell["source"])
            if cell["cell_type"] == "markdown":
                yield Passage(where, 1, prose(source))
            else:
                yield from _strings(where, source)


def code(root: Path) -> Iterator[Passage]:
    """The strings of the library: words that pages, figures and messages are made of."""
    for path in sorted((root / "analysis" / "standards_report").rglob("*.py")):
        yield from _strings(_shown(root, path), path.read_text(encoding="utf-8"))


def tables(root: Path) -> list[Table]:
    """The tables that are committed; those of records are the author's."""
    return [one for one in load_schema(root / "data").tables.values() if not one.optional]


def data(root: Path) -> Iterator[Passage]:
    """Every cell of the tables that holds words of ours."""
    for table in tables(root):
        columns = [field.name for field in table.fields if _is_prose(table, field)]
        for line, row in _rows(root / "data" / table.file):
            for column in columns:
                yield Passage(f"data/{table.file}", line, row[column])


def names(root: Path) -> frozenset[str]:
    """Names and titles that the data and the bibliography hold."""
    found = set(OTHER_NAMES)
    found |= set(entry_names((root / "references.bib").read_text(encoding="utf-8")))
    for table in tables(root):
        columns = [column for column in table.columns if _is_name(table.name, column)]
        for _, row in _rows(root / "data" / table.file):
            found |= {row[column] for column in columns}
    return frozenset(found)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table with the line on which each begins; none where it is not committed.

    A column that a file may lack is empty.
    """
    if not path.exists():
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        line = 2
        for row in reader:
            yield line, defaultdict(str, row)
            line = reader.line_num + 1


def _is_prose(table: Table, field: Field) -> bool:
    is_key = field.name in {key.field for key in table.foreign_keys}
    is_free = field.type == "string" and not (field.enum or field.pattern or is_key)
    return is_free and field.name not in NEITHER and not _is_name(table.name, field.name)


def _is_name(table: str, column: str) -> bool:
    return column in NAMES or (table, column) in NAMES_IN or column.endswith("_zh")


def _strings(where: str, source: str) -> Iterator[Passage]:
    """String constants with more than one word; each run of a formatted string by itself."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if " " in node.value.strip():
            yield Passage(where, node.lineno, node.value)


def _shown(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()
