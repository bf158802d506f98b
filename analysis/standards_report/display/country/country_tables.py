"""Tables on one country, as its page prints them."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from standards_report.display.tables.output_tables import short_lines
from standards_report.display.text.numbers import MINUS, in_print, is_missing
from standards_report.display.text.statements import stated_column
from standards_report.measures import ROWS
from standards_report.measures.country.country_facts import CountryFacts
from standards_report.measures.country.quantities import QUANTITIES
from standards_report.measures.country.standing_of_countries import quantity_words
from standards_report.observations import Study, in_words

NONE = "\N{EN DASH}"
STANDING = {
    "what": "What is counted",
    "number": "Number",
    "rank_words": "Rank",
    "share": "Share",
    "edition": "Since last edition",
    "observed": "Since first count",
    "people": "Per million people",
    "gdp": "Per trillion current dollars",
}
CHANGES = {"won": "taken over", "lost": "handed on", "new": "new committee", "gone": "gone"}


def standing_lines(facts: CountryFacts, first_year: int) -> pd.DataFrame:
    """A line for each quantity: the columns of `STANDING` in words, the numbers behind them, and
    `rows`."""
    words = quantity_words(first_year)
    standing = facts.standing
    return standing.assign(
        what=standing["quantity"].map(words),
        number=[in_print(value) for value in standing["value"]],
        rank_words=[_rank(line) for line in standing.itertuples()],
        share=[in_print(share, "percent", 1) for share in standing["percent"]],
        edition=[_change(step) for step in standing["since_before"]],
        observed=[_change(step) for step in standing["since_first"]],
        heading=[QUANTITIES[quantity].heading for quantity in standing["quantity"]],
        people=_rates(standing, "per_people"),
        gdp=_rates(standing, "per_gdp"),
    )


def about_earlier(facts: CountryFacts) -> str:
    """Of which days the earlier numbers are; nothing where there are none."""
    first, before = (
        max(facts.standing[column], default="") for column in ("first_date", "before_date")
    )
    if not first:
        return ""
    seen = f", those that the last edition saw of {in_words(before)}" if before else ""
    return f"First counts are of {in_words(first)}{seen}. "


def committee_lines(facts: CountryFacts) -> pd.DataFrame:
    """The committees of a country in words, with a dash where no table names an area or title."""
    held = facts.committees
    return held.assign(
        title=held["title"].where(held["title"] != "", NONE),
        technology=held["technology"].where(held["technology"] != "", NONE),
        in_force=held["in_force"].astype(int),
        in_progress=held["in_progress"].astype(int),
    )


def gain_lines(facts: CountryFacts) -> pd.DataFrame:
    """Gains and losses of each period, as `+10 / \N{MINUS SIGN}6`, with its dates in words."""
    gains = facts.gains
    lines = gains.assign(period=[in_words(date) for date in gains["date"]])
    for stem in ("p", "o", "secretariats"):
        pairs = zip(gains[f"{stem}_gained"], gains[f"{stem}_lost"], strict=True)
        lines[stem] = [f"+{in_print(won)} / {MINUS}{in_print(lost)}" for won, lost in pairs]
    return lines


def moved_lines(study: Study, facts: CountryFacts) -> pd.DataFrame:
    """Committees that came or went, with the names of both countries."""
    moved = facts.moved
    return moved.assign(
        period=[in_words(date) for date in moved["date"]],
        what=moved["change"].map(CHANGES),
        before=_names(study, moved["before_country"]),
        after=_names(study, moved["after_country"]),
    )


def subject_bars(facts: CountryFacts, most: int) -> pd.DataFrame:
    """Bars of the fields with the most documents; each has the code of the country."""
    chosen = facts.subjects.head(most)
    return chosen.assign(
        country=facts.country, name=[short_lines(name, width=40) for name in chosen["name"]]
    )


def employer_lines(study: Study, facts: CountryFacts) -> pd.DataFrame:
    """Employers of rapporteurs, with the names of the countries of seat and headquarters."""
    chosen = facts.employers
    return chosen.assign(
        seat_name=_names(study, chosen["seat"]),
        headquarters_name=_names(study, chosen["headquarters"]),
        value=chosen["value"].astype(int),
    )


def telecommunication_lines(facts: CountryFacts) -> pd.DataFrame:
    """What sources state of a country in ITU and ITU-T, in their words and digits."""
    stated = facts.telecommunication
    return stated.assign(
        when=[in_words(date) for date in stated["date"]], stated=stated_column(stated)
    )


def share_bars_of(facts: CountryFacts, first_year: int) -> pd.DataFrame:
    """Bars of the shares of a country in every quantity of which it has any."""
    words = quantity_words(first_year)
    chosen = facts.standing[facts.standing["value"] > 0]
    return pd.DataFrame(
        {
            "quantity": chosen["quantity"],
            "name": chosen["quantity"].map(words),
            "country": facts.country,
            "value": chosen["percent"],
            ROWS: chosen[ROWS],
        }
    )


def _rank(line: object) -> str:
    rank, level, among = (getattr(line, name) for name in ("rank", "level", "among"))
    if is_missing(rank):
        return NONE
    return f"{in_print(rank)}{'=' if level > 1 else ''} of {in_print(among)}"


def _change(step: float) -> str:
    """A difference with its sign; a dash where no earlier count was known."""
    if is_missing(step):
        return NONE
    return f"+{in_print(step)}" if step > 0 else in_print(step)


def _rates(standing: pd.DataFrame, column: str) -> list[str]:
    digits = [
        1 if column == "per_gdp" else QUANTITIES[quantity].digits
        for quantity in standing["quantity"]
    ]
    pairs = zip(standing[column], digits, strict=True)
    return [in_print(rate, digits=places) for rate, places in pairs]


def _names(study: Study, codes: Iterable[str]) -> list[str]:
    return [study.country(code).name if code else NONE for code in codes]
