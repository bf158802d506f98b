"""Typst, in this process: it knows again what it has set before, as long as the process lives."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

# A complaint of Typst, and places of it: first its own, then those that led there.
_COMPLAINT = re.compile(r"^(?:error|warning): ", re.MULTILINE)
_PLACE = re.compile(
    r"\N{BOX DRAWINGS LIGHT DOWN AND RIGHT}\N{BOX DRAWINGS LIGHT HORIZONTAL} (.+):(\d+):(\d+)$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Place:
    """A place in a file of the source; the column is counted from 0."""

    file: str
    line: int
    column: int


@dataclass(frozen=True)
class Complaint:
    """What Typst objects to, and the places that it names, the nearest first."""

    message: str
    places: tuple[Place, ...] = ()


class TypesettingError(Exception):
    """Typst makes no PDF, or one with flaws."""

    def __init__(self, complaints: list[Complaint]) -> None:
        self.complaints = complaints
        super().__init__("; ".join(complaint.message for complaint in complaints))


def typeset(main: Path, fonts: list[str]) -> bytes:
    """The PDF that Typst makes of `main`.

    It follows PDF/UA-1 as far as Typst checks it, which includes that every character has a
    glyph. Raises TypesettingError, for warnings as well.
    """
    return _typesetter(main.parent, tuple(fonts)).typeset(main)


@lru_cache(maxsize=8)
def _typesetter(root: Path, fonts: tuple[str, ...]) -> _Typesetter:
    return _Typesetter(root, fonts)


class _Typesetter:
    """Typst for one folder. It knows fonts, pictures and chapters by what they hold: a chapter
    that is set again after a change takes a tenth of the time."""

    def __init__(self, root: Path, fonts: tuple[str, ...]) -> None:
        import typst

        self._compiler = typst.Compiler(
            root=str(root), font_paths=list(fonts), ignore_system_fonts=True
        )
        self._alone = threading.Lock()

    def typeset(self, main: Path) -> bytes:
        import typst

        options: dict[str, Any] = {"format": "pdf", "pdf_standards": "ua-1", "timestamp": 0}
        try:
            with self._alone:
                document, warnings = self._compiler.compile_with_warnings(
                    input=str(main), **options
                )
        except typst.TypstError as error:
            raise TypesettingError(list(_complaints([error]))) from None
        if warnings:
            raise TypesettingError(list(_complaints(warnings)))
        if not isinstance(document, bytes):
            raise TypesettingError([Complaint("gave no document")])
        return document


def _complaints(told: list[Any]) -> Iterator[Complaint]:
    """Those of an error, which may hold several, and of warnings."""
    for complaint in told:
        parts = _COMPLAINT.split(complaint.diagnostic)[1:]
        for part in parts or [complaint.message]:
            message, _, rest = part.partition("\n")
            found = _PLACE.findall(rest)
            places = (
                Place(Path(file).name, int(line), int(column)) for file, line, column in found
            )
            yield Complaint(" ".join(message.split()), tuple(places))
