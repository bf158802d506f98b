"""A table as a workbook (Office Open XML), for readers without a program for CSV.

Two sheets of plain cells, in the fewest parts that spreadsheets accept. The same cells always give
the same bytes; texts stand in their cells as texts, so that none of them runs as a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from standards_report.display.emitted import Cell
from standards_report.evidence.release.archive import packed

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PART = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MOST = 32_767  # characters of a cell
# Characters that XML cannot hold.
_NOT_IN_XML = {code: None for code in range(32) if chr(code) not in "\t\n\r"}
Rows = Iterable[Sequence[Cell | Decimal]]


def workbook(sheets: Sequence[tuple[str, Rows]]) -> bytes:
    """The sheets, each a name and its rows, as a workbook. A cell that is None stays empty, and
    numbers that are written out keep their digits."""
    numbers = range(1, len(sheets) + 1)
    names = [name for name, _ in sheets]
    parts = {
        "[Content_Types].xml": _content_types(numbers),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": _book(names),
        "xl/_rels/workbook.xml.rels": _relations(
            {f"rId{number}": ("worksheet", f"worksheets/sheet{number}.xml") for number in numbers}
        ),
        **{
            f"xl/worksheets/sheet{number}.xml": _sheet(rows)
            for number, (_, rows) in zip(numbers, sheets, strict=True)
        },
    }
    return packed({name: (_HEAD + text).encode() for name, text in parts.items()})


def _content_types(numbers: Iterable[int]) -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
        f'ContentType="{_PART}.worksheet+xml"/>'
        for number in numbers
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_PART}.sheet.main+xml"/>'
        f"{sheets}</Types>"
    )


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _book(names: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, 1)
    )
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _sheet(rows: Rows) -> str:
    lines = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>'


def _cell(cell: Cell | Decimal) -> str:
    if cell is None or cell == "":
        return "<c/>"
    if isinstance(cell, (int, float, Decimal)):
        return f"<c><v>{Decimal(str(cell)):f}</v></c>"
    text = escape(cell.translate(_NOT_IN_XML)[:_MOST])
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
