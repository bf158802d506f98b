"""What an edition sees: sources known by its day, and the rows that rest on them."""

from __future__ import annotations

import pandas as pd
import pytest
from standards_report.observations.as_of import seen_sources, visible_rows
from standards_report.observations.tables.loader import load_tables

from tests.conftest import SMALL


@pytest.mark.parametrize(
    ("as_of", "seen"),
    [
        ("2030-05-31", {"book"}),
        ("2030-06-01", {"register", "book"}),
        ("2031-06-01", {"register", "later", "book"}),
    ],
)
def test_a_source_is_seen_from_the_day_on_which_it_is_known(as_of: str, seen: set[str]) -> None:
    sources = pd.DataFrame(
        {
            "key": ["register", "later", "book"],
            "known_from": ["2030-06-01", "2031-06-01", "2040-01-01"],
            "kind": ["evidence", "evidence", "literature"],
        }
    )
    assert seen_sources(sources, as_of) == seen


def test_rows_of_sources_that_are_not_known_yet_are_left_out() -> None:
    tables = load_tables(SMALL / "data")
    members = visible_rows(tables, {"register"})["itu_members"]
    assert "m.chn.2031" not in set(members["id"])
    assert "m.chn.2030" in set(members["id"])
    assert len(visible_rows(tables, set())["itu_members"]) == 0
