"""Passages that are made from the index, such as the ledger: text that no notebook can emit,
since it is known only when all of them have run. Chapters embed them like a cell.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from standards_report.display.text.markdown import escape
from standards_report.display.text.numbers import sentence
from standards_report.evidence.results.index import Index
from standards_report.evidence.results.index_rows import Gap, Source
from standards_report.observations.domain.dates import in_words
from standards_report.render.book.site_config import Publisher
from standards_report.render.content.about import about_passages
from standards_report.render.content.ages import ages_markdown
from standards_report.render.content.coverage import (
    coverage_markdown,
    findings_markdown,
    parity_markdown,
    recommendations_markdown,
)
from standards_report.render.content.evidence.finding_cards import argument_passages
from standards_report.render.content.evidence.ledger import ledger_passages
from standards_report.render.content.glossary import (
    chinese_markdown,
    glossary_markdown,
    groups_markdown,
)
from standards_report.render.content.method_list import measures_markdown

NOTEBOOK = "generated"


def passages(index: Index, publisher: Publisher) -> dict[str, str]:
    """Label to Markdown of every generated passage; `publisher` says who is cited."""
    return {
        **ledger_passages(index),
        **argument_passages(index),
        **about_passages(index, publisher),
        "ages-list": ages_markdown(index),
        "gaps-list": _gaps(index),
        "glossary-chinese": chinese_markdown(index.glossary, index.sources),
        "glossary-groups": groups_markdown(index.bodies, index.sources),
        "glossary-terms": glossary_markdown(index.glossary, index.sources),
        "measures-list": measures_markdown(),
        "sources-list": _sources(index),
        "parity-list": parity_markdown(index),
        **_coverage_of_arguments(index),
        **{
            f"coverage-{source}": coverage_markdown(index, source)
            for source in dict.fromkeys(part.source for part in index.coverage)
        },
    }


def _coverage_of_arguments(index: Index) -> dict[str, str]:
    texts = {}
    if index.findings:
        texts["coverage-findings"] = findings_markdown(index)
    if index.recommendations:
        texts["coverage-recommendations"] = recommendations_markdown(index)
    return texts


def passages_notebook(index: Index, publisher: Publisher) -> str:
    """The passages as an executed notebook, the form in which Quarto embeds them."""
    return cells_notebook(passages(index, publisher))


def cells_notebook(texts: Mapping[str, str]) -> str:
    """An executed notebook with one cell of Markdown for each label."""
    cells = [_cell(label, text) for label, text in texts.items()]
    content = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def notebook_texts(content: str) -> dict[str, str]:
    """Label to Markdown: what `cells_notebook` was given."""
    cells = json.loads(content)["cells"]
    return {cell["id"]: "".join(cell["outputs"][0]["data"]["text/markdown"]) for cell in cells}


def _sources(index: Index) -> str:
    return "\n".join(_source(source) for source in index.sources.values())


def _source(source: Source) -> str:
    parts = [
        source.producer,
        f"Published {in_words(source.date)}" if source.date else "No date stated",
        f"Used from {in_words(source.known_from)} on",
        f"License: {source.licence}",
        f"Where to find it: {source.obtain}",
        source.note,
    ]
    text = " ".join(escape(sentence(part)) for part in parts if part)
    return f"**{escape(source.title)}** [@{source.bibkey}]\n:   {text}\n"


def _gaps(index: Index) -> str:
    return "\n".join(_gap(gap) for gap in index.gaps)


def _gap(gap: Gap) -> str:
    shown = f" ({gap.shown_at})" if gap.shown_at else ""
    parts = [gap.note, f"How to obtain it: {gap.obtain}", f"Form: {gap.format}"]
    text = " ".join(escape(sentence(part)) for part in parts if part)
    return f"**{escape(gap.what + shown)}**\n:   {text}\n"


def _cell(label: str, text: str) -> dict[str, Any]:
    output = {
        "output_type": "display_data",
        "data": {"text/markdown": text.splitlines(keepends=True)},
        "metadata": {},
    }
    return {
        "cell_type": "code",
        "id": label,
        "execution_count": None,
        "metadata": {},
        "source": [f"#| label: {label}"],
        "outputs": [output],
    }
