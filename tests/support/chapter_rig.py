"""A chapter set without a build: what lint says of its text, and the words of its page and PDF."""

from __future__ import annotations

import html
import io
import json
import re
import tempfile
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from standards_report.build.formats import FORMS
from standards_report.errors import Fault
from standards_report.observations.domain.editions import load_edition
from standards_report.project import Project
from standards_report.render.book.book import Chapter
from standards_report.render.chapters.chapter_files import BLOCKS, result_of
from standards_report.render.chapters.report import Report, load_report
from standards_report.render.document.anchors import dead_links, places_of
from standards_report.render.document.labels import label_faults, labels_of, level_faults
from standards_report.render.document.parse import Document, parse
from standards_report.render.html.pages import set_page
from standards_report.render.lint import findings, lint_faults
from standards_report.render.pdf.pdf import set_print, write_pdf, write_typst
from standards_report.render.shown.conditions import keep_visible
from standards_report.render.shown.fragments import Fragments
from standards_report.render.shown.show import show

FILE = "chapters/members.qmd"
_NOTHING = Fragments({}, {})
_BREAKS = re.compile("[\\s\N{SOFT HYPHEN}\N{HYPHEN}\N{ZERO WIDTH SPACE}-]+")


@dataclass(frozen=True)
class Rig:
    """A project that was built, whose chapter on members is set anew with other texts."""

    report: Report

    @classmethod
    def at(cls, root: Path) -> Rig:
        """The small project in a folder."""
        project = Project(root)
        return cls(load_report(project, load_edition(project.editions, "2030")))

    def read(self, text: str) -> Document:
        """A chapter of that text, below its title."""
        return parse(f"# Members {{#sec-members}}\n\n{text}\n", FILE)

    def faults(self, document: Document) -> list[Fault]:
        """What `check` says of the chapter by itself."""
        found = lint_faults({FILE: findings(document)})
        for form in FORMS:
            shown = keep_visible(document.blocks, self.report.setting(form))
            found += label_faults({FILE: labels_of(shown)}, ())
            found += level_faults(shown, FILE)
            page = {FILE: self.chapter.page}
            found += dead_links(page, {form: {FILE: places_of(shown)}}, ())
        return sorted(set(found))

    @property
    def chapter(self) -> Chapter:
        """The chapter with its number."""
        return self.report.chapter(FILE)

    def page(self, document: Document) -> str:
        """The words of its page."""
        self._link(document, "html")
        with tempfile.TemporaryDirectory() as folder:
            set_page(self.report, FILE, Path(folder))
            return page_words((Path(folder) / "body.html").read_text(encoding="utf-8"))

    def pdf(self, document: Document) -> str:
        """The text of the PDF of the whole edition, without spaces and hyphens."""
        return squeezed("".join(page.extract_text() for page in self.pdf_pages(document)))

    def pdf_pages(self, document: Document) -> Sequence[Any]:
        """The pages of the PDF of the whole edition."""
        import pypdf

        self._link(document, "typst")
        made = result_of(self.report.project, self.report.step("typst set", FILE))
        set_print(self.report, FILE, made)
        source = self.report.work.result("Typst")
        with tempfile.TemporaryDirectory() as folder:
            write_typst(self.report, (), Path(folder))
            for path in Path(folder).glob("*.typ"):
                path.replace(source / path.name)
            target = Path(folder) / "set"
            target.mkdir()
            write_pdf(self.report, (), target)
            [pdf] = target.rglob("*.pdf")
            return pypdf.PdfReader(io.BytesIO(pdf.read_bytes())).pages

    def _link(self, document: Document, form: str) -> None:
        setting = self.report.setting(form)
        blocks = show(document, self.chapter, _NOTHING, setting).blocks
        linked = result_of(self.report.project, self.report.step(f"{form} linked", FILE))
        (linked / BLOCKS).write_text(json.dumps(blocks), encoding="utf-8")


def page_words(body: str) -> str:
    """The text of a page, without what scripts and styles say."""
    plain = re.sub(r"<(script|style|svg)\b.*?</\1>", "", body, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "", plain))


def squeezed(text: str) -> str:
    """A text without what lines break at, and with letters instead of ligatures."""
    return _BREAKS.sub("", unicodedata.normalize("NFKC", text))
