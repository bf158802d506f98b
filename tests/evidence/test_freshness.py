"""When a table was last observed: what a source states of later days makes it no newer."""

from datetime import date

import pandas as pd
from standards_report.evidence.results.freshness import last_observed
from standards_report.observations.tables.schema import Table
from standards_report.observations.tables.table import Loaded


def loaded(name: str, columns: list[str], rows: list[list[str]]) -> Loaded:
    table = Table(name, name, "", f"{name}.csv", (), ())
    return Loaded(table, f"data/{name}.csv", pd.DataFrame(rows, columns=columns), [])


def test_a_horizon_that_lies_ahead_of_its_source_is_no_day_of_observation() -> None:
    sources = loaded(
        "sources", ["key", "known_from", "kind"], [["report", "2022-08-31", "evidence"]]
    )
    policies = loaded(
        "policies",
        ["id", "date", "source"],
        [["ahead", "2025", "report"], ["of-the-year", "2022", "report"], ["old", "2018", "report"]],
    )
    (found,) = last_observed({"sources": sources, "policies": policies}, date(2027, 6, 30))
    assert (found.latest, found.written) == ("of-the-year", "2022")
    assert (found.last, found.months) == ("2022-08-31", 57)
