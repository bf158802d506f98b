"""The computing half of a build: data checked, notebooks run, everything gathered.

One step for the data, one for each notebook and edition, one that gathers. A notebook
depends on its own file, the tables that it declares (with those they refer to), the rooms
that it may import, what it turned out to read besides, and the parameters that it takes:
nothing else makes it run again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

from standards_report.build.step_inputs import (
    Files,
    by_name,
    code_of,
    descriptors,
    files_of_tables,
    room_files,
    table_files,
)
from standards_report.errors import CheckError, NotebookError
from standards_report.observations.domain.editions import Edition
from standards_report.observations.notebook_metadata import (
    declared_tables,
    notebook_names,
    read_notebook,
)
from standards_report.observations.tables.schema import REFERENCE, Schema, load_schema
from standards_report.pipeline.graph.step import Step
from standards_report.pipeline.kernels.fork_server import start_early
from standards_report.pipeline.notebooks.notebook_runner import Run, run_notebook
from standards_report.pipeline.notebooks.parameters import parameters_for
from standards_report.project import Project
from standards_report.render.chapters.report import Report
from standards_report.source_files import source_files

_NOTEBOOK_ROOMS = ("observations", "measures", "display", "pipeline", "build")
_INDEX_ROOMS = ("observations", "measures", "display", "evidence", "render/book", "render/content")


def expect_notebooks(reports: Sequence[Report]) -> None:
    """Starts the server of kernels early where an edition has no results: its notebooks run."""
    if not all(report.work.index.exists() for report in reports):
        start_early()


def compute_steps(project: Project, reports: Sequence[Report]) -> list[Step]:
    """All steps up to the index of each edition.

    Nothing waits for the check of all tables: a build in which any step fails publishes
    nothing, and a notebook checks the tables that it reads.
    """
    schema = load_schema(project.data)
    steps = [_data_step(project, schema)]
    for report in reports:
        notebooks = notebook_names(project, report.edition)
        steps += [_notebook_step(report, schema, name) for name in notebooks]
        steps.append(_index_step(report, notebooks))
    return steps


def _data_step(project: Project, schema: Schema) -> Step:
    def check(folder: Path) -> None:
        from standards_report.observations.tables.loader import load_tables

        load_tables(project.data)
        (folder / "checked").write_text("All tables hold what the schema promises.\n")

    files = by_name(
        project, [*files_of_tables(project, schema, schema.tables), *descriptors(project)]
    )
    return Step("data", check, files | code_of("observations", "build"))


def _notebook_step(report: Report, schema: Schema, name: str) -> Step:
    project, edition, work = report.project, report.edition, report.work
    source = project.notebooks / f"{name}.ipynb"
    shown = project.relative(source)

    def make(folder: Path) -> Mapping[str, str]:
        executed, emitted = folder / f"{name}.ipynb", folder / f"{name}.json"
        given, failed = edition.parameters(), work.failed(name)
        return run_notebook(Run(source, shown, given, executed, emitted, failed, project.root))

    wanted = schema.with_targets([*declared_tables(source), *REFERENCE])
    read = [source, *descriptors(project), *files_of_tables(project, schema, wanted)]
    files = by_name(project, read) | code_of(*_NOTEBOOK_ROOMS)
    settings = _parameters(source, edition, shown)
    return Step(report.step(name), make, files, settings=settings)


def _parameters(source: Path, edition: Edition, shown: str) -> dict[str, object]:
    """The parameters that the notebook takes; a faulty cell is reported when the notebook runs."""
    try:
        return parameters_for(read_notebook(source), edition.parameters(), shown)
    except NotebookError:
        return edition.parameters()


def _index_step(report: Report, notebooks: list[str]) -> Step:
    project = report.project
    lock = project.root / "requirements.lock"
    read = [project.notebooks / f"{name}.ipynb" for name in notebooks]
    about: Files = {
        "notebooks": read,
        "code": [path for room in _INDEX_ROOMS for path in room_files(room)],
        "lock of dependencies": [lock] if lock.exists() else [],
    }
    # A name that only notebooks of later editions emit is not misspelled.
    paths = source_files(project.notebooks, "*.ipynb")
    about_names: Files = {"later": [path for path in paths if path.stem not in notebooks]}
    # Claims may read any row.
    rooms = code_of(*_INDEX_ROOMS, "build")
    errata = project.editions / "errata.csv"
    about_names["errata"] = [errata] if errata.exists() else []
    files = rooms | about | about_names | table_files(project)
    settings = report.settings | {"publisher": asdict(report.publisher)}
    make = partial(_gather, report, tuple(notebooks), about)
    after = ["data", *(report.step(name) for name in notebooks)]
    return Step(report.step("index"), make, files, after, settings)


def _gather(report: Report, notebooks: Sequence[str], about: Files, folder: Path) -> None:
    """Writes the index of all results of an edition, and what engines read of it."""
    from standards_report.evidence.results.gather import build_index
    from standards_report.evidence.results.index import Index
    from standards_report.observations.domain.errata import load_errata
    from standards_report.observations.tables.loader import load_tables
    from standards_report.render.content.about import about_facts
    from standards_report.render.content.filter_data import report_file
    from standards_report.render.content.passages import passages_notebook
    from standards_report.render.content.variables import prose_names, variables_file

    edition, work = report.edition, report.work
    tables = load_tables(report.project.data)
    emitted = {name: work.emitted(name) for name in notebooks}
    facts = about_facts(tables, edition, about, load_errata(report.project))
    try:
        index = build_index(report.project, edition, emitted, tables, facts)
    except CheckError as error:
        raise CheckError(report.named(error.faults)) from None
    text = index.to_json()
    contents = {
        work.index: text,
        work.variables: variables_file(prose_names(index)),
        work.report: report_file(index, report.publisher),
        # In the order of the file, from which the embedded engine makes the same passages.
        work.passages: passages_notebook(Index.from_json(text), report.publisher),
    }
    for path, content in contents.items():
        (folder / path.name).write_text(content, encoding="utf-8")
