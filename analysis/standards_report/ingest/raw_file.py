"""A raw export as text, and the ways in which a download goes wrong."""

from __future__ import annotations

from pathlib import Path

from standards_report.errors import DataError
from standards_report.not_text import no_content
from standards_report.observations.domain.names import UNSEEN, tidy
from standards_report.source_files import MOST_TABLE, decoded, read_source


def read_text(path: Path) -> str:
    """The text of an export; a byte order mark, and the line ends of any system, are accepted.

    Spaces are plain ones, and letters and their accents one character (`tidy`), so that a name
    is one however a web page or a program writes it.

    Raises DataError where the file is missing, no file, empty, binary, not UTF-8, or a web page
    that was saved in its place.
    """
    text = decoded(read_source(path, path.name, MOST_TABLE), path.name).removeprefix("\ufeff")
    if fault := no_content(text, path.name):
        raise DataError(fault)
    text = text.replace("\r\n", "\n")
    return tidy(text if "\n" in text else text.replace("\r", "\n"))


def file_name(path: Path) -> str:
    """The name of an export as rows that come from it cite it."""
    return plain(tidy(path.name))


def plain(text: str) -> str:
    """The text on one line, without characters that steer a terminal or that nobody sees."""
    return UNSEEN.sub("", " ".join(text.split()))
