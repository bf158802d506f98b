"""Reads a raw export as text, and names what can go wrong with a download."""

from __future__ import annotations

from pathlib import Path

from standards_report.errors import DataError
from standards_report.not_text import no_content
from standards_report.observations.domain.names import UNSEEN, tidy
from standards_report.source_files import MOST_TABLE, decoded, read_source


def read_text(path: Path) -> str:
    """The text of an export, with plain spaces and in composed Unicode (`tidy`).

    So a name is the same, however a web page or a program writes it. Accepts a byte order mark and
    the line ends of any system. Raises DataError where the file is missing, is not a regular file,
    is empty, binary or not UTF-8, or is a web page.
    """
    text = decoded(read_source(path, path.name, MOST_TABLE), path.name).removeprefix("\ufeff")
    if fault := no_content(text, path.name):
        raise DataError(fault)
    text = text.replace("\r\n", "\n")
    return tidy(text if "\n" in text else text.replace("\r", "\n"))


def file_name(path: Path) -> str:
    """The name of an export, as its rows cite it."""
    return plain(tidy(path.name))


def plain(text: str) -> str:
    """The text on one line, without invisible characters and those that control a terminal."""
    return UNSEEN.sub("", " ".join(text.split()))
