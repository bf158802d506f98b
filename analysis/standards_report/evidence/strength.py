"""How strong the evidence for a statement is, counted from the claims behind it.

The strength says how far published data bear a statement out. It says nothing of whether a
recommendation would have the effect that its author expects.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Grade = Literal["strong", "moderate", "limited", "disputed", "not tested"]
GRADES: dict[Grade, str] = {
    "strong": "every claim can be computed and holds, and several rest on published numbers",
    "moderate": "no claim fails, and at least one that holds rests on published numbers",
    "limited": "no claim fails, but those that hold count statements and rest on no number",
    "disputed": "a claim fails",
    "not tested": "no claim can be computed",
}
_HOLDS = ("holds", "within rounding")
_SEVERAL = 2


@dataclass(frozen=True)
class Strength:
    """Counts of the claims behind a statement, and the grade that follows from them."""

    claims: int
    hold: int
    fail: int
    open: int
    on_numbers: int
    sources: int

    @property
    def grade(self) -> Grade:
        """The first of GRADES, from the worst on, whose condition is met."""
        if self.fail:
            return "disputed"
        if not self.hold:
            return "not tested"
        if not self.on_numbers:
            return "limited"
        return "strong" if not self.open and self.on_numbers >= _SEVERAL else "moderate"

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "grade": self.grade}


def weigh(claims: Iterable[Mapping[str, Any]]) -> Strength:
    """Weighs entries of the ledger of claims, each counted once.

    An entry has `id`, `outcome`, `on_numbers` (whether a row behind it prints a number) and
    `origins` (keys of the sources of these rows).
    """
    known = list({one["id"]: one for one in claims}.values())
    hold = [one for one in known if one["outcome"] in _HOLDS]
    origins = {key for one in hold for key in one["origins"]}
    return Strength(
        claims=len(known),
        hold=len(hold),
        fail=sum(one["outcome"] == "fails" for one in known),
        open=sum(one["outcome"] == "not computable" for one in known),
        on_numbers=sum(bool(one["on_numbers"]) for one in hold),
        sources=len(origins),
    )
