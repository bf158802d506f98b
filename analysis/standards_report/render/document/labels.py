"""Labels and levels of headings, as an edition shows them.

No format can have a label twice, and who hears a PDF goes from level to level.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from standards_report.errors import Fault
from standards_report.observations.domain.names import apart, look
from standards_report.render.document.lines import line_of
from standards_report.render.document.shortcodes import KIND, as_shortcode
from standards_report.render.pandoc.cross_references import is_reference
from standards_report.render.pandoc.syntax_tree import Node, nodes

_LABELLED = ("Header", "Div", "Span", "Link", "Image", "Code", "CodeBlock", "Table", "Figure")
_CALLOUT = "callout-"


@dataclass(frozen=True)
class Label:
    """A label that a chapter shows, as its own or as that of a cell that it embeds."""

    line: int
    name: str
    is_embedded: bool


def label_faults(chapters: Mapping[str, Iterable[Label]], emitted: Collection[str]) -> list[Fault]:
    """A fault for every label that stands a second time in what one format shows, and for labels
    of chapters that notebooks emit (`emitted`)."""
    faults = []
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for file, labels in chapters.items():
        for label in labels:
            # Pandoc names headings without a label by their words, anew in each chapter.
            shared = label.is_embedded or is_reference(label.name)
            key = ("" if shared else file, look(label.name))
            if key in first:
                name, place = first[key]
                what = f"{label.name!r} stands a second time (first: {place})"
                what += f", written {apart(label.name, name)}" if name != label.name else ""
                first_one = f"refer to the first as @{label.name}"
                remedy = first_one if label.is_embedded else "give it another label"
                faults.append(Fault(file, label.line, what, remedy))
            elif label.name in emitted and not label.is_embedded:
                what = f"the label {label.name!r} is that of a notebook"
                faults.append(Fault(file, label.line, what, "give it another label"))
            first.setdefault(key, (label.name, f"{file}:{label.line}"))
    return faults


def level_faults(shown: list[Node], file: str) -> list[Fault]:
    """A fault for every heading of what is shown of a chapter that leaves a level out."""
    return [
        Fault(file, line, f"a heading of level {level} below one of level {above}", remedy)
        for line, level, above in _skipping(shown)
        for remedy in [f"use level {above + 1}: no level can be left out"]
    ]


def labels_of(shown: list[Node]) -> Iterator[Label]:
    """The labels of what is shown of a chapter, in their order."""
    for node in nodes(shown, (*_LABELLED, KIND)):
        if node["t"] == KIND:
            code = as_shortcode(node)
            if code.name == "embed" and code.cell:
                yield Label(code.line, code.cell[1], is_embedded=True)
            continue
        label = (node["c"][1] if node["t"] == "Header" else node["c"][0])[0]
        if label:
            yield Label(line_of(node), label, is_embedded=False)


def _skipping(blocks: list[Node]) -> Iterator[tuple[int, int, int]]:
    """Line and level of headings that leave a level out, with the level above."""
    titles = {id(block) for block in _callout_titles(blocks)}
    above = 1
    for heading in nodes(blocks, ("Header",)):
        level: int = heading["c"][0]
        if id(heading) in titles:
            continue
        if level > above + 1:
            yield line_of(heading), level, above
        above = level


def _callout_titles(blocks: list[Node]) -> Iterator[Any]:
    for div in nodes(blocks, ("Div",)):
        attributes, content = div["c"]
        if content and any(name.startswith(_CALLOUT) for name in attributes[1]):
            yield content[0]
