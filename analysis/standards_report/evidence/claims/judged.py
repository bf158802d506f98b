"""Claims and audits with their verdicts, as the index of an edition keeps them."""

from __future__ import annotations

from pydantic import Field

from standards_report.evidence.claims.audit import AuditOutcome
from standards_report.evidence.claims.claim import Outcome
from standards_report.evidence.robustness.variant import Variant
from standards_report.observations.frozen_model import FrozenModel

NOT_COMPUTABLE = "not computable"
HOLDS = ("holds", "within rounding")
BECAUSE = "not_computable_because"  # the column in which a ledger says why


def _is_absent(line: int | None) -> bool:
    return line is None


class _JudgedEntry(FrozenModel):
    """What claims and audits have in common: their row of a ledger, and what became of it.

    `ledger_line` is a line of the ledger's file, `source_line` one of the text of the source.
    `stated` and `computed` are the two sides of what was compared. `finding` says what the data
    say, `reason` why nothing could be computed. `values` and `rows` name what the expression reads,
    and `basis` gives all rows behind it by table. `beyond_focus` are countries that the entry
    speaks of and that are not in the focus of the edition.
    """

    id: str
    kind: str
    statement: str
    expression: str
    unit: str
    source: str
    locator: str
    note: str
    not_computable_because: str
    number: str
    ledger_line: int
    source_line: int | None = Field(None, exclude_if=_is_absent)
    stated: str
    computed: str
    finding: str
    reason: str
    values: tuple[str, ...]
    rows: tuple[str, ...]
    basis: dict[str, tuple[str, ...]]
    beyond_focus: tuple[str, ...]

    @property
    def basis_rows(self) -> list[str]:
        """Ids of all rows behind the entry."""
        return [row for of_table in self.basis.values() for row in of_table]

    @property
    def full_reason(self) -> str:
        """Why the entry cannot be computed: what its row says of it, and what was not found."""
        said = self.not_computable_because.rstrip(".")
        return f"{said} ({self.reason})" if said and self.reason else self.reason


class JudgedClaim(_JudgedEntry):
    """A claim of the report with its verdict, and with what becomes of it under other rules.

    `topic` is the question of a reader that it answers, where the project has such a list, and
    `topic_position` the place of the question there.
    """

    outcome: Outcome
    topic: str = ""
    topic_position: int = 0
    variants: tuple[Variant, ...] = ()

    @property
    def is_unexplained(self) -> bool:
        """Whether it cannot be computed, and neither its row nor the focus says why."""
        is_explained = self.not_computable_because or self.beyond_focus
        return self.outcome == NOT_COMPUTABLE and not is_explained

    @property
    def tried(self) -> list[Variant]:
        """The other rules under which it can be computed."""
        return [variant for variant in self.variants if variant.outcome != NOT_COMPUTABLE]

    @property
    def turns(self) -> list[Variant]:
        """The other rules under which it fails although it holds under its own."""
        if self.outcome not in HOLDS:
            return []
        return [variant for variant in self.variants if variant.outcome == "fails"]

    @property
    def data_say(self) -> str:
        """What the data say to it, or why they say nothing: `95 > 83`."""
        return self.finding or f"{NOT_COMPUTABLE}: {self.full_reason}"


class JudgedAudit(_JudgedEntry):
    """An audit of the source with its verdict.

    An audit has a second place in the source. Where its text can be read in two ways,
    `other_reading` is the second expression, and `other_finding` says what the data say to it.
    """

    outcome: AuditOutcome
    section: str
    other_reading: str
    other_finding: str
    other_locator: str
    source_other_line: int | None = Field(None, exclude_if=_is_absent)
    explanation: str


JudgedEntry = JudgedClaim | JudgedAudit


def findings_of(entry: JudgedEntry) -> list[str]:
    """What the data say to each interpretation of the entry."""
    second = entry.other_finding if isinstance(entry, JudgedAudit) else ""
    return [finding for finding in (entry.finding, second) if finding]
