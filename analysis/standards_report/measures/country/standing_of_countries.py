"""Where countries stand in every quantity: number, share, rank, change, and beside their size."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows
from standards_report.measures.country.quantities import QUANTITIES, Parts
from standards_report.measures.shares.per_size import SIZES
from standards_report.measures.trends.ranking import ranks

_COLUMNS = [
    "quantity",
    "country",
    "date",
    "value",
    "whole",
    "percent",
    "rank",
    "level",
    "among",
    "before_date",
    "before",
    "since_before",
    "first_date",
    "first",
    "since_first",
    ROWS,
]


def standing_of_countries(
    parts: Mapping[str, Parts],
    countries: Sequence[str],
    seen_before: Collection[str] = (),
    *,
    earlier: bool = True,
) -> pd.DataFrame:
    """The newest number of each quantity for each of `countries`, beside its earlier ones.

    `parts` is a result of `parts_of_quantities`; `seen_before` are the keys of the sources that the
    edition before saw. Without `earlier`, the newest numbers come without those before them.
    Returns a row for each quantity that is counted and each country, in their order: `quantity`,
    `country`, `date`, `value` (0 where a complete count does not name the country), `whole`,
    `percent` (0 to 100), `rank` among the countries of the world with any (missing for 0), `level`
    (countries on that rank), `among` (countries with any), `before` and `first` with their dates
    (missing, and the date empty, where no earlier count was known), the differences to them, and
    `rows`: those of the country and, where a source states it, of the whole.
    """
    results = [
        _of_quantity(key, own if earlier else newest(own), countries, seen_before)
        for key, own in parts.items()
        if len(own.own)
    ]
    empty = pd.DataFrame(columns=_COLUMNS)
    return pd.concat(results, ignore_index=True)[_COLUMNS] if results else empty


def newest(parts: Parts) -> Parts:
    """The parts of the newest date alone."""
    date = parts.own["date"].max()
    own, whole = (table[table["date"] == date] for table in (parts.own, parts.whole))
    return Parts(own, whole, parts.whole_is_stated)


def counted_countries(
    parts: Mapping[str, Parts], bodies: pd.DataFrame, companies: pd.DataFrame
) -> list[str]:
    """Codes of all countries with any of a quantity, a member body or a company, by alphabet.

    `bodies` is the table `member_bodies`, `companies` that of companies.
    """
    codes = {code for own in parts.values() for code in own.own["country"].unique()}
    codes |= {*bodies["country"], *companies["country"], *companies["headquarters"]}
    return sorted(codes - {""})


def _of_quantity(
    key: str, parts: Parts, countries: Sequence[str], seen_before: Collection[str]
) -> pd.DataFrame:
    dates = sorted(map(str, parts.own["date"].unique()))
    seen = parts.own.loc[parts.own["source"].isin(set(seen_before)), "date"]
    before = seen.max() if len(seen) and seen.max() != dates[-1] else ""
    table = _at_date(parts, dates[-1], countries).assign(quantity=key)
    for name, date in (("before", before), ("first", dates[0] if len(dates) > 1 else "")):
        earlier = _numbers(parts, date).reindex(list(countries), fill_value=0.0).to_numpy()
        table[name] = earlier if date else float("nan")
        table[f"{name}_date"] = date
        table[f"since_{name}"] = table["value"] - table[name]
        if date:
            table[ROWS] = _joined(table, _ids(parts.own, date, countries))
    return table


def _at_date(parts: Parts, date: str, countries: Sequence[str]) -> pd.DataFrame:
    numbers = _numbers(parts, date)
    every = ranks(numbers[numbers > 0].rename("value").reset_index())
    table = pd.DataFrame({"country": list(countries), "date": date})
    table = table.merge(every, on="country", how="left").fillna({"value": 0.0})
    whole = parts.whole[parts.whole["date"] == date]
    table["whole"] = whole["value"].sum()
    table["percent"] = table["value"] / table["whole"] * 100
    table["among"] = len(every)
    stated = tuple(whole["id"]) if parts.whole_is_stated else ()
    table[ROWS] = [(*own, *stated) for own in _ids(parts.own, date, countries)]
    return table


def _numbers(parts: Parts, date: str) -> pd.Series[float]:
    """The number of each country that the rows of a date name."""
    return parts.own[parts.own["date"] == date].groupby("country")["value"].sum()


def _ids(own: pd.DataFrame, date: str, countries: Sequence[str]) -> list[tuple[str, ...]]:
    wanted = own[(own["date"] == date) & own["country"].isin(set(countries))]
    by_country = {str(code): tuple(ids) for code, ids in wanted.groupby("country")["id"]}
    return [by_country.get(code, ()) for code in countries]


def _joined(table: pd.DataFrame, more: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [join_rows(pair) for pair in zip(table[ROWS], more, strict=True)]


def beside_sizes(standing: pd.DataFrame, sizes: pd.DataFrame) -> pd.DataFrame:
    """Adds how many there are a trillion dollars (`per_gdp`) and a million people (`per_people`).

    `standing` is a result of `standing_of_countries`, `sizes` of `newest_sizes`. Both are missing
    where no size is published; the rows of the sizes join the others.
    """
    both = standing.merge(sizes.rename(columns={ROWS: "size_rows"}), on="country", how="left")
    for name in SIZES:
        both[f"per_{name}"] = both["value"] / both[name]
    both[ROWS] = _joined(both, both["size_rows"])
    return both[[*standing.columns, *(f"per_{name}" for name in SIZES)]]


def quantity_words(first_year: int) -> dict[str, str]:
    """What each quantity is called in a line of a table."""
    return {key: each.words.format(first_year=first_year) for key, each in QUANTITIES.items()}
