"""Tables of documents beside seats: counts with shares, ends of bounds, rules side by side."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from standards_report.display.text.numbers import in_print
from standards_report.measures import ROWS, join_rows

if TYPE_CHECKING:
    import pandas as pd


def short_lines(title: str, most: int = 34, width: int = 17) -> str:
    """A long title, cut to `most` characters after a whole word, in lines of `width` of them."""
    return textwrap.fill(textwrap.shorten(title, most, placeholder=" …"), width)


def with_shares(table: pd.DataFrame, pairs: Mapping[str, tuple[str, str]]) -> pd.DataFrame:
    """Adds a column for each of `pairs`: a count with its share in brackets, `92 (11.7%)`.

    `pairs` maps a new column to that of the count and that of the share (percent).
    """
    said = {
        name: [
            f"{in_print(row[number], digits=0)} ({in_print(row[share], 'percent', 1)})"
            for row in table.to_dict("records")
        ]
        for name, (number, share) in pairs.items()
    }
    return table.assign(**said)


def bounds_in_words(
    seats: pd.DataFrame, bounds: Mapping[str, pd.DataFrame], countries: Sequence[str]
) -> pd.DataFrame:
    """The share of secretariats of each country, and its bounds of each kind of output.

    `seats` has `country`, `percent` and `rows`; each of `bounds` has `country`, `low`, `high`
    (percent) and `rows`. Returns `country`, `percent`, a column for each of `bounds` (`6.2% to
    8.2%`, or `0` without a document) and `rows` of all, in the order of `seats`.
    """
    lines = seats.loc[seats["country"].isin(countries), ["country", "percent", ROWS]]
    for name, table in bounds.items():
        known = {row["country"]: row for row in table.to_dict("records")}
        found = [known.get(code) for code in lines["country"]]
        lines[name] = [_range(row["low"], row["high"]) if row else "0" for row in found]
        pairs = zip(lines[ROWS], found, strict=True)
        lines[ROWS] = [join_rows([own, row[ROWS] if row else ()]) for own, row in pairs]
    return lines.reset_index(drop=True)


def shares_by_rule(ruled: pd.DataFrame, countries: Sequence[str]) -> pd.DataFrame:
    """One row a rule, with a column for each country: its share, and that over its seats.

    `ruled` is a result of `under_output_rules`. Returns `rule`, `words`, the columns
    (`6.4% (0.55)`) and `rows`, in the order of the rules.
    """
    said = [
        f"{in_print(row['share'], 'percent', 1)} ({in_print(row['times'], digits=2)})"
        for row in ruled.to_dict("records")
    ]
    wide = ruled.assign(said=said).pivot(index="rule", columns="country", values="said")
    order = ruled.drop_duplicates("rule").set_index("rule")["words"]
    table = wide.reindex(index=order.index, columns=list(countries)).assign(words=order)
    table[ROWS] = ruled.groupby("rule")[ROWS].agg(join_rows)
    table.columns.name = None
    return table.reset_index()


def _range(low: float, high: float) -> str:
    return f"{in_print(low, 'percent', 1)} to {in_print(high, 'percent', 1)}"
