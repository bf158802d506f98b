"""Published parts of published wholes: numerator, denominator, and share as stated and computed."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows
from standards_report.measures.shares.shares import percent_of

Row = Mapping[Hashable, Any]

_SHARE = "share of "
# Roles whose counts follow from two published counts.
_WITHOUT = {"no Editor": "Editor"}
_EITHER = ("Editor", "Supporting Member, not Editor", "Editor or Supporting Member")


def parts_of_wholes(
    table: pd.DataFrame, population: Sequence[str], part: Sequence[str]
) -> pd.DataFrame:
    """Sets each published part beside its whole and its published share.

    `table` has the columns `population` (what a whole and its parts have in common), `part`
    (empty in a whole), `measure` (`x` of a count, `share of x` of its share), `unit`, `value`
    and `rows`. Returns the parts, the shares without a stated part, and the wholes without a
    stated part, in the order of `table`, with all of its columns and `whole` (same unit as
    `value`), `stated` (percent, as published) and `percent` (computed from `value` and `whole`).
    """
    keys = [*population, "counted"]
    rows = table.assign(
        counted=table["measure"].str.removeprefix(_SHARE),
        is_share=(table["unit"] == "percent") & table["measure"].str.startswith(_SHARE),
        is_whole=(table[list(part)] == "").all(axis=1) & (table["unit"] == "count"),
    )
    wholes = rows[rows["is_whole"] & ~rows["is_share"]].drop_duplicates(keys)
    whole_of = {_key(row, keys): row for row in wholes.to_dict("records")}
    shares = rows[rows["is_share"]]
    share_of = {_key(row, [*keys, *part]): row for row in shares.to_dict("records")}
    results, used = [], set()
    for row in rows[~rows["is_share"]].to_dict("records"):
        whole = None if row["is_whole"] else whole_of.get(_key(row, keys))
        share = share_of.get(_key(row, [*keys, *part]))
        used |= {match["id"] for match in (whole, share) if match}
        results.append(_together(row, whole, share))
    alone = [
        _together(row, None, None) for row in shares.to_dict("records") if row["id"] not in used
    ]
    found = pd.DataFrame([*results, *alone], columns=[*rows.columns, "whole", "stated", "percent"])
    found = found[~found["id"].isin(used)]
    order = {identifier: position for position, identifier in enumerate(table["id"])}
    found = found.sort_values("id", key=lambda ids: ids.map(order), kind="stable")
    return found.drop(columns=["counted", "is_share", "is_whole"]).reset_index(drop=True)


def _key(row: Row, keys: Sequence[str]) -> tuple[object, ...]:
    return tuple(row[key] for key in keys)


def _together(row: Row, whole: Row | None, share: Row | None) -> dict[Hashable, Any]:
    both = [statement[ROWS] for statement in (row, whole, share) if statement]
    return {
        **row,
        "whole": whole["value"] if whole else float("nan"),
        "stated": share["value"] if share else float("nan"),
        "percent": percent_of(row["value"], whole["value"]) if whole else float("nan"),
        ROWS: join_rows(both),
    }


def derived_roles(parts: pd.DataFrame) -> pd.DataFrame:
    """Counts of roles that no source states, and that follow from two of its counts.

    `parts` is a result of `parts_of_wholes` with `role`, `country` and the columns of its
    population. The items with an Editor from a country are all items less those without one;
    the items with either role are those with an Editor plus those with a Supporting Member
    only. Returns rows with the same columns, `value` and `percent` computed, `rows` of both
    counts.
    """
    whole = parts[parts["whole"].notna()]
    derived = []
    for row in whole[whole["role"].isin(_WITHOUT)].to_dict("records"):
        count = row["whole"] - row["value"]
        derived.append({**row, "role": _WITHOUT[row["role"]], "value": count})
    editor, only, either = _EITHER
    for row in whole[whole["role"] == only].to_dict("records"):
        same = whole[(whole["role"] == editor) & (whole["country"] == row["country"])]
        for column in ("date", "body", "technology", "status"):
            same = same[same[column] == row[column]]
        for edited in same.to_dict("records"):
            count = row["value"] + edited["value"]
            ids = join_rows([row[ROWS], edited[ROWS]])
            derived.append({**row, "role": either, "value": count, ROWS: ids})
    result = pd.DataFrame(derived, columns=parts.columns)
    result["percent"] = [
        percent_of(value, of) for value, of in zip(result["value"], result["whole"], strict=True)
    ]
    return result.assign(stated=float("nan"))
