"""The table of unknown names as the author has filled it in, read as rows of entities.csv."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import pandas as pd

from standards_report.errors import DataError, Fault
from standards_report.ingest.forms.form_file import read_form_file
from standards_report.ingest.naming.entity_names import KnownNames
from standards_report.ingest.naming.names_to_fill import FORM
from standards_report.observations.domain.names import correction
from standards_report.observations.tables.schema import Schema
from standards_report.observations.tables.table import Tables

_TAKEN = ("entity", "seat_country", "hq_country", "kind", "parent", "basis")
_NEEDED = ("kind", "basis")

Row = Mapping[str, Any]


def filled_entities(path: Path, schema: Schema, tables: Tables, key: str) -> pd.DataFrame:
    """Rows of entities.csv for the names that are filled in, with `key` as their source.

    The file may be saved by any program that an export may come from. Rows that are left open give
    no entity. Raises DataError with every fault: a name that entities.csv has from another source,
    an unknown name under `same_as`, what is missing beside `entity`.
    """
    filled = read_form_file(path, schema.forms[FORM], ())
    if filled.faults:
        raise DataError(filled.faults)
    entities = tables["entities"].rows
    known = KnownNames(entities)
    by_name: dict[str, Row] = {row["name"]: row for row in _records(entities)}
    countries = set(tables["countries"].rows["code"])
    rows, faults = [], []
    for row in _records(filled.rows):
        if not row["same_as"] and not row["entity"]:
            continue
        same = by_name.get(known.find(row["same_as"]), {}) if row["same_as"] else {}
        own = by_name.get(known.find(row["name"]))
        told = [*_known_faults(own, key), *_faults(row, same, list(by_name), countries)]
        faults += [Fault(path.name, row["line"], what, remedy) for what, remedy in told]
        rows.append(_entity(row, same, key))
    if faults:
        raise DataError(faults)
    return pd.DataFrame(rows, columns=list(schema.table("entities").columns), dtype="str")


def _records(rows: pd.DataFrame) -> list[Row]:
    return cast(list[Row], rows.to_dict("records"))


def _known_faults(own: Row | None, key: str) -> Iterator[tuple[str, str]]:
    if own and own["source"] != key:
        what = f"data/entities.csv has {own['name']!r} from the source {own['source']!r}"
        yield what, "leave the cells of that row empty from same_as on"


def _faults(
    row: Row, same: Row, names: Collection[str], countries: Collection[str]
) -> Iterator[tuple[str, str]]:
    if row["same_as"]:
        if not same:
            what = f"same_as {row['same_as']!r} is no name in data/entities.csv"
            yield (
                what,
                correction(
                    row["same_as"],
                    names,
                    "put a known name there, or fill in entity and what follows",
                ),
            )
        elif row["entity"] not in ("", same["entity"]):
            what = f"same_as is of {same['entity']!r}, and entity says {row['entity']!r}"
            yield what, "fill in one of the two"
        return
    for column in _NEEDED:
        if not row[column]:
            yield f"{column} is missing beside entity {row['entity']!r}", "fill it in"
    for column in ("seat_country", "hq_country"):
        if row[column] and row[column] not in countries:
            what = f"{column} {row[column]!r} is not in data/countries.csv"
            yield what, "add the country there first"
    stated = row["country"]
    if stated and row["seat_country"] not in ("", stated):
        what = f"seat_country is {row['seat_country']}, and the name says {stated}"
        yield what, f"write {stated}: where the group is led stands in hq_country"


def _entity(row: Row, same: Row, key: str) -> dict[str, str]:
    cells = {column: (same or row)[column] for column in _TAKEN}
    place = {"locator": row["file"] or "export", "line": "", "note": row["note"]}
    if not pd.isna(row["file_line"]):
        place["line"] = str(row["file_line"])
    return {"name": row["name"], "predecessor": "", "successor": "", **cells, **place} | {
        "source": key
    }
