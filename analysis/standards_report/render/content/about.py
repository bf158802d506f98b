"""What an edition rests on, for its page about itself: dates of data, versions and hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from standards_report.display.text.markdown import code, escape
from standards_report.display.text.numbers import in_print
from standards_report.evidence.release.data_package import visible_tables
from standards_report.evidence.release.manifest import TOOLS
from standards_report.evidence.results.index import Index
from standards_report.observations.as_of import seen_sources, visible_rows
from standards_report.observations.domain.dates import OPEN, by_end, in_words, parse_span
from standards_report.observations.domain.editions import Edition
from standards_report.observations.tables.table import Tables

# What BibTeX reads as markup.
_BIBTEX = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "&%$#_{}"},
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\\": r"\textbackslash{}",
    }
)
_SHOWN = 16  # digits of a hash that tell inputs apart on a page; the manifest has whole ones


def about_facts(
    loaded: Tables, edition: Edition, groups: Mapping[str, Iterable[Path]]
) -> dict[str, Any]:
    """`vintage`, `tools` and `hashes` of an edition, as the index keeps them.

    `groups` are files that count as one input under a name; the data count as the edition
    sees them, so that later rows change nothing.
    """
    data = (text.encode() for _, text in sorted(visible_tables(loaded, edition).items()))
    hashes = {"data": _digest(data)}
    hashes |= {
        name: _digest(path.read_bytes() for path in sorted(files)) for name, files in groups.items()
    }
    return {
        "vintage": _vintage(loaded, edition),
        "tools": {name: version(name) for name in TOOLS},
        "hashes": hashes,
    }


def about_passages(index: Index) -> dict[str, str]:
    """Label to Markdown of what the page about the edition embeds."""
    facts = index.get("about")
    if not facts:
        return {}
    return {
        "about-vintage": _vintage_table(index, facts["vintage"]),
        "about-versions": _pairs("Tool", "Version", facts["tools"]),
        "about-hashes": _pairs("Input", "SHA-256, first digits", _short(facts["hashes"])),
        "about-citation": _citation(index["edition"]),
        "about-commands": _commands(index["edition"]),
    }


def _digest(contents: Iterable[bytes]) -> str:
    """One SHA-256 over contents in their order, each with its length before it."""
    whole = hashlib.sha256()
    for content in contents:
        whole.update(f"{len(content)}\n".encode() + content)
    return whole.hexdigest()


def _vintage(loaded: Tables, edition: Edition) -> dict[str, dict[str, Any]]:
    """Source to the number of its rows and the latest date that lies before it was known."""
    sources = loaded["sources"].rows
    seen = seen_sources(sources, edition.as_of.isoformat())
    known = dict(zip(sources["key"], sources["known_from"], strict=True))
    found: dict[str, dict[str, Any]] = {}
    for rows in visible_rows(loaded, seen).values():
        if "source" not in rows:
            continue
        dates = rows["date"] if "date" in rows else [""] * len(rows)
        for source, date in zip(rows["source"], dates, strict=True):
            if source in known and source in seen:
                one = found.setdefault(source, {"rows": 0, "latest": ""})
                one["rows"] += 1
                one["latest"] = _later(one["latest"], str(date), known[source])
    return found


def _later(latest: str, date: str, known: str) -> str:
    """The later of two written dates; one that reaches beyond `known` does not count."""
    if not date or date.endswith(OPEN) or parse_span(date).last.isoformat() > known:
        return latest
    return max(latest, date, key=by_end) if latest else date


def _vintage_table(index: Index, vintage: Mapping[str, Mapping[str, Any]]) -> str:
    lines = [
        "| Source | Kind | Rows | Latest date | Used from |",
        "|:-------------------|:----------|-----:|:---------------|:---------------|",
    ]
    for key, source in index["sources"].items():
        one = vintage.get(key, {"rows": 0, "latest": ""})
        latest = in_words(one["latest"]) if one["latest"] else "none"
        cells = (source["short"], source["kind"], in_print(one["rows"]), latest)
        lines.append(
            "| " + " | ".join(map(escape, cells)) + f" | {in_words(source['known_from'])} |"
        )
    return "\n".join(lines) + "\n"


def _pairs(first: str, second: str, pairs: Mapping[str, str]) -> str:
    lines = [f"| {first} | {second} |", "|:---------------|:-------------------------|"]
    lines += [f"| {escape(name)} | {code(text)} |" for name, text in pairs.items()]
    return "\n".join(lines) + "\n"


def _short(hashes: Mapping[str, str]) -> dict[str, str]:
    return {name: digest[:_SHOWN] for name, digest in hashes.items()}


def _citation(edition: Mapping[str, Any]) -> str:
    """The edition as an entry of a bibliography."""
    lines = [
        f"@report{{standards-participation-{edition['version']},",
        "  author = {{Standards Participation Report}},",
        f"  title  = {{{edition['title'].translate(_BIBTEX)}}},",
        f"  note   = {{Edition {edition['id']}, version {edition['version']}}},",
        f"  date   = {{{edition['date']}}},",
        "}",
    ]
    return _code("bibtex", lines)


def _commands(edition: Mapping[str, Any]) -> str:
    """What rebuilds the edition in a clone of the repository, and what compares it."""
    one = edition["id"]
    lines = [
        "make report                             # every edition",
        f".venv/bin/standards-report build {one}    # this edition alone",
        f".venv/bin/standards-report verify {one}   # rebuilt, then compared",
    ]
    return _code("sh", lines)


def _code(language: str, lines: Iterable[str]) -> str:
    return "\n".join([f"```{language}", *lines, "```"]) + "\n"
