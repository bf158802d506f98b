"""Entities with a stated status, such as a place on a list, and standards work named with them.

A status is a statement on an entity at some time. These functions add none: they count
statements and bring them together with work that the sources name.
"""

from __future__ import annotations

import pandas as pd

from standards_report.measures.attached_rows import ROWS, join_rows

# The group in which each kind of status is counted; kinds are as the source states them.
STATUS_GROUPS = {
    "defense ties": "defense",
    "defense company": "defense",
    "defense contractor": "defense",
    "security service": "intelligence and security",
    "security service ties": "intelligence and security",
    "intelligence service": "intelligence and security",
    "intelligence ties": "intelligence and security",
    "listed": "list or sanction",
    "sanctioned": "list or sanction",
    "export controls": "export controls",
    "government client": "government client",
}


def group_status(status: pd.DataFrame) -> pd.DataFrame:
    """Adds `group`: the group of each row's `status`, after STATUS_GROUPS."""
    return status.assign(group=status["status"].map(STATUS_GROUPS))


def stated_once(table: pd.DataFrame) -> pd.DataFrame:
    """Leaves out rows whose `note` says that they repeat a statement."""
    again = table["note"].str.contains(r"Stated a (?:second|third) time", regex=True)
    return table[~again].reset_index(drop=True)


def named_work(
    status: pd.DataFrame, participants: pd.DataFrame, entities: pd.DataFrame
) -> pd.DataFrame:
    """Standards work in which a source names an entity with a status, or a unit of it.

    `status` and `participants` have `canonical` (see `attribute`) and `rows`;
    `participants` also `entity`, `standard`, `role` and `date`; `entities` gives each
    canonical name (`entity`) its `parent`. Returns one row for each entity with a status and
    each part that it or its unit took, in the order of `participants`: `holder` (the entity
    with the status), `entity`, `standard`, `role`, `date` and `rows` (of the statements on the
    status and of the part).
    """
    parents = entities[entities["parent"] != ""].groupby("entity")["parent"].agg(frozenset)
    held = status.groupby("canonical", sort=False)[ROWS].agg(join_rows)
    parts = []
    for part in participants.to_dict("records"):
        units = {part["canonical"], *parents.get(part["canonical"], frozenset())}
        for holder in held.index[held.index.isin(units)]:
            rows = join_rows([held[holder], part[ROWS]])
            parts.append({**part, "holder": holder, ROWS: rows})
    columns = ["holder", "entity", "standard", "role", "date", ROWS]
    return pd.DataFrame(parts, columns=columns)


def stages_and_listings(
    work: pd.DataFrame, status: pd.DataFrame, events: pd.DataFrame
) -> pd.DataFrame:
    """Pairs each listing of an entity with each stage of the standards that it worked on.

    `work` is from `named_work`; `status` has `canonical`, `group`, `date` and `rows`;
    `events` has `standard`, `event`, `date` and `rows`. Returns one row for each list or
    sanction of a holder, standard and stage: `holder`, `standard`, `event`, `stage` (its
    date), `listing` (date), `status`, `said_by` and `rows`. A standard without a stated stage
    has one row with `event` and `stage` empty.
    """
    listed = status[status["group"] == "list or sanction"]
    done = []
    for part in work.drop_duplicates(["holder", "standard"]).to_dict("records"):
        known = events[events["standard"] == part["standard"]]
        stages = known[["event", "date", ROWS]].to_dict("records")
        for listing in listed[listed["canonical"] == part["holder"]].to_dict("records"):
            for stage in stages or [{"event": "", "date": "", ROWS: ()}]:
                done.append(
                    {
                        "holder": part["holder"],
                        "standard": part["standard"],
                        "event": stage["event"],
                        "stage": stage["date"],
                        "listing": listing["date"],
                        "status": listing["status"],
                        "said_by": listing["said_by"],
                        ROWS: join_rows([listing[ROWS], part[ROWS], stage[ROWS]]),
                    }
                )
    columns = ["holder", "standard", "event", "stage", "listing", "status", "said_by", ROWS]
    return pd.DataFrame(done, columns=columns)


def dated_steps(work: pd.DataFrame, events: pd.DataFrame, order: pd.DataFrame) -> pd.DataFrame:
    """The dated stages, parts and listings around the standards of `work`, for a timeline.

    `work` is from `named_work`, `events` as in `stages_and_listings`, `order` its result.
    Returns one row for each standard, date and kind: `standard`, `date`, `kind` (`stage` for
    stages and dated parts, `list` for lists and sanctions of the holder), `what` and `rows`.
    """
    stages = events[events["standard"].isin(work["standard"])]
    parts = work[work["date"] != ""]
    listed = order[order["listing"] != ""]
    steps = [
        stages.assign(kind="stage", what=stages["event"]),
        parts.assign(kind="stage", what=parts["role"]),
        listed.assign(
            kind="list", what=listed["holder"] + " " + listed["status"], date=listed["listing"]
        ),
    ]
    joined = pd.concat([step[["standard", "date", "kind", "what", ROWS]] for step in steps])
    return joined.drop_duplicates(["standard", "date", "kind"]).reset_index(drop=True)
