"""What a theme has: its newest observation or record, and whether it is published or counted.

A chapter says with these values how old its numbers are; nothing of it stands in a list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from standards_report.display.text.changes import Measured, measured, standing
from standards_report.display.text.numbers import in_print, sentence
from standards_report.measures import ROWS, join_rows
from standards_report.observations import in_words
from standards_report.observations.domain.dates import by_end

if TYPE_CHECKING:
    import pandas as pd

    from standards_report.display.emitter import Emitter


def show_newest(
    emitter: Emitter,
    theme: str,
    what: str,
    published: pd.DataFrame,
    records: pd.DataFrame | None = None,
) -> None:
    """Emits `themes.<theme>.newest`, the date of the newest observation in words, and
    `themes.<theme>.state`, a sentence that says what was observed then and how.

    `what` names the observations, as `numbers of members of ITU`. `published` has `date` and
    `rows`; `records` has `id` and `date`, the day of their export, and may be empty. Both values
    rest on the newest rows, so that prose can ask for their age (`…_age`).
    """
    date, rows, exports = _newest(published, records)
    if exports:
        many = f", the last of {in_print(exports)} exports" if exports > 1 else ""
        said = f"The last {what} are counted from records, those of {in_words(date)}{many}"
    else:
        said = (
            f"The newest {what} printed in our sources are those of {in_words(date)}"
            if date
            else ""
        )
    emitter.text(f"themes.{theme}.newest", in_words(date) if date else "", rows)
    emitter.text(f"themes.{theme}.state", sentence(said), rows)


def measured_by_country(
    table: pd.DataFrame, unit: str, digits: int | None = None
) -> dict[str, Measured]:
    """The number of each country by its code.

    `table` has `country`, `value`, `date` and `rows`, one row a country, and may have the ends of
    ranges in `low` and `high`. Computed numbers have `digits` decimals; where that is None, numbers
    keep the digits that their rows print.
    """
    found = {}
    for row in table.to_dict("records"):
        ends = (row["low"], row["high"]) if "low" in row else None
        kept = row[ROWS] if digits is None else ()
        number = measured(row["value"], row["date"], unit, digits, ends=ends, rows=kept)
        if number is not None:
            found[str(row["country"])] = number
    return found


def show_standing(
    emitter: Emitter,
    name: str,
    numbers: Mapping[str, Measured],
    countries: Iterable[str],
    rows: Iterable[str],
) -> None:
    """Emits the numbers of these countries (codes) in words, the largest first, as `standing`
    says them."""
    said = {emitter.study.country(code).in_text: numbers.get(code) for code in countries}
    emitter.text(name, standing(said), rows)


def is_newer(records: pd.DataFrame, published: Collection[str]) -> bool:
    """Whether the newest export (`date` of `records`) is later than all published dates."""
    dates = [date for date in published if date]
    return len(records) > 0 and (
        not dates or by_end(records["date"].max()) > max(by_end(date) for date in dates)
    )


def _newest(
    published: pd.DataFrame, records: pd.DataFrame | None
) -> tuple[str, tuple[str, ...], int]:
    """Date, rows, and the number of exports: none where the published number is the newest."""
    if records is not None and is_newer(records, published["date"]):
        date = records["date"].max()
        latest = records[records["date"] == date]
        return date, tuple(latest["id"]), records["date"].nunique()
    date = max((date for date in published["date"] if date), key=by_end, default="")
    return date, join_rows(published.loc[published["date"] == date, ROWS]), 0
