"""The glossary as Markdown: definition lists by term, by Chinese form, and of groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from standards_report.display.text.markdown import escape
from standards_report.display.text.numbers import sentence
from standards_report.evidence.results.index_rows import Body, Source, Term

Sources = Mapping[str, Source]


@dataclass(frozen=True)
class PrintedTerm:
    """A form under which a term stands in the text.

    `anchor` is the place of the term in the glossary, `text` what explains it. Where `is_exact`,
    only the form as the glossary writes it is the term.
    """

    form: str
    anchor: str
    is_exact: bool
    text: str


def glossary_markdown(terms: Iterable[Term], sources: Sources) -> str:
    """All terms except those that are only translated, ordered by the first words of their entry.

    Each entry has an anchor, `term-` and the last part of its id, for links to it.
    """
    own = [term for term in terms if term.kind != "Chinese term"]
    own.sort(key=lambda term: (_head(term).casefold(), term.id))
    return "\n".join(_entry(term, sources) for term in own)


def chinese_markdown(terms: Iterable[Term], sources: Sources) -> str:
    """The terms that have a Chinese form, by that form in the order of Unicode."""
    printed = sorted((term for term in terms if term.chinese), key=lambda term: term.chinese)
    return "\n".join(
        f"**{escape(term.chinese)}**\n"
        f":   {escape(sentence(term.term))} {_explained(term, sources)}\n"
        for term in printed
    )


def groups_markdown(bodies: Iterable[Body], sources: Sources) -> str:
    """The bodies that are part of another one, each with that body and its subject."""
    groups = sorted((body for body in bodies if body.parent), key=_natural_order)
    return "\n".join(_group(body, sources) for body in groups)


def _natural_order(body: Body) -> list[tuple[int, str]]:
    """By id, with numbers in it by their value: A9 stands before A11."""
    return [
        (int(part), "") if part.isdigit() else (0, part)
        for part in re.split(r"(\d+)", body.id)
        if part
    ]


def _group(body: Body, sources: Sources) -> str:
    more = f", {escape(body.name)}" if body.name != body.id else ""
    subject = f": {body.subject}" if body.subject else ""
    text = escape(sentence(f"{body.kind} of {body.parent}{subject}")).removesuffix(".")
    return f"**{escape(body.id)}**{more}\n:   {text} [@{sources[body.source].bibkey}].\n"


def _head(term: Term) -> str:
    return term.abbreviation or term.term


def _entry(term: Term, sources: Sources) -> str:
    also = [term.term if term.abbreviation else "", term.chinese]
    more = "".join(f", {escape(text)}" for text in also if text)
    head = f"[**{escape(_head(term))}**{more}]{{#{_anchor(term)}}}"
    return f"{head}\n:   {_explained(term, sources)}\n"


def _anchor(term: Term) -> str:
    return "term-" + term.id.removeprefix("glossary.").replace(".", "-")


def _explained(term: Term, sources: Sources) -> str:
    """The definition, with who states it, or that nobody here does."""
    text = escape(sentence(term.definition))
    if term.basis == "stated":
        return f"{text.removesuffix('.')} [@{sources[term.source].bibkey}]."
    if term.basis == "general knowledge":
        return f"{text} *General knowledge.*"
    return f"{text} *Term of this report.*"


def printed_terms(terms: Iterable[Term]) -> list[PrintedTerm]:
    """The forms under which terms stand in the text, longest first.

    A term with an abbreviation is known by both, an organization by its abbreviation alone.
    Merely translated terms are left out, as they are from the glossary's first list. A single
    word that is no role (`Standard`, `Value`) is a term only as the glossary writes it.
    """
    printed: dict[str, PrintedTerm] = {}
    for term in terms:
        if term.kind == "Chinese term":
            continue
        name = "" if term.kind == "organization" else term.term
        for form in (name, term.abbreviation):
            if form:
                text = f"{term.term}: {sentence(term.definition)}"
                is_exact = " " not in form and term.kind != "role"
                printed.setdefault(form, PrintedTerm(form, _anchor(term), is_exact, text))
    longest = sorted(printed, key=lambda form: (-len(form.split()), -len(form), form))
    return [printed[form] for form in longest]
