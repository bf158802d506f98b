"""Findings and recommendations as Markdown, each with the evidence that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from standards_report.display.text.markdown import escape
from standards_report.display.text.numbers import listing, sentence
from standards_report.evidence.claims.judged import JudgedClaim
from standards_report.evidence.results.evidence_grade import DISPUTED
from standards_report.evidence.results.findings import Finding, Link, Recommendation, Statement
from standards_report.evidence.results.index import Index
from standards_report.render.content.coverage import in_order
from standards_report.render.content.evidence.grade_words import grade_line, rules_table

_NO_OWN = "This report makes no recommendation of its own.\n"


def argument_passages(index: Index) -> dict[str, str]:
    """Label to Markdown: the findings as cards, the recommendations of each group, the grades.

    What the source states stands apart from what is this report's own, or that of another author.
    A claim is shown with what it tests of the statement above it. A verdict is shown where the
    claim does not hold, or not under another rule. Print has only the claims with such a verdict.
    What is shown a second time in a chapter names the place of the first.
    Each group has a passage under every edition, since chapters name both.
    """
    lists = {
        f"recommendations-{group.replace(' ', '-')}": _recommendations(index, group)
        for group in dict.fromkeys(
            given.group for given in in_order(index.recommendations) if not given.author
        )
    }
    if index.recommendations:
        lists["recommendations-own"] = _own_recommendations(index)
    cards = {}
    if index.findings:
        ordered = in_order(index.findings)
        of_source = [finding for finding in ordered if not finding.author]
        added = [finding for finding in ordered if finding.author]
        first = _first_findings([*of_source, *added])
        cards["findings-cards"] = _cards(index, of_source, first)
        cards["findings-added"] = _cards(index, added, first)
    grades = {"evidence-grades": rules_table()} if lists or cards else {}
    return {**cards, **lists, **grades}


def _first_findings(findings: Sequence[Finding]) -> dict[str, Finding]:
    """The finding under which each claim is printed first."""
    return {name: finding for finding in reversed(findings) for name in finding.links}


def _first_recommendations(index: Index) -> dict[str, str]:
    """The position of the recommendation under which each claim and finding is printed first."""
    return {
        name: given.position
        for given in reversed(in_order(index.recommendations))
        for name in (*given.findings, *given.links)
    }


def _cards(index: Index, findings: Sequence[Finding], first: Mapping[str, Finding]) -> str:
    return "\n".join(_card(index, finding, first) for finding in findings) or "None.\n"


def _card(index: Index, finding: Finding, first: Mapping[str, Finding]) -> str:
    before = {
        name: f"under “{_begins(first[name])}”"
        for name in finding.links
        if first[name].id != finding.id
    }
    lines = [
        "::: {.finding-card}",
        f"**{escape(sentence(finding.statement))}** {_citation(index, finding)}",
        "",
        *_standing(finding),
        f"Evidence: {grade_line(finding.grade)} {_see(finding)}".rstrip(),
        "",
        *_claims_of(index, finding, "", before),
        ":::\n",
    ]
    return "\n".join(lines)


def _begins(statement: Statement, words: int = 6) -> str:
    """The first words of a statement, which tell it from the others."""
    found = statement.statement.split()
    return escape(" ".join(found[:words]).rstrip(",;:") + (" …" if len(found) > words else ""))


def _recommendations(index: Index, group: str) -> str:
    of_group = [given for given in in_order(index.recommendations) if given.group == group]
    return "\n".join(_recommendation(index, given) for given in of_group if not given.author)


def _own_recommendations(index: Index) -> str:
    own = [given for given in in_order(index.recommendations) if given.author]
    return "\n".join(_recommendation(index, given) for given in own) or _NO_OWN


def _recommendation(index: Index, given: Recommendation) -> str:
    carried = [index.findings[name] for name in given.findings]
    first = _first_recommendations(index)
    before = {
        name: f"under recommendation {first[name]}"
        for name in (*given.findings, *given.links)
        if first[name] != given.position
    }
    findings = [_finding_item(finding, before.get(finding.id, "")) for finding in carried]
    expects = "its author" if given.author else "the source"
    lines = [
        "::: {.recommendation}",
        f"**Recommendation {given.position}. {escape(sentence(given.statement))}** "
        f"{_citation(index, given)}",
        "",
        f"*Addressee:* {escape(sentence(given.addressee))} "
        f"*Effect that {expects} expects:* {escape(sentence(given.effect))}",
        "",
        *_standing(given),
        *_standing_of_findings(given, carried),
        *_on_pages(_listed("Findings that it rests on", findings)),
        *_claims_of(index, given, "What the data say beyond these findings", before),
        f"*Evidence:* {grade_line(given.grade)}",
        ":::\n",
    ]
    return "\n".join(lines)


def _finding_item(finding: Finding, before: str) -> str:
    """A finding with the words on its evidence; its claims stand on its card.

    `before` says where it is printed already.
    """
    said = f"“{_begins(finding)}”, {before}." if before else escape(sentence(finding.statement))
    return f"- {said} Evidence: {grade_line(finding.grade)} {_see(finding)}".rstrip()


def _listed(heading: str, items: Sequence[str]) -> list[str]:
    """Lines of a list, under its heading if it has one. There are none where there is nothing to
    list."""
    head = [f"*{heading}:*", ""] if heading else []
    return [*head, *items, ""] if items else []


def _claims_of(
    index: Index, statement: Statement, heading: str, before: Mapping[str, str]
) -> list[str]:
    """Lines of the claims on pages, and in print of those that do not simply hold.

    `before` says of a claim where it is shown already.
    """
    known = {name: link for name, link in statement.links.items() if name in index.claims}
    exceptions = [name for name in known if _exception(index, statement, name)]
    return [
        *_on_pages(_listed(heading, _claim_items(index, statement, known, before))),
        *_on_paper(_listed(heading, _claim_items(index, statement, exceptions, before))),
    ]


def _on_pages(lines: Sequence[str]) -> list[str]:
    return _only('when-format="html"', lines)


def _on_paper(lines: Sequence[str]) -> list[str]:
    return _only('unless-format="html"', lines)


def _only(condition: str, lines: Sequence[str]) -> list[str]:
    return [f"::: {{.content-visible {condition}}}", *lines, ":::", ""] if lines else []


def _standing(statement: Statement) -> list[str]:
    """Lines that say as what the statement stays although its claims do not carry it, and why."""
    if not statement.standing:
        return []
    why = escape(sentence(statement.standing_because))
    return [f"**{statement.standing.capitalize()}:** {why}", ""]


def _standing_of_findings(given: Recommendation, carried: Sequence[Finding]) -> list[str]:
    """Lines on the findings that are disputed, and with them what rests on them."""
    disputed = [finding for finding in carried if finding.standing == DISPUTED]
    if not disputed or given.standing:
        return []
    whys = " ".join(escape(sentence(finding.standing_because)) for finding in disputed)
    return [f"**Disputed** with a finding that it rests on: {whys}", ""]


def _claim_items(
    index: Index, statement: Statement, names: Iterable[str], before: Mapping[str, str]
) -> list[str]:
    """An item a claim: those that support first, then the others."""
    links = statement.links
    ordered = sorted(names, key=lambda name: links[name].bearing != "supports")
    return [
        _claim_item(links[name], _marked(index, statement, name, before.get(name, "")))
        for name in ordered
    ]


def _claim_item(link: Link, marked: str) -> str:
    """`- *Qualification:* One is more. Limits its size: it takes away …`"""
    is_limit = link.bearing == "qualifies"
    lead = "*Qualification:* " if is_limit else ""
    what = "Limits" if is_limit else "Tests"
    how = "the statement loses" if is_limit else "if false, the statement would lose"
    tested = "a premise" if link.tests == "premise" else f"its {link.tests}"
    return f"- {lead}{marked}. {what} {tested}: {how} {escape(link.would_lose)}."


def _marked(index: Index, statement: Statement, name: str, before: str) -> str:
    """The promise of a claim as a sentence that is marked with it, and its verdict where it does
    not hold, or not under another rule. Of one that is shown already, the place of that."""
    claim = index.claims[name]
    said = f"The claim {before}" if before else escape(claim.statement.rstrip("."))
    # Checks leave out what prints its verdict, and what is disputed is not shown in red.
    classes = ".claim .judged"
    if _is_disputed(claim, statement):
        classes += f" .{DISPUTED}"
    verdict = _exception(index, statement, name)
    return f'[{said}]{{{classes} data-claim="{name}"}}' + (f" ({verdict})" if verdict else "")


def _exception(index: Index, statement: Statement, name: str) -> str:
    """The verdict on a claim that does not hold, or not under another rule; else nothing.

    What is disputed in print says what the data say.
    """
    claim = index.claims[name]
    verdict = str(claim.outcome)
    if _is_disputed(claim, statement):
        said_by_data = claim.finding and f"the data say {claim.finding}"
        verdict += escape(f": {said_by_data or claim.reason}")
    turned = [variant.rule for variant in claim.turns]
    verdict += f", but not {escape(listing(turned))}" if turned else ""
    return verdict if verdict != "holds" else ""


def _is_disputed(claim: JudgedClaim, statement: Statement) -> bool:
    return bool(statement.standing) and (claim.outcome == "fails" or claim.is_unexplained)


def _see(finding: Finding) -> str:
    places = [f"@{label}" for label in finding.places]
    return f"See {listing(places)}." if places else ""


def _citation(index: Index, statement: Statement) -> str:
    """Where it stands; for what no source states, who states it, and from what."""
    source = f"[@{index.sources[statement.source].bibkey}]"
    author = escape(sentence(statement.author).removesuffix("."))
    return f"*{author}*, from data of {source}" if author else source
