"""The ledgers as Markdown, for the chapter that prints them.

Pages have a table for each question that a reader asks, and for each section of the source, all of
them closed until somebody opens one; a script can filter them. What a copy of the source lost has a
list of its own, since it says nothing about the source. Print leaves out the audits that agree and
the claims that hold; of the others it has each under the number that the text prints.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from standards_report.display.text.markdown import code, escape
from standards_report.display.text.numbers import sentence
from standards_report.evidence.claims.audit import AUDIT_OUTCOMES
from standards_report.evidence.claims.claim import OUTCOMES
from standards_report.evidence.claims.judged import (
    JudgedAudit,
    JudgedClaim,
    JudgedEntry,
    findings_of,
)
from standards_report.evidence.results.index import Index
from standards_report.render.content.evidence.finding_words import (
    answer_of,
    in_words_of,
    under_other_rules,
)
from standards_report.render.content.filter_data import claim_anchor

_Entry = TypeVar("_Entry", JudgedClaim, JudgedAudit)
_HEADER = ("No.", "What is compared", "What the data say", "Verdict", "Place")
_WIDTHS = (6, 32, 21, 13, 28)
_PRINTED = ("No.", "What is compared", "What the data say")
_PRINTED_WIDTHS = (7, 58, 35)
_USUAL = "holds"
_NO_TOPIC = "Other questions"
_LAST = 1_000_000
_LOST = "lost in the copy"


def ledger_passages(index: Index) -> dict[str, str]:
    """Label to Markdown of what the chapter on claims embeds."""
    return {
        "claims-counts": _counts("Claims", index.claims.values(), OUTCOMES),
        "claims-ledger": _ledger(index, "claims", index.claims, _topic_of),
        "claims-turning": _turning(index.claims),
        "claims-printed": _printed(index.claims),
        "audits-counts": _counts("Audits", index.audits.values(), AUDIT_OUTCOMES),
        "audits-disagreements": _explained(index, "disagrees"),
        "audits-ambiguous": _explained(index, "ambiguous"),
        "audits-lost": _listed_by_section(_of_kind_lost(index, is_lost=True), _loss),
        "audits-ledger": _ledger(index, "audits", index.audits, lambda audit: audit.section),
    }


def _topic_of(claim: JudgedClaim) -> str:
    """The question that a claim answers."""
    return claim.topic or _NO_TOPIC


def _turning(claims: Mapping[str, JudgedClaim]) -> str:
    """The claims that hold by their own rule and fail by another, with the numbers of both."""
    items = [_turned(claim) for claim in _by_number(claims) if claim.turns]
    return "\n".join(items) + "\n" if items else "None.\n"


def _turned(claim: JudgedClaim) -> str:
    turns = "; ".join(f"{turn.rule}: {in_words_of(turn.finding)}" for turn in claim.turns)
    said = [claim.statement, answer_of(claim), f"But {turns}"]
    return f"- {_claim_number(claim)} {escape(' '.join(map(sentence, said)))}"


def _claim_number(claim: JudgedClaim) -> str:
    # The ledger of claims, to which pages lead, is not printed. Marks in the text lead here.
    return _linked(claim.number, _anchor("claims", claim.id))


def _by_number(claims: Mapping[str, JudgedClaim]) -> list[JudgedClaim]:
    return sorted(claims.values(), key=lambda claim: int(claim.number.removeprefix("C")))


def _counts(ledger: str, entries: Iterable[JudgedEntry], outcomes: Sequence[str]) -> str:
    """A table of how many entries have which verdict, by kind."""
    counts: Counter[tuple[str, str]] = Counter((entry.kind, entry.outcome) for entry in entries)
    kinds = sorted({kind for kind, _ in counts})
    rows = [(kind, [counts[kind, outcome] for outcome in outcomes]) for kind in kinds]
    sums = [sum(counts[kind, outcome] for kind in kinds) for outcome in outcomes]
    rows.append(("all", sums))
    header = ["Kind", *outcomes, "sum"]
    lines = [
        _line(header),
        _line([":--", *(["--:"] * (len(outcomes) + 1))]),
        *(_line([kind, *map(str, row), str(sum(row))]) for kind, row in rows),
    ]
    return "\n\n".join([_region(f"{ledger} by kind and verdict"), "\n".join(lines), ":::"]) + "\n"


def _explained(index: Index, outcome: str) -> str:
    """The audits of that outcome, a paragraph each, with both of their places."""
    audits = _of_kind_lost(index, is_lost=False)
    found = {name: audit for name, audit in audits.items() if audit.outcome == outcome}
    return _listed_by_section(found, _explanation)


def _of_kind_lost(index: Index, *, is_lost: bool) -> dict[str, JudgedAudit]:
    """The audits of what the copy of the source lost, or all others."""
    return {name: audit for name, audit in index.audits.items() if (audit.kind == _LOST) is is_lost}


def _listed_by_section(
    audits: Mapping[str, JudgedAudit], said: Callable[[JudgedAudit], str]
) -> str:
    """What is said of each audit, a paragraph each, under the sections of the source."""
    if not audits:
        return "None.\n"
    parts = []
    for section, names in _by_section(audits, lambda audit: audit.section).items():
        texts = "\n".join(said(audits[name]) for name in names)
        parts.append(_foldable(section, f"{len(names)}", texts))
    return "\n\n".join(parts) + "\n"


def _explanation(audit: JudgedAudit) -> str:
    rules = [rule for rule in (audit.expression, audit.other_reading) if rule]
    # On paper the rules would fill pages; the published table has them.
    rule = _on_pages(_rule_on_demand(rules))
    return (
        f"{_number(audit)} Compared: {escape(sentence(audit.statement))}\\\n"
        f"**{escape(sentence(audit.explanation))}** "
        f"The data say {'; read otherwise, '.join(map(_words, findings_of(audit)))}. "
        f"{_places(audit)} "
        f"{rule}\n"
    )


def _loss(audit: JudgedAudit) -> str:
    return (
        f"{_number(audit)} Not tested: {escape(sentence(audit.statement))}\\\n"
        f"**{escape(sentence(audit.not_computable_because))}** "
        f"{_places(audit)}\n"
    )


def _number(audit: JudgedAudit) -> str:
    # The ledger of audits, to which pages lead, is not printed.
    return _linked(audit.number, _anchor("audits", audit.id))


def _linked(number: str, anchor: str) -> str:
    """A number that leads to the ledger of the pages, and that marks lead to in print."""
    return _on_pages(f"[{number}](#{anchor})") + _on_paper(f"[{number}]{{#{anchor}}}")


def _places(audit: JudgedAudit) -> str:
    places = dict.fromkeys(place for place in (_place(audit), _other_place(audit)) if place)
    return f"Places: {'; '.join(places)}."


def _ledger(
    index: Index,
    ledger: str,
    entries: Mapping[str, _Entry],
    section_of: Callable[[_Entry], str],
) -> str:
    usual = Counter(entry.source for entry in entries.values()).most_common(1)
    usual_source = usual[0][0] if usual else ""
    rule = _line([":" + "-" * width for width in _WIDTHS])
    parts: list[str] = ["::::: {.ledger}"]
    for section, names in _by_section(entries, section_of).items():
        rows: list[str] = [_row(index, ledger, entries[name], usual_source) for name in names]
        region = _region(f"{ledger.capitalize()}: {section}")
        table = "\n".join([_line(_HEADER), rule, *rows])
        counts = Counter(entries[name].outcome for name in names)
        said = ", ".join(f"{outcome}: {count}" for outcome, count in counts.most_common())
        parts.append(_foldable(section, said, "\n\n".join([region, table, ":::"])))
    return "\n\n".join([*parts, ":::::"]) + "\n"


def _printed(claims: Mapping[str, JudgedClaim]) -> str:
    """The claims whose verdict is not *holds*, by their number."""
    rows = []
    for claim in _by_number(claims):
        if claim.outcome == _USUAL:
            continue
        said = escape(claim.finding or claim.full_reason)
        # One that another rule turns as well has its anchor in that list.
        anchor = f"[{claim.number}]{{#{_anchor('claims', claim.id)}}}"
        number = claim.number if claim.turns else anchor
        rows.append(_line([number, escape(claim.statement), f"{said} (*{claim.outcome}*)"]))
    if not rows:
        return "None: every claim holds exactly as it is stated.\n"
    rule = _line([":" + "-" * width for width in _PRINTED_WIDTHS])
    return "\n".join([_line(_PRINTED), rule, *rows]) + "\n"


def _on_pages(text: str) -> str:
    return f'[{text}]{{.content-visible when-format="html"}}'


def _on_paper(text: str) -> str:
    return f'[{text}]{{.content-visible unless-format="html"}}'


def _by_section(
    entries: Mapping[str, _Entry], section_of: Callable[[_Entry], str]
) -> dict[str, list[str]]:
    """Names of the entries by section, in the order of their questions and of the source."""

    def place(name: str) -> tuple[int, str, int, str]:
        entry = entries[name]
        topic = entry.topic_position if isinstance(entry, JudgedClaim) else 0
        return topic or _LAST, entry.source, entry.source_line or 0, name

    sections: dict[str, list[str]] = {}
    for name in sorted(entries, key=place):
        sections.setdefault(section_of(entries[name]), []).append(name)
    return sections


def _row(index: Index, ledger: str, entry: JudgedEntry, usual_source: str) -> str:
    source = index.sources[entry.source]
    origin = "" if entry.source == usual_source else f"{escape(source.short)}: "
    tried = under_other_rules(entry) if isinstance(entry, JudgedClaim) else []
    rules = [entry.expression, getattr(entry, "other_reading", "")]
    said = [sentence(answer_of(entry)), *map(sentence, tried)]
    cells = [
        f"[{entry.number}]{{#{_anchor(ledger, entry.id)}}}",
        escape(entry.statement),
        f"{escape(' '.join(said))} {_rule_on_demand(list(filter(None, rules)))}",
        f"[{entry.outcome}]{{.verdict .verdict-{entry.outcome.replace(' ', '-')}}}",
        origin + _place(entry),
    ]
    return _line(cells)


def _words(finding: str) -> str:
    return escape(in_words_of(finding))


def _rule_on_demand(rules: Sequence[str]) -> str:
    """The expression as it is evaluated, which a page shows when it is asked for."""
    return f"[{' or '.join(map(code, rules))}]{{.rule-on-demand}}"


def _place(entry: JudgedEntry) -> str:
    return _located(entry.locator, entry.source_line)


def _other_place(audit: JudgedAudit) -> str:
    return _located(audit.other_locator, audit.source_other_line)


def _located(locator: str, line: int | None) -> str:
    return escape(locator) + (f" (line {line})" if line else "") if locator else ""


def _region(label: str) -> str:
    """Opens a part that scrolls on small screens, by keyboard too."""
    name = escape(label).replace('"', "")
    return f'::: {{.table-scroll tabindex="0" role="region" aria-label="{name}"}}'


def _foldable(name: str, said: str, content: str) -> str:
    """A part with its name, which a page opens when it is asked for."""
    heading = f"::: {{.ledger-section}}\n**{escape(name)}** ({escape(said)})\n:::"
    return f":::: {{.foldable}}\n{heading}\n\n{content}\n::::"


def _anchor(ledger: str, name: str) -> str:
    return f"{ledger.removesuffix('s')}-{claim_anchor(name)}"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
