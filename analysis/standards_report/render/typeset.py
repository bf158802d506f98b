"""Typst, in this process: it knows again what it has set before, as long as the process lives."""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path
from typing import Any


class TypesettingError(Exception):
    """What Typst objects to."""


def typeset(main: Path, fonts: list[str]) -> tuple[bytes, list[str]]:
    """The PDF that Typst makes of `main`, and its warnings.

    The PDF follows PDF/UA-1 as far as Typst checks it. Raises TypesettingError.
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

    def typeset(self, main: Path) -> tuple[bytes, list[str]]:
        import typst

        options: dict[str, Any] = {"format": "pdf", "pdf_standards": "ua-1", "timestamp": 0}
        try:
            with self._alone:
                document, warnings = self._compiler.compile_with_warnings(
                    input=str(main), **options
                )
        except typst.TypstError as error:
            raise TypesettingError(" ".join(str(error).split())) from None
        if not isinstance(document, bytes):
            raise TypesettingError("gave no document")
        return document, [str(warning.message) for warning in warnings]
