"""All that a page tells of one country, gathered: nothing else of the tables reaches it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields

import pandas as pd

from standards_report.measures.attached_rows import ROWS
from standards_report.measures.country.committees_of_country import (
    committees_with_documents,
    gains_and_losses,
    listed_committees,
    moved_committees,
)
from standards_report.measures.country.other_rows_of_country import (
    companies_of_country,
    statements_on_telecommunication,
    subjects_of_documents,
)
from standards_report.measures.country.quantities import (
    TABLES,
    main_release,
    parts_of_quantities,
)
from standards_report.measures.country.standing_of_countries import (
    beside_sizes,
    standing_of_countries,
)
from standards_report.measures.shares.per_size import newest_sizes

# The tables that facts on countries are computed from.
FACT_TABLES = (
    *TABLES,
    "economy_sizes",
    "member_bodies",
    "iso_committees",
    "iso_recent_committees",
    "iso_secretariat_changes",
    "iso_snapshot_changes",
    "iso_output_subjects",
    "itu_members",
    "contributions",
    "work_items",
    "leadership",
    "gaps",
)
_GAPS = ("itu_members", "contributions", "work_items")


@dataclass(frozen=True)
class CountryFacts:
    """What the tables hold of one country, each part with its `rows`.

    `standing` is a result of `standing_of_countries` with its sizes, for one country; `sizes` of
    `newest_sizes`; `member_bodies` has `acronym`; `gaps` what is not published of ITU-T and how it
    could be had. The other parts are results of the functions that they are named for. `release`
    is that of 3GPP whose rapporteurs are counted.
    """

    country: str
    release: str
    standing: pd.DataFrame
    sizes: pd.DataFrame
    member_bodies: pd.DataFrame
    committees: pd.DataFrame
    listed: pd.DataFrame
    moved: pd.DataFrame
    gains: pd.DataFrame
    subjects: pd.DataFrame
    companies: pd.DataFrame
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
    tables: Mapping[str, pd.DataFrame],
    countries: Collection[str],
    first_year: int,
    seen_before: Collection[str] = (),
) -> dict[str, CountryFacts]:
    """The facts of each of `countries`, by its code.

    `tables` holds those of `FACT_TABLES` as an edition sees them; `first_year` is that from which
    committees count as new; `seen_before` are the keys of the sources that the edition before saw.
    """
    codes = list(countries)
    parts = parts_of_quantities(tables, first_year)
    sizes = newest_sizes(_with_ids(tables["economy_sizes"]), codes)
    standing = beside_sizes(standing_of_countries(parts, codes, seen_before), sizes)
    of_country = {code: rows for code, rows in standing.groupby("country", sort=False)}
    of_sizes = {code: rows for code, rows in sizes.groupby("country", sort=False)}
    release, gaps = main_release(tables["mobile_specifications"]), _gaps(tables["gaps"])
    return {
        code: CountryFacts(
            country=code,
            release=release,
            standing=of_country.get(code, standing[:0]).reset_index(drop=True),
            sizes=of_sizes[code].reset_index(drop=True),
            member_bodies=_member_bodies(tables["member_bodies"], code),
            committees=committees_with_documents(tables, code),
            listed=listed_committees(tables, code),
            moved=moved_committees(tables["iso_secretariat_changes"], code),
            gains=gains_and_losses(tables["iso_snapshot_changes"], code),
            subjects=subjects_of_documents(tables["iso_output_subjects"], code),
            companies=companies_of_country(
                tables["mobile_rapporteurs"], tables["mobile_specifications"], code
            ),
            telecommunication=statements_on_telecommunication(tables, code),
            gaps=gaps,
        )
        for code in codes
    }


def _with_ids(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(**{ROWS: [(row,) for row in table["id"]]})


def _gaps(gaps: pd.DataFrame) -> pd.DataFrame:
    own = _with_ids(gaps[gaps["topic"].isin(_GAPS)])
    return own[["what", "obtain", ROWS]].reset_index(drop=True)


def _member_bodies(bodies: pd.DataFrame, country: str) -> pd.DataFrame:
    own = bodies.loc[bodies["country"] == country, ["acronym", "basis", "note"]]
    return own.sort_values("acronym", kind="stable", ignore_index=True)
