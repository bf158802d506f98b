"""All that a page tells of one country, gathered: nothing else of the tables reaches it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

import pandas as pd

from standards_report.measures.attached_rows import ROWS, with_rows
from standards_report.measures.country.committees_of_country import (
    committees_with_documents,
    gains_and_losses,
    listed_committees,
    moved_committees,
)
from standards_report.measures.country.other_rows_of_country import (
    TELECOMMUNICATION,
    employers_of_country,
    stated_on_telecommunication,
    subjects_of_documents,
)
from standards_report.measures.country.quantities import main_release, parts_of_quantities
from standards_report.measures.country.standing_of_countries import (
    beside_sizes,
    standing_of_countries,
)
from standards_report.measures.output.held_output import day_of_holders
from standards_report.measures.shares.per_size import newest_sizes

_GAPS = ("itu_members", "contributions", "work_items")
Tables = Mapping[str, pd.DataFrame]
Split = Mapping[str, pd.DataFrame]  # the rows of each country, by its code


@dataclass(frozen=True)
class CountryFacts:
    """What the tables hold of one country, each part with its `rows`.

    `standing` is a result of `standing_of_countries` with its sizes, for one country; `sizes` of
    `newest_sizes`; `member_bodies` has `acronym`; `gaps` what our sources lack on ITU-T and how it
    could be had. The other parts are results of the functions of this room. `release` is that of
    3GPP whose rapporteurs are counted, `holders_day` the day to whose holders documents are joined.
    """

    country: str
    release: str
    holders_day: str
    standing: pd.DataFrame
    sizes: pd.DataFrame
    member_bodies: pd.DataFrame
    committees: pd.DataFrame
    listed: pd.DataFrame
    moved: pd.DataFrame
    gains: pd.DataFrame
    subjects: pd.DataFrame
    employers: pd.DataFrame
    telecommunication: pd.DataFrame
    gaps: pd.DataFrame

    def parts(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """Each table of the facts by its name."""
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, pd.DataFrame):
                yield each.name, value

    def rows(self) -> tuple[str, ...]:
        """Ids of all rows behind the facts, each once."""
        found = (ids for _, part in self.parts() if ROWS in part for ids in part[ROWS])
        return tuple(dict.fromkeys(row for ids in found for row in ids))


def facts_of_countries(
    tables: Tables,
    countries: Collection[str],
    first_year: int,
    seen_before: Collection[str] = (),
) -> dict[str, CountryFacts]:
    """The facts of each of `countries`, by its code.

    `tables` holds what the notebook of a country declares, as an edition sees it; `first_year` is
    that from which committees count as new; `seen_before` are the keys of the sources that the
    edition before saw.
    """
    codes = list(countries)
    parts = parts_of_quantities(tables, first_year)
    sizes = newest_sizes(with_rows(tables["economy_sizes"]), codes)
    standing = beside_sizes(standing_of_countries(parts, codes, seen_before), sizes)
    split = _split_tables(tables, codes) | {
        "standing": _split(standing, ["country"], codes),
        "sizes": _split(sizes, ["country"], codes),
    }
    periods = list(tables["iso_snapshot_changes"]["date"].unique())
    fields_of_ics = tables["ics_fields"]
    names = dict(zip(fields_of_ics["field"], fields_of_ics["name"], strict=True))
    release = main_release(tables["mobile_specifications"])
    day = day_of_holders(tables["iso_output_committees"])
    gaps = _gaps(tables["gaps"])
    facts = {}
    for code in codes:
        own = {name: rows[code] for name, rows in split.items()}
        listed = listed_committees(own["listed"])
        facts[code] = CountryFacts(
            country=code,
            release=release,
            holders_day=day,
            standing=own["standing"].reset_index(drop=True),
            sizes=own["sizes"].reset_index(drop=True),
            member_bodies=own["member_bodies"][["acronym", "basis"]].reset_index(drop=True),
            committees=committees_with_documents(own["output"], listed),
            listed=listed,
            moved=moved_committees(own["moved"], code),
            gains=gains_and_losses(own["changes"], periods),
            subjects=subjects_of_documents(own["subjects"], names),
            employers=employers_of_country(own["employers"]),
            telecommunication=stated_on_telecommunication(own),
            gaps=gaps,
        )
    return facts


def _split_tables(tables: Tables, codes: Sequence[str]) -> dict[str, Split]:
    """The rows of each country in the tables that tell of single countries."""
    country = ["country"]
    listed = _newest(tables["iso_committees"]).rename(columns={"reference": "committee"})
    recent = _newest(tables["iso_recent_committees"])
    rapporteurs = _newest(tables["mobile_rapporteurs"])
    release = main_release(tables["mobile_specifications"])
    of_release = rapporteurs["release"].eq(release) & rapporteurs["measure"].eq("rapporteurs")
    chosen = {
        "output": (_newest(tables["iso_output_committees"]), country),
        "listed": (pd.concat([listed, recent], ignore_index=True), country),
        "moved": (tables["iso_secretariat_changes"], ["before_country", "after_country"]),
        "changes": (tables["iso_snapshot_changes"], country),
        "subjects": (_newest(tables["iso_output_subjects"]), country),
        "employers": (rapporteurs[of_release], ["seat", "headquarters"]),
        "member_bodies": (tables["member_bodies"], country),
        **{name: (tables[name], country) for name in TELECOMMUNICATION},
    }
    return {name: _split(table, columns, codes) for name, (table, columns) in chosen.items()}


def _split(table: pd.DataFrame, columns: Sequence[str], codes: Sequence[str]) -> Split:
    """The rows of each country that any of the columns names, in their order."""
    places: dict[str, list[int]] = {}
    for place, named in enumerate(zip(*(table[name] for name in columns), strict=True)):
        for code in dict.fromkeys(named):
            places.setdefault(code, []).append(place)
    nothing = table.iloc[:0]
    return {code: table.iloc[places[code]] if code in places else nothing for code in codes}


def _gaps(gaps: pd.DataFrame) -> pd.DataFrame:
    own: pd.DataFrame = with_rows(gaps[gaps["topic"].isin(_GAPS)])
    return own[["what", "obtain", ROWS]].reset_index(drop=True)


def _newest(table: pd.DataFrame) -> pd.DataFrame:
    newest: pd.DataFrame = table[table["date"] == table["date"].max()]
    return newest
