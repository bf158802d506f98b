"""The body of a page that one run of a notebook makes: its Markdown, its tables, its figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

from standards_report.display.emitted import Emissions, FigureResult, Item
from standards_report.evidence.results.index_rows import Source
from standards_report.pipeline.notebooks.emissions import label_of
from standards_report.render.content.inline_svg import prepare_svg

# `{{< var NAME >}}`, as in a chapter.
_VALUE = re.compile(r"\{\{< *var +([A-Za-z0-9_.]+) *>\}\}")
_MARK = "\ue000"  # stands for a value while the text around it is set
_MARKED = re.compile(f"{_MARK}([A-Za-z0-9_.]+){_MARK}")
_HEADING = re.compile(r"<h2>(.*?)</h2>")
_FIRST_ROWS = 12  # of a table that is longer than a few rows more
_ROW = re.compile(r"<tr>.*?</tr>\n?", re.DOTALL)


@dataclass(frozen=True)
class Heading:
    """A heading of the page, for the list beside it."""

    identifier: str
    text: str
    level: int = 2


@dataclass(frozen=True)
class Places:
    """Where the page leads: the file with its rows, and the notebook."""

    data: str
    notebook: str


@dataclass(frozen=True)
class Body:
    """The text of a page as HTML, and its headings."""

    html: str
    headings: tuple[Heading, ...]


def series_body(
    cells: list[dict[str, Any]],
    emissions: Emissions,
    sources: Mapping[str, Source],
    places: Places,
) -> Body:
    """The page of one run: the Markdown cells with their values, and what labelled cells emitted.

    The first cell, which introduces the notebook, is left out. A labelled cell that emitted
    nothing leaves nothing.
    """
    parts = []
    headings: list[Heading] = []
    for cell in cells[1:]:
        if cell["cell_type"] == "markdown":
            parts.append(_prose("".join(cell["source"]), emissions, places, headings))
        elif item := emissions.items.get(label_of(cell) or ""):
            parts.append(series_item(item, sources, places))
    return Body("\n".join(parts), tuple(headings))


def _prose(text: str, emissions: Emissions, places: Places, headings: list[Heading]) -> str:
    marked = _VALUE.sub(lambda found: f"{_MARK}{found[1]}{_MARK}", text)
    html = str(_markdown().render(marked))
    html = _MARKED.sub(lambda found: _value(found[1], emissions, places), html)

    def heading(found: re.Match[str]) -> str:
        name = f"sec-{re.sub('[^a-z0-9]+', '-', found[1].lower()).strip('-')}"
        headings.append(Heading(name, found[1]))
        anchor = f'<a href="#{name}" class="anchor" aria-label="Link to this section"></a>'
        return f'<h2 id="{name}">{found[1]}{anchor}</h2>'

    return _HEADING.sub(heading, html)


def _value(name: str, emissions: Emissions, places: Places) -> str:
    text = escape(emissions.values[name].text)
    return f'<a class="value" href="{places.data}">{text}</a>'


def series_item(item: Item, sources: Mapping[str, Source], places: Places) -> str:
    """A figure or table with its caption and with what it rests on."""
    caption = f"<figcaption>{escape(item.caption)}</figcaption>"
    told = _provenance(item, sources, places)
    if isinstance(item, FigureResult):
        drawing = prepare_svg(item.svg, item.label, item.alt)
        return f'<figure id="{item.label}">\n{drawing}{caption}\n</figure>\n{told}'
    head, rest = _parts_of_table(str(_markdown().render(item.markdown)))
    more = ""
    if rest:
        count = len(_ROW.findall(rest))
        hidden = head[: head.index("<tbody>")] + f"<tbody>\n{rest}</tbody>\n</table>\n"
        more = f"<details><summary>{count} more</summary>\n{_scroll(hidden)}</details>\n"
    figure = f'<figure id="{item.label}" class="table-figure">\n{caption}\n{_scroll(head)}'
    return f"{figure}{more}</figure>\n{told}"


def _scroll(table: str) -> str:
    return f'<div class="table-scroll" role="group" aria-label="Table" tabindex="0">{table}</div>\n'


def _parts_of_table(html: str) -> tuple[str, str]:
    """The table with its first rows, and the other rows; none where there are few."""
    html = html.replace("<th>", '<th scope="col">').replace("<th style", '<th scope="col" style')
    head, opening, body = html.partition("<tbody>\n")
    rows = _ROW.findall(body)
    if len(rows) <= _FIRST_ROWS + 3:
        return html, ""
    first = head + opening + "".join(rows[:_FIRST_ROWS]) + "</tbody>\n</table>\n"
    return first, "".join(rows[_FIRST_ROWS:])


def _provenance(item: Item, sources: Mapping[str, Source], places: Places) -> str:
    named = "; ".join(sources[key].short for key in item.sources)
    lines = [item.note, f"Source: {named}." if named else "", f"{item.when}." if item.when else ""]
    text = escape(" ".join(filter(None, lines)))
    links = f'<a href="{places.notebook}">Notebook</a> · <a href="{places.data}">Data</a>'
    return f'<div class="provenance"><p>{text} {links}</p></div>'


def values_used(cells: list[dict[str, Any]]) -> Iterator[str]:
    """Names of the values that the Markdown cells of a notebook print."""
    for cell in cells:
        if cell["cell_type"] == "markdown":
            yield from _VALUE.findall("".join(cell["source"]))


@cache
def _markdown() -> Any:
    """CommonMark with tables; HTML in the text stays text."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")
