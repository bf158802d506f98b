"""Loads the tables of `data/` together: reads, checks and converts them.

A build asks for most tables once for each notebook. So a process, with those forked from it, checks
and converts the same content only once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Set
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from standards_report.errors import DataError, Fault
from standards_report.observations.tables.cell_checks import numbers_as_written, validate_cells
from standards_report.observations.tables.constraints import rule_faults
from standards_report.observations.tables.csv_reader import Cells, parse_cells, read_cells
from standards_report.observations.tables.schema import Table, load_schema
from standards_report.observations.tables.table import Loaded, Tables
from standards_report.source_files import MOST_TABLE, read_source

# Tables of records may be a hundred times as large, and few notebooks use them.
_KEPT_UP_TO = 2**22  # bytes

# Sets of tables without a fault, each table by its name and the hash of its content.
_sound: deque[frozenset[tuple[str, str]]] = deque(maxlen=4)


def load_tables(data: Path, names: Iterable[str] | None = None) -> dict[str, Loaded]:
    """Loads the named tables (default: all) and the tables that they refer to, by name.

    An optional table without a file has its columns and no rows. Raises DataError with every fault
    of all tables at once, in structure, cells and references, each with file, line and remedy.
    """
    schema = load_schema(data)
    wanted = schema.with_targets(names if names is not None else schema.tables)
    loaded, faults, held = {}, [], set()
    for name in wanted:
        table, found, digest = _load(schema.table(name), data)
        loaded[name] = table
        held.add((name, digest))
        faults.extend(found)
    if not faults:
        faults = _broken_rules(loaded, held)
    if faults:
        raise DataError(faults)
    return loaded


def _load(table: Table, data: Path) -> tuple[Loaded, list[Fault], str]:
    """The table, its faults, and the hash of its file."""
    path, shown = data / table.file, f"data/{table.file}"
    if not path.exists():
        cells, faults = (Cells([], []), []) if table.optional else read_cells(path, shown, table)
        return *_typed(table, shown, cells, faults), ""
    content = read_source(path, shown, MOST_TABLE)
    parse = _parsed if len(content) <= _KEPT_UP_TO else _parsed.__wrapped__
    kept, faults = parse(table, shown, content)
    # A copy, since the caller may write into it.
    return replace(kept, rows=kept.rows.copy()), faults, sha256(content).hexdigest()


@lru_cache(maxsize=256)
def _parsed(table: Table, shown: str, content: bytes) -> tuple[Loaded, list[Fault]]:
    return _typed(table, shown, *parse_cells(content, shown, table))


def _typed(
    table: Table, shown: str, cells: Cells, faults: list[Fault]
) -> tuple[Loaded, list[Fault]]:
    rows, more = validate_cells(cells, shown, table)
    written = numbers_as_written(cells, table)
    return Loaded(table, shown, rows, cells.lines, written), [*faults, *more]


def _broken_rules(tables: Tables, held: Set[tuple[str, str]]) -> list[Fault]:
    """The faults across tables. A part of a set of tables without a fault has none either."""
    if any(held <= sound for sound in _sound):
        return []
    faults = rule_faults(tables)
    if not faults:
        _sound.append(frozenset(held))
    return faults
