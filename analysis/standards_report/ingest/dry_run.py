"""Prints a dry run in the terminal. Text of an export is printed as text, never as markup."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from standards_report.ingest.adapter import Section
from standards_report.ingest.plan import IngestPlan
from standards_report.ingest.raw_file import plain


def print_plan(plan: IngestPlan) -> None:
    """Prints what the export holds, and what it would change in `data/`."""
    console = Console(highlight=False)
    for section in plan.result.sections:
        _print(console, section)
    counts = [
        (
            f"data/{plan.schema.table(count.table).file}",
            *map(str, (count.added, count.removed, count.unchanged)),
        )
        for count in plan.row_counts
    ]
    _print(console, Section("Rows of this export", ("table", "new", "gone", "same"), counts))
    for note in plan.result.notes:
        console.print(Text(plain(note)))


def _print(console: Console, section: Section) -> None:
    table = Table(title=Text(plain(section.title)), title_justify="left", title_style="bold")
    for index, name in enumerate(section.columns):
        right = bool(section.rows) and all(_is_number(row[index]) for row in section.rows)
        table.add_column(Text(name), justify="right" if right else "left", overflow="fold")
    for row in section.rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    console.print(table)


def _is_number(cell: str) -> bool:
    return not cell or cell.lstrip("+-").isdigit()
