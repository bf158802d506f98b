"""What notebooks emit, and the forms in which they show it: charts, tables, words.

Nothing here counts or reads a file: a notebook hands over the rows that it computed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_report.lazy import attach

if TYPE_CHECKING:
    from standards_report.display.charts.chronology import chronicle as chronicle
    from standards_report.display.charts.event_timeline import dated_marks as dated_marks
    from standards_report.display.charts.forest_plot import Scale as Scale
    from standards_report.display.charts.forest_plot import in_sections as in_sections
    from standards_report.display.charts.forest_plot import stated_by_group as stated_by_group
    from standards_report.display.charts.model_curve import (
        published_and_model as published_and_model,
    )
    from standards_report.display.charts.part_of_whole_bars import portion_bars as portion_bars
    from standards_report.display.charts.points_over_time import paired_bars as paired_bars
    from standards_report.display.charts.points_over_time import stated_points as stated_points
    from standards_report.display.charts.ranges_over_time import stated_spans as stated_spans
    from standards_report.display.charts.ranked_bars import ranked_bars as ranked_bars
    from standards_report.display.charts.share_bars import share_ladder as share_ladder
    from standards_report.display.charts.share_bars import shared_date as shared_date
    from standards_report.display.charts.share_bars import shares_in_words as shares_in_words
    from standards_report.display.charts.small_multiples import stated_panels as stated_panels
    from standards_report.display.charts.stage_timeline import SHORT_STAGES as SHORT_STAGES
    from standards_report.display.charts.stage_timeline import stage_timeline as stage_timeline
    from standards_report.display.charts.tenure_bars import tenures as tenures
    from standards_report.display.emitter import Page as Page
    from standards_report.display.emitter import slug as slug
    from standards_report.display.figure_or_placeholder import show_stated as show_stated
    from standards_report.display.figures.placeholder import data_wanted as data_wanted
    from standards_report.display.mime import MIME as MIME
    from standards_report.display.row_values import computed_shares as computed_shares
    from standards_report.display.row_values import dates_of as dates_of
    from standards_report.display.row_values import stated_values as stated_values
    from standards_report.display.row_values import value_name as value_name
    from standards_report.display.tables.metric_table import SHEET as SHEET
    from standards_report.display.tables.metric_table import joined_words as joined_words
    from standards_report.display.tables.metric_table import metric_sheet as metric_sheet
    from standards_report.display.tables.metric_table import standard_names as standard_names
    from standards_report.display.tables.metric_table import without_number as without_number
    from standards_report.display.tables.participants import parts_taken as parts_taken
    from standards_report.display.tables.policy_documents import NOT_STATED as NOT_STATED
    from standards_report.display.tables.policy_documents import (
        behind_documents as behind_documents,
    )
    from standards_report.display.tables.policy_documents import document_date as document_date
    from standards_report.display.tables.policy_documents import in_sentences as in_sentences
    from standards_report.display.tables.policy_documents import with_aside as with_aside
    from standards_report.display.tables.question_table import question_table as question_table
    from standards_report.display.tables.record_tables import beside_in_words as beside_in_words
    from standards_report.display.tables.record_tables import show_counted as show_counted
    from standards_report.display.tables.record_tables import trends_in_words as trends_in_words
    from standards_report.display.text.numbers import NOT_PUBLISHED as NOT_PUBLISHED
    from standards_report.display.text.numbers import dated as dated
    from standards_report.display.text.numbers import in_print as in_print
    from standards_report.display.text.numbers import listing as listing
    from standards_report.display.text.numbers import sentence as sentence
    from standards_report.display.text.numbers import when_said as when_said
    from standards_report.display.text.quotations import absence as absence
    from standards_report.display.text.quotations import add_words as add_words
    from standards_report.display.text.quotations import group_words as group_words
    from standards_report.display.text.quotations import said_of as said_of
    from standards_report.display.text.quotations import shares_said as shares_said
    from standards_report.display.text.statements import as_stated as as_stated
    from standards_report.display.text.statements import digits_of as digits_of
    from standards_report.display.text.statements import number_and_date as number_and_date
    from standards_report.display.text.statements import share_as_stated as share_as_stated
    from standards_report.display.text.statements import stated_column as stated_column
    from standards_report.display.text.statements import stated_number as stated_number
    from standards_report.display.text.statements import stated_words as stated_words

__getattr__ = attach(
    __name__,
    {
        "MIME": "mime",
        "NOT_PUBLISHED": "text.numbers",
        "NOT_STATED": "tables.policy_documents",
        "Page": "emitter",
        "SHEET": "tables.metric_table",
        "SHORT_STAGES": "charts.stage_timeline",
        "Scale": "charts.forest_plot",
        "absence": "text.quotations",
        "add_words": "text.quotations",
        "as_stated": "text.statements",
        "behind_documents": "tables.policy_documents",
        "beside_in_words": "tables.record_tables",
        "chronicle": "charts.chronology",
        "computed_shares": "row_values",
        "data_wanted": "figures.placeholder",
        "dated": "text.numbers",
        "dated_marks": "charts.event_timeline",
        "dates_of": "row_values",
        "digits_of": "text.statements",
        "document_date": "tables.policy_documents",
        "group_words": "text.quotations",
        "in_print": "text.numbers",
        "in_sections": "charts.forest_plot",
        "in_sentences": "tables.policy_documents",
        "joined_words": "tables.metric_table",
        "listing": "text.numbers",
        "metric_sheet": "tables.metric_table",
        "number_and_date": "text.statements",
        "paired_bars": "charts.points_over_time",
        "parts_taken": "tables.participants",
        "portion_bars": "charts.part_of_whole_bars",
        "published_and_model": "charts.model_curve",
        "question_table": "tables.question_table",
        "ranked_bars": "charts.ranked_bars",
        "said_of": "text.quotations",
        "sentence": "text.numbers",
        "share_as_stated": "text.statements",
        "share_ladder": "charts.share_bars",
        "shared_date": "charts.share_bars",
        "shares_in_words": "charts.share_bars",
        "shares_said": "text.quotations",
        "show_counted": "tables.record_tables",
        "show_stated": "figure_or_placeholder",
        "slug": "emitter",
        "stage_timeline": "charts.stage_timeline",
        "standard_names": "tables.metric_table",
        "stated_by_group": "charts.forest_plot",
        "stated_column": "text.statements",
        "stated_number": "text.statements",
        "stated_panels": "charts.small_multiples",
        "stated_points": "charts.points_over_time",
        "stated_spans": "charts.ranges_over_time",
        "stated_values": "row_values",
        "stated_words": "text.statements",
        "tenures": "charts.tenure_bars",
        "trends_in_words": "tables.record_tables",
        "value_name": "row_values",
        "when_said": "text.numbers",
        "with_aside": "tables.policy_documents",
        "without_number": "tables.metric_table",
    },
)
