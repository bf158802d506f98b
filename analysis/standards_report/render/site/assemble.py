"""One edition put together: what its steps made, file by file, and the manifest of it all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from standards_report import own_code
from standards_report.evidence.release.data_package import published_data, write_data
from standards_report.evidence.release.manifest import (
    Made,
    manifest_text,
    record_hashes,
    row_hashes,
)
from standards_report.pipeline.graph.content_hash import hashes_below
from standards_report.pipeline.graph.environment import versions
from standards_report.pipeline.graph.memory import Memory
from standards_report.project import Project
from standards_report.render.chapters.report import Report
from standards_report.render.site.figure_files import write_figure_files
from standards_report.render.static.assets import copy_assets
from standards_report.workspace import PUBLISHED, folder_name

INPUTS = "inputs.json"


def write_published_data(report: Report, folder: Path) -> None:
    """Writes the data that the edition publishes, and the hashes of the rows that it sees and
    of the files of records that hold some of them."""
    from standards_report.evidence.results.index import load_index
    from standards_report.observations.tables.loader import load_tables

    work = report.work
    loaded = load_tables(report.project.data)
    index = load_index(work.index)
    target = folder / PUBLISHED / "data"
    write_data(published_data(report.project, report.edition, index, loaded), target)
    hashes = {
        "rows": row_hashes(loaded, report.edition),
        "records": record_hashes(report.project, loaded, report.edition),
    }
    text = json.dumps(hashes, indent=1, sort_keys=True)
    (folder / INPUTS).write_text(text + "\n", encoding="utf-8")


def write_published_notebooks(report: Report, folder: Path) -> None:
    """Writes the executed notebooks as pages and as they are."""
    from standards_report.render.html.notebook_pages import write_notebook_pages

    write_notebook_pages(report, folder / PUBLISHED / "notebooks")


def write_published_figures(report: Report, folder: Path) -> None:
    """Writes the figures as files of their own."""
    write_figure_files(report.index, folder / PUBLISHED / "figures")


def write_assets(project: Project, fonts: Path, folder: Path) -> None:
    """Writes what all pages share."""
    copy_assets(project, fonts, folder / PUBLISHED / "assets")


def write_manifest(
    report: Report,
    engine: str,
    outputs: Mapping[str, str],
    formats: Sequence[str],
    stale_allowed: bool,
    target: Path,
) -> None:
    """Writes the manifest of an edition with these files as `target`."""
    inputs = json.loads((report.work.result("data") / INPUTS).read_bytes())
    made = Made(
        engine=engine,
        tools=versions(),
        rows=inputs["rows"],
        records=inputs["records"],
        code=own_code.named_hashes(),
        outputs=dict(sorted(outputs.items())),
        formats=formats,
        stale_allowed=stale_allowed,
    )
    target.write_text(
        manifest_text(report.project, report.edition, made), encoding="utf-8", newline="\n"
    )


def outputs_of(project: Project, parts: Iterable[str]) -> dict[str, str]:
    """The hash of every file that the steps publish, by its place in the edition."""
    outputs: dict[str, str] = {}
    for step in parts:
        outputs |= hashes_below(project.results / folder_name(step) / PUBLISHED)
    return outputs


def published_files(memory: Memory, parts: Iterable[str]) -> dict[str, tuple[Path, str]]:
    """Every file that the steps publish, by its place in the edition: where it lies, its hash."""
    files = {}
    for step in parts:
        record = memory.recall(step)
        outputs = record.outputs if record else {}
        for name, wanted in outputs.items():
            top, _, place = name.partition("/")
            if top == PUBLISHED:
                files[place] = (memory.result(step) / name, wanted)
    return files
