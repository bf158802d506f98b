"""What changed since the edition before, as passages that its chapter embeds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence

from standards_report.display.text.markdown import escape, pipe_table
from standards_report.display.text.numbers import in_print, sentence
from standards_report.evidence.results.changes_csv import HEADINGS, counted
from standards_report.evidence.results.comparison import Change, Kind
from standards_report.evidence.results.index import Index
from standards_report.evidence.results.record import Record, record_of_index
from standards_report.evidence.results.turned import (
    Said,
    claims_then_and_now,
    statements_then_and_now,
)
from standards_report.render.content.turned_statements import (
    claims_markdown,
    statements_markdown,
)

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
    changes: Sequence[Change],
    old: Record,
    index: Index,
    placed: Container[str],
    retested: Mapping[str, Said],
) -> dict[str, str]:
    """Label to Markdown.

    `index` is that of the later edition, `old` the record of the one before. `placed` are the
    labels of the figures and tables that the later one's chapters show, to which the passages can
    refer, `retested` is what the later data say to claims as the earlier edition worded them.
    """
    now = record_of_index(index)
    of_kind = {kind: [change for change in changes if change.kind == kind] for kind in HEADINGS}
    statements = statements_then_and_now(old, now, retested)
    editions = (f"Edition {record.edition.id}" for record in (old, now))
    return {
        "changes-counts": _counts(of_kind),
        "changes-statements": statements_markdown(statements, *editions),
        "changes-findings": _statements([*of_kind["finding"], *of_kind["recommendation"]], index),
        "changes-claims": claims_markdown(claims_then_and_now(old, now, retested)),
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


def _statements(changes: Sequence[Change], index: Index) -> str:
    """Those worded anew, and grades that turned; what is new or gone stands with the statements."""
    stated = {**index.findings, **index.recommendations}
    items = []
    for change in changes:
        if not change.is_in_both:
            continue
        if change.part:
            said = sentence(stated[change.item].statement)
            part = sentence(change.part).removesuffix(".")
            items.append(escape(f"Changed: {said} {part}: {_before_and_now(change)}."))
        else:
            before, now = escape(sentence(change.old)), escape(sentence(change.new))
            items.append(f"Before: {before}\\\n    Now: {now}")
    return _list(items)


def _values(changes: Sequence[Change], index: Index) -> str:
    """Values that both editions state differently, in full. Those that only one has are counted by
    notebook.
    """
    both = [[change.item, change.old, change.new] for change in changes if change.is_in_both]
    table = pipe_table(["Value", "Before", "Now"], both, [False, True, True]) if both else ""
    new = Counter(index.values[change.item].notebook for change in changes if not change.old)
    items = [f"New in {name}.ipynb: {count}." for name, count in sorted(new.items())]
    items += [
        f"Dropped: {change.item}, which was {change.old}." for change in changes if not change.new
    ]
    items = [escape(item) for item in items]
    return "\n".join(part for part in (table, _list(items) if items or not both else "") if part)


def _items(changes: Sequence[Change], placed: Container[str]) -> str:
    """Tables and figures that only one edition has, by caption. Then come cells that differ."""
    items = [_item(change, placed) for change in changes if not change.part]
    cells = [change for change in changes if change.part]
    for label in dict.fromkeys(change.item for change in cells):
        counts = counted([change for change in cells if change.item == label])
        said = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
        items.append(f"Changed: {_reference(label, placed)}Cells with numbers: {said}.")
    both = [
        [f"{change.item}: {_short(change.part)}", change.old, change.new]
        for change in cells
        if change.is_in_both
    ]
    table = pipe_table(["Cell", "Before", "Now"], both, [False, True, True]) if both else ""
    return "\n".join(part for part in (_list(items), table) if part)


def _item(change: Change, placed: Container[str]) -> str:
    place = _reference(change.item, placed) if change.new else ""
    return f"{_state(change)}: {place}{escape(change.old or change.new)}"


def _reference(label: str, placed: Container[str]) -> str:
    return f"@{label}. " if label in placed else f"{escape(label)}. "


def _short(part: str) -> str:
    """The last words of a row and the column, by which a reader finds a cell."""
    return " · ".join(part.split(" · ")[-4:])


def _observations(changes: Sequence[Change]) -> str:
    """Rows by table."""
    counts = Counter((change.item, _state(change)) for change in changes)
    tables = sorted({table for table, _ in counts})
    if not tables:
        return _NONE
    states = ("New", "Dropped")
    rows = [[table, *(in_print(counts[table, state]) for state in states)] for table in tables]
    return pipe_table(["Table", "New rows", "Dropped rows"], rows, [False, True, True])


def _prose(changes: Sequence[Change]) -> str:
    """By chapter, changed paragraphs with both wordings, and how many only one edition has."""
    parts = []
    for file in dict.fromkeys(change.item for change in changes):
        of_file = [change for change in changes if change.item == file]
        counts = ", ".join(f"{count} {what}" for what, count in counted(of_file).items() if count)
        parts.append(f"**{escape(file)}.** Paragraphs: {counts}.\n")
        for change in of_file:
            if change.is_in_both:
                before, now = escape(_words(change.old)), escape(_words(change.new))
                parts.append(f"- Before: {before}\\\n    Now: {now}\n")
            elif change.old:
                parts.append(f"- Dropped: {escape(_words(change.old))}\n")
    return "\n".join(parts) or _NONE


def _words(paragraph: str) -> str:
    """A paragraph without the marks of its source text."""
    plain = _EMPHASIS.sub("", _HEADING.sub("", _CITATION.sub("", paragraph)))
    plain = _REFERENCE.sub(lambda match: _NAMED[match[1]], _ASIDE.sub("", plain))
    plain = _ATTRIBUTES.sub("", plain)
    return plain[:1].upper() + plain[1:]


def _state(change: Change) -> str:
    if change.is_in_both:
        return "Changed"
    return "New" if change.new else "Dropped"


def _before_and_now(change: Change) -> str:
    return f"{change.old}, now {change.new}" if change.is_in_both else change.new or change.old


def _list(items: Sequence[str]) -> str:
    return "\n".join(f"- {item}" for item in items) + "\n" if items else _NONE
