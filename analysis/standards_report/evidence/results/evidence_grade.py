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
    "strong": "every claim that supports it can be computed and holds, several of them rest on "
    "published numbers, and no claim qualifies it",
    "moderate": "no claim that supports it fails, and at least one rests on published numbers",
    "limited": "no claim that supports it fails, but those that hold rest on statements without "
    "numbers",
    "disputed": "a claim that was to support it fails",
    "not tested": "no claim that would support it can be computed",
}
_HOLDS = ("holds", "within rounding")
_SEVERAL = 2


@dataclass(frozen=True)
class Strength:
    """Counts of the claims behind a statement, and the grade that follows from them.

    `claims` are those that support it; of them `hold`, `fail` and `open` (not computable), and
    `on_numbers` hold and rest on a printed number. `qualify` counts the claims that qualify
    the statement and hold, `sources` the sources behind all that hold.
    """

    claims: int
    hold: int
    fail: int
    open: int
    on_numbers: int
    qualify: int
    sources: int

    @property
    def grade(self) -> Grade:
        """The grade of GRADES whose condition is met."""
        if self.fail:
            return "disputed"
        if not self.hold:
            return "not tested"
        if not self.on_numbers:
            return "limited"
        is_strong = not self.open and not self.qualify and self.on_numbers >= _SEVERAL
        return "strong" if is_strong else "moderate"

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "grade": self.grade}


def weigh(claims: Iterable[Mapping[str, Any]]) -> Strength:
    """Weighs entries of the ledger of claims, each counted once, where it stands first.

    An entry has `id`, `bearing` (supports or qualifies), `outcome`, `on_numbers` (whether a row
    behind it prints a number) and `origins` (keys of the sources of these rows).
    """
    known: dict[str, Mapping[str, Any]] = {}
    for one in claims:
        known.setdefault(one["id"], one)
    held = [one for one in known.values() if one["outcome"] in _HOLDS]
    supporting = [one for one in known.values() if one["bearing"] == "supports"]
    hold = [one for one in supporting if one["outcome"] in _HOLDS]
    return Strength(
        claims=len(supporting),
        hold=len(hold),
        fail=sum(one["outcome"] == "fails" for one in supporting),
        open=sum(one["outcome"] == "not computable" for one in supporting),
        on_numbers=sum(bool(one["on_numbers"]) for one in hold),
        qualify=sum(one["bearing"] == "qualifies" for one in held),
        sources=len({key for one in held for key in one["origins"]}),
    )
