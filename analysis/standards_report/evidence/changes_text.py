"""Changes between two editions as CSV, as lines in the terminal, and as Markdown."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from standards_report.display.markdown import escape, pipe_table
from standards_report.evidence.comparison import COLUMNS, Change
from standards_report.evidence.csv_files import csv_text

_HEADINGS = {
    "claim": "Claims whose verdict turned",
    "value": "Values",
    "table": "Tables, cell by cell",
    "figure": "Data of figures",
    "observation": "Observations",
    "prose": "Prose",
}
_NOTHING = "—"


def changes_csv(changes: Iterable[Change]) -> str:
    """Every change as a row of CSV."""
    return csv_text(COLUMNS, [change.cells() for change in changes])


def changes_lines(changes: Sequence[Change], width: int) -> list[str]:
    """The changes for a terminal of that width: what both have first, then counts of the rest."""
    lines = []
    for kind, heading in _HEADINGS.items():
        chosen = [change for change in changes if change.kind == kind]
        both = [change for change in chosen if change.old and change.new]
        lines.append(f"{heading}: {_counted(chosen)}")
        for change in both:
            where = " · ".join(part for part in (change.item, change.part) if part)
            text = f"{where}: {change.old} → {change.new}"
            lines += textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="    ")
    return lines


def changes_markdown(changes: Sequence[Change], notebooks: Mapping[str, str]) -> str:
    """The changes as a section for each kind; `notebooks` maps a value to its notebook.

    What both editions have and state differently is printed in full; what only one has is
    counted, by notebook for values and by table for observations.
    """
    parts = []
    for kind, heading in _HEADINGS.items():
        chosen = [change for change in changes if change.kind == kind]
        parts += [f"**{escape(heading)}.** {_counted(chosen)}.", _body(kind, chosen, notebooks)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _body(kind: str, changes: Sequence[Change], notebooks: Mapping[str, str]) -> str:
    if kind == "prose":
        return "\n".join(_paragraph(change) for change in changes)
    both = [change for change in changes if change.old and change.new]
    table = ""
    if both:
        rows = [
            [" · ".join(filter(None, (change.item, change.part))), change.old, change.new]
            for change in both
        ]
        table = pipe_table(["What", "Before", "Now"], rows, [False, False, False])
    once = [change for change in changes if not (change.old and change.new)]
    group = {change: notebooks.get(change.item, change.item) for change in once}
    counts = Counter((group[change], "new" if change.new else "dropped") for change in once)
    listed = [f"{escape(name)}: {count} {what}" for (name, what), count in sorted(counts.items())]
    if kind not in ("value", "observation"):
        listed = [
            f"{escape(change.item)} ({'new' if change.new else 'dropped'})" for change in once
        ]
    return "\n\n".join(filter(None, (table, "\n".join(f"- {line}" for line in listed))))


def _paragraph(change: Change) -> str:
    before, now = escape(change.old) or _NOTHING, escape(change.new) or _NOTHING
    return f"{escape(change.item)}\n:   Before: {before}\n:   Now: {now}\n"


def _counted(changes: Sequence[Change]) -> str:
    if not changes:
        return "none"
    changed = sum(bool(change.old and change.new) for change in changes)
    new = sum(not change.old for change in changes)
    counts = {"changed": changed, "new": new, "dropped": len(changes) - changed - new}
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count)
