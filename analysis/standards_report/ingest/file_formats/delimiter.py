"""What separates the columns of a text: the sign whose columns have the expected headings."""

from __future__ import annotations

import csv
from collections.abc import Callable

from standards_report.not_text import SIGNS

_NOTE = "sep="


def without_note(text: str) -> tuple[str, str]:
    """The text without Excel's first line `sep=;`, and the sign that it names.

    The line stays as an empty one, so that numbers of lines stay the same.
    """
    first, end, rest = text.partition("\n")
    note = first.rstrip("\r").strip('"')
    sign = note[len(_NOTE) :]
    if note.lower().startswith(_NOTE) and sign in SIGNS:
        return end + rest, sign
    return text, ""


def delimiter_of(header: str, is_heading: Callable[[str], bool]) -> str:
    """The sign that separates a line of headings into most that `is_heading` knows.

    Where none is known with any sign, it is a comma.
    """

    def known(sign: str) -> tuple[int, bool]:
        try:
            cells = next(csv.reader([header], delimiter=sign), [])
        except csv.Error:
            cells = []
        return sum(map(is_heading, cells)), sign == ","

    return max(SIGNS, key=known)
