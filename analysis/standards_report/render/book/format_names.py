"""What formats are called, for rooms that know no format and for the command line."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

# Each with the form of the text that it is set from, for which passages can ask.
FORM_OF = {"html": "html", "pdf": "typst"}
FORMS = tuple(FORM_OF.values())
# Of the formats that come as one file, what readers call it, and how the name of the file ends.
DOWNLOADS = {"pdf": ("PDF", "pdf")}


class Named(Protocol):
    """An edition, or a version of one: `id` is that of the edition."""

    @property
    def id(self) -> str: ...


@dataclass(frozen=True)
class Download:
    """An edition as one file: what it is called, and the file, empty where a build has none."""

    title: str
    file: str


def file_stem(edition: Named) -> str:
    """The name of each such file, without its ending."""
    return f"standards-report-{edition.id}"


def file_name(edition: Named, name: str) -> str:
    """The file of a format that comes as one file."""
    return f"{file_stem(edition)}.{DOWNLOADS[name][1]}"


def downloads(edition: Named, made: Collection[str]) -> list[Download]:
    """All formats that come as one file; `made` names those that a build has."""
    return [
        Download(title, file_name(edition, name) if name in made else "")
        for name, (title, _) in DOWNLOADS.items()
    ]
