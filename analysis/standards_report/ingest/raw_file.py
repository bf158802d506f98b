"""The one door for raw exports: what a file is, and its text or the rows of its table.

Format, encoding and what separates columns are found from the bytes, never from the ending of the
name, and are named in the summary. What can be read is read; for anything else, the fault says what
the file is.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from standards_report.errors import DataError, Fault
from standards_report.ingest.file_formats.grid import Grid
from standards_report.ingest.file_formats.text_encoding import decoded_export
from standards_report.ingest.file_formats.web_table import is_web_page, read_web_table
from standards_report.ingest.file_formats.workbook import read_workbook, workbook_kind
from standards_report.not_text import no_content
from standards_report.observations.domain.names import UNSEEN, tidy
from standards_report.source_files import MOST_TABLE, read_source


@dataclass(frozen=True)
class RawText:
    """The text of an export, with line feeds as line ends, and the name of its encoding."""

    text: str
    encoding: str


def read_text(path: Path, wanted: str) -> RawText:
    """The text of an export, with plain spaces and in composed Unicode (`tidy`).

    So a name is the same, however a web page or a program writes it. Accepts the encodings that
    `decoded_export` knows and the line ends of any system. `wanted` says what the file should be.
    Raises DataError where the file is missing, is not a regular file, is empty, binary or in no
    known encoding, is a workbook or a web page.
    """
    content = read_source(path, path.name, MOST_TABLE)
    if kind := workbook_kind(content):
        raise DataError(Fault(path.name, 0, f"is an {kind}", f"give {wanted}"))
    return _checked(content, path)


def read_raw(path: Path) -> RawText | Grid:
    """The text of an export, or the rows of a workbook or of a table in a web page.

    Raises DataError as `read_text`, but not for workbooks and web pages with one table to read.
    """
    content = read_source(path, path.name, MOST_TABLE)
    if kind := workbook_kind(content):
        return _tidied(read_workbook(content, kind, path.name))
    text, encoding = decoded_export(content, path.name)
    if is_web_page(text):
        grid = read_web_table(text, path.name)
        return _tidied(Grid(grid.rows, grid.lines, f"{grid.form}, {encoding}"))
    del text
    return _checked(content, path)


def _checked(content: bytes, path: Path) -> RawText:
    text, encoding = decoded_export(content, path.name)
    text = text.removeprefix("\ufeff")
    if fault := no_content(text, path.name):
        raise DataError(fault)
    text = text.replace("\r\n", "\n")
    return RawText(tidy(text if "\n" in text else text.replace("\r", "\n")), encoding)


def _tidied(grid: Grid) -> Grid:
    return Grid([[tidy(cell) for cell in row] for row in grid.rows], grid.lines, grid.form)


def file_name(path: Path) -> str:
    """The name of an export, as its rows cite it."""
    return plain(tidy(path.name))


def plain(text: str) -> str:
    """The text on one line, without invisible characters and those that control a terminal."""
    return UNSEEN.sub("", " ".join(text.split()))
