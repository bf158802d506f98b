"""The real Quarto: finding it, giving it a project to render, and serving its own renders."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml

from standards_report.errors import Fault, RenderError
from standards_report.observations.domain.yaml_reader import read_yaml
from standards_report.observations.notebook_metadata import notebook_names
from standards_report.pipeline.progress import Reporter
from standards_report.render.book.edition_profile import profile_text
from standards_report.render.chapters.chapter_files import load_documents
from standards_report.render.chapters.format import Download, Format
from standards_report.render.chapters.report import Report
from standards_report.render.content.passages import NOTEBOOK, cells_notebook
from standards_report.render.content.variables import load_names, variables_file
from standards_report.render.content.what_changed import NOTEBOOK as CHANGES
from standards_report.render.document.parse import Document
from standards_report.render.document.shortcodes import shortcodes
from standards_report.render.quarto.quarto_pages import complete_pages
from standards_report.render.quarto.quarto_program import Quarto
from standards_report.render.site.publish import write_if_changed
from standards_report.render.static.fonts import copy_pdf_fonts
from standards_report.source_files import copy_sources, read_text
from standards_report.workspace import PUBLISHED

# Set while `build` runs Quarto: its own pre- and post-render steps then have nothing to do.
INSIDE = "STANDARDS_REPORT_BUILD"
_COPIED = ("_quarto.yml", "index.qmd", "references.bib", "chapters", "_extensions")
_TEXTS = (".bib", ".qmd", ".yml")
_PAGE = re.compile(r"\s*\[ *(\d+)/(\d+)\] (\S+)")  # what Quarto says as it begins a page
_STEP = Path("analysis") / "quarto_step.py"


def stage(report: Report, root: Path) -> None:
    """Puts what the edition computed where chapters and filters look for it below `root`."""
    work = report.work
    names = [*notebook_names(report.project, report.edition), NOTEBOOK]
    names += [CHANGES] if report.edition.previous else []
    chapters = report.files
    documents = load_documents(report.project, chapters)
    later = later_cells(documents.values(), names)
    folder = root / "_executed"
    folder.mkdir(parents=True, exist_ok=True)
    staged = {folder / f"{name}.ipynb" for name in [*names, *later]}
    for stale in set(folder.glob("*.ipynb")) - staged:
        stale.unlink()
    copy_pdf_fonts(folder / "fonts")
    files = {folder / f"{name}.ipynb": work.executed(name) for name in names}
    files[folder / f"{NOTEBOOK}.ipynb"] = work.passages
    files[root / "_report.json"] = work.report
    for target, source in files.items():
        write_if_changed(target, source.read_text(encoding="utf-8"))
    write_if_changed(root / "_variables.yml", used_variables(documents.values(), work.variables))
    for name, labels in later.items():
        empty = cells_notebook(dict.fromkeys(labels, ""))
        write_if_changed(folder / f"{name}.ipynb", empty)


def used_variables(documents: Iterable[Document], variables: Path) -> str:
    """Of the variables of an edition those that its chapters name.

    Quarto hands all of them to each of its filters with each page: some ten thousand values make
    a page take five times as long as those that are in print.
    """
    named = {
        code.argument
        for document in documents
        for code in shortcodes(document.blocks)
        if code.name == "var"
    }
    names = load_names(variables)
    return variables_file({name: names[name] for name in named if name in names})


def later_cells(documents: Iterable[Document], names: list[str]) -> dict[str, list[str]]:
    """Cells that passages of other editions embed: Quarto looks them up before it hides those.

    Notebook to labels, for the notebooks that are not among `names`, those of this edition.
    """
    later: dict[str, list[str]] = {}
    for document in documents:
        for code in shortcodes(document.blocks):
            if code.cell and code.cell[0] not in names:
                later.setdefault(code.cell[0], []).append(code.cell[1])
    return later


def render_with_quarto(
    quarto: Quarto,
    report: Report,
    formats: Sequence[Format],
    downloads: Sequence[Download],
    target: Path,
) -> None:
    """Renders the edition in a scratch project, and leaves what Quarto made of it in `target`, its
    pages completed; they name the `downloads`.

    Raises RenderError with Quarto's own words where it fails.
    """
    folder = target / "project"
    output = folder / "_site" / report.edition.id
    folder.mkdir()
    for name in (*_COPIED, _STEP):
        if (report.project.root / name).exists():
            copy_sources(report.project.root / name, folder / name, _copy)
    (folder / f"_quarto-{report.edition.id}.yml").write_text(
        profile_text(report.edition), encoding="utf-8"
    )
    _set_formats(folder / "_quarto.yml", formats)
    stage(report, folder)
    code, told = _run([quarto.program, "render", "--profile", report.edition.id], folder)
    if code or not output.is_dir():
        words = _reason(told)
        raise RenderError(Fault(f"edition {report.edition.id}", 0, "Quarto failed", words))
    if any(form.quarto == "html" for form in formats):
        complete_pages(report, downloads, output)
    output.rename(target / PUBLISHED)
    shutil.rmtree(folder)


def _set_formats(path: Path, formats: Sequence[Format]) -> None:
    """Leaves these formats alone in the settings of the scratch project.

    Quarto 1.11 takes a list that it is told by `--to` for the name of one format, where one of
    them comes from an extension.
    """
    config = read_yaml(path, path.name)
    known = config.get("format")
    settings = known if isinstance(known, dict) else {}
    names = [form.quarto for form in formats]
    config["format"] = {name: settings.get(name, "default") for name in names}
    text = yaml.safe_dump(config, sort_keys=False, allow_unicode=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _run(command: Sequence[str], folder: Path) -> tuple[int, str]:
    """Runs Quarto, which takes minutes, and says which page it is at. Returns its exit code, and
    all that it told."""
    told, reporter = [], Reporter()
    with subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, INSIDE: "1", "NO_COLOR": "1"},
    ) as process:
        for line in process.stderr or ():
            told.append(line)
            if page := _PAGE.match(line):
                reporter.say(f"    Quarto: page {page[1]} of {page[2]}, {page[3]}")
    return process.returncode, "".join(told)


def _copy(source: str, target: str) -> None:
    """Copies a text as the embedded engine reads it: Pandoc joins lines that end as older systems
    end them."""
    path = Path(source)
    if path.suffix in _TEXTS:
        Path(target).write_text(read_text(path, path.name), encoding="utf-8", newline="\n")
    else:
        shutil.copyfile(source, target)


def _reason(told: str) -> str:
    """What Quarto says of the error, without its own stack; its last words where it names none."""
    lines = [line.strip() for line in told.partition("Stack trace:")[0].splitlines()]
    lines = [line for line in lines if line]
    first = next(
        (index for index, line in enumerate(lines) if line.lower().startswith("error")), None
    )
    return " / ".join(lines[-6:] if first is None else lines[first : first + 8])
