"""A raw export as text, and the ways in which a download goes wrong."""

from __future__ import annotations

from pathlib import Path

from standards_report.errors import DataError
from standards_report.not_text import no_content
from standards_report.observations.reading import UNSEEN
from standards_report.source_files import MOST_TABLE, decoded, read_source


def read_text(path: Path) -> str:
    """The text of an export; a byte order mark is accepted.

    Raises DataError where the file is missing, no file, empty, binary, not UTF-8, or a web page
    that was saved in its place.
    """
    text = decoded(read_source(path, path.name, MOST_TABLE), path.name)
    if fault := no_content(text, path.name):
        raise DataError(fault)
    return text.removeprefix("\ufeff")


def plain(text: str) -> str:
    """The text on one line, without characters that steer a terminal or that nobody sees."""
    return " ".join(UNSEEN.sub("", text).split())
