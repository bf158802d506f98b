"""Observations: tables of what sources state, checked, and seen as an edition saw them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_report.lazy import attach

if TYPE_CHECKING:
    from standards_report.observations.attribution import (
        ATTRIBUTION_IN_WORDS as ATTRIBUTION_IN_WORDS,
    )
    from standards_report.observations.attribution import attribute as attribute
    from standards_report.observations.dates import in_words as in_words
    from standards_report.observations.dates import months_between as months_between
    from standards_report.observations.dates import parse_span as parse_span
    from standards_report.observations.stages import STAGES as STAGES
    from standards_report.observations.study import Country as Country
    from standards_report.observations.study import Study as Study
    from standards_report.observations.study import open_study as open_study

__getattr__ = attach(
    __name__,
    {
        "ATTRIBUTION_IN_WORDS": "attribution",
        "Country": "study",
        "STAGES": "stages",
        "Study": "study",
        "attribute": "attribution",
        "in_words": "dates",
        "months_between": "dates",
        "open_study": "study",
        "parse_span": "dates",
    },
)
