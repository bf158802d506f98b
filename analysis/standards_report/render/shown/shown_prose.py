"""The prose of a chapter as an edition shows it, paragraph by paragraph, for comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from standards_report.render.document.parse import Document
from standards_report.render.document.words import in_line, inlines_of, text_of
from standards_report.render.pandoc.syntax_tree import Node, nodes, plain_text
from standards_report.render.shown.conditions import Setting, keep_visible
from standards_report.render.shown.fragments import Fragments
from standards_report.render.shown.insert import embeds_of, insert


def shown_paragraphs(document: Document, values: Mapping[str, str], setting: Setting) -> list[str]:
    """Paragraphs that the edition shows, with its values as they print in place of their names.

    A cell of a table is a paragraph; what is embedded is none.
    """
    texts = {name: [{"t": "Str", "c": text}] for name, text in values.items()}
    blocks = keep_visible(document.blocks, setting)
    found = (in_line(words) for words in _paragraphs(blocks, Fragments(texts, {})))
    return [words for words in found if words]


def _paragraphs(blocks: list[Node], found: Fragments) -> Iterator[str]:
    for block in nodes(blocks, ("Para", "Plain", "Header", "CodeBlock", "LineBlock")):
        if block["t"] in ("Para", "Plain", "Header"):
            if not embeds_of(block):
                yield text_of(insert(inlines_of(block), found), citations=True).words
        else:
            yield plain_text(block)
