"""Executed notebooks as pages: code, outputs and anchors, from a template of ours."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import Any

from standards_report.display.emitted import FigureResult, Item
from standards_report.evidence.results.index import Index, load_index
from standards_report.observations.notebook_metadata import notebook_names, read_notebook
from standards_report.pipeline.notebooks.emissions import label_of
from standards_report.render.book.edition_words import edition_words
from standards_report.render.chapters.report import Report
from standards_report.render.content.inline_svg import prepare_svg
from standards_report.render.html.pages import render_template, write_text
from standards_report.render.static.assets import page_scripts

_HIDDEN = ("#| fig-cap:", "#| fig-alt:", "#| tbl-cap:")


def write_notebook_pages(report: Report, folder: Path) -> None:
    """Writes each executed notebook as a page and as the notebook itself into `folder`."""
    work = report.work
    index = load_index(work.index)
    folder.mkdir(parents=True)
    for name in notebook_names(report.project, report.edition):
        notebook = read_notebook(work.executed(name))
        page = render_template(
            "notebook.html.j2",
            **edition_words(report.edition),
            offset="..",
            description="",
            scripts=page_scripts(report.project),
            name=name,
            title=notebook["metadata"].get("title", name),
            cells=[_cell(cell, index) for cell in _as_run(notebook["cells"])],
        )
        write_text(folder / f"{name}.html", page)
        shutil.copyfile(work.executed(name), folder / f"{name}.ipynb")


def _as_run(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cells with the parameters once, in the place of the defaults: those of the edition.

    Raw cells are for other programs.
    """
    cells = [cell for cell in cells if cell["cell_type"] != "raw"]
    tags = [cell["metadata"].get("tags", []) for cell in cells]
    if not any("injected-parameters" in own_tags for own_tags in tags):
        return cells
    return [
        cell for cell, own_tags in zip(cells, tags, strict=True) if "parameters" not in own_tags
    ]


def _cell(cell: dict[str, Any], index: Index) -> dict[str, Any]:
    source = "".join(cell["source"])
    if cell["cell_type"] == "markdown":
        return {"id": cell["id"], "content": _safe(_markdown().render(source)), "outputs": []}
    label = label_of(cell)
    shown = "\n".join(line for line in source.splitlines() if not line.startswith(_HIDDEN))
    items = index.items
    if label in items:
        outputs = [_shown(output, items[label]) for output in cell["outputs"]]
    else:
        lines = [line for output in cell["outputs"] for line in _lines(output)]
        outputs = [_safe(f"<pre>{_text(chr(10).join(lines))}</pre>")] if lines else []
    return {"id": label or cell["id"], "content": _safe(_code(shown)), "outputs": outputs}


def _shown(output: dict[str, Any], item: Item) -> Any:
    """A figure or table with its caption, as the report shows it."""
    caption = f'<p class="caption">{_text(item.caption)}</p>'
    if isinstance(item, FigureResult):
        return _safe(prepare_svg(item.svg, item.label, item.alt) + caption)
    return _safe(caption + _markdown().render("".join(output["data"]["text/markdown"])))


def _lines(output: dict[str, Any]) -> list[str]:
    """The text of an output; values have a line each."""
    text = output.get("data", {}).get("text/plain", output.get("text", []))
    return "".join(text).splitlines()


def table_html(text: str) -> str:
    """Markdown of a table as HTML."""
    return str(_markdown().render(text))


@cache
def _markdown() -> Any:
    """CommonMark with tables; HTML in the text stays text."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _code(source: str) -> str:
    from pygments import highlight

    # Their packages swap themselves for another module when loaded: two threads at once fail.
    from pygments.formatters.html import HtmlFormatter
    from pygments.lexers.python import PythonLexer

    html: str = highlight(source, PythonLexer(), HtmlFormatter(nowrap=True, classprefix="tok-"))
    return f"<pre><code>{html}</code></pre>"


def _text(text: str) -> str:
    from html import escape

    return escape(text)


def _safe(html: str) -> Any:
    from markupsafe import Markup

    return Markup(html)
