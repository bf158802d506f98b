"""What the report computed, as far as a chapter names it.

All of it takes Pandoc's filters longer to read than a chapter to set; and a chapter is set anew
only where something has changed that it names.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

from standards_report.render.chapters.format import Format
from standards_report.render.chapters.report import Report

_BY_NAME = ("claims", "items", "values")


def part_of_index(report: Report, form: Format, named: Collection[str]) -> str:
    """The part of the index that a chapter names, as JSON for filters."""
    index = _index(report.work.report.read_bytes())
    part = part_of(index if form.has_inline_drawings else _in_print(index), named)
    return json.dumps(part, ensure_ascii=False, sort_keys=True)


def part_of(index: Mapping[str, Any], named: Collection[str]) -> dict[str, Any]:
    """The index without the claims, items and values that are not named."""
    known = frozenset(named)
    parts = {
        kind: {name: entry for name, entry in index[kind].items() if name in known}
        for kind in _BY_NAME
    }
    return {**index, **parts}


@lru_cache(maxsize=4)
def _index(content: bytes) -> dict[str, Any]:
    """Wanted once a chapter and format; to be read."""
    index: dict[str, Any] = json.loads(content)
    return index


def _in_print(index: Mapping[str, Any]) -> dict[str, Any]:
    """The index for print, which has drawings from files and does not explain terms in place."""
    items = {name: item | {"svg": ""} for name, item in index["items"].items()}
    return {**index, "items": items, "terms": []}
