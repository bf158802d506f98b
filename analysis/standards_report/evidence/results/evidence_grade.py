"""How well the data carry a statement, in three words that follow from its claims.

The words say what is tested, on what that rests, and whether it holds when it is counted
otherwise. They are not added up. They say nothing of whether a recommendation would have the
effect that its author expects.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from pydantic import ConfigDict, Field, computed_field

from standards_report.evidence.claims.claim import Outcome
from standards_report.evidence.claims.judged import HOLDS
from standards_report.evidence.robustness.chance import SMALL
from standards_report.observations.frozen_model import FrozenModel

Bearing = Literal["supports", "qualifies"]
Aspect = Literal["premise", "size", "direction", "scope"]
Tested = Literal["core", "part", "none"]
Basis = Literal["several sources", "one source", "statements"]
Robust = Literal["firm", "turns", "untried"]
DISPUTED: Literal["disputed"] = "disputed"
NOT_TESTED: Literal["not tested"] = "not tested"
_CORE: tuple[Aspect, ...] = ("size", "direction")

# What each word means, under the question that it answers.
RULES: dict[str, dict[str, str]] = {
    "What is tested": {
        "core": "a claim that supports the statement and holds tests its size or its direction",
        "part": "claims that support it and hold test what it presupposes, or to what it applies",
        "none": "no claim that supports it can be computed and holds; the statement is not tested",
    },
    "How well": {
        "several sources": "whichever producer of sources is left out, a claim is left that holds "
        "and that rests on numbers, since most rows behind it print one",
        "one source": "at least one claim rests on numbers, and without one producer of sources no "
        "such claim would be left",
        "statements": "no claim rests on numbers; the rows behind them are statements and single "
        "records",
    },
    "How robust": {
        "firm": "each claim holds under every other rule that can be computed for it, and one can",
        "turns": "a claim fails under another way of counting or with another source, or chance "
        f"could explain an order of counts, one of them below {SMALL}, or of values with intervals",
        "untried": "no other rule can be computed for any of the claims, as where they name the "
        "rules themselves",
    },
}
DISPUTE = (
    "a claim that was to support it fails, or cannot be computed any more, and the statement says "
    "why it stays here all the same"
)


@dataclass(frozen=True)
class WeighedClaim:
    """A claim behind a statement.

    `tests` says what of the statement it tests. `on_numbers` says whether most rows behind it
    print a number, `producers` who made the sources of these rows. `tried` counts the other rules
    under which it could be computed, `turns` those under which it fails.
    """

    id: str
    outcome: Outcome
    bearing: Bearing
    tests: Aspect
    on_numbers: bool
    producers: tuple[str, ...] = ()
    tried: int = 0
    turns: int = 0


class Grade(FrozenModel):
    """Three words on the evidence for a statement, and what they are counted from.

    `claims` counts the claims that support it. Of them `hold` hold, `fail` fail and `open` cannot
    be computed. `qualify` counts the claims that qualify it and hold. `counted` are the ids of the
    claims that the second and third word are about: those that test its core, or else all that
    support it and hold. `on_numbers` counts those of them that rest on numbers, and `without` tells
    for each producer of sources behind these which of them would be left without it. `is_marked`
    says that the statement stays although claims do not carry it, as its author says.
    """

    # An outcome in a file counts for nothing: it is computed anew.
    model_config = ConfigDict(extra="ignore")

    tested: Tested = "none"
    basis: Basis = "statements"
    robust: Robust = "untried"
    claims: int
    hold: int
    fail: int
    open: int
    qualify: int
    counted: tuple[str, ...] = ()
    without: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    on_numbers: int = 0
    is_marked: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The words that are printed: one where nothing is tested or the statement is disputed."""
        if self.fail or self.is_marked:
            return (DISPUTED,)
        if self.tested == "none":
            return (NOT_TESTED,)
        return (self.tested, self.basis, self.robust)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def outcome(self) -> str:
        """The words in one line: `core, one source, firm`."""
        return ", ".join(self.words)


def weigh(claims: Iterable[WeighedClaim], *, is_marked: bool = False) -> Grade:
    """Weighs claims, each counted once, where it stands first.

    `is_marked` says that the author marks the statement as disputed.
    """
    known: dict[str, WeighedClaim] = {}
    for claim in claims:
        known.setdefault(claim.id, claim)
    supporting = [claim for claim in known.values() if claim.bearing == "supports"]
    hold = [claim for claim in supporting if claim.outcome in HOLDS]
    core = [claim for claim in hold if claim.tests in _CORE]
    counted = core or hold
    qualify = [claim for claim in known.values() if claim.bearing == "qualifies"]
    return Grade(
        tested="core" if core else "part" if hold else "none",
        basis=_basis(counted),
        robust=_robust(counted),
        claims=len(supporting),
        hold=len(hold),
        fail=sum(claim.outcome == "fails" for claim in supporting),
        open=sum(claim.outcome == "not computable" for claim in supporting),
        qualify=sum(claim.outcome in HOLDS for claim in qualify),
        counted=tuple(claim.id for claim in counted),
        without=_without(counted),
        on_numbers=sum(claim.on_numbers for claim in counted),
        is_marked=is_marked,
    )


def _basis(counted: Sequence[WeighedClaim]) -> Basis:
    if not any(claim.on_numbers for claim in counted):
        return "statements"
    return "several sources" if all(_without(counted).values()) else "one source"


def _without(counted: Sequence[WeighedClaim]) -> dict[str, tuple[str, ...]]:
    on_numbers = [claim for claim in counted if claim.on_numbers]
    producers = dict.fromkeys(name for claim in on_numbers for name in claim.producers)
    return {
        left_out: tuple(claim.id for claim in on_numbers if left_out not in claim.producers)
        for left_out in producers
    }


def _robust(counted: Sequence[WeighedClaim]) -> Robust:
    if any(claim.turns for claim in counted):
        return "turns"
    return "firm" if any(claim.tried for claim in counted) else "untried"


def place_of(word: str) -> int:
    """How far down its scale a word stands: 0 for the best; the last for the worst."""
    scales = (get_args(Tested), get_args(Basis), get_args(Robust))
    return next((scale.index(word) for scale in scales if word in scale), len(scales) - 1)
