"""Checks that every finding and recommendation is linked to what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from standards_report.errors import Fault
from standards_report.observations.tables.table import Loaded, Tables

# The group of the recommendations that the report itself makes, and who makes them then.
OWN = "this report"
NOT_TESTED = "not tested"
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

# The columns that each link to a claim fills, with what to do where one does not.
_OF_CLAIMS = {
    "bearing": "say whether the claim supports or qualifies",
    "tests": "say whether it tests a premise, the size, the direction or the scope",
    "would_lose": "say what the statement would have to lose if the claim were false; a claim that "
    "bears on nothing of it is no evidence: take the link out",
}


def unsupported_arguments(tables: Tables) -> Iterator[Fault]:
    """A link must fill one target column.

    A finding needs a section and a claim, and a recommendation needs a finding; one of this report
    may rest on claims alone. What is marked as not tested needs no claim and no finding.
    """
    for name, (served, key, targets, needed) in _LINKS.items():
        links, rows = tables.get(name), tables.get(served)
        if links is None or rows is None:
            continue
        yield from _links_without_one_target(links, targets)
        yield from _claims_without_reason(links)
        yield from _incomplete_standings(rows)
        for column in needed:
            linked = links.rows.loc[links.rows[column] != "", key]
            yield from _without_link(rows, set(linked), set(links.rows[key]), column, name)
    yield from _misplaced_authors(tables)


def _without_link(
    rows: Loaded, linked: set[str], resting: set[str], column: str, name: str
) -> Iterator[Fault]:
    """Rows that have no link of the kind `column` (`linked` have one) in the table `name`.

    `resting` have a link of any kind, which is enough for recommendations of this report.
    """
    for row, record in zip(rows.rows.index, rows.records, strict=True):
        is_excused = column != "section" and record.get("standing") == NOT_TESTED
        if is_excused or record["id"] in (resting if _is_own(record) else linked):
            continue
        remedy = f"link it to one in {name}.csv"
        if column != "section":
            remedy += f", or mark it as {NOT_TESTED} (in standing, with standing_because)"
            remedy += ", or take its row out"
        yield rows.fault(row, f"{record['id']} rests on no {column}", remedy)


def _is_own(record: Mapping[str, Any]) -> bool:
    return record.get("group") == OWN


def _incomplete_standings(rows: Loaded) -> Iterator[Fault]:
    """A standing is printed with its reason."""
    for row, record in zip(rows.rows.index, rows.records, strict=True):
        standing, because = record.get("standing", ""), record.get("standing_because", "")
        if bool(standing) != bool(because):
            what = f"{record['id']}: standing and standing_because go together"
            remedy = "say in one sentence why it stays" if standing else "say as what it stays"
            yield rows.fault(row, what, f"{remedy}, or empty both")


def _misplaced_authors(tables: Tables) -> Iterator[Fault]:
    """A recommendation of a source has its line and no author; one of this report has no line."""
    rows = tables.get("recommendations")
    if rows is None or "listed_line" not in rows.rows:
        return
    for row, record in zip(rows.rows.index, rows.records, strict=True):
        if _is_own(record):
            continue
        if record.get("author"):
            what = f"{record['id']} has an author and stands in a group of the source"
            yield rows.fault(row, what, f"put it into the group {OWN!r}, or empty author")
        if record["listed_line"] is None:
            what = f"{record['id']} has no listed_line"
            yield rows.fault(row, what, f"say where the source lists it, or write group {OWN!r}")


def _links_without_one_target(links: Loaded, targets: tuple[str, ...]) -> Iterator[Fault]:
    filled = (links.rows[list(targets)] != "").sum(axis=1)
    for row in links.rows.index[filled != 1]:
        what = f"{filled[row]} of {', '.join(targets)} are filled"
        yield links.fault(row, what, "fill exactly one")


def _claims_without_reason(links: Loaded) -> Iterator[Fault]:
    """A link to a claim says how the claim bears on the statement, and no other link does."""
    for column, remedy in _OF_CLAIMS.items():
        is_claim, is_filled = links.rows["claim"] != "", links.rows[column] != ""
        for row in links.rows.index[is_claim != is_filled]:
            yield links.fault(row, f"a claim and its {column} go together", remedy)
