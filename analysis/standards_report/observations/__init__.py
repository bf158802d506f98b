"""Loads the tables of what sources state, checks them, and shows them as an edition knew them.

Nothing is computed from them here, and nothing is left out without a message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_report.lazy import attach

if TYPE_CHECKING:
    from standards_report.observations.domain.attribution import (
        ATTRIBUTION_IN_WORDS as ATTRIBUTION_IN_WORDS,
    )
    from standards_report.observations.domain.attribution import attribute as attribute
    from standards_report.observations.domain.dates import in_words as in_words
    from standards_report.observations.domain.dates import months_between as months_between
    from standards_report.observations.domain.dates import parse_span as parse_span
    from standards_report.observations.domain.stages import STAGES as STAGES
    from standards_report.observations.study import Country as Country
    from standards_report.observations.study import Study as Study
    from standards_report.observations.study import open_study as open_study

__getattr__ = attach(
    __name__,
    {
        "ATTRIBUTION_IN_WORDS": "domain.attribution",
        "Country": "study",
        "STAGES": "domain.stages",
        "Study": "study",
        "attribute": "domain.attribution",
        "in_words": "domain.dates",
        "months_between": "domain.dates",
        "open_study": "study",
        "parse_span": "domain.dates",
    },
)
