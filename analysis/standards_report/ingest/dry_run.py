"""The dry run in the terminal. Text from an export is printed as text, never as markup."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from standards_report.ingest.adapter import Section
from standards_report.ingest.plan import Plan
from standards_report.ingest.raw_file import plain


def print_plan(plan: Plan) -> None:
    """Prints what was read, and what it would change in `data/`."""
    console = Console(highlight=False)
    for section in plan.reading.sections:
        _print(console, section)
    changes = [
        (f"data/{plan.schema.table(one.table).file}", *map(str, _numbers(one)))
        for one in plan.changes
    ]
    _print(console, Section("Rows of this export", ("table", "new", "gone", "same"), changes))
    for note in plan.reading.notes:
        console.print(Text(plain(note)))


def _numbers(change: object) -> Sequence[int]:
    return tuple(getattr(change, name) for name in ("added", "removed", "unchanged"))


def _print(console: Console, section: Section) -> None:
    table = Table(title=Text(plain(section.title)), title_justify="left", title_style="bold")
    for at, name in enumerate(section.columns):
        right = bool(section.rows) and all(_is_number(row[at]) for row in section.rows)
        table.add_column(Text(name), justify="right" if right else "left", overflow="fold")
    for row in section.rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    console.print(table)


def _is_number(cell: str) -> bool:
    return not cell or cell.lstrip("+-").isdigit()
