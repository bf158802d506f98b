"""What is known of a chapter without its tree.

Other chapters follow from its `Facts`: its title, its numbers, the works that it cites. Only checks
ask for its `Notes`, which change with every line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from standards_report.render.document.claim_marks import KEY, Mark, marks
from standards_report.render.document.headline import Headline, headline_of
from standards_report.render.document.lines import LINE, line_of
from standards_report.render.document.numbering import Heading, Numbered, Target
from standards_report.render.pandoc.cross_references import is_reference
from standards_report.render.pandoc.syntax_tree import Node, nodes, plain_text, rewrite

_NAMING = ("data-id", KEY, "claim", "notebook-cellId")
_CELL = "cell-"
_LENGTH = 300  # characters of a description at most, in whole sentences where there are any
_SENTENCE = re.compile(r"(?<=[a-z)”\"0-9%][.?!])\s+(?=[A-Z“(])")


@dataclass(frozen=True)
class Citation:
    """A work, or a thing in the report, that the text names."""

    key: str
    worded: bool  # words stand beside it in its brackets
    line: int

    @property
    def is_reference(self) -> bool:
        """Whether it leads to a figure, table or section."""
        return is_reference(self.key)


@dataclass(frozen=True)
class Facts:
    """What others want to know of a chapter, without lines.

    `named` are the values, figures, tables and claims that the chapter holds.
    """

    headings: tuple[Heading, ...]
    targets: tuple[Target, ...]
    cited: tuple[str, ...]
    references: tuple[str, ...]
    named: tuple[str, ...]
    description: str
    headline: Headline

    def identifier_of(self, page: str) -> str:
        """The identifier of the chapter's own heading; empty where it has none."""
        return next((target.identifier for target in self.targets if target.page == page), "")

    def to_json(self) -> str:
        """The facts as text, for a file."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Facts:
        """The facts that `to_json` wrote."""
        told = json.loads(text)
        return cls(
            tuple(Heading(**heading) for heading in told["headings"]),
            tuple(Target(**target) for target in told["targets"]),
            tuple(told["cited"]),
            tuple(told["references"]),
            tuple(told["named"]),
            told["description"],
            Headline(**told["headline"]),
        )


@dataclass(frozen=True)
class Notes:
    """Citations and marks of claims, with their lines."""

    citations: tuple[Citation, ...]
    marks: tuple[Mark, ...]

    def to_json(self) -> str:
        """The notes as text, for a file."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Notes:
        """The notes that `to_json` wrote."""
        told = json.loads(text)
        return cls(
            tuple(Citation(**citation) for citation in told["citations"]),
            tuple(Mark(**mark) for mark in told["marks"]),
        )


def notes_of(blocks: list[Node]) -> Notes:
    """Citations and marks of a tree with lines."""
    return Notes(tuple(citations(blocks)), tuple(marks(blocks)))


def facts_of(numbered: Numbered, headline: str = "") -> Facts:
    """What a numbered chapter tells others; `headline` names the value that stands for it."""
    keys = [citation.key for citation in citations(numbered.blocks)]
    return Facts(
        tuple(numbered.headings),
        tuple(numbered.targets),
        tuple(dict.fromkeys(key for key in keys if not is_reference(key))),
        tuple(key for key in keys if is_reference(key)),
        tuple(sorted(set(_named(numbered.blocks)))),
        _description(numbered.blocks),
        headline_of(numbered.blocks, headline),
    )


def citations(blocks: list[Node]) -> Iterator[Citation]:
    """All citations in their order; those of an embedded cell stand on its line."""
    line = 0
    for node in nodes(blocks, ("Cite", "Div")):
        line = line_of(node) or line
        for part in node["c"][0] if node["t"] == "Cite" else ():
            worded = bool(part["citationPrefix"] or part["citationSuffix"])
            yield Citation(part["citationId"], worded, part.get(LINE, line))


def _named(tree: Any) -> Iterator[str]:
    for node in nodes(tree, ("Div", "Span", "Figure", "Table")):
        identifier, _, pairs = node["c"][0]
        if identifier:
            yield identifier
        for key, value in pairs:
            if key in _NAMING:
                yield value.removeprefix(_CELL) if key == "notebook-cellId" else value


def _description(blocks: list[Node]) -> str:
    paragraphs = [
        " ".join(plain_text(rewrite([block], ("Cite",), _without_work)).split()).replace(" .", ".")
        for block in blocks
        if block["t"] == "Para"
    ]
    return _beginning(paragraphs[0]) if paragraphs else ""


def _without_work(node: Node) -> Any:
    """Nothing for a citation; what leads to a figure, table or section stays."""
    is_work = all(not is_reference(part["citationId"]) for part in node["c"][0])
    return [] if is_work else None


def _beginning(text: str) -> str:
    """The first sentences of a text; of one that is too long its first words."""
    first, *others = _SENTENCE.split(text)
    for sentence in others:
        if len(first) + 1 + len(sentence) > _LENGTH:
            break
        first = f"{first} {sentence}"
    return first if len(first) <= _LENGTH else first[:_LENGTH].rsplit(" ", 1)[0] + " …"
