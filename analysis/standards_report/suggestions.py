"""Suggests known names in place of one that is not known, in the same words in every message."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence


def nearest(name: str, known: Iterable[str], most: int = 1, cutoff: float = 0.6) -> list[str]:
    """The known names that are spelled most like `name`, the nearest first.

    Returns `most` of them at most, and none whose likeness is below `cutoff` (0 to 1, where 1 is
    the same name).
    """
    return difflib.get_close_matches(name, list(known), most, cutoff)


def did_you_mean(
    name: str,
    known: Iterable[str],
    otherwise: str = "",
    *,
    most: int = 1,
    cutoff: float = 0.6,
) -> str:
    """A question that offers the known names nearest to `name` (see `nearest`).

    Returns `otherwise` where none is near. Without `otherwise` it lists the names that can be used.
    """
    names = list(known)
    if near := nearest(name, names, most, cutoff):
        return question(near)
    if otherwise or not names:
        return otherwise or "there is none yet"
    return f"use {names[0]}" if len(names) == 1 else f"use one of {', '.join(names)}"


def question(names: Sequence[str]) -> str:
    """The question whether one of the names is meant: `did you mean 'a' or 'b'?`."""
    return f"did you mean {either(names)}?"


def either(names: Sequence[str]) -> str:
    """The names in quotation marks with "or" before the last one: `'a', 'b' or 'c'`."""
    quoted = [repr(name) for name in names]
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]] if quoted[:-1] else quoted)
