"""Counts that are committed against a recount of the snapshots that uses no adapter."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from standards_report.project import Project

from tests.conftest import ROOT
from tests.support.ingesting import plan, rows

# The snapshots lie beside a checkout, or beside the folder of its worktrees.
_BESIDE = [folder / "shared" / "iso-open-data" for folder in ROOT.parents[:2]]
SHARED = next((folder for folder in _BESIDE if folder.is_dir()), _BESIDE[0])
DAYS = ("2025-07-01", "2025-08-20")


def recount(path: Path) -> tuple[Counter[str], Counter[str], Counter[str], int]:
    """Secretariats, P- and O-memberships by member body, straight from the lines."""
    held, p_members, o_members = Counter[str](), Counter[str](), Counter[str]()
    number = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        number += 1
        holder = record["secretariat"]
        if holder and holder["acronym"] and record["status"] == "Active":
            held[holder["acronym"]] += 1
        p_members.update(one["acronym"] for one in record["pMembers"] or [])
        o_members.update(one["acronym"] for one in record["oMembers"] or [])
    return held, p_members, o_members, number


@pytest.mark.skipif(not SHARED.is_dir(), reason="the snapshots are not beside the project")
@pytest.mark.parametrize("day", DAYS)
def test_committed_counts_agree_with_an_independent_recount(day: str) -> None:
    held, p_members, o_members, number = recount(SHARED / f"iso_technical_committees-{day}.jsonl")
    found: dict[str, Counter[str]] = {}
    for row in rows(Project(ROOT), "iso_committee_counts"):
        counts_here = row["measure"] != "secretariats" or row["status"] == "active"
        if row["date"] == day and counts_here:
            found.setdefault(row["measure"], Counter())[row["member"]] += int(row["value"])
    assert found["secretariats"] == held
    assert found["P-memberships"] == p_members
    assert found["O-memberships"] == o_members
    assert found["committees"][""] == number


@pytest.mark.skipif(not SHARED.is_dir(), reason="the snapshots are not beside the project")
def test_the_committed_rows_are_those_that_the_adapter_gives() -> None:
    for day in DAYS:
        read = plan(Project(ROOT), SHARED / f"iso_technical_committees-{day}.jsonl", day)
        assert read.changes_nothing
