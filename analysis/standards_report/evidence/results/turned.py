"""What became of the statements of an edition in the next: which ones the new data have turned.

Everything is read from two records; whether one was released or computed is no matter here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from standards_report.evidence.claims.claim import judge_expression
from standards_report.evidence.claims.evaluation import Environment
from standards_report.evidence.claims.expressions import ExpressionError, parse_expression
from standards_report.evidence.claims.judged import NOT_COMPUTABLE
from standards_report.evidence.results.record import (
    FULL_REASON,
    LedgerLine,
    Record,
    RecordedStatement,
)

State = Literal["turned", "held", "unsettled", "new", "gone"]
Kind = Literal["finding", "recommendation"]
_KINDS: tuple[Kind, ...] = ("finding", "recommendation")
_HOLDS = ("holds", "within rounding")


@dataclass(frozen=True)
class Said:
    """What the data of one edition say to a claim; None stands for a claim that it has not."""

    outcome: str
    data: str

    @property
    def holds(self) -> bool:
        return self.outcome in _HOLDS


NOTHING_RETESTED: Mapping[str, Said] = MappingProxyType({})


@dataclass(frozen=True)
class ClaimThenAndNow:
    """A claim in two editions. It turned where it held then and does not hold now."""

    id: str
    statement: str
    then: Said | None
    now: Said | None
    is_linked_now: bool = True

    @property
    def is_turned(self) -> bool:
        """Whether it held, and the new data make it false or say nothing to it."""
        return bool(self.then and self.then.holds and self.now and not self.now.holds)

    @property
    def is_moved(self) -> bool:
        """Whether both editions have it and their data say different things to it."""
        return bool(self.then and self.now and self.then != self.now)

    @property
    def is_lost(self) -> bool:
        """Whether a statement rested on it and no longer does."""
        return not self.is_linked_now or (self.then is not None and self.now is None)


@dataclass(frozen=True)
class StatementThenAndNow:
    """A finding or recommendation in two editions.

    `now` is empty where it is gone, `then` where it is new. `why` is what the later edition prints
    of one that its claims do not carry, and `standing` as what it stays. `claims` are those on
    which the statement rests in either edition.
    """

    id: str
    kind: Kind
    state: State
    then: str
    now: str
    standing: str
    why: str
    claims: tuple[ClaimThenAndNow, ...]

    @property
    def statement(self) -> str:
        """Its words, those of the later edition where both have it."""
        return self.now or self.then

    @property
    def turned(self) -> list[ClaimThenAndNow]:
        """The claims that the new data have turned."""
        return [claim for claim in self.claims if claim.is_turned]

    @property
    def lost(self) -> list[ClaimThenAndNow]:
        """The claims on which it no longer rests."""
        return [claim for claim in self.claims if claim.is_lost]


def statements_then_and_now(
    old: Record, new: Record, retested: Mapping[str, Said] = NOTHING_RETESTED
) -> list[StatementThenAndNow]:
    """Every finding, then every recommendation, of two editions, in the order of their ids' list.

    A statement is turned where a claim that supported it in the old edition held there and does not
    hold in the new one, whether or not the new edition still links it, or still has the statement's
    words. It is gone where the new edition does not have it, and unsettled where it stays as
    disputed or not tested and no claim of it has turned since. `retested` is what `retest` gives:
    so a claim that was rewritten or dropped since counts as it was worded then.
    """
    return [
        _statement(kind, name, old, new, retested)
        for kind in _KINDS
        for name in _in_order(kind, old, new)
    ]


def claims_then_and_now(
    old: Record, new: Record, retested: Mapping[str, Said] = NOTHING_RETESTED
) -> list[ClaimThenAndNow]:
    """Every claim of two editions, those of the old one first; `retested` as above."""
    return [_claim(name, old, new, retested) for name in {**old.claims, **new.claims}]


def retest(old: Record, new: Record, environment: Environment) -> dict[str, Said]:
    """What later data say to claims of an earlier edition as these were worded then.

    `environment` holds the values and rows of the later edition. Left out are claims whose rule is
    the same in both, and those to which the later data say nothing.
    """
    found = {}
    for name, claim in old.claims.items():
        rule = str(claim.get("expression", ""))
        if rule == new.claims.get(name, {}).get("expression"):
            continue
        try:
            verdict = judge_expression(parse_expression(rule), None, 0.0, environment)
        except ExpressionError:  # a number beside a stated figure, or a rule of an older form
            continue
        if verdict.outcome != NOT_COMPUTABLE:
            found[name] = Said(verdict.outcome, verdict.finding)
    return found


def _in_order(kind: Kind, old: Record, new: Record) -> list[str]:
    """Ids of the statements of either edition, by their place in the newer list that has them."""
    known = {**_statements_of(old, kind), **_statements_of(new, kind)}
    return sorted(known, key=lambda name: (known[name].position, name))


def _statements_of(record: Record, kind: Kind) -> Mapping[str, RecordedStatement]:
    return record.findings if kind == "finding" else record.recommendations


def _statement(
    kind: Kind, name: str, old: Record, new: Record, retested: Mapping[str, Said]
) -> StatementThenAndNow:
    then, now = (_statements_of(record, kind).get(name) for record in (old, new))
    claims = tuple(_claims(then, now, old, new, retested))
    state: State = "held"
    if then is None:
        state = "new"
    elif now is None:
        state = "gone"
    elif any(claim.is_turned for claim in claims if _supported(then, claim.id)):
        state = "turned"
    elif now.standing:
        state = "unsettled"
    return StatementThenAndNow(
        id=name,
        kind=kind,
        state=state,
        then=then.statement if then else "",
        now=now.statement if now else "",
        standing=now.standing if now else "",
        why=now.standing_because if now else "",
        claims=claims,
    )


def _supported(statement: RecordedStatement, claim: str) -> bool:
    return statement.claims.get(claim) == "supports"


def _claims(
    then: RecordedStatement | None,
    now: RecordedStatement | None,
    old: Record,
    new: Record,
    retested: Mapping[str, Said],
) -> Iterator[ClaimThenAndNow]:
    """The claims of a statement in either edition; one that is gone has lost none of them."""
    for name in {**(then.claims if then else {}), **(now.claims if now else {})}:
        is_linked = now is None or name in now.claims
        yield replace(_claim(name, old, new, retested), is_linked_now=is_linked)


def _claim(name: str, old: Record, new: Record, retested: Mapping[str, Said]) -> ClaimThenAndNow:
    before, after = old.claims.get(name), new.claims.get(name)
    if before and name in retested:
        return ClaimThenAndNow(name, str(before["statement"]), _said(before), retested[name])
    known = after or before
    said = str(known["statement"]) if known else name
    return ClaimThenAndNow(name, said, _said(before), _said(after))


def _said(claim: LedgerLine | None) -> Said | None:
    if claim is None:
        return None
    found = claim.get("finding") or f"{NOT_COMPUTABLE}: {claim.get(FULL_REASON, '')}"
    return Said(str(claim.get("outcome", "")), str(found))
