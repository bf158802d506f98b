"""Notebooks that are run once for each country, and the pages that are made of their runs.

One step cuts the tables for all countries at once. The step of a country reads its own part alone,
so that a row which changes makes one notebook run again, not all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from standards_report.build.step_inputs import (
    ROOMS,
    by_name,
    code_of,
    descriptors,
    files_of_tables,
)
from standards_report.errors import NotebookError
from standards_report.observations.domain.editions import Edition, as_of_before
from standards_report.observations.notebook_metadata import (
    declared_tables,
    read_notebook,
    run_for_each,
    series_names,
)
from standards_report.observations.tables.named_codes import named_codes
from standards_report.observations.tables.schema import REFERENCE, load_schema
from standards_report.pipeline.graph.step import Step, one_file
from standards_report.pipeline.notebooks.notebook_runner import Run, run_notebook
from standards_report.pipeline.notebooks.parameters import parameters_for
from standards_report.project import Project
from standards_report.render.chapters.format import Download
from standards_report.render.chapters.report import Report
from standards_report.render.html.series import Series
from standards_report.render.html.series_pages import write_series
from standards_report.render.static.assets import asset_files

_NOTEBOOK_ROOMS = ("observations", "measures", "display", "pipeline", "build")


def series_of(report: Report) -> list[Series]:
    """The notebooks that an edition runs once for each country, with their countries."""
    names = series_names(report.project, report.edition)
    if not names:
        return []
    schema, as_of = load_schema(report.project.data), report.edition.as_of.isoformat()
    codes = tuple(named_codes(report.project.data, schema, as_of))
    return [Series(report, name, codes) for name in names]


def series_steps(report: Report, downloads: Sequence[Download]) -> list[Step]:
    """A step that cuts the tables, one for each country, and one that makes the pages."""
    steps: list[Step] = []
    for series in series_of(report):
        steps.append(_cut_step(series))
        taken = _parameters(series)
        steps += [_run_step(series, value, taken) for value in series.values]
        steps.append(_pages_step(series, downloads))
    return steps


def _cut_step(series: Series) -> Step:
    report = series.report
    project, edition = report.project, report.edition
    before = as_of_before(project.editions, edition.id)

    def cut(folder: Path) -> None:
        from standards_report.measures.country.country_input import country_inputs
        from standards_report.observations import open_study

        study = open_study(series.notebook, edition.as_of.isoformat(), project.root)
        parts = country_inputs(study, series.values, edition.first_year, before)
        for value, text in parts.items():
            (folder / f"{value}.json").write_text(text, encoding="utf-8")

    schema = load_schema(project.data)
    wanted = schema.with_targets([*declared_tables(series.source), *REFERENCE])
    read = [*descriptors(project), *files_of_tables(project, schema, wanted)]
    files = by_name(project, read) | code_of("observations", "measures", "build")
    settings = {
        "as_of": edition.as_of.isoformat(),
        "before": before,
        "first_year": edition.first_year,
        "values": list(series.values),
    }
    return Step(_cut_name(series), cut, files, settings=settings)


def _run_step(series: Series, value: str, taken: Mapping[str, Any]) -> Step:
    """`taken` are the parameters that the notebook takes, whatever the value is."""
    report, name = series.report, series.notebook
    project, cut = report.project, _cut_name(series)
    own = {run_for_each(series.source): value}
    given = report.edition.parameters() | own

    def make(folder: Path) -> Mapping[str, str]:
        executed, emitted = folder / f"{name}.ipynb", series.emitted(value, folder)
        failed = report.work.failed(f"{name}-{value}")
        part = report.work.result(f"{name} parts") / f"{value}.json"
        run = Run(
            series.source, project.relative(series.source), given, executed, emitted, failed,
            project.root, part,
        )  # fmt: skip
        reads = run_notebook(run)
        # Pages are made of what it emitted; the notebook itself can be run again in Jupyter.
        executed.unlink()
        return reads

    return Step(
        series.step(value),
        make,
        by_name(project, [series.source]) | code_of(*_NOTEBOOK_ROOMS),
        [one_file(cut, f"{value}.json")],
        {**taken, **own},
        f"{report.edition.id} {name}",
    )


def _parameters(series: Series) -> Mapping[str, Any]:
    """The parameters that the notebook takes; a faulty cell is reported when the notebook runs."""
    shown = series.report.project.relative(series.source)
    given = series.report.edition.parameters() | {run_for_each(series.source): ""}
    try:
        return parameters_for(read_notebook(series.source), given, shown)
    except NotebookError:
        return given


def _pages_step(series: Series, downloads: Sequence[Download]) -> Step:
    report = series.report
    make: Callable[[Path], None] = partial(write_series, series, downloads)
    files = by_name(report.project, [series.source, report.project.root / "_quarto.yml"])
    files |= {"assets": asset_files(report.project)} | code_of(*ROOMS)
    after = [report.step("titles"), report.step("index"), *map(series.step, series.values)]
    settings = report.settings | {
        "values": list(series.values),
        "downloads": [[each.title, each.file] for each in downloads],
    }
    return Step(report.step(_pages(series.notebook)), make, files, after, settings)


def _cut_name(series: Series) -> str:
    return series.report.step(f"{series.notebook} parts")


def page_steps(report: Report) -> list[str]:
    """Names of the steps that make such pages of an edition."""
    return list(map(report.step, page_step_names(report.project, report.edition)))


def page_step_names(project: Project, edition: Edition) -> list[str]:
    """The same without the edition."""
    return [_pages(name) for name in series_names(project, edition)]


def _pages(notebook: str) -> str:
    return f"{notebook} pages"
