"""Findings and recommendations as Markdown, each with the evidence that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from standards_report.display.text.markdown import escape
from standards_report.display.text.numbers import listing, sentence
from standards_report.evidence.results.evidence_grade import GRADES, Bearing, Strength
from standards_report.evidence.results.findings import Finding, Recommendation, Statement
from standards_report.evidence.results.index import Index
from standards_report.render.content.coverage import in_order


def argument_passages(index: Index) -> dict[str, str]:
    """Label to Markdown: the findings as cards, the recommendations of each group, the grades.

    The findings of the first source stand apart from those that an edition adds from later sources.
    Each group has a passage under every edition, since chapters name both.
    """
    groups = dict.fromkeys(given.group for given in in_order(index.recommendations))
    lists = {
        f"recommendations-{group.replace(' ', '-')}": _recommendations(index, group)
        for group in groups
    }
    cards = {}
    if index.findings:
        first = in_order(index.findings)[0].source
        cards["findings-cards"] = _cards(index, lambda finding: finding.source == first)
        cards["findings-added"] = _cards(index, lambda finding: finding.source != first)
    grades = {"evidence-grades": _grades()} if lists else {}
    return {**cards, **lists, **grades}


def _cards(index: Index, is_wanted: Callable[[Finding], bool]) -> str:
    chosen = [finding for finding in in_order(index.findings) if is_wanted(finding)]
    return "\n".join(_card(index, finding) for finding in chosen) or "None.\n"


def _card(index: Index, finding: Finding) -> str:
    lines = [
        "::: {.finding-card}",
        f"**{escape(sentence(finding.statement))}** {_citation(index, finding)}",
        "",
        *_claim_items(index, finding.claims),
        "",
        f"Evidence: {_in_words(finding.strength)} {_see(finding)}".rstrip(),
        ":::\n",
    ]
    return "\n".join(lines)


def _recommendations(index: Index, group: str) -> str:
    of_group = [given for given in in_order(index.recommendations) if given.group == group]
    return "\n".join(_recommendation(index, given) for given in of_group)


def _recommendation(index: Index, given: Recommendation) -> str:
    carried = [index.findings[name] for name in given.findings]
    findings = [_finding_item(index, finding) for finding in carried]
    shown = {name for finding in carried for name in finding.claims}
    own = {name: bearing for name, bearing in given.claims.items() if name not in shown}
    lines = [
        "::: {.recommendation}",
        f"**Recommendation {given.position}. {escape(sentence(given.statement))}** "
        f"{_citation(index, given)}",
        "",
        f"*Addressee:* {escape(sentence(given.addressee))} "
        f"*Effect that the source expects:* {escape(sentence(given.effect))}",
        "",
        *_listed("Findings that it rests on", findings),
        *_listed("What the data say beyond these findings", _claim_items(index, own)),
        f"*Strength of the evidence:* {_in_words(given.strength)}",
        ":::\n",
    ]
    return "\n".join(lines)


def _finding_item(index: Index, finding: Finding) -> str:
    """A finding with the claims that carry it below."""
    item = f"- {escape(sentence(finding.statement))} {_see(finding)}".rstrip()
    claims = (f"    {line}" for line in _claim_items(index, finding.claims))
    return "\n".join([item, *claims])


def _listed(heading: str, items: Sequence[str]) -> list[str]:
    """Lines of a list under its heading. There are none where there is nothing to list."""
    return [f"*{heading}:*", "", *items, ""] if items else []


def _claim_items(index: Index, bearings: Mapping[str, Bearing]) -> list[str]:
    """An item a claim that the edition has: those that support first, then the others."""
    known = {name: bearing for name, bearing in bearings.items() if name in index.claims}
    ordered = sorted(known, key=lambda name: known[name] != "supports")
    return [f"- {_marked(index, name, known[name])}." for name in ordered]


def _marked(index: Index, name: str, bearing: Bearing) -> str:
    """The promise of a claim as a sentence that is marked with it, and its verdict."""
    claim = index.claims[name]
    said = escape(claim.statement.rstrip("."))
    lead = "*Qualification:* " if bearing == "qualifies" else ""
    return f'{lead}[{said}]{{.claim data-claim="{name}"}} ({claim.outcome})'


def _see(finding: Finding) -> str:
    places = [f"@{label}" for label in finding.places]
    return f"See {listing(places)}." if places else ""


def _citation(index: Index, statement: Statement) -> str:
    return f"[@{index.sources[statement.source].bibkey}]"


def _in_words(strength: Strength) -> str:
    """`**strong**. Supporting claims that hold: 3 of 3; on published numbers: 2.`"""
    parts = [f"supporting claims that hold: {strength.hold} of {strength.claims}"]
    counts = {
        "on published numbers": strength.on_numbers,
        "not computable": strength.open,
        "failing": strength.fail,
        "qualifications": strength.qualify,
    }
    parts += [f"{name}: {count}" for name, count in counts.items() if count]
    return f"**{strength.grade}**. {sentence('; '.join(parts))}"


def _grades() -> str:
    return "\n".join(
        f"**{grade.capitalize()}**\n:   {sentence(text)}\n" for grade, text in GRADES.items()
    )
