"""Reads JSON and reports repeated keys, of which Python's own reader silently keeps the last."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any


def parse_json(
    text: str, change: Callable[[dict[str, Any]], Any] = lambda part: part
) -> tuple[Any, list[str]]:
    """Returns the content of a JSON text, and the keys that occur twice in one object.

    `change` is applied to each object in the text. Raises ValueError where the text is not JSON,
    and RecursionError where it is nested too deeply.
    """
    twice: dict[str, None] = {}

    def read(pairs: list[tuple[str, Any]]) -> Any:
        part = dict(pairs)
        if len(part) < len(pairs):
            counts = Counter(key for key, _ in pairs)
            twice.update((key, None) for key, count in counts.items() if count > 1)
        return change(part)

    return json.loads(text, object_pairs_hook=read), list(twice)
