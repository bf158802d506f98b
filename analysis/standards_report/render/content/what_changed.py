"""What changed since the edition before, as passages that its chapter embeds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence

from standards_report.display.text.markdown import escape, pipe_table
from standards_report.display.text.numbers import in_print, sentence
from standards_report.evidence.results.changes_csv import HEADINGS, counted
from standards_report.evidence.results.comparison import Change, Kind
from standards_report.evidence.results.index import Index

NOTEBOOK = "changes"
_NONE = "None.\n"
_CITATION = re.compile(r"\s*\[@[^\]]*\]")
_REFERENCE = re.compile(r"@(fig|tbl|sec)-[\w-]+")
_ASIDE = re.compile(r"\s*\((?:see )?@[\w-]+(?:(?:, | and )@[\w-]+)*\)")
_EMPHASIS = re.compile(r"\*+")
_NAMED = {"fig": "the figure", "tbl": "the table", "sec": "the section"}
_HEADING = re.compile(r"^#+ +")
_ATTRIBUTES = re.compile(r"\s*\{[^{}]*\}")


def changes_passages(
    changes: Sequence[Change], index: Index, placed: Container[str]
) -> dict[str, str]:
    """Label to Markdown; `index` is that of the later edition, `placed` are the labels of the
    figures and tables that its chapters show and that can therefore be referred to."""
    of_kind = {kind: [one for one in changes if one.kind == kind] for kind in HEADINGS}
    return {
        "changes-counts": _counts(of_kind),
        "changes-findings": _findings(of_kind["finding"], index),
        "changes-claims": _claims(of_kind["claim"], index),
        "changes-values": _values(of_kind["value"], index),
        "changes-tables": _items([*of_kind["table"], *of_kind["figure"]], placed),
        "changes-observations": _observations(of_kind["observation"]),
        "changes-prose": _prose(of_kind["prose"]),
    }


def _counts(of_kind: dict[Kind, list[Change]]) -> str:
    rows = [
        [heading, *map(in_print, counted(of_kind[kind]).values())]
        for kind, heading in HEADINGS.items()
    ]
    return pipe_table(["What", "Changed", "New", "Dropped"], rows, [False, True, True, True])


def _findings(changes: Sequence[Change], index: Index) -> str:
    items = []
    for one in changes:
        if one.part:
            said = sentence(index["findings"][one.item]["statement"])
            part = sentence(one.part).removesuffix(".")
            items.append(escape(f"Changed: {said} {part}: {_before_and_now(one)}."))
        else:
            items.append(escape(f"{_state(one)}: {sentence(_before_and_now(one))}"))
    return _list(items)


def _claims(changes: Sequence[Change], index: Index) -> str:
    items = []
    for one in changes:
        claim = index["claims"].get(one.item, {})
        said = sentence(claim.get("statement", one.item)).removesuffix(".")
        found = f" (the data say {claim['finding']})" if claim.get("finding") else ""
        items.append(escape(f"{_state(one)}: {said}: {_before_and_now(one)}{found}."))
    return _list(items)


def _values(changes: Sequence[Change], index: Index) -> str:
    """What both editions state differently in full; what only one has, counted by notebook."""
    both = [[one.item, one.old, one.new] for one in changes if one.old and one.new]
    table = pipe_table(["Value", "Before", "Now"], both, [False, True, True]) if both else ""
    new = Counter(index["values"][one.item]["notebook"] for one in changes if not one.old)
    items = [f"New in {name}.ipynb: {count}." for name, count in sorted(new.items())]
    items += [f"Dropped: {one.item}, which was {one.old}." for one in changes if not one.new]
    items = [escape(item) for item in items]
    return "\n".join(part for part in (table, _list(items) if items or not both else "") if part)


def _items(changes: Sequence[Change], placed: Container[str]) -> str:
    """Tables and figures that only one edition has, by caption; then cells that differ."""
    items = [_item(one, placed) for one in changes if not one.part]
    cells = [one for one in changes if one.part]
    for label in dict.fromkeys(one.item for one in cells):
        counts = counted([one for one in cells if one.item == label])
        said = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
        items.append(f"Changed: {_reference(label, placed)}Cells with numbers: {said}.")
    both = [[f"{one.item}: {_short(one.part)}", one.old, one.new] for one in cells if one.old]
    both = [row for row in both if row[2]]
    table = pipe_table(["Cell", "Before", "Now"], both, [False, True, True]) if both else ""
    return "\n".join(part for part in (_list(items), table) if part)


def _item(one: Change, placed: Container[str]) -> str:
    place = _reference(one.item, placed) if one.new else ""
    return f"{_state(one)}: {place}{escape(one.old or one.new)}"


def _reference(label: str, placed: Container[str]) -> str:
    return f"@{label}. " if label in placed else f"{escape(label)}. "


def _short(part: str) -> str:
    """The last words of a row and the column, by which a reader finds a cell."""
    return " · ".join(part.split(" · ")[-4:])


def _observations(changes: Sequence[Change]) -> str:
    """Rows by table."""
    counts = Counter((one.item, _state(one)) for one in changes)
    tables = sorted({table for table, _ in counts})
    if not tables:
        return _NONE
    states = ("New", "Dropped")
    rows = [[table, *(in_print(counts[table, state]) for state in states)] for table in tables]
    return pipe_table(["Table", "New rows", "Dropped rows"], rows, [False, True, True])


def _prose(changes: Sequence[Change]) -> str:
    """By chapter, changed paragraphs with both wordings, and how many only one edition has."""
    parts = []
    for file in dict.fromkeys(one.item for one in changes):
        of_file = [one for one in changes if one.item == file]
        counts = ", ".join(f"{count} {what}" for what, count in counted(of_file).items() if count)
        parts.append(f"**{escape(file)}.** Paragraphs: {counts}.\n")
        for one in of_file:
            if one.old and one.new:
                before, now = (escape(_words(text)) for text in (one.old, one.new))
                parts.append(f"- Before: {before}\\\n    Now: {now}\n")
            elif one.old:
                parts.append(f"- Dropped: {escape(_words(one.old))}\n")
    return "\n".join(parts) or _NONE


def _words(paragraph: str) -> str:
    """A paragraph without the marks of its source text."""
    plain = _EMPHASIS.sub("", _HEADING.sub("", _CITATION.sub("", paragraph)))
    plain = _REFERENCE.sub(lambda match: _NAMED[match[1]], _ASIDE.sub("", plain))
    plain = _ATTRIBUTES.sub("", plain)
    return plain[:1].upper() + plain[1:]


def _state(one: Change) -> str:
    if one.old and one.new:
        return "Changed"
    return "New" if one.new else "Dropped"


def _before_and_now(one: Change) -> str:
    return f"{one.old}, now {one.new}" if one.old and one.new else one.new or one.old


def _list(items: Sequence[str]) -> str:
    return "\n".join(f"- {item}" for item in items) + "\n" if items else _NONE
