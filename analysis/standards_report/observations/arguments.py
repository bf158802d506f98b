"""Rules for findings and recommendations: none stands without what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from standards_report.errors import Fault
from standards_report.observations.loaded import Loaded, Tables

# Table of links to the table that it serves, and the columns that a link may fill.
_LINKS = {
    "finding_evidence": ("findings", "finding", ("section", "item", "claim"), ("section", "claim")),
    "recommendation_evidence": (
        "recommendations",
        "recommendation",
        ("finding", "claim"),
        ("finding", "claim"),
    ),
}


def unsupported_arguments(tables: Tables) -> Iterator[Fault]:
    """A link fills one target; a finding has a section and a claim, a recommendation a finding
    and a claim."""
    for name, (served, key, targets, needed) in _LINKS.items():
        links, rows = tables.get(name), tables.get(served)
        if links is None or rows is None:
            continue
        yield from _links_without_one_target(links, targets)
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
