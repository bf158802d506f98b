"""Display: what notebooks emit, and the forms in which they show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_report.lazy import attach

if TYPE_CHECKING:
    from standards_report.display.mime import MIME as MIME
    from standards_report.display.page import Page as Page
    from standards_report.display.page import slug as slug
    from standards_report.display.plots import paired_bars as paired_bars
    from standards_report.display.plots import stated_points as stated_points
    from standards_report.display.timelines import dated_marks as dated_marks
    from standards_report.display.wanted import data_wanted as data_wanted
    from standards_report.display.words import NOT_PUBLISHED as NOT_PUBLISHED
    from standards_report.display.words import dated as dated
    from standards_report.display.words import in_print as in_print
    from standards_report.display.words import listing as listing
    from standards_report.display.words import sentence as sentence
    from standards_report.display.words import stated_number as stated_number
    from standards_report.display.words import when_said as when_said

__getattr__ = attach(
    __name__,
    {
        "MIME": "mime",
        "NOT_PUBLISHED": "words",
        "Page": "page",
        "data_wanted": "wanted",
        "dated": "words",
        "dated_marks": "timelines",
        "in_print": "words",
        "listing": "words",
        "paired_bars": "plots",
        "sentence": "words",
        "slug": "page",
        "stated_number": "words",
        "stated_points": "plots",
        "when_said": "words",
    },
)
