"""`_quarto-<edition>.yml`, generated from the edition's file: what Quarto has to know of it."""

from __future__ import annotations

from typing import Any

import yaml

from standards_report.display.text.markdown import escape
from standards_report.observations.domain.dates import in_words
from standards_report.observations.domain.editions import Edition

# The picture that other sites show beside a link to the edition.
CARD = "card.png"
# What an edition that follows another says of the difference: an appendix of it alone.
CHANGES = "chapters/changes.qmd"
_HEAD = "# Generated from editions/{id}.yml by standards-report; change that file instead.\n"


def file_stem(edition: str) -> str:
    """The name of every file that is a whole edition, without its ending."""
    return f"standards-report-{edition}"


def profile_content(edition: Edition) -> dict[str, Any]:
    """What the profile sets. `report-edition` is what the title page of the PDF prints. Quarto
    puts the appendices of a profile after those of `_quarto.yml`."""
    book: dict[str, Any] = {
        # Quarto reads them as Markdown.
        "title": escape(edition.title),
        "subtitle": escape(edition.subtitle),
        **({"date": edition.released_on} if edition.date else {}),
        "output-file": file_stem(edition.id),
    }
    if edition.previous:
        book["appendices"] = [CHANGES]
    return {
        "project": {"output-dir": f"_site/{edition.id}"},
        "book": book,
        "report-edition": {
            "id": edition.id,
            "version": edition.version,
            **({"released": edition.released_in_words} if edition.date else {}),
            "as-of": in_words(edition.as_of.isoformat()),
            **_day_of_release(edition),
        },
    }


def _day_of_release(edition: Edition) -> dict[str, int]:
    """Nothing for a draft: the title page then says that it is one."""
    day = edition.date
    return {"year": day.year, "month": day.month, "day": day.day} if day else {}


def profile_text(edition: Edition) -> str:
    """The file as text."""
    content = yaml.safe_dump(profile_content(edition), sort_keys=False, allow_unicode=True)
    return _HEAD.format(id=edition.id) + content
