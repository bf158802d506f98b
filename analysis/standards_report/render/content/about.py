"""What an edition rests on, for its page about itself: dates of data, versions and hashes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from standards_report.display.text.markdown import code, escape, pipe_table
from standards_report.display.text.numbers import in_print
from standards_report.evidence.release.data_package import table_csv, visible_tables
from standards_report.evidence.release.manifest import TOOLS
from standards_report.evidence.results.index import About, Correction, Index, Vintage
from standards_report.observations.as_of import seen_sources, visible_rows
from standards_report.observations.domain.dates import OPEN, by_end, in_words, parse_span
from standards_report.observations.domain.editions import Edition
from standards_report.observations.domain.errata import Erratum, number_of
from standards_report.observations.tables.table import Tables
from standards_report.render.book.site_config import Publisher

# What BibTeX reads as markup.
_BIBTEX = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "&%$#_{}"},
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\\": r"\textbackslash{}",
    }
)
_UNNAMED = "none is given for this copy"
_SHOWN = 16  # digits of a hash that tell inputs apart on a page; the manifest has whole ones


def about_facts(
    loaded: Tables,
    edition: Edition,
    groups: Mapping[str, Iterable[Path]],
    errata: Iterable[Erratum] = (),
) -> About:
    """What an edition rests on, and which of the `errata` are its own.

    `groups` are files that count as one input under a name. The data count as the edition sees
    them. Later rows change nothing.
    """
    tables = sorted(visible_tables(loaded, edition).items())
    hashes = {"data": _digest(table_csv(rows).encode() for _, rows in tables)}
    hashes |= {
        name: _digest(path.read_bytes() for path in sorted(files)) for name, files in groups.items()
    }
    return About(
        vintage=_vintage(loaded, edition),
        tools={name: version(name) for name in TOOLS},
        hashes=hashes,
        errata=tuple(_corrections(edition, errata)),
    )


def about_passages(index: Index, publisher: Publisher) -> dict[str, str]:
    """Label to Markdown of what the first page and the page about the edition embed. `publisher`
    says who is cited, if anybody, and how to reach them."""
    return {
        "about-trust": _trust(index.edition, publisher),
        "about-vintage": _vintage_table(index),
        "about-versions": _pairs("Tool", "Version", index.about.tools),
        "about-hashes": _pairs("Input", "SHA-256, first digits", _short(index.about.hashes)),
        "about-citation": _citation(index.edition, publisher),
        "about-commands": _commands(index.edition),
        "about-errata": _errata(index.about.errata),
    }


def _corrections(edition: Edition, errata: Iterable[Erratum]) -> list[Correction]:
    """Errata up to the version of the edition: a version stays as it is, whatever follows."""
    last = number_of(edition.version)
    own = [found for found in errata if found.edition == edition.id]
    return [
        Correction(
            version=found.version, wrong=found.wrong, right=found.right, touches=found.touches
        )
        for found in sorted(own, key=lambda found: number_of(found.version), reverse=True)
        if number_of(found.version) <= last
    ]


def _errata(errata: Sequence[Correction]) -> str:
    """A table; its last column leads from an erratum to what it touches."""
    if not errata:
        return "There is none so far.\n"
    rows = [(found.version, found.wrong, found.right, " ".join(found.touches)) for found in errata]
    return pipe_table(["Since", "Was", "Is", "Where"], rows, [False] * 4)


def _digest(contents: Iterable[bytes]) -> str:
    """One SHA-256 over contents in their order, each with its length before it."""
    whole = hashlib.sha256()
    for content in contents:
        whole.update(f"{len(content)}\n".encode() + content)
    return whole.hexdigest()


def _vintage(loaded: Tables, edition: Edition) -> dict[str, Vintage]:
    """The vintage of each source of which the edition sees a row."""
    sources = loaded["sources"].rows
    seen = seen_sources(sources, edition.as_of.isoformat())
    known = dict(zip(sources["key"], sources["known_from"], strict=True))
    found: dict[str, Vintage] = {}
    for rows in visible_rows(loaded, seen).values():
        if "source" not in rows:
            continue
        dates = rows["date"] if "date" in rows else [""] * len(rows)
        for source, date in zip(rows["source"], dates, strict=True):
            if source in known and source in seen:
                before = found.get(source, Vintage())
                latest = _later(before.latest, str(date), known[source])
                found[source] = Vintage(rows=before.rows + 1, latest=latest)
    return found


def _later(latest: str, date: str, known: str) -> str:
    """The later of two dates as written; `date` does not count if it ends after `known`."""
    if not date or date.endswith(OPEN) or parse_span(date).last.isoformat() > known:
        return latest
    return max(latest, date, key=by_end) if latest else date


def _vintage_table(index: Index) -> str:
    lines = [
        "| Source | Kind | Rows | Latest date | Used from |",
        "|:-------------------|:----------|-----:|:---------------|:---------------|",
    ]
    for key, source in index.sources.items():
        vintage = index.about.vintage.get(key, Vintage())
        latest = in_words(vintage.latest) if vintage.latest else "none"
        cells = (source.short, source.kind, in_print(vintage.rows), latest)
        lines.append("| " + " | ".join(map(escape, cells)) + f" | {in_words(source.known_from)} |")
    return "\n".join(lines) + "\n"


def _pairs(first: str, second: str, pairs: Mapping[str, str]) -> str:
    lines = [f"| {first} | {second} |", "|:---------------|:-------------------------|"]
    lines += [f"| {escape(name)} | {code(text)} |" for name, text in pairs.items()]
    return "\n".join(lines) + "\n"


def _short(hashes: Mapping[str, str]) -> dict[str, str]:
    return {name: digest[:_SHOWN] for name, digest in hashes.items()}


def _trust(edition: Edition, publisher: Publisher) -> str:
    """Who publishes the edition, how to reach them, on which terms, and how to cite it."""
    state = f"released {edition.released_in_words}" if edition.date else "a draft, not released"
    author = f"{escape(publisher.author)}: " if publisher.author else ""
    cite = f"{author}*{escape(edition.title)}*, version {edition.version}"
    cite += "" if edition.date else " (draft)"
    cite += f", <{publisher.site}/{edition.id}/>" if publisher.site else ""
    stated = {
        "Publisher": escape(publisher.name) or _UNNAMED,
        "Contact": _address(publisher.contact),
        "Repository": _address(publisher.repository),
        "Version": f"{edition.version}, {state}; sources known on "
        f"{in_words(edition.as_of.isoformat())}",
        "License": escape(publisher.license) or "not stated",
        "Cite as": cite,
    }
    lines = [f"- **{name}:** {text}" for name, text in stated.items()]
    return "\n".join(["::: {.trust}", *lines, ":::", ""])


def _address(text: str) -> str:
    """A link to an address of mail or of a page; other words as they are."""
    is_address = re.fullmatch(r"https?://\S+|\S+@\S+\.\S+", text)
    return f"<{text}>" if is_address else escape(text) or _UNNAMED


def _citation(edition: Edition, publisher: Publisher) -> str:
    """The edition as an entry of a bibliography."""
    author = publisher.author
    draft = "" if edition.date else " (draft)"
    lines = [
        f"@report{{standards-participation-{edition.version},",
        *([f"  author = {{{{{author.translate(_BIBTEX)}}}}},"] if author else []),
        f"  title  = {{{edition.title.translate(_BIBTEX)}}},",
        f"  note   = {{Edition {edition.id}, version {edition.version}{draft}}},",
        *([f"  date   = {{{edition.released_on}}},"] if edition.date else []),
        *([f"  url    = {{{publisher.site}/{edition.id}/}},"] if publisher.site else []),
        "}",
    ]
    return _code("bibtex", lines)


def _commands(edition: Edition) -> str:
    """What rebuilds the edition in a clone of the repository, and what compares it."""
    lines = [
        "make report                               # the open edition, and the released ones",
        f".venv/bin/standards-report build {edition.id}      # this edition alone",
        f".venv/bin/standards-report verify {edition.version}   # rebuilt, then compared",
    ]
    return _code("sh", lines)


def _code(language: str, lines: Iterable[str]) -> str:
    return "\n".join([f"```{language}", *lines, "```"]) + "\n"
