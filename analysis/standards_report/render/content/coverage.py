"""Where the report takes up each part of its documents, and how complete the data are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from standards_report.display.text.markdown import escape
from standards_report.evidence.results.findings import Statement
from standards_report.evidence.results.index import Index
from standards_report.evidence.results.index_rows import CoveredPart

_Statement = TypeVar("_Statement", bound=Statement)
COMPLETE, PARTLY, WANTED = "complete", "partly published", "wanted"
_GAP = "gap."


def coverage_markdown(index: Index, source: str) -> str:
    """Sections of a document and where this report takes them up, as a table."""
    rows = [
        (escape(_heading(part)), part.line, _references(part.labels))
        for part in index.coverage
        if part.source == source and part.kind == "section"
    ]
    return _table({"Section of the document": 55, "Line": 9, "Here": 36}, rows)


def findings_markdown(index: Index) -> str:
    """Key findings of the document and where this report takes them up, as a table."""
    rows = [
        (finding.position, escape(finding.statement), finding.line, _references(finding.places))
        for finding in in_order(index.findings)
        if not finding.author  # a finding of this report stands on no line of the document
    ]
    return _table({"Number": 10, "Key finding, in short": 48, "Line": 9, "Here": 33}, rows)


def recommendations_markdown(index: Index) -> str:
    """Recommendations of the document and the section of this report that gives each."""
    rows = [
        (given.position, escape(given.statement), given.line, _references(_taken_up(given, index)))
        for given in in_order(index.recommendations)
        if not given.author
    ]
    return _table({"Number": 10, "Recommendation, in short": 60, "Line": 9, "Here": 21}, rows)


def parity_markdown(index: Index) -> str:
    """Tables and figures of the documents: where each stands, and whether its data are there."""
    rows = [
        (
            escape(part.name),
            escape(part.subject),
            _references(part.labels),
            data_state(part, index),
        )
        for part in index.coverage
        if part.kind != "section"
    ]
    return _table({"There": 12, "Shows": 44, "Here": 26, "Data": 18}, rows)


def data_state(part: CoveredPart, index: Index) -> str:
    """Whether the data of a table or figure are complete, partly published or wanted.

    They are wanted where all that stands here rests on gaps alone. They are partly published
    where a gap names the figure or table of the document.
    """
    items = index.items
    shown = [items[label] for label in part.labels if label in items]
    behind = [identifier for item in shown for identifier in item.rows]
    if not behind or all(identifier.startswith(_GAP) for identifier in behind):
        return WANTED
    is_gap = any(gap.shown_at == part.name for gap in index.gaps)
    return PARTLY if is_gap else COMPLETE


def in_order(statements: Mapping[str, _Statement]) -> list[_Statement]:
    """Findings or recommendations in the order of their source. The index has them by id."""
    return sorted(statements.values(), key=lambda statement: int(statement.position))


def _taken_up(statement: Statement, index: Index) -> list[str]:
    """Labels of what takes up the section of the document that the statement's locator begins
    with; none where the table of coverage has no such section. One name may begin another."""
    sections = [
        part
        for part in index.coverage
        if part.kind == "section"
        and part.source == statement.source
        and statement.locator.startswith(f"{part.name}, ")
    ]
    return max(sections, key=lambda part: len(part.name)).labels if sections else []


def _heading(part: CoveredPart) -> str:
    return f"{part.name}: {part.subject}" if part.subject else part.name


def _references(labels: Iterable[str]) -> str:
    return ", ".join(f"@{label}" for label in labels)


def _table(columns: Mapping[str, int], rows: Iterable[Iterable[str]]) -> str:
    """A pipe table whose columns have those widths, in percent."""
    rule = [":" + "-" * width for width in columns.values()]
    lines = [tuple(columns), rule, *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines) + "\n"
