"""Measures: pure functions from tables to tables, each result with the rows behind it."""

from standards_report.measures.agreement import agreement, named_by
from standards_report.measures.bounds import (
    implied_whole,
    implied_wholes,
    percent_within,
    stated_percent,
)
from standards_report.measures.bracket import bracket
from standards_report.measures.change import change
from standards_report.measures.committees import (
    COUNTING_RULES,
    CountingRule,
    committee_counts,
    secretariat_series,
    under_rules,
)
from standards_report.measures.comparison import TIED, leaders
from standards_report.measures.counting import in_date_order, tally
from standards_report.measures.frequencies import frequencies
from standards_report.measures.growth import implied_base, implied_bases, percent_growth, steps
from standards_report.measures.hierarchy import with_elements
from standards_report.measures.joining import join_beside
from standards_report.measures.lineage import ROWS, first_statement, join_rows, with_rows
from standards_report.measures.matching import share_of_time, within_period
from standards_report.measures.precision import most_precise
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
from standards_report.measures.timing import Order, date_order
from standards_report.measures.totals import compare_totals

__all__ = [
    "COUNTING_RULES",
    "ROWS",
    "STATUS_GROUPS",
    "TIED",
    "CountingRule",
    "Order",
    "agreement",
    "bracket",
    "change",
    "committee_counts",
    "compare_totals",
    "complete",
    "date_order",
    "dated_steps",
    "first_statement",
    "frequencies",
    "group_status",
    "implied_base",
    "implied_bases",
    "implied_whole",
    "implied_wholes",
    "in_date_order",
    "join_beside",
    "join_rows",
    "leaders",
    "most_precise",
    "named_by",
    "named_work",
    "percent_growth",
    "percent_of",
    "percent_within",
    "pivot",
    "secretariat_series",
    "share_of_time",
    "shares",
    "shares_of_total",
    "stages_and_listings",
    "stated_once",
    "stated_percent",
    "steps",
    "tally",
    "under_rules",
    "with_elements",
    "with_rows",
    "within_period",
]
