"""Checks across columns and tables: references, ranges, order in time, names.

Each rule takes the loaded tables and yields a fault for every row that breaks it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from standards_report.errors import Fault, quoted
from standards_report.observations.domain.countries import CODE_COLUMNS, is_iso_code
from standards_report.observations.domain.names import apart, first_alike, fold, look
from standards_report.observations.tables.fact_conflicts import contradictory_rows
from standards_report.observations.tables.finding_checks import unsupported_arguments
from standards_report.observations.tables.plausibility import (
    broken_relations,
    dates_ahead,
    implausible_numbers,
    repeated_statements,
    sources_used_too_early,
    stages_out_of_order,
)
from standards_report.observations.tables.schema import MEASURED, ForeignKey
from standards_report.observations.tables.table import Loaded, Tables
from standards_report.suggestions import nearest

if TYPE_CHECKING:
    import pandas as pd

_RANGE = "write a number into value; write a range into low and high, with qualifier range"
_OTHER_ID = "give one of them another id, also where other rows refer to it"


def rule_faults(tables: Tables) -> list[Fault]:
    """The faults of all rules."""
    rules = (
        unknown_references,
        look_alikes,
        mixed_measurements,
        repeated_ids,
        unknown_countries,
        implausible_numbers,
        repeated_statements,
        contradictory_rows,
        dates_ahead,
        stages_out_of_order,
        sources_used_too_early,
        broken_relations,
        unsupported_arguments,
    )
    return [fault for rule in rules for fault in rule(tables)]


def unknown_references(tables: Tables) -> Iterator[Fault]:
    """Cells of a foreign key must name an existing row. Faults offer the nearest names."""
    for loaded in tables.values():
        for key in loaded.table.foreign_keys:
            target = tables.get(key.table) if key.table else loaded
            if target is not None:
                yield from _unknown_cells(loaded, key, target.rows[key.column])


def _unknown_cells(loaded: Loaded, key: ForeignKey, known: pd.Series[str]) -> Iterator[Fault]:
    cells = loaded.rows[key.field]
    unknown = cells[~cells.isin(known) & (cells != "")]
    where = f"{key.table or loaded.table.name}.csv"
    for row, cell in unknown.items():
        if alike := first_alike(cell, known):
            what = f"{key.field} {cell!r} looks like {alike!r} in {where}"
            yield loaded.fault(row, f"{what}: {apart(cell, alike)}", "write both alike")
            continue
        near = nearest(cell, known, most=3, cutoff=0.5)
        remedy = f"add it to {where}"
        if near:
            has = ", ".join(map(repr, near))
            remedy = f"see how the source spells it: {where} has {has}; add any other name there"
        yield loaded.fault(row, f"unknown {key.field} {quoted(cell)}", remedy)


def look_alikes(tables: Tables) -> Iterator[Fault]:
    """Cells of a column that look alike must be equal. Unique names must differ in more than case.

    Otherwise they count as two names, and no reader can see why. Tables of records are left out:
    ingest compares the names of an export.
    """
    for loaded in tables.values():
        for field in loaded.table.fields if not loaded.table.optional else ():
            if field.type == "string":
                yield from _alike(loaded, field.name, fold if field.unique else look)


def _alike(loaded: Loaded, column: str, form: Callable[[str], str]) -> Iterator[Fault]:
    cells = loaded.rows[column]
    different = dict.fromkeys(cells)
    if form is look and all(cell.isascii() and look(cell) == cell for cell in different):
        return
    first: dict[str, str] = {}
    others = {
        cell: earlier
        for cell in different
        if (earlier := first.setdefault(form(cell), cell)) != cell
    }
    place = {cell: row for row, cell in reversed(list(cells.items()))} if others else {}
    for row in cells.index[cells.isin(others)]:
        cell, earlier = cells[row], others[cells[row]]
        if column == "name" and _entity(loaded, cell) == _entity(loaded, earlier) != "":
            continue
        line = loaded.lines[place[earlier]]
        what = f"{column} {cell!r} looks like {earlier!r} in line {line}: {apart(cell, earlier)}"
        yield loaded.fault(row, what, "write both alike")


def _entity(loaded: Loaded, name: str) -> str:
    """The entity that a name stands for, in a table with the column `entity`; otherwise empty."""
    if "entity" not in loaded.rows:
        return ""
    entities: list[str] = loaded.rows.loc[loaded.rows["name"] == name, "entity"].tolist()
    return entities[0]


def mixed_measurements(tables: Tables) -> Iterator[Fault]:
    """A row must state one value, or, where its qualifier is range, both low and high."""
    for loaded in tables.values():
        if not set(MEASURED) <= set(loaded.table.columns):
            continue
        rows = loaded.rows
        is_range = rows["qualifier"] == "range"
        has_value = rows["value"].notna()
        has_ends = rows["low"].notna() & rows["high"].notna()
        has_end = rows["low"].notna() | rows["high"].notna()
        for row in rows.index[is_range & (has_value | ~has_ends)]:
            yield loaded.fault(row, "a range without both ends", _RANGE)
        for row in rows.index[~is_range & (~has_value | has_end)]:
            what = "a row needs one number in value, or a range"
            yield loaded.fault(row, what, _RANGE)
        for row in rows.index[has_ends & (rows["low"] > rows["high"])]:
            yield loaded.fault(row, "low is above high", "compare both with the source")


def repeated_ids(tables: Tables) -> Iterator[Fault]:
    """Row ids must be unique over all tables, so that an id alone identifies a row."""
    seen: dict[str, str] = {}
    for loaded in tables.values():
        if "id" not in loaded.table.columns:
            continue
        for row, identifier in loaded.rows["id"].items():
            first = seen.setdefault(identifier, loaded.shown)
            if first != loaded.shown:
                yield loaded.fault(row, f"id {identifier!r} also stands in {first}", _OTHER_ID)


def unknown_countries(tables: Tables) -> Iterator[Fault]:
    """Country codes must be those of ISO 3166-1, unless a foreign key checks them already."""
    for loaded in tables.values():
        vouched = {key.field for key in loaded.table.foreign_keys}
        columns = ("code",) if loaded.table.name == "countries" else CODE_COLUMNS
        for column in columns:
            if column in loaded.table.columns and column not in vouched:
                yield from _unknown_codes(loaded, column)


def _unknown_codes(loaded: Loaded, column: str) -> Iterator[Fault]:
    unknown = {code for code in loaded.rows[column].unique() if code and not is_iso_code(code)}
    for row in loaded.rows.index[loaded.rows[column].isin(unknown)]:
        code = loaded.rows[column][row]
        yield loaded.fault(
            row, f"{code!r} is not an ISO 3166-1 code", "write three letters, such as CHN"
        )
