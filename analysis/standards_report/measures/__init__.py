"""Pure functions from tables to tables, each result with the rows behind it.

The functions do not read files, draw, or write sentences.
"""

from standards_report.measures.attached_rows import ROWS, first_statement, join_rows, with_rows
from standards_report.measures.authorship.exceptions import (
    counted_otherwise,
    moved_by_exceptions,
    rapporteurs_of_exceptions,
)
from standards_report.measures.authorship.rapporteurs import (
    ATTRIBUTIONS,
    MATCH_RULES,
    employer_concentration,
    rapporteurs_by_country,
    rapporteurs_by_employer,
    under_match_rules,
)
from standards_report.measures.country.country_input import open_country
from standards_report.measures.country.groups_of_countries import sums_of_groups
from standards_report.measures.country.quantities import parts_of_quantities
from standards_report.measures.country.standing_of_countries import (
    counted_countries,
    standing_of_countries,
)
from standards_report.measures.counts.hierarchy import with_elements
from standards_report.measures.counts.tally import in_date_order, tally
from standards_report.measures.counts.totals import compare_totals
from standards_report.measures.output.held_output import (
    by_committee,
    day_of_holders,
    held_output,
    output_bounds,
    seats_without_output,
    without_largest,
)
from standards_report.measures.output.output_and_seats import (
    OUTPUT_RULES,
    OutputRule,
    output_and_seats,
    seats_by_country,
    under_output_rules,
)
from standards_report.measures.output.output_subjects import (
    first_in_subjects,
    subjects_by_holder,
)
from standards_report.measures.output.published_years import (
    largest_each_year,
    published_each_year,
)
from standards_report.measures.participation.committees import (
    COUNTING_RULES,
    CountingRule,
    committee_counts,
    compared_under_rules,
    ranked_under_rules,
    secretariat_series,
    under_rules,
)
from standards_report.measures.participation.continued import (
    members_of_exports,
    newest_contributions,
    newest_rows,
    newest_work_items,
)
from standards_report.measures.participation.document_types import foundational_kind
from standards_report.measures.participation.entity_status import (
    STATUS_GROUPS,
    dated_steps,
    group_status,
    named_work,
    stages_and_listings,
    stated_once,
)
from standards_report.measures.participation.leadership import led_groups, with_part
from standards_report.measures.participation.list_agreement import agreement, named_by
from standards_report.measures.participation.memberships import (
    committee_totals,
    created_between,
    created_each_year,
    p_memberships,
    participation,
)
from standards_report.measures.participation.questions import led_questions, questions_by_group
from standards_report.measures.participation.recommendations import (
    FORMS,
    approved_by,
    approved_forms,
    beside_stated_dates,
    group_order,
    outcomes_of,
)
from standards_report.measures.participation.records import (
    against_published,
    in_year,
    latest_export,
    members_by_country,
    record_countries,
    records_by_country,
)
from standards_report.measures.participation.records_vs_published import (
    Records,
    contributions_beside,
    members_beside,
    supported_trends,
    work_items_beside,
    work_items_by_year,
)
from standards_report.measures.participation.snapshots import (
    beside_statements,
    ends_on,
    handed_by_country,
    held_by_country,
    moved_by_country,
    with_none,
)
from standards_report.measures.participation.technology_areas import (
    AREAS,
    of_area,
    organisation,
    theme_named,
)
from standards_report.measures.reshape import complete, join_beside, pivot, side_by_side
from standards_report.measures.shares.bounds import (
    implied_whole,
    implied_wholes,
    percent_within,
    stated_percent,
)
from standards_report.measures.shares.concentration import concentration, share_of_largest
from standards_report.measures.shares.confidence import with_wilson
from standards_report.measures.shares.deviation import deviation_from
from standards_report.measures.shares.parts import derived_roles, parts_of_wholes
from standards_report.measures.shares.per_size import (
    SIZES,
    columns_by_country,
    newest_sizes,
    per_size,
)
from standards_report.measures.shares.ratio_of_shares import led_beside_taken, ratio_of_shares
from standards_report.measures.shares.roles import majorities, widest_roles
from standards_report.measures.shares.shares import percent_of, shares, shares_of_total
from standards_report.measures.shares.wholes import (
    either_of,
    implied_parts,
    implied_shares,
    remainder,
    with_whole,
)
from standards_report.measures.time.durations import Order, date_order, handovers, months_apart
from standards_report.measures.time.matching import share_of_time, within_period
from standards_report.measures.time.nearest_statements import bracket
from standards_report.measures.time.precision import most_precise
from standards_report.measures.time.stage_times import dated_stages, whole_way
from standards_report.measures.time.years_covered import years_covered
from standards_report.measures.trends.change import change
from standards_report.measures.trends.growth import (
    growth_rates,
    implied_base,
    implied_bases,
    middle_year,
    percent_growth,
    steps,
    years_between,
)
from standards_report.measures.trends.logistic import (
    LogisticTrend,
    logistic_through,
    logistic_trend,
)
from standards_report.measures.trends.published_fits import fitted_curves, fitted_trends
from standards_report.measures.trends.ranking import TIED, leaders, ranks

