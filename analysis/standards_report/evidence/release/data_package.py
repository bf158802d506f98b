"""The data that an edition publishes: what figures and tables show, and the rows behind them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standards_report.csv_writer import csv_text
from standards_report.decimals import in_published_digits
from standards_report.display.emitted import Cell, Item
from standards_report.evidence.claims.judged import JudgedEntry
from standards_report.evidence.release.column_words import (
    ColumnNames,
    kind_of,
    load_column_words,
)
from standards_report.evidence.release.ledger_csv import (
    describe_verdicts,
    ledger_csv,
    plain_rows,
)
from standards_report.evidence.results.comparison import COLUMNS as CHANGE_COLUMNS
from standards_report.evidence.results.index import Index, index_schema
from standards_report.observations.as_of import seen_sources, visible_rows
from standards_report.observations.domain.editions import Edition
from standards_report.observations.tables.schema import load_schema
from standards_report.project import Project

if TYPE_CHECKING:
    import pandas as pd

    from standards_report.observations.tables.table import Tables

Frames = dict[str, "pd.DataFrame"]
Files = dict[str, str]
CHANGES = "changes.csv"  # what differs from the edition before
_VALUES = "values.csv"
PACKAGE = "datapackage.json"
SCHEMA = "index.schema.json"  # of the index of an edition
COMPUTED = (CHANGES, _VALUES, PACKAGE, SCHEMA)  # files beside those of figures and tables
_VALUE_COLUMNS = {
    "name": "Dotted name under which the text takes the value.",
    "number": "The number; empty where none is published, where it is not defined, and for words.",
    "unit": "Unit of the number; text for words.",
    "printed": "The number or the words as the text prints them.",
    "as_of": "Date or period that it speaks of; empty where its rows name none.",
    "rows": "Ids of the rows of data that it rests on, separated by blanks.",
}


def published_data(
    project: Project,
    edition: Edition,
    index: Index,
    loaded: Tables,
) -> Files:
    """Every file of the `data/` folder of an edition: name to content.

    `CHANGES` depends on prose, so that it is described alone. `fig-*.csv` and `tbl-*.csv` hold what
    figures and tables show, under heads in words. Their last column names the rows behind each
    line. `values.csv` holds
    every number of the text. `claims.csv` and `audits.csv` are the ledgers with their verdicts. The
    other CSV files are the observations that the edition sees.

    `datapackage.json` describes all CSV files as a Frictionless data package. `index.schema.json`
    is the JSON Schema of the index (`index.json`), from which a build makes these files.
    """
    files: Files = {}
    resources: list[dict[str, Any]] = []
    schema = load_schema(project.data)
    names = ColumnNames(load_column_words(project), schema, loaded)
    for label, item in sorted(index.items.items()):
        fields = names.fields(item)
        files[f"{label}.csv"] = csv_text([field["name"] for field in fields], printed_rows(item))
        resources.append(_resource(f"{label}.csv", item.caption, fields))
    values = _values(index)
    files[_VALUES] = csv_text(list(_VALUE_COLUMNS), values)
    resources.append(
        _resource(_VALUES, "Every number of the text", _own_fields(_VALUE_COLUMNS, values))
    )
    if edition.previous:
        changed = _own_fields(CHANGE_COLUMNS, [])
        resources.append(_resource(CHANGES, "What differs from the edition before", changed))
    descriptor = schema.descriptor
    ledgers: dict[str, Mapping[str, JudgedEntry]] = {"claims": index.claims, "audits": index.audits}
    for name, rows in visible_tables(loaded, edition).items():
        if name in ledgers:
            files[f"{name}.csv"] = ledger_csv(rows, ledgers[name])
        else:
            files[f"{name}.csv"] = table_csv(rows)
    resources += [
        describe_verdicts(resource) if resource["name"] in ledgers else resource
        for resource in descriptor["resources"]
        if resource["path"] in files
    ]
    package = {
        "name": f"{descriptor['name']}-{edition.id}",
        "title": f"{descriptor['title']}, edition {edition.id}",
        "description": descriptor["description"],
        "version": edition.version,
        "resources": resources,
    }
    files[PACKAGE] = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    files[SCHEMA] = index_schema()
    return files


def visible_tables(loaded: Tables, edition: Edition, *, records: bool = False) -> Frames:
    """The rows that the edition sees of every table of which it sees any. Numbers have the digits
    of the file.

    The edition sees a row where it knew the source on its date. It sees a row of a table without
    sources where a row that it sees points at it, or where it points at rows that the edition sees.
    Data that come later change nothing.

    `records` asks for the tables of records too. They are not published, for their terms are those
    of the body that gave them.
    """
    sources = loaded["sources"].rows
    seen = seen_sources(sources, edition.as_of.isoformat())
    kept = {name: table for name, table in loaded.items() if records or not table.table.optional}
    rows = visible_rows(kept, seen)
    rows["sources"] = sources[sources["key"].isin(seen)]
    for name, frame in rows.items():
        if name == "relations":
            rows[name] = _between_seen(frame, rows)
        elif "source" not in frame and name != "sources" and not loaded[name].table.foreign_keys:
            rows[name] = _pointed_at(name, loaded, rows)
    return {name: loaded[name].as_written(frame) for name, frame in rows.items() if len(frame)}


def table_csv(rows: pd.DataFrame) -> str:
    """The rows of a table as CSV. Whole numbers have no point."""
    return csv_text(list(rows.columns), plain_rows(rows))


def _pointed_at(name: str, loaded: Tables, rows: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Rows of a table without sources that some row which is seen points at."""
    wanted = rows[name].index < 0
    for pointing, seen in rows.items():
        for key in loaded[pointing].table.foreign_keys:
            if key.table == name and "source" in seen:
                wanted |= rows[name][key.column].isin(seen[key.field])
    return rows[name][wanted]


def _between_seen(relations: pd.DataFrame, rows: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Relations all of whose numbers are seen."""
    seen = {row for frame in rows.values() if {"id", "source"} <= set(frame) for row in frame["id"]}
    names = relations["result"] + " " + relations["parts"] + " " + relations["whole"]
    return relations[[{name.lstrip("-") for name in text.split()} <= seen for text in names]]


def write_data(files: Mapping[str, str], folder: Path) -> None:
    """Writes the files into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def printed_rows(item: Item) -> list[list[Cell]]:
    """The data of a figure or table in digits: with the zeros at the end that numbers have in
    print, and no more digits of a quotient than anybody prints."""
    rows = [[_in_digits(cell) for cell in row] for row in item.data]
    for line, column, text in item.zeros:
        rows[line][column] = text
    return rows


def _in_digits(cell: Cell) -> Cell:
    return in_published_digits(cell) if isinstance(cell, float) else cell


def _values(index: Index) -> list[list[Cell]]:
    return [
        [name, value.number, value.unit, value.text, value.as_of, " ".join(value.rows)]
        for name, value in sorted(index.values.items())
    ]


def _own_fields(columns: Mapping[str, str], rows: Sequence[Sequence[Cell]]) -> list[dict[str, Any]]:
    return [
        {"name": name, "type": kind_of(rows, position), "description": text}
        for position, (name, text) in enumerate(columns.items())
    ]


def _resource(path: str, title: str, fields: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    name = path.removesuffix(".csv")
    return {"name": name, "path": path, "title": title, "schema": {"fields": list(fields)}}
