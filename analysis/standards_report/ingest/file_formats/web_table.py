"""Rows of the table of a saved web page, whatever the ending of its name.

Sites offer "Excel" files that are web pages, and people save pages as they see them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from standards_report.errors import DataError, Fault
from standards_report.ingest.file_formats.grid import Grid, filled

_PAGE = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta)",
    re.IGNORECASE | re.DOTALL,
)
_BREAKS = {"br", "p", "li", "div"}
_HIDDEN = {"script", "style", "template", "noscript"}
_OPEN = "open it in a browser: it may show an error, or ask you to sign in"
_MOST_SPANNED = 100


def is_web_page(text: str) -> bool:
    """Whether the text begins as a web page does."""
    return _PAGE.match(text) is not None


def read_web_table(text: str, shown: str) -> Grid:
    """The rows of the table with most rows, each with its number within the table.

    A line break within a cell stays one. Raises DataError for a page without a table.
    """
    from lxml import etree, html

    try:
        page = html.document_fromstring(_without_declaration(text))
    except (etree.ParserError, ValueError):
        raise DataError(Fault(shown, 0, "is a web page without content", _OPEN)) from None
    tables = [_rows(table) for table in page.iter("table")]
    rows = max(tables, key=len, default=[])
    if not rows:
        raise DataError(Fault(shown, 1, "is a web page without a table", _OPEN))
    title = " ".join((page.findtext(".//title") or "").split())
    named = f" {title[:60]!r}" if title else ""
    which = "its table" if len(tables) == 1 else f"the longest of its {len(tables)} tables"
    return filled(rows, range(1, len(rows) + 1), f"web page{named}, {which}")


def _without_declaration(text: str) -> str:
    """The parser refuses a declared encoding in a text that has been decoded."""
    return re.sub(r"^\ufeff?\s*<\?xml[^>]*>", "", text)


def _rows(table: Any) -> list[list[str]]:
    own = (row for row in table.iter("tr") if next(row.iterancestors("table")) is table)
    return [_cells(row) for row in own]


def _cells(row: Any) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if cell.tag in ("td", "th"):
            text = "\n".join(" ".join(part.split()) for part in "".join(_texts(cell)).split("\n"))
            cells.append(text.strip())
            cells += [""] * (_spanned(cell) - 1)
    return cells


def _spanned(cell: Any) -> int:
    span = str(cell.get("colspan") or "1")
    return min(int(span), _MOST_SPANNED) if span.isascii() and span.isdigit() else 1


def _texts(part: Any) -> Iterator[str]:
    """The visible texts below an element, with a line end at each break of a line.

    Line ends of the file itself are spaces to a browser.
    """
    yield (part.text or "").replace("\r", " ").replace("\n", " ")
    for child in part:
        if isinstance(child.tag, str) and child.tag not in _HIDDEN:
            yield "\n" if child.tag in _BREAKS else ""
            yield from _texts(child)
        yield (child.tail or "").replace("\r", " ").replace("\n", " ")