__all__ = [
    "AREAS",
    "ATTRIBUTIONS",
    "COUNTING_RULES",
    "FORMS",
    "MATCH_RULES",
    "OUTPUT_RULES",
    "ROWS",
    "SIZES",
    "STATUS_GROUPS",
    "TIED",
    "CountingRule",
    "LogisticTrend",
    "Order",
    "OutputRule",
    "Records",
    "against_published",
    "agreement",
    "approved_by",
    "approved_forms",
    "beside_stated_dates",
    "beside_statements",
    "bracket",
    "by_committee",
    "change",
    "columns_by_country",
    "committee_counts",
    "committee_totals",
    "compare_totals",
    "compared_under_rules",
    "complete",
    "concentration",
    "contributions_beside",
    "counted_countries",
    "counted_otherwise",
    "created_between",
    "created_each_year",
    "date_order",
    "dated_stages",
    "dated_steps",
    "day_of_holders",
    "derived_roles",
    "deviation_from",
    "either_of",
    "employer_concentration",
    "ends_on",
    "first_in_subjects",
    "first_statement",
    "fitted_curves",
    "fitted_trends",
    "foundational_kind",
    "group_order",
    "group_status",
    "growth_rates",
    "handed_by_country",
    "handovers",
    "held_by_country",
    "held_output",
    "implied_base",
    "implied_bases",
    "implied_parts",
    "implied_shares",
    "implied_whole",
    "implied_wholes",
    "in_date_order",
    "in_year",
    "join_beside",
    "join_rows",
    "largest_each_year",
    "latest_export",
    "leaders",
    "led_beside_taken",
    "led_groups",
    "led_questions",
    "logistic_through",
    "logistic_trend",
    "majorities",
    "members_beside",
    "members_by_country",
    "members_of_exports",
    "middle_year",
    "months_apart",
    "most_precise",
    "moved_by_country",
    "moved_by_exceptions",
    "named_by",
    "named_work",
    "newest_contributions",
    "newest_rows",
    "newest_sizes",
    "newest_work_items",
    "of_area",
    "open_country",
    "organisation",
    "outcomes_of",
    "output_and_seats",
    "output_bounds",
    "p_memberships",
    "participation",
    "parts_of_quantities",
    "parts_of_wholes",
    "per_size",
    "percent_growth",
    "percent_of",
    "percent_within",
    "pivot",
    "published_each_year",
    "questions_by_group",
    "ranked_under_rules",
    "ranks",
    "rapporteurs_by_country",
    "rapporteurs_by_employer",
    "rapporteurs_of_exceptions",
    "ratio_of_shares",
    "record_countries",
    "records_by_country",
    "remainder",
    "seats_by_country",
    "seats_without_output",
    "secretariat_series",
    "share_of_largest",
    "share_of_time",
    "shares",
    "shares_of_total",
    "side_by_side",
    "stages_and_listings",
    "standing_of_countries",
    "stated_once",
    "stated_percent",
    "steps",
    "subjects_by_holder",
    "sums_of_groups",
    "supported_trends",
    "tally",
    "theme_named",
    "under_match_rules",
    "under_output_rules",
    "under_rules",
    "whole_way",
    "widest_roles",
    "with_elements",
    "with_none",
    "with_part",
    "with_rows",
    "with_whole",
    "with_wilson",
    "within_period",
    "without_largest",
    "work_items_beside",
    "work_items_by_year",
    "years_between",
    "years_covered",
]
