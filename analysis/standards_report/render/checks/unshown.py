"""What notebooks compute and nothing shows: figures, tables, and values that nobody reads."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Protocol

from standards_report.display.emitted import FigureResult, ValueResult
from standards_report.errors import Fault
from standards_report.evidence.results.index import Index
from standards_report.render.chapters.report import Report
from standards_report.render.checks.manuscript import load_manuscript


class _FromNotebook(Protocol):
    """What a notebook emitted."""

    @property
    def notebook(self) -> str: ...


def unshown_check(report: Report) -> list[Fault]:
    """A fault for each figure and table that no chapter embeds, and for each cell none of whose
    published values a sentence or a claim reads. Released editions stay as they are."""
    if not report.is_open:
        return []
    reviews = load_manuscript(report).reviews.values()
    codes = [code for review in reviews for code in review.shortcodes]
    labels = {code.cell[1] for code in codes if code.cell}
    names = {code.argument for code in codes if code.name == "var"}
    index = report.index
    return report.named([*_items(index, labels), *_values(index, names)])


def _items(index: Index, labels: Collection[str]) -> Iterator[Fault]:
    for label, item in index.items.items():
        if label not in labels:
            kind = "figure" if isinstance(item, FigureResult) else "table"
            what = f"{kind} {label!r} is computed and shown nowhere"
            yield _fault(item, what, "embed it in a chapter, or take its cell out")


def _values(index: Index, names: Collection[str]) -> Iterator[Fault]:
    """A cell that emits values for every country need not have each of them read."""
    read = {*names, *(name for claim in index.claims.values() for name in claim.values)}
    cells: dict[tuple[str, str], list[ValueResult]] = {}
    for value in index.values.values():
        cells.setdefault((value.notebook, value.cell), []).append(value)
    for (_, cell), emitted in cells.items():
        published = [value for value in emitted if value.number is not None]
        if published and not any(value.name in read for value in emitted):
            example = published[0]
            what = (
                f"cell {cell!r} emits {example.name!r}, and no sentence or claim reads its values"
            )
            yield _fault(example, what, "use one in a chapter or a claim, or take them out")


def _fault(result: _FromNotebook, what: str, remedy: str) -> Fault:
    return Fault(f"analysis/notebooks/{result.notebook}.ipynb", 0, what, remedy)
