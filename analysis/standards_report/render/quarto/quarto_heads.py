"""The heads of Quarto's pages, completed with what templates write in those of our own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from standards_report.render.book.edition_words import edition_words
from standards_report.render.chapters.format import Format, downloads
from standards_report.render.chapters.report import Report
from standards_report.render.html.page_heads import page_title, told_of
from standards_report.render.html.pages import render_template, write_text

_BEGIN, _END = "<!-- Of the report -->", "<!-- End -->"
# A page that is rendered no second time keeps its head; its own is then put in place of it.
_OURS = re.compile(f"{_BEGIN}.*?{_END}\n", re.DOTALL)


def complete_heads(report: Report, formats: Sequence[Format], output: Path) -> None:
    """Adds to each chapter's page in `output` what its head tells other sites and programs."""
    edition = report.edition
    offered = downloads(
        formats, edition.id, lambda form: (output / form.file_name(edition.id)).is_file()
    )
    for chapter in report.book.chapters:
        path = output / chapter.page
        if not path.is_file():  # one chapter alone may be rendered
            continue
        facts = report.facts("html", chapter.file)
        head = render_template(
            "told.html.j2",
            **edition_words(edition),
            **told_of(report, chapter, facts.description, facts.headline, offered),
            head_title=page_title(edition, chapter),
            description=facts.description,
        )
        icon = f'<link rel="icon" href="{chapter.offset}/assets/icon.svg" type="image/svg+xml">'
        ours = f"{_BEGIN}\n{head}{icon}\n{_END}\n"
        html = _OURS.sub("", path.read_text(encoding="utf-8"))
        write_text(path, html.replace("</head>", f"{ours}</head>", 1))
