"""The report's own tables, read once for all tests that look at them and change nothing."""

from __future__ import annotations

from functools import cache

from standards_report.observations.tables.loader import load_tables
from standards_report.observations.tables.table import Loaded

from tests.conftest import ROOT


@cache
def real_tables() -> dict[str, Loaded]:
    """Table name to its checked rows."""
    return load_tables(ROOT / "data")
