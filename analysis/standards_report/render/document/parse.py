"""A chapter as it is written, read once: Pandoc's tree with the line of each node.

The tree decides what is a claim, a citation, a shortcode or a condition. It has two things that
Pandoc's own does not have: a node may say its line (`LINE`), and each use of a shortcode is one
node (see `shortcodes`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from standards_report.errors import Fault, RenderError
from standards_report.render.document.lines import number_lines
from standards_report.render.document.lost_words import lost_words
from standards_report.render.document.shortcodes import gather_shortcodes
from standards_report.render.document.unread_signs import unread_signs
from standards_report.render.pandoc import program as pandoc
from standards_report.render.pandoc.syntax_tree import Node

# Kinds of warnings that Pandoc does not have.
LOST, SIGNS, FRONT_MATTER = "Lost", "Signs", "FrontMatter"
# What looks like HTML is raw HTML, which lint refuses; it never becomes a Div or a Span.
_READER = f"{pandoc.READER}-native_divs-native_spans"
_OPENING = "{{<"
_PRIVATE = range(0xE000, 0xF8FF)  # characters without a meaning


@dataclass(frozen=True)
class Warned:
    """What Pandoc warns of: the kind by its own name, what it is about, and its line; and what it
    says nothing of: words that are lost, signs that are printed, settings."""

    line: int
    kind: str
    about: str
    said: str


@dataclass(frozen=True)
class Document:
    """A chapter as it is written. It follows from the chapter's text alone."""

    blocks: list[Node]
    warnings: tuple[Warned, ...] = ()

    def to_json(self) -> str:
        """The document as text, for a file."""
        content: dict[str, Any] = {"blocks": self.blocks}
        content["warnings"] = [asdict(warned) for warned in self.warnings]
        return json.dumps(content, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Document:
        """The document that `to_json` wrote."""
        content = json.loads(text)
        warnings = tuple(Warned(**told) for told in content["warnings"])
        return cls(content["blocks"], warnings)


def parse(text: str, shown: str) -> Document:
    """Reads a chapter with one run of Pandoc; `shown` is its name in faults.

    Raises RenderError where Pandoc cannot read it.
    """
    try:
        read, warnings = _read(text, shown)
        tree = json.loads(read)
        blocks: list[Node] = tree["blocks"]
        number_lines(blocks, text)
        gathered = gather_shortcodes(blocks)
        if tree["meta"]:  # of which nothing is shown
            unsaid = [_front_matter(tree["meta"], text)]
        else:
            unsaid = list(_unsaid(blocks, gathered, text))
        return Document(gathered, (*map(_warned, warnings), *unsaid))
    except RecursionError:
        fault = Fault(shown, 0, "lists, quotes or blocks stand too deep in each other", "unfold it")
        raise RenderError(fault) from None


def _front_matter(names: Iterable[str], text: str) -> Warned:
    begins = tuple(names)
    lines = enumerate(text.split("\n"), 1)
    line = next((number for number, line in lines if line.lstrip(" \"'%").startswith(begins)), 1)
    return Warned(line, FRONT_MATTER, ", ".join(sorted(names)), "")


def _unsaid(blocks: list[Node], gathered: list[Node], text: str) -> Iterator[Warned]:
    """What is not shown, or not as it was meant, and Pandoc says nothing of."""
    for number, line, words in lost_words(blocks, text):
        yield Warned(number, LOST, words, line)
    for sign in unread_signs(gathered, text):
        yield Warned(sign.line, SIGNS, f"{sign.meant} ({sign.signs})", sign.remedy)


def _warned(told: Mapping[str, Any]) -> Warned:
    line = told["openpos"]["line"] if "openpos" in told else told.get("line", 0)
    return Warned(line, told["type"], told.get("contents", told.get("key", "")), told["pretty"])


def _read(text: str, shown: str) -> tuple[str, list[dict[str, Any]]]:
    """The tree as JSON, and what Pandoc warns of.

    Pandoc looks for the end of a tag after each `<`, which takes nine tenths of its time where
    shortcodes are many. Before a space the sign never begins a tag: a character that stands
    nowhere in the text goes to Pandoc in its place, and is put back in what comes out.
    """
    stand_in = next(chr(code) for code in _PRIVATE if chr(code) not in text)
    plain = text.replace(f"{_OPENING} ", f"{{{{{stand_in} ")
    tree, warnings = pandoc.read_noting(plain, shown, _READER)
    pandoc.require_shallow(tree, shown)
    return tree.replace(stand_in, "<"), warnings
