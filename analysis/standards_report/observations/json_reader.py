"""JSON in which every key stands once; Python's own reader keeps the last of two without a word."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any


def parse_json(
    text: str, change: Callable[[dict[str, Any]], Any] = lambda part: part
) -> tuple[Any, list[str]]:
    """What the text says, each object in it as `change` makes it, and the keys that stand twice in
    one object.

    Raises ValueError where it is no JSON, RecursionError where it is nested too deeply.
    """
    twice: dict[str, None] = {}

    def read(pairs: list[tuple[str, Any]]) -> Any:
        part = dict(pairs)
        if len(part) < len(pairs):
            counts = Counter(key for key, _ in pairs)
            twice.update((key, None) for key, count in counts.items() if count > 1)
        return change(part)

    return json.loads(text, object_pairs_hook=read), list(twice)
