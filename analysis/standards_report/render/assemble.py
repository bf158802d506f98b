"""One edition put together: pages, PDF, data, notebooks, manifest, in one folder."""

from __future__ import annotations

import shutil
from pathlib import Path

from standards_report.evidence.index import load_index
from standards_report.evidence.manifest import NAME, manifest_text
from standards_report.evidence.publication import published_data, write_data
from standards_report.observations.editions import Edition
from standards_report.pipeline.compute import Workspace, library_files
from standards_report.project import Project
from standards_report.render.assets import copy_assets
from standards_report.render.notebook_pages import write_notebook_pages

ROOMS = ("observations", "measures", "display", "evidence", "pipeline", "render")


def complete_edition(
    project: Project, edition: Edition, folder: Path, fonts: Path, engine: str
) -> None:
    """Adds to the rendered pages in `folder` what every engine leaves to us, the manifest last."""
    index = load_index(Workspace(project, edition.id).index)
    copy_assets(project, fonts, folder / "assets")
    write_notebook_pages(project, edition, folder / "notebooks")
    write_data(published_data(project, edition, index), folder / "data")
    text = manifest_text(project, edition, folder, engine, code_files())
    (folder / NAME).write_text(text, encoding="utf-8", newline="\n")


def assemble(
    project: Project, edition: Edition, pages: Path, pdf: Path, fonts: Path, target: Path
) -> None:
    """Puts the embedded engine's pages and PDF together as `target`, anew."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(pages, target)
    shutil.copyfile(pdf, target / pdf.name)
    complete_edition(project, edition, target, fonts, "pandoc")


def code_files() -> list[Path]:
    """The code that computes and renders: sources, filters, templates."""
    here = Path(__file__).parent
    folders = ("assets", "filters", "templates", "typst")
    other = [path for name in folders for path in (here / name).iterdir()]
    return sorted({*library_files(*ROOMS), *other})
