"""Loads the tables of `data/` as one: read, checked, typed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from standards_report.errors import DataError, Fault
from standards_report.observations.loaded import Loaded
from standards_report.observations.reading import Cells, read_cells
from standards_report.observations.rules import rule_faults
from standards_report.observations.schema import Table, load_schema
from standards_report.observations.validation import validate_cells


def load_tables(data: Path, names: Iterable[str] | None = None) -> dict[str, Loaded]:
    """Loads the named tables (default: all), with those that their references point at.

    An optional table without a file has its columns and no rows. Raises DataError with every
    fault of every table at once: structure, cells and references, each with file, line and
    remedy.
    """
    schema = load_schema(data)
    wanted = schema.with_targets(names if names is not None else schema.tables)
    loaded, faults = {}, []
    for name in wanted:
        one, found = _load(schema.table(name), data)
        loaded[name] = one
        faults.extend(found)
    if not faults:
        faults = rule_faults(loaded)
    if faults:
        raise DataError(faults)
    return loaded


def _load(table: Table, data: Path) -> tuple[Loaded, list[Fault]]:
    shown = f"data/{table.file}"
    path = data / table.file
    if table.optional and not path.exists():
        cells = Cells([], [])
        faults: list[Fault] = []
    else:
        cells, faults = read_cells(path, shown, table)
    rows, more = validate_cells(cells, shown, table)
    return Loaded(table, shown, rows, cells.lines), [*faults, *more]
