"""The glossary as Markdown: definition lists by term, by Chinese form, and of groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from standards_report.display.markdown import escape
from standards_report.display.words import sentence

Entry = Mapping[str, str]


def glossary_markdown(entries: Iterable[Entry], sources: Mapping[str, Entry]) -> str:
    """All terms but the merely translated ones, by what stands first in each entry.

    Each entry has an anchor, `term-` and the last part of its id, for links to it.
    """
    own = [entry for entry in entries if entry["kind"] != "Chinese term"]
    own.sort(key=lambda entry: (_head(entry).casefold(), entry["id"]))
    return "\n".join(_entry(entry, sources) for entry in own)


def chinese_markdown(entries: Iterable[Entry], sources: Mapping[str, Entry]) -> str:
    """The terms that have a Chinese form, by that form in the order of Unicode."""
    printed = sorted(
        (entry for entry in entries if entry["chinese"]), key=lambda entry: entry["chinese"]
    )
    return "\n".join(
        f"**{escape(entry['chinese'])}**\n"
        f":   {escape(sentence(entry['term']))} {_explained(entry, sources)}\n"
        for entry in printed
    )


def groups_markdown(bodies: Iterable[Entry], sources: Mapping[str, Entry]) -> str:
    """The groups of standards bodies, each with the body that it belongs to and its subject."""
    groups = sorted((body for body in bodies if body["parent"]), key=_natural_order)
    return "\n".join(_group(body, sources) for body in groups)


def _natural_order(body: Entry) -> list[tuple[int, str]]:
    """By id, so that SG9 stands before SG11."""
    return [
        (int(part), "") if part.isdigit() else (0, part)
        for part in re.split(r"(\d+)", body["id"])
        if part
    ]


def _group(body: Entry, sources: Mapping[str, Entry]) -> str:
    more = f", {escape(body['name'])}" if body["name"] != body["id"] else ""
    subject = f": {body['subject']}" if body["subject"] else ""
    text = escape(sentence(f"{body['kind']} of {body['parent']}{subject}")).removesuffix(".")
    bibkey = sources[body["source"]]["bibkey"]
    return f"**{escape(body['id'])}**{more}\n:   {text} [@{bibkey}].\n"


def _head(entry: Entry) -> str:
    return entry["abbreviation"] or entry["term"]


def _entry(entry: Entry, sources: Mapping[str, Entry]) -> str:
    also = [entry["term"] if entry["abbreviation"] else "", entry["chinese"]]
    more = "".join(f", {escape(text)}" for text in also if text)
    anchor = entry["id"].removeprefix("glossary.").replace(".", "-")
    return (
        f"[**{escape(_head(entry))}**{more}]{{#term-{anchor}}}\n:   {_explained(entry, sources)}\n"
    )


def _explained(entry: Entry, sources: Mapping[str, Entry]) -> str:
    """The definition, with who states it, or that nobody here does."""
    text = escape(sentence(entry["definition"]))
    if entry["basis"] == "stated":
        return f"{text.removesuffix('.')} [@{sources[entry['source']]['bibkey']}]."
    if entry["basis"] == "general knowledge":
        return f"{text} *General knowledge.*"
    return f"{text} *Term of this report.*"
