"""Checks that every finding and recommendation is linked to what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from standards_report.errors import Fault
from standards_report.observations.tables.table import Loaded, Tables

# For each table of links: the table that it serves, its column for that table, the columns of which
# each link fills exactly one, and the columns in which every row that is served needs a link.
_LINKS = {
    "finding_evidence": ("findings", "finding", ("section", "item", "claim"), ("section", "claim")),
    "recommendation_evidence": (
        "recommendations",
        "recommendation",
        ("finding", "claim"),
        ("finding",),
    ),
}


def unsupported_arguments(tables: Tables) -> Iterator[Fault]:
    """A link must fill one target column.

    A finding needs a section and a claim, and a recommendation needs a finding.
    """
    for name, (served, key, targets, needed) in _LINKS.items():
        links, rows = tables.get(name), tables.get(served)
        if links is None or rows is None:
            continue
        yield from _links_without_one_target(links, targets)
        yield from _claims_without_bearing(links)
        for column in needed:
            filled = links.rows[links.rows[column] != ""]
            for row, identifier in rows.rows["id"].items():
                if identifier not in set(filled[key]):
                    what = f"{identifier} rests on no {column}"
                    yield rows.fault(row, what, f"link it to one in {name}.csv")


def _links_without_one_target(links: Loaded, targets: tuple[str, ...]) -> Iterator[Fault]:
    filled = (links.rows[list(targets)] != "").sum(axis=1)
    for row in links.rows.index[filled != 1]:
        what = f"{filled[row]} of {', '.join(targets)} are filled"
        yield links.fault(row, what, "fill exactly one")


def _claims_without_bearing(links: Loaded) -> Iterator[Fault]:
    is_claim, has_bearing = links.rows["claim"] != "", links.rows["bearing"] != ""
    for row in links.rows.index[is_claim != has_bearing]:
        what = "a claim and its bearing go together"
        yield links.fault(row, what, "say whether the claim supports or qualifies")
