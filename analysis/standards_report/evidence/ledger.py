"""The ledger of claims as Markdown, for the chapter that prints it."""

from __future__ import annotations

from typing import Any

from standards_report.display.markdown import escape
from standards_report.display.words import in_print
from standards_report.evidence.index import Index
from standards_report.evidence.report_file import claim_anchor

_ORDER = ("fails", "not computable", "within rounding", "holds")


def ledger_markdown(index: Index) -> str:
    """A definition list of all claims, those that do not hold first."""
    claims = sorted(
        index["claims"].values(), key=lambda claim: (_ORDER.index(claim["outcome"]), claim["id"])
    )
    return "\n".join(_entry(claim, index) for claim in claims)


def _entry(claim: dict[str, Any], index: Index) -> str:
    source = index["sources"][claim["source"]]["bibkey"]
    lines = [
        f"[**{escape(claim['statement'])}.**]{{#claim-{claim_anchor(claim['id'])}}}",
        f":   *{claim['outcome'].capitalize()}.* {_finding(claim)} "
        f"Rule: `{claim['expression']}`. "
        f"Place: {escape(claim['locator'])} [@{source}].",
    ]
    return "\n".join(lines) + "\n"


def _finding(claim: dict[str, Any]) -> str:
    if claim["outcome"] == "not computable":
        return escape(claim["reason"]) + "."
    if claim["stated"] is None:
        return ""
    stated = in_print(claim["stated"], claim["unit"], _digits(claim["stated"]))
    computed = in_print(claim["computed"], claim["unit"], _digits(claim["stated"]) + 1)
    return f"Stated {escape(stated)}, computed {escape(computed)}."


def _digits(number: float) -> int:
    text = f"{number:g}"
    return len(text.partition(".")[2])
