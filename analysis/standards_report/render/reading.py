"""A chapter as an edition shows it in one format: read, numbered, and known without its tree.

Most of a syntax tree is of use only where the chapter is set. What other chapters and checks
want to know of it is kept beside the tree, so that a build in which one chapter has changed
goes through that tree alone.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from standards_report.render import pandoc
from standards_report.render.book import Chapter
from standards_report.render.conditions import Setting, keep_visible
from standards_report.render.crossref import (
    Heading,
    Node,
    Numbered,
    Target,
    nodes,
    number_chapter,
    plain_text,
)
from standards_report.render.kept import Kept

REFERENCE = ("fig-", "tbl-", "sec-")
_HERE = Path(__file__).parent
_CODE = [_HERE / f"{name}.py" for name in ("reading", "conditions", "crossref", "pandoc")]
_LENGTH = 160  # characters of a description


@dataclass(frozen=True)
class Citation:
    """A work, or a thing in the report, that the text names."""

    key: str
    worded: bool  # words stand beside it in its brackets

    @property
    def is_reference(self) -> bool:
        """Whether it leads to a figure, table or section."""
        return self.key.startswith(REFERENCE)


@dataclass(frozen=True)
class Facts:
    """What is known of a chapter without its tree."""

    headings: tuple[Heading, ...]
    targets: tuple[Target, ...]
    citations: tuple[Citation, ...]
    claims: tuple[str, ...]
    description: str


class ReadChapter:
    """A chapter whose headings, figures and tables have their numbers."""

    def __init__(self, text: str, chapter: Chapter, setting: Setting, kept: Kept) -> None:
        """`text` has its shortcodes replaced. Raises RenderError where Pandoc cannot read it."""
        self._chapter, self._setting, self._kept = chapter, setting, kept
        self.text = text
        self.words = [text, repr(chapter), repr(setting), pandoc.version()]
        """What the chapter follows from."""
        self.facts = _facts(kept.text(["facts", *self.words], _CODE, self._told))
        kept.keep(["blocks", *self.words], _CODE)

    @cached_property
    def blocks(self) -> list[Node]:
        """The tree; for whoever sets the chapter."""
        kept = self._kept.text(["blocks", *self.words], _CODE, self._blocks)
        blocks: list[Node] = json.loads(kept)
        return blocks

    def references(self, targets: Mapping[str, Target]) -> list[Target | None]:
        """What the chapter refers to, in order; None for what leads nowhere."""
        return [targets.get(one.key) for one in self.facts.citations if one.is_reference]

    @cached_property
    def _numbered(self) -> Numbered:
        blocks = parsed(self.text, self._chapter.file)
        return number_chapter(keep_visible(blocks, self._setting), self._chapter)

    def _blocks(self) -> str:
        return json.dumps(self._numbered.blocks, ensure_ascii=False)

    def _told(self) -> str:
        self._kept.text(["blocks", *self.words], _CODE, self._blocks)
        numbered = self._numbered
        facts = Facts(
            tuple(numbered.headings),
            tuple(numbered.targets),
            tuple(_citations(numbered.blocks)),
            tuple(_claims(numbered.blocks)),
            _description(numbered.blocks),
        )
        return json.dumps(asdict(facts), ensure_ascii=False)


def parsed(text: str, shown: str) -> list[Node]:
    """The tree of a text; Pandoc reads the same text once for pages and PDF."""
    blocks: list[Node] = json.loads(_tree(text, shown))["blocks"]
    return blocks


def _tree(text: str, shown: str) -> str:
    # Steps that run at the same time wait for each other here, a text at a time.
    with _reading_of(text):
        return _read(text, shown)


@lru_cache(maxsize=64)
def _read(text: str, shown: str) -> str:
    return pandoc.read(text, shown)


@lru_cache(maxsize=64)
def _reading_of(_text: str) -> threading.Lock:
    return threading.Lock()


@lru_cache(maxsize=256)
def _facts(as_json: str) -> Facts:
    told = json.loads(as_json)
    return Facts(
        tuple(Heading(**one) for one in told["headings"]),
        tuple(Target(**one) for one in told["targets"]),
        tuple(Citation(**one) for one in told["citations"]),
        tuple(told["claims"]),
        told["description"],
    )


def _citations(blocks: list[Node]) -> Iterator[Citation]:
    for cite in nodes(blocks, ("Cite",)):
        for one in cite["c"][0]:
            worded = bool(one["citationPrefix"] or one["citationSuffix"])
            yield Citation(one["citationId"], worded)


def _claims(blocks: list[Node]) -> Iterator[str]:
    for span in nodes(blocks, ("Span",)):
        _, classes, attributes = span["c"][0]
        if "claim" in classes:
            yield dict(attributes).get("data-claim", "")


def _description(blocks: list[Node]) -> str:
    paragraphs = [plain_text(block).strip() for block in blocks if block["t"] == "Para"]
    return paragraphs[0][:_LENGTH] if paragraphs else ""
