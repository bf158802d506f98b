"""Reads the sheets of a workbook from standard input, and writes them to standard output as JSON.

Runs as a process of its own, with a limit of memory: in a damaged file one cell may stand in row
four billion, and the library makes room for all cells before it. Where the process fails, the
program that started it goes on.
"""

from __future__ import annotations

import datetime
import io
import json
import sys

_MOST_MEMORY = 3 * 2**30  # bytes


def _text(cell: object) -> str:
    """A cell as text: days in the form of ISO 8601, whole numbers without a decimal point."""
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
    if isinstance(cell, (datetime.date, datetime.time)):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _MOST_MEMORY if hard == resource.RLIM_INFINITY else min(hard, _MOST_MEMORY)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Writes an object that has the rows of each sheet with cells, as lists of texts."""
    from python_calamine import CalamineWorkbook

    _limit_memory()
    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    found = {}
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        if any(map(any, rows)):
            found[name] = [[_text(cell) for cell in row] for row in rows]
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
