"""What holds across columns and tables: references, ranges, order, names.

Each rule takes the loaded tables and yields a fault for every row that breaks it.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterator

import pandas as pd

from standards_report.errors import Fault, quoted
from standards_report.observations.arguments import unsupported_arguments
from standards_report.observations.countries import is_iso_code
from standards_report.observations.loaded import Loaded, Tables
from standards_report.observations.plausibility import (
    broken_relations,
    implausible_numbers,
    repeated_statements,
    sources_used_too_early,
    stages_out_of_order,
)
from standards_report.observations.schema import MEASURED, ForeignKey

_RANGE = "a number goes into value; both ends of a range into low and high, with qualifier range"
_OTHER_ID = "give one of them another id, also where it is referred to"


def rule_faults(tables: Tables) -> list[Fault]:
    """Every fault that any rule finds."""
    rules = (
        unknown_references,
        mixed_measurements,
        repeated_ids,
        unknown_countries,
        implausible_numbers,
        repeated_statements,
        stages_out_of_order,
        sources_used_too_early,
        broken_relations,
        unsupported_arguments,
    )
    return [fault for rule in rules for fault in rule(tables)]


def unknown_references(tables: Tables) -> Iterator[Fault]:
    """Foreign keys point at rows that exist; the nearest known names are offered."""
    for loaded in tables.values():
        for key in loaded.table.foreign_keys:
            target = tables.get(key.table) if key.table else loaded
            if target is not None:
                yield from _unknown_cells(loaded, key, target.rows[key.column])


def _unknown_cells(loaded: Loaded, key: ForeignKey, known: pd.Series[str]) -> Iterator[Fault]:
    cells = loaded.rows[key.field]
    unknown = cells[~cells.isin(known) & (cells != "")]
    for row, cell in unknown.items():
        near = difflib.get_close_matches(cell, known.tolist(), 3, cutoff=0.5)
        where = f"{key.table or loaded.table.name}.csv"
        alike = next((name for name in known if looks(name) == looks(cell)), "")
        if alike:
            yield loaded.fault(row, *_encoded_otherwise(key.field, cell, alike, where))
            continue
        remedy = f"add it to {where}"
        if near:
            has = ", ".join(map(repr, near))
            remedy = f"see how the source spells it: {where} has {has}; any other is added there"
        yield loaded.fault(row, f"unknown {key.field} {quoted(cell)}", remedy)


def looks(name: str) -> str:
    """What the eye can tell of a name: not how its letters are encoded, nor which space it is."""
    return " ".join(unicodedata.normalize("NFKC", name).split())


def _encoded_otherwise(field: str, cell: str, known: str, where: str) -> tuple[str, str]:
    """Two forms of one name, in signs that show the difference, and what to do."""
    what = f"{field} {cell!r} differs from the one in {where} only in how its letters are encoded"
    return f"{what}: {cell!a}, there {known!a}", f"copy it from {where}"


def mixed_measurements(tables: Tables) -> Iterator[Fault]:
    """A row states either one value or a range from low to high, as its qualifier says."""
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
            what = "a single number needs value alone"
            yield loaded.fault(row, what, _RANGE)
        for row in rows.index[has_ends & (rows["low"] > rows["high"])]:
            yield loaded.fault(row, "low is above high", "compare both with the source")


def repeated_ids(tables: Tables) -> Iterator[Fault]:
    """Row ids are unique over all tables, so that an id alone names a row."""
    seen: dict[str, str] = {}
    for loaded in tables.values():
        if "id" not in loaded.table.columns:
            continue
        for row, identifier in loaded.rows["id"].items():
            first = seen.setdefault(identifier, loaded.shown)
            if first != loaded.shown:
                yield loaded.fault(row, f"id {identifier!r} also stands in {first}", _OTHER_ID)


def unknown_countries(tables: Tables) -> Iterator[Fault]:
    """Country codes are those of ISO 3166-1, where no other table vouches for them."""
    for loaded in tables.values():
        vouched = {key.field for key in loaded.table.foreign_keys}
        column = "code" if loaded.table.name == "countries" else "country"
        if column not in loaded.table.columns or column in vouched:
            continue
        unknown = {code for code in loaded.rows[column].unique() if code and not is_iso_code(code)}
        for row in loaded.rows.index[loaded.rows[column].isin(unknown)]:
            code = loaded.rows[column][row]
            yield loaded.fault(
                row, f"{code!r} is no ISO 3166-1 code", "write three letters, as CHN"
            )
