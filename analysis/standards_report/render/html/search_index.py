"""What the search of the pages looks through: sections, figures and tables of an edition.

The search over all editions reads the script as archives hold it, in the form that it had when they
were released, so that this form never changes: a key may be added, none may go or mean something
else. A test holds an example fixed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TypedDict

from standards_report.render.book.book import Chapter
from standards_report.render.pandoc.syntax_tree import Node, nodes, plain_text, rewrite

SCRIPT = "assets/search-index.js"  # its place below the folder of its edition
_FLOATS = ("Figure", "Table")


class Entry(TypedDict):
    """A place that search finds: `address` is that of its page below the folder of its edition,
    with a fragment where it is not the page's beginning. The others are plain text: the heading
    of the `chapter`, the `title` of the section or the caption, and the `text` below it."""

    address: str
    chapter: str
    title: str
    text: str


def search_script(entries: Sequence[Entry]) -> str:
    """The script: it sets `window.searchIndex` to all entries, in the order of the pages."""
    return f"window.searchIndex = {json.dumps(entries, ensure_ascii=False)};\n"


def search_entries(chapter: Chapter, blocks: list[Node]) -> list[Entry]:
    """An entry for the chapter's opening and for each heading with the text that follows it, and
    one for each figure and table under its caption.

    `blocks` have their cross references resolved and their citations worded. Citations are left
    out, and so is what a page hides: the list of references is found where it is shown.
    """
    name = chapter.heading
    entries = [_entry(chapter.page, name, name)]
    section = entries[0]
    for block in blocks:
        if _is_hidden(block):
            continue
        if block["t"] == "Header":
            section = _entry(f"{chapter.page}#{block['c'][1][0]}", name, _text(block))
            entries.append(section)
            continue
        section["text"] = f"{section['text']} {_text(_prose(block))}".strip()
        entries += [_float(node, chapter) for node in nodes(block, _FLOATS) if _label(node)]
    return entries


def _entry(address: str, chapter: str, title: str) -> Entry:
    return {"address": address, "chapter": chapter, "title": title, "text": ""}


def _float(node: Node, chapter: Chapter) -> Entry:
    entry = _entry(f"{chapter.page}#{_label(node)}", chapter.heading, _text(node["c"][1]))
    if node["t"] == "Table":
        entry["text"] = _text(node["c"][3:])
    return entry


def _label(node: Node) -> str:
    label = str(node["c"][0][0])
    return label if label.startswith(("fig-", "tbl-")) else ""


def _is_hidden(block: Node) -> bool:
    return block["t"] == "Div" and any(name == "hidden" for name, _ in block["c"][0][2])


def _prose(block: Node) -> Any:
    """The block without citations, and without what has an entry of its own."""

    def left_out(node: Node) -> list[Node] | None:
        return [] if node["t"] == "Cite" or _label(node) else None

    return rewrite([block], (*_FLOATS, "Cite"), left_out)


def _text(node: Any) -> str:
    return " ".join(plain_text(node).split())
