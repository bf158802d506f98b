"""A chapter as an edition shows it in one format: its tree to be set, and what is known of it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from standards_report.render.book.book import Chapter
from standards_report.render.document.facts import Facts, Notes, facts_of, notes_of
from standards_report.render.document.numbering import number_chapter
from standards_report.render.document.parse import Document
from standards_report.render.pandoc.syntax_tree import Node
from standards_report.render.shown.conditions import Setting, keep_visible
from standards_report.render.shown.fragments import Fragments
from standards_report.render.shown.insert import insert, without_lines


@dataclass(frozen=True)
class ReadChapter:
    """A chapter whose headings, figures and tables have their numbers."""

    blocks: list[Node]
    facts: Facts
    notes: Notes

    def blocks_json(self) -> str:
        """The tree as text, for a file."""
        return json.dumps(self.blocks, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, blocks: str, facts: str, notes: str) -> ReadChapter:
        """The chapter of the texts that it was written as."""
        return cls(json.loads(blocks), Facts.from_json(facts), Notes.from_json(notes))


def show(
    document: Document, chapter: Chapter, found: Fragments, setting: Setting, headline: str = ""
) -> ReadChapter:
    """Applies conditions, replaces shortcodes and numbers what has a number; `headline` names the
    value that stands for the chapter."""
    # Embedded passages hold conditions, too.
    inserted = keep_visible(insert(keep_visible(document.blocks, setting), found), setting)
    numbered = number_chapter(without_lines(inserted), chapter)
    return ReadChapter(numbered.blocks, facts_of(numbered, headline), notes_of(inserted))
