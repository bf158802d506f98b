"""Findings and recommendations that the data no longer carry, and that say nothing of it."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from standards_report.errors import Fault
from standards_report.evidence.claims.judged import BECAUSE, JudgedClaim
from standards_report.evidence.results.evidence_grade import DISPUTED
from standards_report.evidence.results.findings import Recommendation, Statement
from standards_report.evidence.results.index import Index
from standards_report.project import Project

_OUT = "take its row out, which “What changed” then says"
_TABLES = ("findings", "recommendations")


@dataclass(frozen=True)
class StatementRow:
    """Where a statement stands in its table, and what its row says of its standing."""

    file: str
    line: int
    standing: str


def statement_faults(project: Project, index: Index, *, is_open: bool) -> list[Fault]:
    """A fault for each claim that fails or cannot be computed and carries a statement.

    A statement without a claim that supports it is one as well. All are right where the statement
    is marked (`standing`), which is then printed. A mark that nothing asks for is a fault of the
    edition that is open; earlier ones may have seen data that carried the statement.
    """
    rows = statement_rows(project)
    statements: Mapping[str, Statement] = {**index.findings, **index.recommendations}
    faults: list[Fault] = []
    for name, statement in statements.items():
        row = rows[name]
        faults += _claim_faults(index, statement, row)
        if not statement.standing:
            faults += _unsupported(statement, row)
            if is_open and row.standing:
                faults.append(_idle_mark(index, statement, row))
    return faults


def _claim_faults(index: Index, statement: Statement, row: StatementRow) -> Iterator[Fault]:
    fault = partial(Fault, row.file, row.line)
    for name, bearing in statement.claims.items():
        claim = index.claims.get(name)
        if claim is None:
            continue
        if claim.outcome == "fails" and bearing == "qualifies":
            remedy = f"put {_place(claim)} right, or take the link to it out"
            yield fault(_rests(statement, claim, "is qualified by", "fails"), remedy)
        elif claim.outcome == "fails" and statement.standing != DISPUTED:
            remedy = (
                f"rewrite it or put its claim right ({_place(claim)}), or mark it as {DISPUTED} "
                f"(in standing, with standing_because), or {_OUT}"
            )
            yield fault(_rests(statement, claim, "rests on", "fails"), remedy)
        elif claim.is_unexplained and not statement.standing:
            remedy = (
                f"say why in {BECAUSE} at {_place(claim)}, or mark the statement as {DISPUTED} "
                f"(in standing, with standing_because), or {_OUT}"
            )
            yield fault(_rests(statement, claim, "rests on", "cannot be computed"), remedy)


def _rests(statement: Statement, claim: JudgedClaim, how: str, outcome: str) -> str:
    data_say = claim.finding and f"the data say {claim.finding}"
    return (
        f"{_said(statement)} {how} claim {claim.id!r}, which {outcome}: it says "
        f"“{claim.statement}”; {data_say or claim.reason}"
    )


def _said(statement: Statement) -> str:
    return f"{statement.id} “{statement.statement}”"


def _place(claim: JudgedClaim) -> str:
    return f"data/claims.csv:{claim.ledger_line}"


def _unsupported(statement: Statement, row: StatementRow) -> Iterator[Fault]:
    """A recommendation may rest on findings alone."""
    if isinstance(statement, Recommendation) and statement.findings:
        return
    if "supports" not in statement.claims.values():
        table = "finding_evidence" if "findings" in row.file else "recommendation_evidence"
        remedy = (
            f"link it to one in {table}.csv, or mark it as not tested (in standing, with "
            f"standing_because), or {_OUT}"
        )
        what = f"{_said(statement)} rests on no claim that supports it"
        yield Fault(row.file, row.line, what, remedy)


def _idle_mark(index: Index, statement: Statement, row: StatementRow) -> Fault:
    what = (
        f"{statement.id} is marked as {row.standing}, and the claims of edition {index.edition.id} "
        f"make it {statement.grade.outcome}"
    )
    return Fault(row.file, row.line, what, "empty standing and standing_because, or correct them")


def statement_rows(project: Project) -> dict[str, StatementRow]:
    """Every statement by its id. The tables themselves have been checked."""
    found: dict[str, StatementRow] = {}
    for table in _TABLES:
        path = project.data / f"{table}.csv"
        if not path.is_file():
            continue
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            begins = 2
            for row in reader:
                found[row["id"]] = StatementRow(
                    f"data/{table}.csv", begins, row.get("standing") or ""
                )
                begins = reader.line_num + 1
    return found
