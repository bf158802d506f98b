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
from standards_report.measures.growth import implied_base, implied_bases, percent_growth, steps
from standards_report.measures.hierarchy import with_elements
from standards_report.measures.joining import join_beside
from standards_report.measures.lineage import ROWS, first_statement, join_rows, with_rows
from standards_report.measures.matching import share_of_time, within_period
from standards_report.measures.participation import (
    committee_totals,
    created_between,
    participation,
)
from standards_report.measures.precision import most_precise
from standards_report.measures.records import (
    against_published,
    in_year,
    latest_export,
    members_by_country,
    record_countries,
    records_by_country,
)
from standards_report.measures.shape import complete, pivot
from standards_report.measures.shares import percent_of, shares
from standards_report.measures.snapshots import (
    beside_statements,
    held_by_country,
    moved_by_country,
    with_none,
    with_rank,
)
from standards_report.measures.totals import compare_totals

__all__ = [
    "COUNTING_RULES",
    "ROWS",
    "TIED",
    "CountingRule",
    "against_published",
    "agreement",
    "beside_statements",
    "bracket",
    "change",
    "committee_counts",
    "committee_totals",
    "compare_totals",
    "complete",
    "created_between",
    "first_statement",
    "held_by_country",
    "implied_base",
    "implied_bases",
    "implied_whole",
    "implied_wholes",
    "in_date_order",
    "in_year",
    "join_beside",
    "join_rows",
    "latest_export",
    "leaders",
    "members_by_country",
    "most_precise",
    "moved_by_country",
    "named_by",
    "participation",
    "percent_growth",
    "percent_of",
    "percent_within",
    "pivot",
    "record_countries",
    "records_by_country",
    "secretariat_series",
    "share_of_time",
    "shares",
    "stated_percent",
    "steps",
    "tally",
    "under_rules",
    "with_elements",
    "with_none",
    "with_rank",
    "with_rows",
    "within_period",
]
