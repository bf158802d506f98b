"""A chapter as it is written, read once: Pandoc's tree with the line of each node.

The tree decides what is a claim, a citation, a shortcode or a condition. It has two things that
Pandoc's own does not have: a node may say its line (`LINE`), and each use of a shortcode is one
node (see `shortcodes`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from standards_report.errors import Fault, RenderError
from standards_report.render import pandoc
from standards_report.render.crossref import Node
from standards_report.render.document.lines import number_lines
from standards_report.render.document.shortcodes import gather_shortcodes

# What looks like HTML is raw HTML, which lint refuses; it never becomes a Div or a Span.
_READER = f"{pandoc.READER}-native_divs-native_spans"
_OPENING = "{{<"
_PRIVATE = range(0xE000, 0xF8FF)  # characters without a meaning


@dataclass(frozen=True)
class Document:
    """A chapter as it is written. It follows from the chapter's text alone."""

    blocks: list[Node]
    metadata: tuple[str, ...]  # names of settings that the chapter holds itself

    def to_json(self) -> str:
        """The document as text, for a file."""
        content = {"blocks": self.blocks, "metadata": self.metadata}
        return json.dumps(content, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Document:
        """The document that `to_json` wrote."""
        content = json.loads(text)
        return cls(content["blocks"], tuple(content["metadata"]))


def parse(text: str, shown: str) -> Document:
    """Reads a chapter with one run of Pandoc; `shown` is its name in faults.

    Raises RenderError where Pandoc cannot read it.
    """
    try:
        tree = json.loads(_read(text, shown))
        blocks: list[Node] = tree["blocks"]
        number_lines(blocks, text)
        return Document(gather_shortcodes(blocks), tuple(sorted(tree["meta"])))
    except RecursionError:
        fault = Fault(shown, 0, "lists, quotes or blocks stand too deep in each other", "unfold it")
        raise RenderError(fault) from None


def _read(text: str, shown: str) -> str:
    """The tree as JSON.

    Pandoc looks for the end of a tag after each `<`, which takes nine tenths of its time where
    shortcodes are many. Before a space the sign never begins a tag: a character that stands
    nowhere in the text goes to Pandoc in its place, and is put back in what comes out.
    """
    stand_in = next(chr(code) for code in _PRIVATE if chr(code) not in text)
    plain = text.replace(f"{_OPENING} ", f"{{{{{stand_in} ")
    tree = pandoc.read(plain, shown, _READER)
    pandoc.require_shallow(tree, shown)
    return tree.replace(stand_in, "<")
