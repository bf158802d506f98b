"""One edition put together: pages, PDF, data, notebooks, manifest, in one folder."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from standards_report.evidence.index import load_index
from standards_report.evidence.manifest import NAME, file_hashes, manifest_text, row_hashes
from standards_report.evidence.publication import CHANGES, published_data, write_data
from standards_report.observations.editions import Edition
from standards_report.pipeline.compute import Workspace, library_files
from standards_report.project import Project
from standards_report.render.assets import copy_assets
from standards_report.render.figure_files import write_figure_files

ROOMS = ("observations", "measures", "display", "evidence", "pipeline", "render")


def write_published_data(project: Project, edition: Edition) -> None:
    """Writes the data that the edition publishes, and the hashes of the rows that it sees."""
    from standards_report.observations.store import load_tables

    work = Workspace(project, edition.id)
    loaded = load_tables(project.data)
    shutil.rmtree(work.data, ignore_errors=True)
    write_data(published_data(project, edition, load_index(work.index), loaded), work.data)
    write_listing(work, work.data, row_hashes(loaded, edition))


def write_published_notebooks(project: Project, edition: Edition) -> None:
    """Writes the executed notebooks as pages and as they are."""
    from standards_report.render.notebook_pages import write_notebook_pages

    work = Workspace(project, edition.id)
    write_notebook_pages(project, edition, work.notebook_pages)
    write_listing(work, work.notebook_pages)


def write_published_figures(project: Project, edition: Edition) -> None:
    """Writes the figures as files of their own, and the card of the edition."""
    work = Workspace(project, edition.id)
    write_figure_files(edition, load_index(work.index), work.figures)
    write_listing(work, work.figures)


def write_listing(work: Workspace, folder: Path, rows: Mapping[str, str] | None = None) -> None:
    """Writes the hashes of all files in a folder of results, and of rows that they rest on."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    content = {"files": file_hashes(files, folder), "rows": rows or {}}
    text = json.dumps(content, indent=1, sort_keys=True)
    work.listing(folder).write_text(text + "\n", encoding="utf-8")


def complete_edition(
    project: Project, edition: Edition, folder: Path, fonts: Path, engine: str
) -> None:
    """Adds to the rendered pages in `folder` what every engine leaves to us, the manifest last."""
    work = Workspace(project, edition.id)
    copy_assets(project, fonts, folder / "assets")
    for made in (work.notebook_pages, work.data, work.figures):
        shutil.copytree(made, folder / made.name, dirs_exist_ok=True)
    if edition.previous:
        shutil.copyfile(work.changes, folder / work.data.name / CHANGES)
    rows = json.loads(work.listing(work.data).read_text(encoding="utf-8"))["rows"]
    text = manifest_text(project, edition, folder, engine, code_files(), rows)
    (folder / NAME).write_text(text, encoding="utf-8", newline="\n")


def assemble(
    project: Project, edition: Edition, pages: Path, pdf: Path, fonts: Path, target: Path
) -> None:
    """Puts the embedded engine's pages and PDF together as `target`, anew."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(pages, target)
    shutil.copyfile(pdf, target / pdf.name)
    complete_edition(project, edition, target, fonts, "pandoc")


@cache
def code_files() -> list[Path]:
    """The code that computes and renders: sources, filters, templates; a list to be read."""
    here = Path(__file__).parent
    folders = ("assets", "filters", "templates", "typst")
    other = [path for name in folders for path in (here / name).iterdir()]
    return sorted({*library_files(*ROOMS), *other})
