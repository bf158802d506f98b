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
    from standards_report.display.ladder import share_ladder as share_ladder
    from standards_report.display.ladder import shared_date as shared_date
    from standards_report.display.ladder import shares_in_words as shares_in_words
    from standards_report.display.mime import MIME as MIME
    from standards_report.display.page import Page as Page
    from standards_report.display.page import slug as slug
    from standards_report.display.panels import stated_panels as stated_panels
    from standards_report.display.plots import paired_bars as paired_bars
    from standards_report.display.plots import stated_points as stated_points
    from standards_report.display.ranking import ranked_bars as ranked_bars
    from standards_report.display.stated import as_stated as as_stated
    from standards_report.display.stated import digits_of as digits_of
    from standards_report.display.stated import number_and_date as number_and_date
    from standards_report.display.stated import share_as_stated as share_as_stated
    from standards_report.display.stated import stated_column as stated_column
    from standards_report.display.wanted import data_wanted as data_wanted
    from standards_report.display.words import NOT_PUBLISHED as NOT_PUBLISHED
    from standards_report.display.words import dated as dated
    from standards_report.display.words import in_print as in_print
    from standards_report.display.words import listing as listing
    from standards_report.display.words import sentence as sentence

__getattr__ = attach(
    __name__,
    {
        "MIME": "mime",
        "NOT_PUBLISHED": "words",
        "NOT_STATED": "documents",
        "Page": "page",
        "as_stated": "stated",
        "behind_documents": "documents",
        "chronicle": "dated_lines",
        "data_wanted": "wanted",
        "dated": "words",
        "digits_of": "stated",
        "document_date": "documents",
        "in_print": "words",
        "in_sentences": "documents",
        "listing": "words",
        "number_and_date": "stated",
        "paired_bars": "plots",
        "ranked_bars": "ranking",
        "sentence": "words",
        "share_as_stated": "stated",
        "share_ladder": "ladder",
        "shared_date": "ladder",
        "shares_in_words": "ladder",
        "slug": "page",
        "stated_column": "stated",
        "stated_panels": "panels",
        "stated_points": "plots",
        "with_aside": "documents",
    },
)
