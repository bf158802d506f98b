"""A raw export as text, and the ways in which a download goes wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from standards_report.errors import DataError, Fault
from standards_report.observations.names import UNSEEN, tidy
from standards_report.source_files import MOST_TABLE, read_source

_WEB_PAGE = re.compile(r"\s*<(?:!doctype|html|head|body|\?xml|!--)", re.IGNORECASE)
_AGAIN = "download the export again"


@dataclass(frozen=True)
class Finding:
    """One fault of an export, before those that say the same are put together."""

    line: int
    what: str
    remedy: str


def read_text(path: Path) -> str:
    """The text of an export; a byte order mark, and the line ends of any system, are accepted.

    Spaces are plain ones, and letters and their accents one character (`tidy`), so that a name
    is one however a web page or a program writes it.

    Raises DataError where the file is missing, no file, empty, binary, not UTF-8, or a web page
    that was saved in its place.
    """
    content = read_source(path, path.name, MOST_TABLE)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise DataError(Fault(path.name, line, "not UTF-8", _AGAIN)) from None
    if not text.strip():
        raise DataError(Fault(path.name, 0, "empty", _AGAIN))
    if _WEB_PAGE.match(text):
        what = "a web page stands in place of the export"
        raise DataError(Fault(path.name, 1, what, f"open it to see what it says, then {_AGAIN}"))
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise DataError(Fault(path.name, line, "holds a NUL byte", _AGAIN))
    text = text.replace("\r\n", "\n")
    return tidy(text if "\n" in text else text.replace("\r", "\n"))


def file_name(path: Path) -> str:
    """The name of an export as rows that come from it cite it."""
    return plain(tidy(path.name))


def plain(text: str) -> str:
    """The text on one line, without characters that steer a terminal or that nobody sees."""
    return UNSEEN.sub("", " ".join(text.split()))


def put_together(findings: Iterable[Finding], shown: str) -> list[Fault]:
    """One fault for all findings that say the same, at the first line that has it."""
    first: dict[tuple[str, str], Finding] = {}
    count: dict[tuple[str, str], int] = {}
    for finding in findings:
        key = finding.what, finding.remedy
        first.setdefault(key, finding)
        count[key] = count.get(key, 0) + 1
    return [
        Fault(shown, finding.line, plain(finding.what) + _more(count[key]), finding.remedy)
        for key, finding in first.items()
    ]


def _more(count: int) -> str:
    if count == 1:
        return ""
    return f" (and in {count - 1} more {'line' if count == 2 else 'lines'})"
