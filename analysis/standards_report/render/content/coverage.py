"""What became of each part of the two documents, and how complete its data are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from standards_report.display.text.markdown import escape
from standards_report.evidence.results.index import Index

COMPLETE, PARTLY, WANTED = "complete", "partly published", "wanted"
_GAP = "gap."

# Where the chapter on recommendations embeds each group of them.
GROUP_SECTIONS = {
    "transparency": "sec-recommendations-transparency",
    "worldwide adoption": "sec-recommendations-adoption",
    "participation": "sec-recommendations-participation",
}


def coverage_markdown(index: Index, source: str) -> str:
    """Sections of a document and where this report takes them up, as a table."""
    sections = [
        row for row in index["coverage"] if row["source"] == source and row["kind"] == "section"
    ]
    rows = [(escape(_heading(row)), row["line"], _references(row)) for row in sections]
    return _table({"Section of the document": 55, "Line": 9, "Here": 36}, rows)


def findings_markdown(index: Index) -> str:
    """Key findings of the document and where this report takes them up, as a table."""
    rows = [
        (one["position"], escape(one["statement"]), one["line"], _labels(_places(one)))
        for one in _ordered(index["findings"])
        if one["line"]  # a finding of this report stands on no line of the document
    ]
    return _table({"Number": 10, "Key finding, in short": 48, "Line": 9, "Here": 33}, rows)


def recommendations_markdown(index: Index) -> str:
    """Recommendations of the document and the section of this report that gives each."""
    rows = [
        (one["position"], escape(one["statement"]), one["line"], f"@{GROUP_SECTIONS[one['group']]}")
        for one in _ordered(index["recommendations"])
    ]
    return _table({"Number": 10, "Recommendation, in short": 60, "Line": 9, "Here": 21}, rows)


def parity_markdown(index: Index) -> str:
    """Tables and figures of the documents: where each stands, and whether its data are there."""
    items = [row for row in index["coverage"] if row["kind"] != "section"]
    rows = [
        (escape(row["name"]), escape(row["subject"]), _references(row), data_state(row, index))
        for row in items
    ]
    return _table({"There": 12, "Shows": 44, "Here": 26, "Data": 18}, rows)


def data_state(row: Mapping[str, Any], index: Index) -> str:
    """Whether the data of a table or figure are complete, partly published or wanted.

    Wanted where all that stands here rests on gaps alone; partly published where a gap names
    the figure or table of the document.
    """
    shown = [
        item
        for label in row["place"].split()
        for item in (index["figures"].get(label), index["tables"].get(label))
        if item
    ]
    behind = [identifier for item in shown for identifier in item["rows"]]
    if not behind or all(identifier.startswith(_GAP) for identifier in behind):
        return WANTED
    is_gap = any(gap["shown_at"] == row["name"] for gap in index["gaps"])
    return PARTLY if is_gap else COMPLETE


def _heading(row: Mapping[str, Any]) -> str:
    return f"{row['name']}: {row['subject']}" if row["subject"] else row["name"]


def _ordered(entries: Mapping[str, Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(entries.values(), key=lambda one: int(one["position"]))


def _places(finding: Mapping[str, Any]) -> list[str]:
    return [*finding["sections"], *finding["items"]]


def _references(row: Mapping[str, Any]) -> str:
    return _labels(row["place"].split())


def _labels(labels: Iterable[str]) -> str:
    return ", ".join(f"@{label}" for label in labels)


def _table(columns: Mapping[str, int], rows: Iterable[Iterable[str]]) -> str:
    """A pipe table whose columns have those widths, in percent."""
    rule = [":" + "-" * width for width in columns.values()]
    lines = [tuple(columns), rule, *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines) + "\n"
