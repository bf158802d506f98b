"""What is counted of every country: each quantity with the rows that it is summed from.

A quantity has the rows of single countries, and rows for all countries together. Nothing is summed
here, so that a reader of one country never waits for the rows of the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from standards_report.measures.participation.committees import COUNTING_RULES, CountingRule

_COLUMNS = ["date", "country", "value", "id", "source"]


@dataclass(frozen=True)
class Quantity:
    """What is counted: words for a line, a short heading, and of what a share is a part.

    `digits` are the decimals of a number a million people; a trillion dollars has one.
    """

    words: str
    heading: str
    whole: str
    digits: int = 2


QUANTITIES = {
    "secretariats": Quantity(
        "Secretariats in ISO", "Secretariats", "secretariats that are held", 3
    ),
    "secretariats_tc": Quantity(
        "Secretariats of technical committees", "TC secretariats", "of technical committees", 3
    ),
    "secretariats_sc": Quantity(
        "Secretariats of subcommittees", "SC secretariats", "of subcommittees", 3
    ),
    "p_memberships": Quantity(
        "P-memberships in ISO", "P-memberships", "committees that state members"
    ),
    "o_memberships": Quantity(
        "O-memberships in ISO", "O-memberships", "committees that state members"
    ),
    "created": Quantity(
        "Secretariats of committees created since {first_year}",
        "New committees",
        "such committees",
        3,
    ),
    "in_force": Quantity(
        "Documents of ISO in force under its secretariats",
        "Documents in force",
        "documents whose committee has a known holder",
    ),
    "in_progress": Quantity(
        "Projects of ISO in progress under its secretariats",
        "Projects",
        "projects whose committee has a known holder",
    ),
    "rapporteurs_seat": Quantity(
        "Rapporteurs in 3GPP by seat of the employer", "3GPP, seat", "rapporteurs of the release"
    ),
    "rapporteurs_headquarters": Quantity(
        "Rapporteurs in 3GPP by headquarters", "3GPP, headquarters", "rapporteurs of the release"
    ),
}
_HELD = ("secretariats", "committees with a secretariat")
_STATED = "committees with stated members"
_OUTPUT = {"in_force": "references in force", "in_progress": "projects in progress"}


@dataclass(frozen=True)
class Parts:
    """The rows of a quantity: those of countries, and those of all countries together.

    `own` has `date`, `country`, `value`, `id` and `source`, several rows a country; `whole` has the
    same without `country`, and its values add up to the whole. `whole_is_stated` says whether a
    source states the whole, or it is the sum of `own`.
    """

    own: pd.DataFrame
    whole: pd.DataFrame
    whole_is_stated: bool = True


def parts_of_quantities(tables: Mapping[str, pd.DataFrame], first_year: int) -> dict[str, Parts]:
    """The rows behind each of `QUANTITIES`, by its key.

    `tables` holds those of committees, documents and specifications, as an edition sees them.
    Committees created are those from `first_year` on. Documents and rapporteurs are those of the
    newest records.
    """
    counts = tables["iso_committee_counts"]
    active = COUNTING_RULES["active"]
    parts = {
        "secretariats": _committees(counts, *_HELD, active),
        "secretariats_tc": _committees(counts, *_HELD, COUNTING_RULES["technical committees"]),
        "secretariats_sc": _committees(counts, *_HELD, COUNTING_RULES["subcommittees"]),
        "p_memberships": _committees(counts, "P-memberships", _STATED, active),
        "o_memberships": _committees(counts, "O-memberships", _STATED, active),
        "created": _created(tables["iso_committees_created"], first_year),
    }
    for key, measure in _OUTPUT.items():
        parts[key] = _documents(
            tables["iso_output_committees"], tables["iso_output_totals"], measure
        )
    for attribution in ("seat", "headquarters"):
        parts[f"rapporteurs_{attribution}"] = _rapporteurs(
            tables["mobile_rapporteurs"], tables["mobile_specifications"], attribution
        )
    return parts


def main_release(specifications: pd.DataFrame) -> str:
    """The release of 3GPP with the most specifications; empty where none is counted.

    `specifications` is the table `mobile_specifications`.
    """
    chosen = _newest(specifications)
    counted = chosen[chosen["measure"] == "specifications"].groupby("release")["value"].sum()
    return str(counted.idxmax()) if len(counted) else ""


def _committees(counts: pd.DataFrame, measure: str, whole: str, rule: CountingRule) -> Parts:
    counted = rule.select(counts[counts["measure"].isin([measure, whole])])
    is_own = (counted["measure"] == measure) & (counted["country"] != "")
    return Parts(counted.loc[is_own, _COLUMNS], counted.loc[counted["measure"] == whole, _COLUMNS])


def _created(created: pd.DataFrame, first_year: int) -> Parts:
    chosen = created[(created["created"] >= first_year) & (created["status"] == "active")]
    own = chosen[chosen["country"] != ""]
    return Parts(own[_COLUMNS], chosen[_COLUMNS], whole_is_stated=False)


def _documents(committees: pd.DataFrame, totals: pd.DataFrame, measure: str) -> Parts:
    """Documents of committees with a known holder: all, less those of the other committees."""
    listed = _newest(committees)
    listed = listed[listed["measure"] == measure]
    every = _newest(totals)
    every = every[every["measure"] == measure]
    others = listed[listed["country"] == ""]
    others = others.assign(value=-others["value"])
    shared = [name for name in _COLUMNS if name != "country"]
    whole = pd.concat([every[shared], others[shared]])
    return Parts(listed.loc[listed["country"] != "", _COLUMNS], whole)


def _rapporteurs(counted: pd.DataFrame, specifications: pd.DataFrame, attribution: str) -> Parts:
    release = main_release(specifications)
    own, whole = (
        table[(table["measure"] == "rapporteurs") & (table["release"] == release)]
        for table in (_newest(counted), _newest(specifications))
    )
    own = own.drop(columns="country", errors="ignore").rename(columns={attribution: "country"})
    shared = [name for name in _COLUMNS if name != "country"]
    return Parts(own.loc[own["country"] != "", _COLUMNS], whole[shared])


def _newest(table: pd.DataFrame) -> pd.DataFrame:
    newest: pd.DataFrame = table[table["date"] == table["date"].max()]
    return newest
