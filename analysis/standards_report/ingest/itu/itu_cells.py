"""ITU's own ways of writing, read as the forms have them: each rule and the column it is for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from standards_report.errors import Fault
from standards_report.ingest.cell_rules import Rewriting, Rule, dashes_as_nothing, words
from standards_report.ingest.date_rules import Order, days
from standards_report.ingest.record_forms import RawExport
from standards_report.observations.domain.countries import country_code

_CATEGORIES = {
    written: category
    for category, names in {
        "sector": ("sector", "sector member", "sector members", "itu-t sector member"),
        "associate": ("associate", "associates", "itu-t associate"),
        "academia": ("academia", "academia member", "academia members"),
        "administration": ("administration", "administrations"),
    }.items()
    for written in names
}
_PROCESSES = {"aap": "AAP", "tap": "TAP", "agreement": "Agreement"}
_PRIORITY = re.compile(r"\s*\((?:[A-Za-z]+ )?priority\)$", re.IGNORECASE)
_QUARTER_FIRST = re.compile(r"(Q[1-4])[-/ ]?([0-9]{4})", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/ ]?(Q[1-4])", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"(0?[1-9]|1[0-2])[-/.]([0-9]{4})")
_PERSON = re.compile(
    r"@|\b(?:(?:Co-?)?Editors?|(?:Associate )?Rapporteurs?|Chair(?:man|person)?|Mrs?|Ms|Dr|Prof)\b"
)
_GROUP = re.compile(r"(?:ITU-T\s+)?(?:Study Group|SG)[\s-]*([0-9]+)", re.IGNORECASE)
_SHORT_NUMBER = re.compile(r"\[?\s*C?[\s-]*([0-9]{1,6})\s*\]?", re.IGNORECASE)


def member_rules(_: Order) -> Sequence[Rule]:
    """Rules for the form itu-members."""
    return (dashes_as_nothing, _countries, words("category", _CATEGORIES))


def contribution_rules(order: Order) -> Sequence[Rule]:
    """Rules for the form itu-contributions."""
    return (dashes_as_nothing, _groups, _whole_numbers, days("date", order))


def work_item_rules(order: Order) -> Sequence[Rule]:
    """Rules for the form itu-work-items."""
    return (
        dashes_as_nothing,
        words("process", _PROCESSES),
        _timing,
        days("first_registration", order),
    )


def without_persons(export: RawExport, column: str) -> tuple[RawExport, list[Fault]]:
    """The export with empty cells where a column names persons, and a fault for each of these.

    ITU's pages show Editors with role or address. No message may repeat their names.
    """
    named = export.rows[column].str.contains(_PERSON)
    what = f"{column} names persons, with their roles or addresses"
    remedy = "put the entities of the Editors there, or leave the column out: no person is kept"
    places = zip(export.rows.loc[named, "locator"], export.rows.loc[named, "line"], strict=True)
    faults = [Fault(str(file), int(line), what, remedy) for file, line in places]
    rows = export.rows.assign(**{column: export.rows[column].mask(named, "")})
    return replace(export, rows=rows), faults


def _countries(cells: Rewriting) -> None:
    def code(cell: str) -> str:
        return country_code(cell) or cell

    cells.each("country", code, "names of countries are written as codes of ISO 3166-1")


def _groups(cells: Rewriting) -> None:
    def short(cell: str) -> str:
        match = _GROUP.fullmatch(cell)
        return f"SG{int(match[1])}" if match else cell

    cells.each("study_group", short, "study groups are written as SG15")


def _whole_numbers(cells: Rewriting) -> None:
    def whole(cell: str, group: str) -> str:
        match = _SHORT_NUMBER.fullmatch(cell)
        return f"{group}-C{int(match[1])}" if match and group else cell

    rule = "a number alone, as [ 1234 ], is completed with the study group of its row: SG15-C1234"
    cells.each_beside("contribution", "study_group", whole, rule)


def _timing(cells: Rewriting) -> None:
    def quarter(cell: str) -> str:
        if match := _QUARTER_FIRST.fullmatch(cell):
            return f"{match[2]}-{match[1].upper()}"
        if match := _YEAR_FIRST.fullmatch(cell):
            return f"{match[1]}-{match[2].upper()}"
        if match := _MONTH_FIRST.fullmatch(cell):
            return f"{match[2]}-{int(match[1]):02d}"
        return cell

    cells.each("timing", lambda cell: _PRIORITY.sub("", cell), "the priority is left out")
    cells.each("timing", quarter, "quarters and months are written as 2026-Q4 and 2026-12")
