"""Measures: pure functions from tables to tables, each result with the rows behind it."""

from standards_report.measures.change import change
from standards_report.measures.comparison import TIED, leaders
from standards_report.measures.hierarchy import with_elements
from standards_report.measures.lineage import ROWS, first_statement, join_rows, with_rows
from standards_report.measures.shape import complete, pivot
from standards_report.measures.shares import percent_of, shares
from standards_report.measures.totals import compare_totals

__all__ = [
    "ROWS",
    "TIED",
    "change",
    "compare_totals",
    "complete",
    "first_statement",
    "join_rows",
    "leaders",
    "percent_of",
    "pivot",
    "shares",
    "with_elements",
    "with_rows",
]
