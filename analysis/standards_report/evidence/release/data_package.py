"""The data that an edition publishes: what figures and tables show, and the rows behind them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standards_report.csv_writer import csv_text
from standards_report.evidence.release.ledger_csv import LEDGERS, add_verdicts, describe_verdicts
from standards_report.evidence.results.comparison import COLUMNS
from standards_report.evidence.results.index import Index
from standards_report.observations.as_of import seen_sources, visible_rows
from standards_report.observations.domain.editions import Edition
from standards_report.observations.tables.schema import load_schema
from standards_report.project import Project

if TYPE_CHECKING:
    import pandas as pd

    from standards_report.observations.tables.table import Tables

Files = dict[str, str]
CHANGES = "changes.csv"  # what differs from the edition before
_VALUES = "values.csv"
_PACKAGE = "datapackage.json"
COMPUTED = (CHANGES, _VALUES, _PACKAGE)  # files beside those of figures and tables
_VALUE_COLUMNS = ("name", "number", "unit", "printed", "as_of", "rows")


def published_data(
    project: Project,
    edition: Edition,
    index: Index,
    loaded: Tables,
) -> Files:
    """File name to content of everything in the `data/` folder of an edition, but for
    `CHANGES`, which depends on prose: it is described alone.

    `fig-*.csv` and `tbl-*.csv` hold what figures and tables show, the last column naming the
    rows behind each line; `values.csv` every number of the text; `claims.csv` and `audits.csv`
    are the ledgers with their verdicts; the other files are the observations that the edition
    sees. `datapackage.json` describes them all as a Frictionless data package.
    """
    files: Files = {}
    resources: list[dict[str, Any]] = []
    for label, item in sorted({**index["figures"], **index["tables"]}.items()):
        files[f"{label}.csv"] = csv_text(item["columns"], _with_zeros(item))
        resources.append(_resource(f"{label}.csv", item["caption"], item["columns"], item["data"]))
    values = _values(index)
    files[_VALUES] = csv_text(_VALUE_COLUMNS, values)
    resources.append(_resource(_VALUES, "Every number of the text", _VALUE_COLUMNS, values))
    if edition.previous:
        resources.append(_resource(CHANGES, "What differs from the edition before", COLUMNS, []))
    descriptor = load_schema(project.data).descriptor
    for name, text in visible_tables(loaded, edition).items():
        files[f"{name}.csv"] = text
    described = [one for one in descriptor["resources"] if one["path"] in files]
    for name in LEDGERS:
        if f"{name}.csv" in files:
            files[f"{name}.csv"] = add_verdicts(files[f"{name}.csv"], index[name])
    resources += [describe_verdicts(one) if one["name"] in LEDGERS else one for one in described]
    package = {
        "name": f"{descriptor['name']}-{edition.id}",
        "title": f"{descriptor['title']}, edition {edition.id}",
        "description": descriptor["description"],
        "version": edition.version,
        "resources": resources,
    }
    files[_PACKAGE] = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    return files


def visible_tables(loaded: Tables, edition: Edition, *, records: bool = False) -> Files:
    """Every table of which the edition sees a row, as the edition sees it.

    A row is seen where its source was known on the edition's date; a row of a table without
    sources where a row that is seen points at it, or it at rows that are seen. So data that
    come later change nothing.
    `records` asks for the tables of records too; they are not published, for their terms
    are those of the body that gave them.
    """
    sources = loaded["sources"].rows
    seen = seen_sources(sources, edition.as_of.isoformat())
    kept = {name: one for name, one in loaded.items() if records or not one.table.optional}
    rows = visible_rows(kept, seen)
    rows["sources"] = sources[sources["key"].isin(seen)]
    for name, one in rows.items():
        if name == "relations":
            rows[name] = _between_seen(one, rows)
        elif "source" not in one and name != "sources" and not loaded[name].table.foreign_keys:
            rows[name] = _pointed_at(name, loaded, rows)
    return {name: _as_csv(loaded[name].as_written(one)) for name, one in rows.items() if len(one)}


def _pointed_at(name: str, loaded: Tables, rows: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Rows of a table without sources that some row which is seen points at."""
    wanted = rows[name].index < 0
    for other, seen in rows.items():
        for key in loaded[other].table.foreign_keys:
            if key.table == name and "source" in seen:
                wanted |= rows[name][key.column].isin(seen[key.field])
    return rows[name][wanted]


def _between_seen(relations: pd.DataFrame, rows: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Relations all of whose numbers are seen."""
    seen = {row for one in rows.values() if {"id", "source"} <= set(one) for row in one["id"]}
    names = relations["result"] + " " + relations["parts"] + " " + relations["whole"]
    return relations[[{one.lstrip("-") for one in text.split()} <= seen for text in names]]


def _as_csv(rows: pd.DataFrame) -> str:
    cells = ([_plain(cell) for cell in row] for row in rows.itertuples(index=False))
    return csv_text(list(rows.columns), cells)


def write_data(files: Mapping[str, str], folder: Path) -> None:
    """Writes the files into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _with_zeros(item: Mapping[str, Any]) -> list[list[Any]]:
    """The data of a figure or table, with the zeros at the end that its numbers have in print."""
    rows = [list(row) for row in item["data"]]
    for line, column, text in item.get("zeros", ()):
        rows[line][column] = text
    return rows


def _values(index: Index) -> list[list[Any]]:
    return [
        [
            name,
            value["number"],
            value["unit"],
            value["text"],
            value["as_of"],
            " ".join(value["rows"]),
        ]
        for name, value in sorted(index["values"].items())
    ]


def _resource(
    path: str, title: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> dict[str, Any]:
    def kind(at: int) -> str:
        cells = [row[at] for row in rows if row[at] is not None]
        numeric = cells and all(isinstance(cell, (int, float)) for cell in cells)
        return "number" if numeric else "string"

    fields = [{"name": name, "type": kind(at)} for at, name in enumerate(columns)]
    name = path.removesuffix(".csv")
    return {"name": name, "path": path, "title": title, "schema": {"fields": fields}}


def _plain(cell: Any) -> Any:
    import pandas as pd

    if pd.isna(cell):
        return None
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else cell
    return cell
