"""A claim under one other rule, as the index of an edition keeps it."""

from __future__ import annotations

from typing import Literal

from standards_report.evidence.claims.claim import Outcome
from standards_report.observations.frozen_model import FrozenModel

Family = Literal["way of counting", "whose country", "another source", "chance"]
CHANCE: Family = "chance"
WITHIN_CHANCE = "within the interval of small counts"


class Variant(FrozenModel):
    """What becomes of a claim under one rule other than its own.

    `rule` says the rule in words that end a sentence: `by headquarters`. `finding` says what the
    data say under it, `reason` why they say nothing.
    """

    rule: str
    family: Family
    outcome: Outcome
    finding: str
    reason: str = ""
