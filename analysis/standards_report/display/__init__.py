"""Display: what notebooks emit, and the forms in which they show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_report.lazy import attach

if TYPE_CHECKING:
    from standards_report.display.dated_lines import chronicle as chronicle
    from standards_report.display.documents import NOT_STATED as NOT_STATED
    from standards_report.display.documents import behind_documents as behind_documents
    from standards_report.display.documents import document_date as document_date
    from standards_report.display.documents import in_sentences as in_sentences
    from standards_report.display.documents import with_aside as with_aside
    from standards_report.display.drawn_or_wanted import show_stated as show_stated
    from standards_report.display.groups import Scale as Scale
    from standards_report.display.groups import in_sections as in_sections
    from standards_report.display.groups import stated_by_group as stated_by_group
    from standards_report.display.ladder import share_ladder as share_ladder
    from standards_report.display.ladder import shared_date as shared_date
    from standards_report.display.ladder import shares_in_words as shares_in_words
    from standards_report.display.mime import MIME as MIME
    from standards_report.display.model_curve import published_and_model as published_and_model
    from standards_report.display.page import Page as Page
    from standards_report.display.page import slug as slug
    from standards_report.display.panels import stated_panels as stated_panels
    from standards_report.display.parties import parts_taken as parts_taken
    from standards_report.display.plots import paired_bars as paired_bars
    from standards_report.display.plots import stated_points as stated_points
    from standards_report.display.portions import portion_bars as portion_bars
    from standards_report.display.question_tables import question_table as question_table
    from standards_report.display.quoting import absence as absence
    from standards_report.display.quoting import add_words as add_words
    from standards_report.display.quoting import group_words as group_words
    from standards_report.display.quoting import said_of as said_of
    from standards_report.display.quoting import shares_said as shares_said
    from standards_report.display.ranking import ranked_bars as ranked_bars
    from standards_report.display.record_tables import beside_in_words as beside_in_words
    from standards_report.display.record_tables import show_counted as show_counted
    from standards_report.display.record_tables import trends_in_words as trends_in_words
    from standards_report.display.row_values import computed_shares as computed_shares
    from standards_report.display.row_values import dates_of as dates_of
    from standards_report.display.row_values import stated_values as stated_values
    from standards_report.display.row_values import value_name as value_name
    from standards_report.display.sheets import SHEET as SHEET
    from standards_report.display.sheets import joined_words as joined_words
    from standards_report.display.sheets import metric_sheet as metric_sheet
    from standards_report.display.sheets import standard_names as standard_names
    from standards_report.display.sheets import without_number as without_number
    from standards_report.display.spans import stated_spans as stated_spans
    from standards_report.display.stage_lanes import SHORT_STAGES as SHORT_STAGES
    from standards_report.display.stage_lanes import stage_timeline as stage_timeline
    from standards_report.display.stated import as_stated as as_stated
    from standards_report.display.stated import digits_of as digits_of
    from standards_report.display.stated import number_and_date as number_and_date
    from standards_report.display.stated import share_as_stated as share_as_stated
    from standards_report.display.stated import stated_column as stated_column
    from standards_report.display.stated import stated_number as stated_number
    from standards_report.display.stated import stated_words as stated_words
    from standards_report.display.tenure_bars import tenures as tenures
    from standards_report.display.timelines import dated_marks as dated_marks
    from standards_report.display.wanted import data_wanted as data_wanted
    from standards_report.display.words import NOT_PUBLISHED as NOT_PUBLISHED
    from standards_report.display.words import dated as dated
    from standards_report.display.words import in_print as in_print
    from standards_report.display.words import listing as listing
    from standards_report.display.words import sentence as sentence
    from standards_report.display.words import when_said as when_said

__getattr__ = attach(
    __name__,
    {
        "MIME": "mime",
        "NOT_PUBLISHED": "words",
        "NOT_STATED": "documents",
        "Page": "page",
        "SHEET": "sheets",
        "SHORT_STAGES": "stage_lanes",
        "Scale": "groups",
        "absence": "quoting",
        "add_words": "quoting",
        "as_stated": "stated",
        "behind_documents": "documents",
        "beside_in_words": "record_tables",
        "chronicle": "dated_lines",
        "computed_shares": "row_values",
        "data_wanted": "wanted",
        "dated": "words",
        "dated_marks": "timelines",
        "dates_of": "row_values",
        "digits_of": "stated",
        "document_date": "documents",
        "group_words": "quoting",
        "in_print": "words",
        "in_sections": "groups",
        "in_sentences": "documents",
        "joined_words": "sheets",
        "listing": "words",
        "metric_sheet": "sheets",
        "number_and_date": "stated",
        "paired_bars": "plots",
        "parts_taken": "parties",
        "portion_bars": "portions",
        "published_and_model": "model_curve",
        "question_table": "question_tables",
        "ranked_bars": "ranking",
        "said_of": "quoting",
        "sentence": "words",
        "share_as_stated": "stated",
        "share_ladder": "ladder",
        "shared_date": "ladder",
        "shares_in_words": "ladder",
        "shares_said": "quoting",
        "show_counted": "record_tables",
        "show_stated": "drawn_or_wanted",
        "slug": "page",
        "stage_timeline": "stage_lanes",
        "standard_names": "sheets",
        "stated_by_group": "groups",
        "stated_column": "stated",
        "stated_number": "stated",
        "stated_panels": "panels",
        "stated_points": "plots",
        "stated_spans": "spans",
        "stated_values": "row_values",
        "stated_words": "stated",
        "tenures": "tenure_bars",
        "trends_in_words": "record_tables",
        "value_name": "row_values",
        "when_said": "words",
        "with_aside": "documents",
        "without_number": "sheets",
    },
)
