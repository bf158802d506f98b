"""A format in which an edition is published, as one object: text, filters, steps, files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from standards_report.render.book.book import Chapter
from standards_report.render.book.edition_profile import file_stem
from standards_report.render.chapters.chapter_files import PART, result_of
from standards_report.render.chapters.report import Report
from standards_report.render.pandoc import program as pandoc

_FILTERS = Path(__file__).parents[1] / "pandoc" / "filters"


@dataclass(frozen=True)
class Download:
    """An edition as one file: what readers call it, and the file, empty where a build has none."""

    title: str
    file: str


@dataclass(frozen=True)
class Work:
    """A step that makes something of all chapters, once they are set in a format.

    `make` is given the report, the files that the build offers for download, and the folder to
    write to; `files` are those that it reads besides code. It waits for the steps of the edition
    in `after`, for each chapter in the states of `chapters`, and for the steps of the project in
    `shared`.
    """

    name: str
    make: Callable[[Report, Sequence[Download], Path], None]
    files: Callable[[Report], dict[str, list[Path]]]
    after: tuple[str, ...] = ()
    chapters: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    says_downloads: bool = False  # what it makes names them
    finds_pages: bool = False  # it reads what search finds on pages that notebooks make


@dataclass(frozen=True)
class Format:
    """All that the report knows of a format.

    `name` stands on the command line and in the manifest, and ends the name of a format's one
    file; `title` is what readers call that file. `form` is the text that Pandoc writes
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
    title: str = ""  # empty where the format comes as many files
    is_one_document: bool = False  # a reference needs no address of a page
    has_inline_drawings: bool = False

    @property
    def published(self) -> str:
        """The step whose result an edition consists of."""
        return self.works[-1].name

    def file_name(self, edition: str) -> str:
        """The file of an edition in a format that comes as one file."""
        return f"{file_stem(edition)}.{self.name}"

    def recipe(self, report: Report, chapter: Chapter, **environment: str) -> pandoc.Recipe:
        """What Pandoc is asked for to set a chapter; `environment` is what filters ask for."""
        shown = result_of(report.project, report.step(f"{self.form} shown", chapter.file))
        folder = report.project.extension / "filters"
        filters = [folder / f"{name}.lua" for name in self.shared]
        filters += [_FILTERS / f"{name}.lua" for name in self.own]
        wanted = {"STANDARDS_REPORT_INDEX": str(shown / PART), "STANDARDS_REPORT_FORM": self.form}
        return pandoc.Recipe(self.options, tuple(filters), wanted | environment, folder)


def downloads(
    formats: Iterable[Format], edition: str, is_made: Callable[[Format], bool]
) -> list[Download]:
    """An edition in each of the formats that come as one file; `is_made` says which there are."""
    return [
        Download(form.title, form.file_name(edition) if is_made(form) else "")
        for form in formats
        if form.title
    ]
