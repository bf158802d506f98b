"""Measures: pure functions from tables to tables, each result with the rows behind it."""

from standards_report.measures.change import change
from standards_report.measures.comparison import TIED, leaders
from standards_report.measures.lineage import ROWS, first_statement, join_rows, with_rows
from standards_report.measures.shape import complete, pivot
from standards_report.measures.shares import percent_of, shares, shares_of_total
from standards_report.measures.standing import (
    STATUS_GROUPS,
    dated_steps,
    group_status,
    named_work,
    stages_and_listings,
    stated_once,
)
from standards_report.measures.tally import tally
from standards_report.measures.timing import Order, date_order
from standards_report.measures.totals import compare_totals

__all__ = [
    "ROWS",
    "STATUS_GROUPS",
    "TIED",
    "Order",
    "change",
    "compare_totals",
    "complete",
    "date_order",
    "dated_steps",
    "first_statement",
    "group_status",
    "join_rows",
    "leaders",
    "named_work",
    "percent_of",
    "pivot",
    "shares",
    "shares_of_total",
    "stages_and_listings",
    "stated_once",
    "tally",
    "with_rows",
]
