"""The ledgers as Markdown, for the chapter that prints them: tables a section of the source,
which a script of the pages can filter, and a list of what does not agree. On paper the audits
that agree are left out, and claims stand in the order of the numbers that the text prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from standards_report.display.text.markdown import code, escape
from standards_report.display.text.numbers import sentence
from standards_report.evidence.claims.audit import AUDIT_OUTCOMES
from standards_report.evidence.claims.claim import OUTCOMES
from standards_report.evidence.claims.verdicts import reason_of
from standards_report.evidence.results.index import Index
from standards_report.render.content.filter_data import claim_anchor

Entry = dict[str, Any]
_HEADER = ("No.", "What is compared", "What the data say", "Verdict", "Place")
_WIDTHS = (6, 32, 21, 13, 28)
_PRINTED = ("No.", "What is compared", "What the data say")
_PRINTED_WIDTHS = (7, 58, 35)
_USUAL = "holds"


def ledger_passages(index: Index) -> dict[str, str]:
    """Label to Markdown of what the chapter on claims embeds."""
    return {
        "claims-counts": _counts("Claims", index["claims"].values(), OUTCOMES),
        "claims-ledger": _ledger(index, "claims", _section_of),
        "claims-printed": _printed(index["claims"]),
        "audits-counts": _counts("Audits", index["audits"].values(), AUDIT_OUTCOMES),
        "audits-disagreements": _explained(index, "disagrees"),
        "audits-ambiguous": _explained(index, "ambiguous"),
        "audits-ledger": _ledger(index, "audits", lambda entry: str(entry["section"])),
    }


def _section_of(claim: Entry) -> str:
    """The section that a claim's locator begins with."""
    return str(claim["locator"]).partition(",")[0]


def _counts(ledger: str, entries: Iterable[Entry], outcomes: Sequence[str]) -> str:
    """A table of how many entries have which verdict, by kind."""
    counts = Counter((entry["kind"], entry["outcome"]) for entry in entries)
    kinds = sorted({kind for kind, _ in counts})
    rows = [[kind, *(counts[kind, one] for one in outcomes)] for kind in kinds]
    rows.append(["all", *(sum(row[at] for row in rows) for at in range(1, len(outcomes) + 1))])
    header = ["Kind", *outcomes, "sum"]
    lines = [
        _line(header),
        _line([":--", *(["--:"] * (len(outcomes) + 1))]),
        *(_line([*map(str, row), str(sum(row[1:]))]) for row in rows),
    ]
    return "\n\n".join([_region(f"{ledger} by kind and verdict"), "\n".join(lines), ":::"]) + "\n"


def _explained(index: Index, outcome: str) -> str:
    """The audits of that outcome, a paragraph each, with both of their places."""
    entries = {name: one for name, one in index["audits"].items() if one["outcome"] == outcome}
    if not entries:
        return "None.\n"
    parts = []
    for section, names in _by_section(entries, lambda entry: str(entry["section"])).items():
        parts.append(_heading(section))
        parts += [_explanation(name, entries[name]) for name in names]
    return "\n".join(parts)


def _explanation(name: str, entry: Entry) -> str:
    findings = [one for one in (entry["finding"], entry.get("other_finding")) if one]
    places = dict.fromkeys(place for which in ("", "other_") if (place := _place(entry, which)))
    rules = [one for one in (entry["expression"], entry["other_reading"]) if one]
    # On paper the rules would fill pages; the published table has them.
    rule = _on_pages(f"Rule: {' or '.join(map(code, rules))}.")
    # The ledger of audits, to which pages lead, is not printed.
    number, anchor = entry["number"], _anchor("audits", name)
    here = _on_pages(f"[{number}](#{anchor})") + _on_paper(f"[{number}]{{#{anchor}}}")
    return (
        f"{here} Compared: {escape(sentence(entry['statement']))}\\\n"
        f"**{escape(sentence(entry['explanation']))}** "
        f"The data say {'; read otherwise, '.join(map(escape, findings))}. "
        f"Places: {'; '.join(places)}. "
        f"{rule}\n"
    )


def _ledger(index: Index, ledger: str, section_of: Callable[[Entry], str]) -> str:
    entries = index[ledger]
    usual = Counter(entry["source"] for entry in entries.values()).most_common(1)
    parts = ["::: {.ledger}"]
    for section, names in _by_section(entries, section_of).items():
        parts.append(_heading(section))
        parts.append(_region(f"{ledger.capitalize()}: {section}"))
        rows = [_row(index, ledger, name, bool(usual) and usual[0][0]) for name in names]
        parts.append(
            "\n".join([_line(_HEADER), _line([":" + "-" * width for width in _WIDTHS]), *rows])
        )
        parts.append(":::")
    return "\n\n".join([*parts, ":::"]) + "\n"


def _printed(claims: dict[str, Entry]) -> str:
    """All claims by their number; what does not hold as the others do says so."""
    rows = []
    for name in sorted(claims, key=lambda one: int(claims[one]["number"].removeprefix("C"))):
        entry = claims[name]
        said = escape(entry["finding"] or reason_of(entry))
        verdict = "" if entry["outcome"] == _USUAL else f" (*{entry['outcome']}*)"
        number = f"[{entry['number']}]{{#{_anchor('claims', name)}}}"
        rows.append(_line([number, escape(entry["statement"]), said + verdict]))
    rule = _line([":" + "-" * width for width in _PRINTED_WIDTHS])
    return "\n".join([_line(_PRINTED), rule, *rows]) + "\n"


def _on_pages(text: str) -> str:
    return f'[{text}]{{.content-visible when-format="html"}}'


def _on_paper(text: str) -> str:
    return f'[{text}]{{.content-visible when-format="typst"}}'


def _by_section(
    entries: dict[str, Entry], section_of: Callable[[Entry], str]
) -> dict[str, list[str]]:
    """Names of the entries by section, sections and entries in the order of the source."""

    def place(name: str) -> tuple[str, int, str]:
        return entries[name]["source"], entries[name].get("source_line", 0), name

    sections: dict[str, list[str]] = {}
    for name in sorted(entries, key=place):
        sections.setdefault(section_of(entries[name]), []).append(name)
    return sections


def _row(index: Index, ledger: str, name: str, usual: str | bool) -> str:
    entry = index[ledger][name]
    source = index["sources"][entry["source"]]
    said = entry["finding"] or reason_of(entry)
    if entry.get("other_finding"):
        said += f"; read otherwise: {entry['other_finding']}"
    origin = "" if entry["source"] == usual else f"{escape(source['short'])}: "
    cells = [
        f"[{entry['number']}]{{#{_anchor(ledger, name)}}}",
        escape(entry["statement"]),
        escape(said),
        f"[{entry['outcome']}]{{.verdict .verdict-{entry['outcome'].replace(' ', '-')}}}",
        origin + _place(entry, ""),
    ]
    return _line(cells)


def _place(entry: Entry, which: str) -> str:
    locator = entry.get(f"{which}locator", "")
    line = entry.get(f"source_{which}line")
    return escape(locator) + (f" (line {line})" if line else "") if locator else ""


def _region(label: str) -> str:
    """Opens a part that scrolls on small screens, by keyboard too."""
    name = escape(label).replace('"', "")
    return f'::: {{.table-scroll tabindex="0" role="region" aria-label="{name}"}}'


def _heading(section: str) -> str:
    return f"::: {{.ledger-section}}\n**{escape(section)}**\n:::\n"


def _anchor(ledger: str, name: str) -> str:
    return f"{ledger.removesuffix('s')}-{claim_anchor(name)}"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
