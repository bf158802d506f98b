"""Committees of one country: those whose secretariat it holds, and what changed about them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows

_OUTPUT = {"references in force": "in_force", "projects in progress": "in_progress"}
GAINS = {
    "secretariats gained": "secretariats_gained",
    "secretariats lost": "secretariats_lost",
    "P-memberships gained": "p_gained",
    "P-memberships lost": "p_lost",
    "O-memberships gained": "o_gained",
    "O-memberships lost": "o_lost",
}


def committees_with_documents(tables: Mapping[str, pd.DataFrame], country: str) -> pd.DataFrame:
    """The committees with documents or projects whose secretariat the country held.

    `tables` holds `iso_output_committees`, `iso_committees` and `iso_recent_committees`, as an
    edition sees them. Returns, with the most documents first: `committee`, `title` and `technology`
    (empty where no table states them), `in_force`, `in_progress` and `rows`. Holders are those of
    the day to which the documents were joined.
    """
    listed = _newest(tables["iso_output_committees"])
    listed = listed[(listed["country"] == country) & listed["measure"].isin(_OUTPUT)]
    result = pd.DataFrame(
        [
            {
                "committee": committee,
                **{
                    name: rows.loc[rows["measure"] == measure, "value"].sum()
                    for measure, name in _OUTPUT.items()
                },
                ROWS: tuple(rows["id"]),
            }
            for committee, rows in listed.groupby("committee", sort=True)
        ],
        columns=["committee", *_OUTPUT.values(), ROWS],
    )
    known = listed_committees(tables, country).set_index("committee")
    for name in ("title", "technology"):
        result[name] = result["committee"].map(known[name]).fillna("")
    added = result["committee"].map(known[ROWS])
    result[ROWS] = [
        join_rows([own, more if isinstance(more, tuple) else ()])
        for own, more in zip(result[ROWS], added, strict=True)
    ]
    ordered = result.sort_values("in_force", ascending=False, kind="stable", ignore_index=True)
    return ordered[["committee", "title", "technology", *_OUTPUT.values(), ROWS]]


def listed_committees(tables: Mapping[str, pd.DataFrame], country: str) -> pd.DataFrame:
    """Committees of the newest snapshot that a table lists one by one, and the country holds.

    Those are the committees of JTC 1, of the technology areas, and those created lately. Returns
    `committee`, `title`, `technology` (empty for none), `created` and `rows`, by reference.
    """
    columns = ["committee", "title", "technology", "created", "id"]
    listed = _newest(tables["iso_committees"]).rename(columns={"reference": "committee"})
    recent = _newest(tables["iso_recent_committees"])
    both = pd.concat([listed, recent], ignore_index=True)
    both = both.loc[both["country"] == country, columns]
    lines = [
        {
            "committee": committee,
            "title": rows["title"].iloc[0],
            "technology": next(filter(None, rows["technology"]), ""),
            "created": rows["created"].iloc[0],
            ROWS: tuple(rows["id"]),
        }
        for committee, rows in both.groupby("committee", sort=True)
    ]
    return pd.DataFrame(lines, columns=["committee", "title", "technology", "created", ROWS])


def moved_committees(moved: pd.DataFrame, country: str) -> pd.DataFrame:
    """Committees whose secretariat came to the country or left it, the newest period first.

    `moved` is the table `iso_secretariat_changes`. Returns `date` (the period between two
    snapshots), `committee`, `title`, `change` (`won`, `lost`, `new` or `gone`), `before_country`,
    `after_country` and `rows`. A committee that passed between two bodies of one country stays in
    neither.
    """
    came, left = moved["after_country"] == country, moved["before_country"] == country
    own = moved[came ^ left]
    words = {"changed hands": {True: "won", False: "lost"}}
    change = [
        words.get(kind, {}).get(is_come, kind)
        for kind, is_come in zip(own["change"], came[own.index], strict=True)
    ]
    own = own.assign(change=change, **{ROWS: [(each,) for each in own["id"]]})
    columns = ["date", "committee", "title", "change", "before_country", "after_country", ROWS]
    return own[columns].sort_values("date", ascending=False, kind="stable", ignore_index=True)


def gains_and_losses(changes: pd.DataFrame, country: str) -> pd.DataFrame:
    """Memberships and secretariats that the country gained and lost between snapshots.

    `changes` is the table `iso_snapshot_changes`. Returns a row for each period, the newest first:
    `date`, a count for each of `GAINS` and `rows`. A count of zero rests on all other rows of the
    period: it names every gain and loss.
    """
    lines = []
    for date in sorted(changes["date"].unique(), reverse=True):
        own = changes[(changes["date"] == date) & (changes["country"] == country)]
        sums = own.groupby("measure")["value"].sum()
        counts = {name: int(sums.get(measure, 0)) for measure, name in GAINS.items()}
        lines.append({"date": date, **counts, ROWS: tuple(own["id"])})
    return pd.DataFrame(lines, columns=["date", *GAINS.values(), ROWS])


def _newest(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["date"] == table["date"].max()]
