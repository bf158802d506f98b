"""The glossary as Markdown: definition lists by term, by Chinese form, and of groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from standards_report.display.text.markdown import escape
from standards_report.display.text.numbers import sentence

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
    """The bodies that are part of another one, each with that body and its subject."""
    groups = sorted((body for body in bodies if body["parent"]), key=_natural_order)
    return "\n".join(_group(body, sources) for body in groups)


def _natural_order(body: Entry) -> list[tuple[int, str]]:
    """By id, with numbers in it by their value: A9 stands before A11."""
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
    head = f"[**{escape(_head(entry))}**{more}]{{#{_anchor(entry)}}}"
    return f"{head}\n:   {_explained(entry, sources)}\n"


def _anchor(entry: Entry) -> str:
    return "term-" + entry["id"].removeprefix("glossary.").replace(".", "-")


def _explained(entry: Entry, sources: Mapping[str, Entry]) -> str:
    """The definition, with who states it, or that nobody here does."""
    text = escape(sentence(entry["definition"]))
    if entry["basis"] == "stated":
        return f"{text.removesuffix('.')} [@{sources[entry['source']]['bibkey']}]."
    if entry["basis"] == "general knowledge":
        return f"{text} *General knowledge.*"
    return f"{text} *Term of this report.*"


def printed_terms(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """The forms under which terms stand in the text, with anchor and definition, longest first.

    A term with an abbreviation is known by both, an organization by its abbreviation alone.
    Merely translated terms are left out, as they are from the glossary's first list. A single
    word that is no role (`Standard`, `Value`) is a term only as the glossary writes it.
    """
    forms: dict[str, dict[str, Any]] = {}
    for entry in entries:
        if entry["kind"] == "Chinese term":
            continue
        name = "" if entry["kind"] == "organization" else entry["term"]
        for form in (name, entry["abbreviation"]):
            if form:
                text = f"{entry['term']}: {sentence(entry['definition'])}"
                exact = " " not in form and entry["kind"] != "role"
                forms.setdefault(form, {"anchor": _anchor(entry), "is_exact": exact, "text": text})
    longest = sorted(forms, key=lambda form: (-len(form.split()), -len(form), form))
    return [{"form": form, **forms[form]} for form in longest]
