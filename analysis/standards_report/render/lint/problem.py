"""What lint says of a chapter."""

from __future__ import annotations

from dataclasses import dataclass

ONE_ENGINE = "only one engine has it"
UNSAFE = "pages and PDF would carry it to readers"
_LONGEST = 60


@dataclass(frozen=True, order=True)
class Finding:
    """Line, what is there, what to write in its place, and why it may not be there."""

    line: int
    what: str
    remedy: str
    why: str = ONE_ENGINE

    @property
    def said(self) -> str:
        """What is there and why it may not be."""
        return f"{self.what}: {self.why}" if self.why else self.what


def shortened(text: str) -> str:
    """A text of the chapter in a few words."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"
