"""What commands say of one country: its numbers in an edition, and what differs between two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from standards_report.errors import UsageError
from standards_report.evidence.results.comparison import Change
from standards_report.observations.domain.countries import CODE_COLUMNS, is_iso_code, iso_name
from standards_report.observations.domain.editions import Edition
from standards_report.suggestions import did_you_mean

if TYPE_CHECKING:
    import pandas as pd

    from standards_report.observations.tables.table import Tables

_NAME = re.compile(r"([A-Z]{3})(?:\.([a-z_]+))?")


def is_country(identifier: str) -> bool:
    """Whether the identifier is that of a country, as `IND`, or of a number of it, as
    `IND.secretariats`."""
    found = _NAME.fullmatch(identifier)
    return bool(found and is_iso_code(found[1]))


def country_lines(
    tables: Tables, edition: Edition, identifier: str
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Lines on the numbers of a country, each with the ids of the rows behind it.

    An identifier with a quantity gives the rows of that number alone. Raises UsageError for a
    quantity that nothing has.
    """
    from standards_report.display.text.numbers import in_print

    found = _NAME.fullmatch(identifier)
    assert found
    code, wanted = found[1], found[2]
    standing = _standing(tables, edition, code)
    known = list(standing["quantity"])
    if wanted and wanted not in known:
        hint = did_you_mean(f"{code}.{wanted}", [f"{code}.{name}" for name in known])
        raise UsageError(f"nothing is called {identifier!r}: {hint}")
    yield f"country {code}, {iso_name(code)}, in edition {edition.id}", ()
    lines: list[dict[Any, Any]] = standing.to_dict("records")
    for line in lines:
        if wanted in (None, line["quantity"]):
            share = in_print(line["percent"], "percent", 1)
            place = f"number {in_print(line['rank'])}" if line["value"] else "no rank"
            number = f"{in_print(line['value'])} ({place}, {share}), {line['date']}"
            yield f"  {line['quantity']:<25} {number}", line["rows"] if wanted else ()


def changes_of_country(
    tables: Tables, changes: Iterable[Change], code: str, editions: tuple[Edition, Edition]
) -> list[Change]:
    """The changes that are about one country, and its numbers that the two editions count.

    Rows count as about it by their columns, values by their names, cells by the words of their
    line. Raises UsageError for a code of no country.
    """
    if not is_iso_code(code):
        raise UsageError(f"{code!r} is the code of no country: give three letters, such as CHN")
    own = _rows_of(tables, code)
    names = _names(tables, code)
    kept = [change for change in changes if _is_about(change, code, own, names)]
    return [*_counted_anew(tables, code, editions), *kept]


def _is_about(change: Change, code: str, own: set[str], names: set[str]) -> bool:
    if change.kind == "observation":
        return change.part in own
    if change.kind == "value":
        return code in change.item.split(".")
    return bool(names & set(change.part.split(" · ")))


def _rows_of(tables: Tables, code: str) -> set[str]:
    found: set[str] = set()
    for loaded in tables.values():
        columns = [name for name in CODE_COLUMNS if name in loaded.rows]
        if columns and "id" in loaded.rows:
            is_own = (loaded.rows[columns] == code).any(axis=1)
            found.update(map(str, loaded.rows.loc[is_own, "id"]))
    return found


def _names(tables: Tables, code: str) -> set[str]:
    countries = tables["countries"].rows
    return {code, iso_name(code), *countries.loc[countries["code"] == code, "name"]}


def _counted_anew(tables: Tables, code: str, editions: tuple[Edition, Edition]) -> Iterator[Change]:
    """The numbers of a country that differ when both editions are counted by today's rules."""
    before, after = (_printed(tables, edition, code) for edition in editions)
    for quantity in dict.fromkeys([*after, *before]):
        pair = before.get(quantity, ""), after.get(quantity, "")
        if pair[0] != pair[1]:
            yield Change("value", f"{code}.{quantity}", "counted by today's rules", *pair)


def _printed(tables: Tables, edition: Edition, code: str) -> dict[str, str]:
    from standards_report.display.text.numbers import in_print

    lines: list[dict[Any, Any]] = _standing(tables, edition, code).to_dict("records")
    return {line["quantity"]: in_print(line["value"]) for line in lines}


def _standing(tables: Tables, edition: Edition, code: str) -> pd.DataFrame:
    from standards_report.measures import parts_of_quantities, standing_of_countries
    from standards_report.observations.as_of import seen_sources, visible_rows

    seen = seen_sources(tables["sources"].rows, edition.as_of.isoformat())
    seen_rows = visible_rows(tables, seen)
    parts = parts_of_quantities(seen_rows, edition.first_year)
    return standing_of_countries(parts, [code], earlier=False)
