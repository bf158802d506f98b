"""What every page and the PDF say of their edition."""

from __future__ import annotations

from typing import Any

from standards_report.observations.domain.dates import in_words
from standards_report.observations.domain.editions import Edition

LANG = "en-US"


def edition_words(edition: Edition) -> dict[str, Any]:
    """The edition, its two dates in words, and the language of its text."""
    return {
        "edition": edition,
        "released": in_words(edition.date.isoformat()),
        "as_of": in_words(edition.as_of.isoformat()),
        "lang": LANG,
    }
