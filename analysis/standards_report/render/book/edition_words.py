"""What every page and the PDF say of their edition."""

from __future__ import annotations

from typing import Any

from standards_report.observations.domain.dates import in_words
from standards_report.observations.domain.editions import Edition

LANG = "en-US"


def version_words(version: str, released_on: str) -> str:
    """A version as a sentence names it; that of a draft, which has no day of release, says so."""
    return f"version {version}" if released_on else f"draft of version {version}, not released"


def edition_words(edition: Edition) -> dict[str, Any]:
    """The edition, its two dates in words, its version, and the language of its text.

    A draft has no day of release, and its version says that it is one.
    """
    return {
        "edition": edition,
        "released": edition.released_in_words,
        "version": version_words(edition.version, edition.released_on),
        "as_of": in_words(edition.as_of.isoformat()),
        "lang": LANG,
    }
