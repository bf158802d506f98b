"""Whether data in JSON-LD use the words of schema.org as it defines them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import rocrate

_PREFIX = "schema:"


@cache
def _known() -> dict[str, dict[str, Any]]:
    """Types and properties by their names; a package brings the whole vocabulary."""
    path = Path(rocrate.__file__).parent / "data" / "schema.jsonld"
    graph = json.loads(path.read_text(encoding="utf-8"))["@graph"]
    return {each["@id"].removeprefix(_PREFIX): each for each in graph}


def _named(entry: dict[str, Any], key: str) -> list[str]:
    told = entry.get(key, [])
    return [
        each["@id"].removeprefix(_PREFIX) for each in (told if isinstance(told, list) else [told])
    ]


def _and_wider(name: str) -> set[str]:
    """A type with all types of which it is one."""
    wider = _named(_known().get(name, {}), "rdfs:subClassOf")
    return {name}.union(*map(_and_wider, wider))


def faults_of(node: Any, place: str = "") -> Iterator[str]:
    """Types and properties that there are not, properties of other types, and what is empty."""
    if isinstance(node, list):
        for number, each in enumerate(node):
            yield from faults_of(each, f"{place}[{number}]")
    elif isinstance(node, dict):
        kind = node.get("@type", "")
        if _known().get(kind, {}).get("@type") != "rdfs:Class":
            yield f"{place}: no type {kind!r}"
        for name, value in node.items():
            if not name.startswith("@"):
                yield from _of_property(kind, name, f"{place}.{name}")
                yield from faults_of(value, f"{place}.{name}")
    elif node in ("", None):
        yield f"{place}: empty"


def _of_property(kind: str, name: str, place: str) -> Iterator[str]:
    entry = _known().get(name, {})
    if entry.get("@type") != "rdf:Property":
        yield f"{place}: no property"
    elif not _and_wider(kind) & set(_named(entry, "schema:domainIncludes")):
        yield f"{place}: no property of {kind}"
