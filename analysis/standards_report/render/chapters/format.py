"""A format in which an edition is published, as one object: text, filters, steps, files."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from standards_report.render.book.book import Chapter
from standards_report.render.chapters.chapter_files import PART, result_of
from standards_report.render.chapters.report import Report
from standards_report.render.pandoc import program as pandoc

_FILTERS = Path(__file__).parents[1] / "pandoc" / "filters"


@dataclass(frozen=True)
class Work:
    """A step that makes something of all chapters, once they are set in a format.

    `make` is given the report, the names of the formats of the build, and the folder to write to;
    `files` are those that it reads besides code. It waits for the steps of the edition in `after`,
    for each chapter in the states of `chapters`, and for the steps of the project in `shared`.
    """

    name: str
    make: Callable[[Report, Collection[str], Path], None]
    files: Callable[[Report], dict[str, list[Path]]]
    after: tuple[str, ...] = ()
    chapters: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    says_formats: bool = False  # what it makes depends on which formats there are


@dataclass(frozen=True)
class Format:
    """All that the build knows of a format.

    `name` stands on the command line and in the manifest, `form` is the text that Pandoc writes
    and that passages ask for, `quarto` what Quarto calls it. `shared` are filters that Quarto uses
    too, `own` those of the embedded engine. `set_chapter` writes one chapter; the result of the
    last of `works` is published.
    """

    name: str
    form: str
    quarto: str
    options: tuple[str, ...]
    shared: tuple[str, ...]
    own: tuple[str, ...]
    set_chapter: Callable[[Report, str, Path], None]
    works: tuple[Work, ...]
    is_one_document: bool = False  # a reference needs no address of a page
    has_inline_drawings: bool = False

    @property
    def published(self) -> str:
        """The step whose result an edition consists of."""
        return self.works[-1].name

    def recipe(self, report: Report, chapter: Chapter, **environment: str) -> pandoc.Recipe:
        """What Pandoc is asked for to set a chapter; `environment` is what filters ask for."""
        shown = result_of(report.project, report.step(f"{self.form} shown", chapter.file))
        folder = report.project.extension / "filters"
        filters = [folder / f"{name}.lua" for name in self.shared]
        filters += [_FILTERS / f"{name}.lua" for name in self.own]
        wanted = {"STANDARDS_REPORT_INDEX": str(shown / PART), "STANDARDS_REPORT_FORM": self.form}
        return pandoc.Recipe(self.options, tuple(filters), wanted | environment, folder)
