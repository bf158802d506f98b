"""Sentences on claims that cannot be computed, and reasons given for claims that can."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from standards_report.errors import Fault
from standards_report.evidence.claims.judged import BECAUSE, NOT_COMPUTABLE, JudgedEntry
from standards_report.evidence.results.index import Index
from standards_report.render.document.claim_marks import DISPUTED

if TYPE_CHECKING:
    from standards_report.render.checks.claim_sentences import Placed


def uncomputable_faults(index: Index, marks: Iterable[Placed]) -> list[Fault]:
    """A fault for each mark whose claim cannot be computed, and for each stale reason.

    A mark is right where the claim's row says why it cannot be computed, or where the claim
    speaks of a country that is not in the focus. A reason is stale where the first edition that
    lists its row computes it: later editions see more, so that they compute it too.
    """
    return [*_untested(index, marks), *_stale_reasons(index)]


def _untested(index: Index, marks: Iterable[Placed]) -> Iterator[Fault]:
    for file, mark in marks:
        claim = index.claims.get(mark.claim)
        if claim and claim.is_unexplained and not mark.disputed:
            what = (
                f"“{mark.sentence}” rests on claim {mark.claim!r}, "
                f"which cannot be computed: {claim.reason}"
            )
            place = f"data/claims.csv:{claim.ledger_line}"
            remedy = (
                f"say why in {BECAUSE} at {place}, or rest the sentence on another, or mark it as "
                f'disputed ({DISPUTED}="why it stays"), or take it out'
            )
            yield Fault(file, mark.line, what, remedy)


def _stale_reasons(index: Index) -> Iterator[Fault]:
    ledgers: dict[str, Mapping[str, JudgedEntry]] = {"claims": index.claims, "audits": index.audits}
    for ledger, entries in ledgers.items():
        for name, entry in entries.items():
            if not entry.not_computable_because or entry.outcome == NOT_COMPUTABLE:
                continue
            if _is_listed_before(index, entry):
                continue
            what = (
                f"{ledger.removesuffix('s')} {name!r}: {BECAUSE} is filled in, and edition "
                f"{index.edition.id}, the first that lists it, computes it: {entry.outcome}"
            )
            yield Fault(f"data/{ledger}.csv", entry.ledger_line, what, "empty that cell")


def _is_listed_before(index: Index, entry: JudgedEntry) -> bool:
    """Whether the edition before this one sees the row's source, and so decides on its reason."""
    source = index.sources[entry.source]
    before = index.carried_from
    return bool(before) and (source.kind == "literature" or source.known_from <= before)
