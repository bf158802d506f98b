"""Values under the names that prose uses: `_variables.yml`, which both engines read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from standards_report.display.text.markdown import escape, unescape
from standards_report.display.text.numbers import NOT_IN_SOURCES, listing
from standards_report.evidence.results.age import age_in_words, last_known, release_day
from standards_report.evidence.results.index import Index
from standards_report.observations.domain.dates import at_time, in_words
from standards_report.observations.domain.editions import Edition

Names = dict[str, str]


def prose_names(index: Index) -> Names:
    """Every name that prose may use, with the Markdown that stands for it.

    A value becomes a span that carries its name. A focus country can be named by its place:
    `members.focus1.latest` is the value of the first focus country. A name with
    `_when` at its end is the as-of date of the value (`July 2022`), one with `_at` the same as it
    follows a verb (`in July 2022`), and one with `_age` how long before the release this was
    observed.
    """
    names: Names = {}
    places = {country.code: f"focus{position}" for position, country in enumerate(index.focus, 1)}
    day = release_day(index.edition)
    for name, value in index.values.items():
        text = f'[{escape(value.text)}]{{.value data-id="{name}"}}'
        age = age_in_words(value.as_of, day, last_known(value.sources, index.sources))
        for called in dict.fromkeys((name, _by_place(name, places))):
            names[called] = text
            names[f"{called}_when"] = in_words(value.as_of) if value.as_of else NOT_IN_SOURCES
            names[f"{called}_at"] = at_time(value.as_of) if value.as_of else NOT_IN_SOURCES
            names[f"{called}_age"] = age or NOT_IN_SOURCES
    names |= {f"edition.{key}": text for key, text in _edition(index.edition).items()}
    names |= _focus(index)
    return names


def _by_place(name: str, places: Mapping[str, str]) -> str:
    return ".".join(places.get(part, part) for part in name.split("."))


def _edition(edition: Edition) -> Names:
    words = {
        "id": edition.id,
        "title": edition.title,
        "subtitle": edition.subtitle,
        "version": edition.version,
        "date": edition.released_in_words or "not released",
        "status": _status(edition),
        "as_of": in_words(edition.as_of.isoformat()),
        "first_year": str(edition.first_year),
        "question": edition.case_question,
        "attribution": edition.attribution,
        "previous": edition.previous,
    }
    return {key: escape(text) for key, text in words.items()}


def _status(edition: Edition) -> str:
    day = edition.released_in_words
    return f"released on {day}" if day else "a draft that is not released"


def _focus(index: Index) -> Names:
    in_text = [country.in_text for country in index.focus]
    names: Names = {"focus.names": escape(listing(in_text))}
    for position, country in enumerate(index.focus, 1):
        names[f"focus{position}.name"] = escape(country.name)
        names[f"focus{position}.in_text"] = escape(country.in_text)
        names[f"focus{position}.adjective"] = escape(country.adjective)
    return names


def printed(text: str) -> str:
    """What the Markdown of a name prints: the inverse of what `prose_names` makes of a text."""
    marked = text.startswith("[") and text.endswith('"}')
    return unescape(text[1:].rpartition("]{.value ")[0] if marked else text)


def variables_file(names: Mapping[str, str]) -> str:
    """The names as nested YAML (JSON is YAML, and quotes everything)."""
    nested: dict[str, Any] = {}
    for name, text in sorted(names.items()):
        *groups, last = name.split(".")
        below = nested
        for group in groups:
            below = below.setdefault(group, {})
        below[last] = text
    return json.dumps(nested, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def load_names(path: Path) -> Names:
    """The names that `variables_file` wrote. The mapping is shared: callers must not
    change it.
    """
    return _names(path.read_bytes())


@lru_cache(maxsize=4)
def _names(content: bytes) -> Names:
    return dict(_flat(json.loads(content), ""))


def _flat(nested: Mapping[str, Any], stem: str) -> Iterator[tuple[str, str]]:
    for name, below in nested.items():
        if isinstance(below, str):
            yield stem + name, below
        else:
            yield from _flat(below, f"{stem}{name}.")
