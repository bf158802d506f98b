"""How strong the evidence for a statement is, counted from the claims behind it.

The strength says how far published data bear a statement out. It says nothing of whether a
recommendation would have the effect that its author expects.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pydantic import ConfigDict, computed_field

from standards_report.evidence.claims.claim import Outcome
from standards_report.observations.frozen_model import FrozenModel

Bearing = Literal["supports", "qualifies"]
Grade = Literal["strong", "moderate", "limited", "disputed", "not tested"]
GRADES: dict[Grade, str] = {
    "strong": "every claim that supports it can be computed and holds, several of them rest on "
    "published numbers, and no claim qualifies it",
    "moderate": "no claim that supports it fails, and at least one rests on published numbers",
    "limited": "no claim that supports it fails, but those that hold rest on statements without "
    "numbers",
    "disputed": "a claim that was to support it fails, or cannot be computed any more, and the "
    "statement says why it stays here all the same",
    "not tested": "no claim that would support it can be computed",
}
_HOLDS = ("holds", "within rounding")
_SEVERAL = 2


@dataclass(frozen=True)
class WeighedClaim:
    """A claim behind a statement.

    `on_numbers` says whether a row behind the claim prints a number. `origins` are the keys of
    the sources of its rows.
    """

    id: str
    outcome: Outcome
    bearing: Bearing
    on_numbers: bool
    origins: tuple[str, ...]


class Strength(FrozenModel):
    """Counts of the claims behind a statement, and the grade that follows from them.

    `claims` counts those that support it. Of them `hold` hold, `fail` fail and `open` cannot be
    computed; `on_numbers` hold and rest on a printed number. `qualify` counts the claims that
    qualify the statement and hold. `sources` counts the sources behind all claims that hold.
    `is_marked` says that the statement stays although claims do not carry it, as its author says.
    """

    # A grade in a file counts for nothing: it is computed anew.
    model_config = ConfigDict(extra="ignore")

    claims: int
    hold: int
    fail: int
    open: int
    on_numbers: int
    qualify: int
    sources: int
    is_marked: bool = False

    @computed_field  # type: ignore[prop-decorator]
    @property
    def grade(self) -> Grade:
        """The grade of GRADES whose condition is met."""
        if self.fail or self.is_marked:
            return "disputed"
        if not self.hold:
            return "not tested"
        if not self.on_numbers:
            return "limited"
        is_strong = not self.open and not self.qualify and self.on_numbers >= _SEVERAL
        return "strong" if is_strong else "moderate"


def weigh(claims: Iterable[WeighedClaim], *, is_marked: bool = False) -> Strength:
    """Weighs claims, each counted once, where it stands first.

    `is_marked` says that the author marks the statement as disputed.
    """
    known: dict[str, WeighedClaim] = {}
    for claim in claims:
        known.setdefault(claim.id, claim)
    held = [claim for claim in known.values() if claim.outcome in _HOLDS]
    supporting = [claim for claim in known.values() if claim.bearing == "supports"]
    hold = [claim for claim in supporting if claim.outcome in _HOLDS]
    return Strength(
        claims=len(supporting),
        hold=len(hold),
        fail=sum(claim.outcome == "fails" for claim in supporting),
        open=sum(claim.outcome == "not computable" for claim in supporting),
        on_numbers=sum(claim.on_numbers for claim in hold),
        qualify=sum(claim.bearing == "qualifies" for claim in held),
        sources=len({key for claim in held for key in claim.origins}),
        is_marked=is_marked,
    )
