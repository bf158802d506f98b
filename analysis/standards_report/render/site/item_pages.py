"""Each figure and table as a thing of its own: a page to share and embed, its data with what a
reader has to know of them, and its citation."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from html import escape
from pathlib import Path
from typing import Any

from standards_report.display.emitted import Cell, FigureResult, Item
from standards_report.evidence.release.archive import packed
from standards_report.evidence.release.data_package import PACKAGE, printed_rows
from standards_report.render.book.edition_profile import CARD
from standards_report.render.book.edition_words import edition_words
from standards_report.render.chapters.report import Report
from standards_report.render.content.inline_svg import prepare_svg
from standards_report.render.content.item_citation import citation_of, item_page
from standards_report.render.document.numbering import NBSP, Target
from standards_report.render.html.notebook_pages import table_html
from standards_report.render.html.pages import render_template, write_text
from standards_report.render.metadata.answer_script import answer_script
from standards_report.render.metadata.citation_tags import cited_as
from standards_report.render.metadata.item_facts import (
    ItemFacts,
    metadata_text,
    readme_lines,
    readme_text,
)
from standards_report.render.metadata.reference_files import FORMATS, reference_files
from standards_report.render.metadata.spreadsheet import Rows, workbook
from standards_report.render.metadata.structured_data import in_page, item_data
from standards_report.render.static.assets import page_scripts
from standards_report.workspace import PUBLISHED

_CHINESE = re.compile(
    r"[\u2e80-\u303f\u3400-\u9fff\uff00-\uffef]*[\u3400-\u9fff]+[\u3400-\u9fff《》、，。（）]*"
)
_BETWEEN_TAGS = re.compile(r"(?<=>)[^<]+")
_HEIGHT = {"figure": 560, "table": 480}  # pixels of the frame on another page


def write_items(report: Report, folder: Path) -> None:
    """Writes the page and the files of every figure and table of an edition.

    Their CSV is published already, with its fields in `datapackage.json`.
    """
    published = folder / PUBLISHED
    data = report.work.result("data") / PUBLISHED / "data"
    fields = {
        resource["name"]: resource["schema"]["fields"]
        for resource in json.loads((data / PACKAGE).read_bytes())["resources"]
    }
    # The words of source and date under each of them, as chapters print them.
    shown = json.loads(report.work.report.read_bytes())["items"]
    targets, index, publisher = report.targets(), report.index, report.publisher
    every = []
    for label, item in sorted(index.items.items()):
        number = targets[label].name.replace(NBSP, " ") if label in targets else ""
        citation = citation_of(item, index, publisher, number)
        every.append(ItemFacts(item, index, publisher, number, citation, fields[label]))
    references = reference_files([facts.citation for facts in every])
    for facts, cited in zip(every, references, strict=True):
        label = facts.item.label
        for ending, text in cited.items():
            write_text(published / "figures" / f"{label}.{ending}", text)
        page = _page(report, facts, targets.get(label), shown[label])
        write_text(published / item_page(label), page)
        _write_data(facts, data / f"{label}.csv", cited, published / "data")


def _write_data(facts: ItemFacts, csv: Path, cited: Mapping[str, str], folder: Path) -> None:
    """Writes what the data need beside their CSV: metadata, workbook, package."""
    label = facts.item.label
    metadata = metadata_text(facts)
    write_text(folder / f"{label}.metadata.json", metadata)
    if isinstance(facts.item, FigureResult) and facts.item.answer:
        write_text(folder / f"{label}.answer.js", answer_script(facts, facts.item.answer))
    sheets: list[tuple[str, Rows]] = [("Data", _sheet(facts)), ("About", readme_lines(facts))]
    (folder / f"{label}.xlsx").write_bytes(workbook(sheets))
    package = {
        "README.txt": readme_text(facts).encode(),
        f"{label}.csv": csv.read_bytes(),
        f"{label}.metadata.json": metadata.encode(),
        **{f"{label}.{ending}": text.encode() for ending, text in cited.items()},
    }
    (folder / f"{label}.zip").write_bytes(packed(package))


def _sheet(facts: ItemFacts) -> list[list[Cell | Decimal]]:
    """The heads and the data; numbers that are written out are numbers in a workbook."""
    numeric = [field["type"] == "number" for field in facts.fields]
    rows: list[list[Cell | Decimal]] = [[field["name"] for field in facts.fields]]
    for row in printed_rows(facts.item):
        rows.append(
            [
                _number(cell) if is_number else cell
                for cell, is_number in zip(row, numeric, strict=True)
            ]
        )
    return rows


def _number(cell: Cell) -> Cell | Decimal:
    try:
        return Decimal(cell) if isinstance(cell, str) else cell
    except InvalidOperation:
        return cell


def _page(report: Report, facts: ItemFacts, target: Target | None, shown: Mapping[str, Any]) -> str:
    item, edition, publisher = facts.item, facts.index.edition, facts.publisher
    label = item.label
    named = f"{facts.number}: {item.caption}" if facts.number else item.caption
    description = " ".join(filter(None, [named, item.note]))
    is_figure = isinstance(item, FigureResult)
    picture = f"figures/{label}.png" if is_figure else f"figures/{CARD}"
    source = f"{facts.address or item_page(label)}#embed"
    return render_template(
        "item.html.j2",
        **edition_words(edition),
        offset="..",
        kind="article",
        description=_short(description),
        address=facts.address,
        card=publisher.address(f"{edition.id}/{picture}"),
        card_alt=item.alt if isinstance(item, FigureResult) else edition.title,
        card_size=not is_figure,
        cited_as=cited_as(edition, publisher, named),
        structured=_safe(in_page(item_data(facts, description))),
        scripts=page_scripts(report.project),
        item=item,
        number=facts.number,
        name=_chinese(escape(item.caption)),
        content=_content(item),
        shown=shown,
        is_figure=is_figure,
        in_report=f"../{target.page}#{label}" if target else "",
        citation=facts.citation.text,
        references=FORMATS,
        embed=f'<iframe src="{source}" title="{escape(named)}" width="100%" '
        f'height="{_HEIGHT[item.kind]}" loading="lazy" style="border:0"></iframe>',
        has_address=bool(facts.address),
        fields=facts.fields,
        sources=facts.sources,
    )


def _content(item: Item) -> Any:
    if isinstance(item, FigureResult):
        answers = item.answer is not None
        return _safe(prepare_svg(item.svg, item.label, item.alt, answers=answers))
    html = table_html(item.markdown).replace("<th", '<th scope="col"')
    return _chinese(html.replace('<th scope="col"ead', "<thead"))


def _chinese(html: str) -> Any:
    """HTML whose Chinese says that it is Chinese."""
    marked = _BETWEEN_TAGS.sub(lambda text: _marked(text[0]), f">{html}")
    return _safe(marked[1:])


def _marked(text: str) -> str:
    return _CHINESE.sub(lambda found: f'<span lang="zh">{found[0]}</span>', text)


def _short(text: str, most: int = 300) -> str:
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _safe(html: str) -> Any:
    from markupsafe import Markup

    return Markup(html)
