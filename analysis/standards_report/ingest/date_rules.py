"""Days as programs and sites write them, read as `2022-10-28`.

`03/04/2025` is the third of April or the fourth of March. Only a cell of the same column decides
which: in `13/04/2025` the day stands first. Where none does, the author is asked.
"""

from __future__ import annotations

import calendar
import re
from typing import Literal

from standards_report.errors import Fault
from standards_report.ingest.cell_rules import Rewriting, Rule

Order = Literal["", "day", "month"]
_TIME = re.compile(
    r"(?<=[0-9])(?:T|\s+)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?"
    r"\s?(?:[AaPp][Mm])?(?:Z|[+-][0-9]{2}:?[0-9]{2})?$"
)
_NUMBERS = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})")
_NAMED = re.compile(r"(?:([0-9]{1,2})[ -])?([A-Za-z]{3,9})\.?[ -]([0-9]{4})")
_NAMED_FIRST = re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{1,2}), ?([0-9]{4})")
_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
}
_LAST_MONTH = 12


def days(column: str, order: Order) -> Rule:
    """A rule for a column of days. `order` is what the author says of `03/04/2025`, if asked."""

    def rule(cells: Rewriting) -> None:
        cells.each(column, lambda cell: _TIME.sub("", cell), "the time of day is left out")
        cells.each(column, _with_month_named, "days are written as 2026-08-31")
        found, reason = _order(cells, column, order)
        cells.each(column, lambda cell: _ordered(cell, found), reason)

    return rule


def _with_month_named(cell: str) -> str:
    if match := _YEAR_FIRST.fullmatch(cell):
        year, month, day = match.groups()
        return f"{year}-{int(month):02d}-{int(day):02d}"
    if match := _NAMED.fullmatch(cell):
        day, name, year = match.groups()
    elif match := _NAMED_FIRST.fullmatch(cell):
        name, day, year = match.groups()
    else:
        return cell
    if name.lower() not in _MONTHS:
        return cell
    month = f"{year}-{_MONTHS[name.lower()]:02d}"
    return f"{month}-{int(day):02d}" if day else month


def _ordered(cell: str, order: Order) -> str:
    match = _NUMBERS.fullmatch(cell)
    if not match:
        return cell
    first, _, second, year = match.groups()
    day, month = (second, first) if order == "month" else (first, second)
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _order(cells: Rewriting, column: str, said: Order) -> tuple[Order, str]:
    """Whether day or month stands first, and the rule in words. Adds a fault where that is open."""
    shows: dict[Order, tuple[int, str]] = {}
    open_cells = []
    for line, cell in cells.column(column):
        if match := _NUMBERS.fullmatch(cell):
            first, second = int(match[1]), int(match[3])
            if first > _LAST_MONTH >= second:
                shows.setdefault("day", (line, cell))
            elif second > _LAST_MONTH >= first:
                shows.setdefault("month", (line, cell))
            elif first != second:
                open_cells.append((line, cell))
    if len(shows) > 1 or (shows and said and said not in shows):
        cells.faults.append(_contradiction(cells.shown, column, shows, said))
    elif open_cells and not shows and not said:
        cells.faults.append(_question(cells.shown, column, open_cells))
    if said:
        return said, f"the {said} stands first, as the command says"
    order: Order = next(iter(shows), "day")
    if not shows:
        return order, "days are written as 2026-08-31"
    line, cell = shows[order]
    return order, f"the {order} stands first, as {cell!r} in line {line} shows"


def _contradiction(
    shown: str, column: str, shows: dict[Order, tuple[int, str]], said: Order
) -> Fault:
    (order, (line, cell)), *others = shows.items()
    if others:
        (_, (other_line, other_cell)) = others[0]
        what = f"{column} has the {order} first in {cell!r}, and not in {other_cell!r}"
        what += f" of line {other_line}"
        return Fault(shown, line, what, "write all of them as 2026-08-31, as the site means them")
    what = f"{column} has the {order} first in {cell!r}, and the command says the {said}"
    return Fault(shown, line, what, f"leave --{said}-first out")


def _question(shown: str, column: str, cells: list[tuple[int, str]]) -> Fault:
    line, cell = cells[0]
    number = f" ({len(cells)} cells)" if len(cells) > 1 else ""
    what = f"{column} does not show whether day or month stands first in {cell!r}{number}"
    return Fault(
        shown, line, what, "see how the site writes days, and add --day-first or --month-first"
    )
