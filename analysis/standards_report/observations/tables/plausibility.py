"""Checks whether numbers and dates can be right: ranges, order in time, computed relations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd

from standards_report.decimals import in_digits
from standards_report.errors import Fault
from standards_report.observations.domain.dates import parse_span
from standards_report.observations.domain.stages import STAGES
from standards_report.observations.tables.cell_checks import DATES
from standards_report.observations.tables.schema import MEASURED
from standards_report.observations.tables.table import Loaded, Tables

# The least and the greatest number for each unit.
_LIMITS: dict[str, tuple[float, float]] = {
    "count": (0, float("inf")),
    "percent": (0, 100),
    "percentage points": (-100, 100),
    "probability": (0, 1),
    "year": (1900, 2100),
}
_LOOK = "compare it with the source"
_TWICE = "see whether the source says it twice: one of the rows may be a copy"
_WHOLE = ("count", "year", "rank", "users", "pages", "months")


def implausible_numbers(tables: Tables) -> Iterator[Fault]:
    """Numbers outside the range of their unit, and fractions where only whole numbers exist."""
    for loaded in tables.values():
        if not set(MEASURED) <= set(loaded.table.columns):
            continue
        for column in ("value", "low", "high"):
            stated = loaded.rows[loaded.rows[column].notna()]
            for row, number, unit in zip(stated.index, stated[column], stated["unit"], strict=True):
                low, high = _LIMITS.get(unit, (float("-inf"), float("inf")))
                if not low <= number <= high:
                    what = f"{column} {in_digits(number)} {unit} is out of range"
                    yield loaded.fault(
                        row, what, f"{_LOOK}: it must lie between {low:g} and {high:g}"
                    )
                elif unit in _WHOLE and not float(number).is_integer():
                    yield loaded.fault(
                        row,
                        f"{column} {in_digits(number)} is not a whole number, as {unit} needs",
                        _LOOK,
                    )


def repeated_statements(tables: Tables) -> Iterator[Fault]:
    """Rows that differ from another one only in their id."""
    for loaded in tables.values():
        if not {"id", "source", "locator"} <= set(loaded.table.columns):
            continue
        others = [name for name in loaded.table.columns if name != "id"]
        for row in loaded.rows.index[loaded.rows.duplicated(others)]:
            yield loaded.fault(
                row, "repeats another row, with the same place in the source", _TWICE
            )


def stages_out_of_order(tables: Tables) -> Iterator[Fault]:
    """The stages of a standard must follow each other: it cannot be published before proposed."""
    loaded = tables.get("standard_events")
    if loaded is None:
        return
    dated = loaded.rows[(loaded.rows["date"] != "") & loaded.rows["event"].isin(STAGES)]
    for standard, events in dated.groupby("standard", sort=False):
        rank = events["event"].map(STAGES.index)
        for (_, earlier), (row, later) in pairwise(
            events.assign(rank=rank).sort_values("rank").iterrows()
        ):
            if parse_span(later["date"]).last < parse_span(earlier["date"]).first:
                what = f"{standard}: {later['event']} before {earlier['event']}"
                yield loaded.fault(row, what, "compare the dates with the source")


def sources_used_too_early(tables: Tables) -> Iterator[Fault]:
    """A source must not be known before it was published."""
    loaded = tables.get("sources")
    if loaded is None:
        return
    for row, source in loaded.rows.iterrows():
        if (
            source["date"]
            and parse_span(source["known_from"]).last < parse_span(source["date"]).first
        ):
            yield loaded.fault(row, "known_from is before date", "compare both with the source")


def dates_ahead(tables: Tables) -> Iterator[Fault]:
    """A row must not be later than its source, unless it says that its date lies ahead."""
    sources = tables.get("sources")
    if sources is None:
        return
    last = {row["key"]: _last_day(row) for row in sources.records}
    for loaded in tables.values():
        if "source" not in loaded.table.columns:
            continue
        for name in sorted({*DATES} & {*loaded.table.columns}):
            pairs = list(zip(loaded.rows[name], loaded.rows["source"], strict=True))
            late = {pair for pair in set(pairs) if _is_later(*pair, last)}
            for row, pair in enumerate(pairs if late else ()):
                if pair in late and not _lies_ahead(loaded, row):
                    written, source = pair
                    what = f"{name} {written} is later than its source, which is of {last[source]}"
                    yield loaded.fault(row, what, _how_ahead(loaded.table.ahead))


def _is_later(written: Any, source: str, last: Mapping[str, date]) -> bool:
    # Years may be whole numbers instead of text.
    if pd.isna(written) or written == "" or source not in last:
        return False
    return parse_span(str(written)).first > last[source]


def _lies_ahead(loaded: Loaded, row: int) -> bool:
    return any(loaded.rows[column][row] in words for column, words in loaded.table.ahead)


def _last_day(source: Mapping[str, Any]) -> date:
    """The last day that a source can report on: when it was issued, or became known, if earlier."""
    return min(parse_span(source[name]).last for name in ("date", "known_from") if source[name])


def _how_ahead(ahead: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    ways = [f"{column} {' or '.join(words)}" for column, words in ahead]
    return _LOOK + (f"; what lies ahead is {', or '.join(ways)}" if ways else "")


def broken_relations(tables: Tables) -> Iterator[Fault]:
    """Numbers that follow from others must agree with what is computed from these."""
    loaded = tables.get("relations")
    if loaded is None:
        return
    stated = _stated(tables)
    for row, relation in loaded.rows.iterrows():
        names = " ".join([relation["result"], relation["parts"], relation["whole"]]).split()
        unknown = [name for name in names if name.lstrip("-") not in stated]
        if unknown:
            remedy = "name rows that each state one number"
            yield loaded.fault(
                row, f"no row of that id states a number: {', '.join(unknown)}", remedy
            )
            continue
        computed = _computed(relation, stated)
        agrees = _agree(computed, relation, stated)
        if agrees != bool(relation["agrees"]):
            number, _ = stated[relation["result"]]
            what = f"{relation['result']} states {in_digits(number)}, computed {computed:.15g}"
            remedy = "compare the rows with the source, then set the column agrees" + (
                " and say why in the note" if not agrees else ""
            )
            yield loaded.fault(row, what, remedy)


Stated = Mapping[str, tuple[float, str]]


def _stated(tables: Tables) -> Stated:
    """The number that each row states and its qualifier, by the id of the row."""
    found: dict[str, tuple[float, str]] = {}
    for loaded in tables.values():
        if {"id", "value"} <= set(loaded.table.columns):
            rows = loaded.rows[loaded.rows["value"].notna()]
            qualifiers = rows["qualifier"] if "qualifier" in rows else [""] * len(rows)
            pairs = zip(rows["value"], qualifiers, strict=True)
            found.update(zip(rows["id"], pairs, strict=True))
    return found


def _computed(relation: pd.Series, stated: Stated) -> float:
    parts = _signed_sum(relation["parts"], stated)
    if relation["kind"] == "sum":
        return parts
    ratio = parts / _signed_sum(relation["whole"], stated)
    return ratio * 100 if relation["kind"] == "share" else ratio


def _signed_sum(names: str, stated: Stated) -> float:
    return sum(
        -stated[name[1:]][0] if name.startswith("-") else stated[name][0] for name in names.split()
    )


def _agree(computed: float, relation: pd.Series, stated: Stated) -> bool:
    number, qualifier = stated[relation["result"]]
    if qualifier in ("more than", "at least"):
        return computed >= number
    if qualifier in ("less than", "at most"):
        return computed <= number
    return abs(computed - number) <= float(relation["tolerance"]) + 1e-9
