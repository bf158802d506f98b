"""A share of leadership set against a share of participation, with an interval."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, cast

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows
from standards_report.measures.shares.confidence import CONFIDENCE

_COUNTS = ("led", "led_whole", "took", "took_whole")


def led_beside_taken(
    led: pd.DataFrame, taken: pd.DataFrame, countries: Sequence[str]
) -> pd.DataFrame:
    """What countries lead beside what they take part in, in the form of `ratio_of_shares`.

    Both tables have `country` (once), `value`, `whole` and `rows`. Returns one row for each of
    `countries`: `country`, `led`, `led_whole`, `took`, `took_whole` (missing where nothing is
    published of the country) and `rows` of both.
    """
    result = pd.DataFrame({"country": list(countries)})
    for name, table in (("led", led), ("took", taken)):
        columns = {"value": name, "whole": f"{name}_whole", ROWS: f"{name}_rows"}
        own = table[["country", *columns]].rename(columns=columns)
        result = result.merge(own, on="country", how="left", validate="one_to_one")
    pairs = zip(result["led_rows"], result["took_rows"], strict=True)
    result[ROWS] = [join_rows(rows for rows in pair if isinstance(rows, tuple)) for pair in pairs]
    return result.drop(columns=["led_rows", "took_rows"])


def ratio_of_shares(table: pd.DataFrame, confidence: float = CONFIDENCE) -> pd.DataFrame:
    """Adds to each row the share of leadership over the share of participation.

    `table` has the counts `led` of `led_whole` positions and `took` of `took_whole` places. Adds
    `led_share` and `took_share` (percent), `ratio` (above one where a country leads more than it
    takes part), `low` and `high`. They are missing where a count is, or where a whole or `took` is
    zero. Raises ValueError where a count is negative or larger than its whole.

    The interval is the score interval of the ratio of two proportions: O. Miettinen and
    M. Nurminen, Comparative analysis of two rates, Statistics in Medicine 4 (1985); computed by
    statsmodels. It treats the two counts as independent samples. All positions were counted, and
    whoever holds one mostly takes part as well, so it only shows how much chance could do.
    """
    counts = table[list(_COUNTS)].astype(float)
    for part, whole in (_COUNTS[:2], _COUNTS[2:]):
        if ((counts[part] < 0) | (counts[part] > counts[whole])).any():
            raise ValueError(f"`{part}` has to lie between 0 and `{whole}`: correct the rows")
    rows = [_shares(row) for row in counts.to_dict("records")]
    found = pd.DataFrame(rows, index=table.index, columns=["led_share", "took_share", "ratio"])
    ends = [
        _interval(row, confidence) if pd.notna(ratio) else (float("nan"), float("nan"))
        for row, ratio in zip(counts.to_dict("records"), found["ratio"], strict=True)
    ]
    low, high = zip(*ends, strict=True) if ends else ((), ())
    return table.join(found).assign(low=low, high=high)


def _shares(row: Mapping[Hashable, Any]) -> tuple[float, float, float]:
    led = _percent(row["led"], row["led_whole"])
    took = _percent(row["took"], row["took_whole"])
    return led, took, led / took if took else float("nan")


def _percent(part: float, whole: float) -> float:
    return part / whole * 100 if whole else float("nan")


def _interval(row: Mapping[Hashable, Any], confidence: float) -> tuple[float, float]:
    from statsmodels.stats.proportion import confint_proportions_2indep

    confint = cast("Callable[..., tuple[float, float]]", confint_proportions_2indep)
    low, high = confint(
        *(row[name] for name in _COUNTS), compare="ratio", method="score", alpha=1 - confidence
    )
    return max(float(low), 0.0), float(high)
