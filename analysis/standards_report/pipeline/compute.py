"""The computing half of a build: data checked, notebooks run, everything gathered.

One step for the data, one for each notebook and edition, one that gathers. A notebook
depends on its own file, the tables that it declares (with those they refer to), the rooms
that it may import, and the parameters that it takes: nothing else makes it run again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache, partial
from pathlib import Path

from standards_report.errors import NotebookError
from standards_report.evidence.publisher import load_publisher
from standards_report.observations.editions import Edition
from standards_report.observations.notebook_metadata import (
    declared_tables,
    known_since,
    read_notebook,
)
from standards_report.observations.schema import REFERENCE, Schema, load_schema
from standards_report.pipeline.forking import start_early
from standards_report.pipeline.graph import Step
from standards_report.pipeline.notebooks import Run, run_notebook
from standards_report.pipeline.parameters import parameters_for
from standards_report.project import Project

_PACKAGE = Path(__file__).parent.parent
_NOTEBOOK_ROOMS = ("observations", "measures", "display")
_RUNNER = (
    "emissions.py",
    "engine.py",
    "forking.py",
    "kernels.py",
    "notebooks.py",
    "outputs.py",
    "parameters.py",
)


@dataclass(frozen=True)
class Workspace:
    """Where the results of one edition are kept between builds."""

    project: Project
    edition: str

    @property
    def folder(self) -> Path:
        return self.project.scratch / "editions" / self.edition

    def executed(self, notebook: str) -> Path:
        return self.folder / "executed" / f"{notebook}.ipynb"

    def emitted(self, notebook: str) -> Path:
        return self.folder / "emitted" / f"{notebook}.json"

    def failed(self, notebook: str) -> Path:
        return self.folder / "failed" / f"{notebook}.ipynb"

    @property
    def index(self) -> Path:
        return self.folder / "index.json"

    @property
    def variables(self) -> Path:
        return self.folder / "variables.yml"

    @property
    def report(self) -> Path:
        return self.folder / "report.json"

    @property
    def data(self) -> Path:
        """The data as they are published."""
        return self.folder / "data"

    @property
    def notebook_pages(self) -> Path:
        return self.folder / "notebooks"

    @property
    def figures(self) -> Path:
        """The figures as files."""
        return self.folder / "figures"

    def listing(self, folder: Path) -> Path:
        """Hashes of everything in a folder of results: one file that changes with any of it."""
        return self.folder / f"{folder.name}.json"

    @property
    def passages(self) -> Path:
        return self.executed("generated")

    @property
    def changes(self) -> Path:
        """What differs from the edition before, where there is one."""
        return self.folder / "changes.csv"


def notebook_names(project: Project, edition: Edition | None = None) -> list[str]:
    """Names of the notebooks of an edition (default: of all), in alphabetical order."""
    paths = sorted(project.notebooks.glob("*.ipynb"))
    if edition is None:
        return [path.stem for path in paths]
    as_of = edition.as_of.isoformat()
    return [path.stem for path in paths if known_since(path) <= as_of]


def expect_notebooks(project: Project, editions: list[Edition]) -> None:
    """Gets ready to run notebooks where none of an edition has been run: all of them will be."""
    if not all(Workspace(project, edition.id).executed("").parent.exists() for edition in editions):
        start_early()


def compute_steps(project: Project, editions: list[Edition]) -> list[Step]:
    """All steps up to the index of each edition.

    Nothing waits for the check of all tables: a build in which any step fails publishes
    nothing, and a notebook checks the tables that it reads.
    """
    project.require_own_files()
    schema = load_schema(project.data)
    steps = [_data_step(project, schema)]
    for edition in editions:
        notebooks = notebook_names(project, edition)
        steps += [_notebook_step(project, schema, edition, name) for name in notebooks]
        steps.append(_index_step(project, edition, notebooks))
    return steps


@cache
def library_files(*rooms: str) -> list[Path]:
    """Source files of the rooms, with the modules that every room uses; a list to be read."""
    files = [path for room in rooms for path in (_PACKAGE / room).rglob("*.py")]
    return sorted([*files, _PACKAGE / "errors.py", _PACKAGE / "lazy.py", _PACKAGE / "project.py"])


def room_code(*rooms: str) -> dict[str, list[Path]]:
    """Source files of each room, as the groups of a step."""
    return {f"code of {room}": library_files(room) for room in rooms}


def _checked(project: Project) -> Path:
    return project.scratch / "data-checked"


def _data_step(project: Project, schema: Schema) -> Step:
    def check() -> None:
        from standards_report.observations.store import load_tables

        load_tables(project.data)
        _checked(project).write_text("All tables hold what the schema promises.\n")

    inputs = [path for path in _present(project, schema, schema.tables) if path.exists()]
    inputs += descriptors(project)
    absent = _absent(project, schema, schema.tables)
    code = room_code("observations")
    return Step("data", check, inputs, [_checked(project)], {"absent": absent}, code)


def _notebook_step(project: Project, schema: Schema, edition: Edition, name: str) -> Step:
    work = Workspace(project, edition.id)
    source = project.notebooks / f"{name}.ipynb"
    shown = project.relative(source)
    run = Run(
        source,
        shown,
        edition.parameters(),
        work.executed(name),
        work.emitted(name),
        work.failed(name),
    )
    wanted = schema.with_targets([*declared_tables(source), *REFERENCE])
    inputs = [source, *descriptors(project)]
    inputs += _present(project, schema, wanted)
    runner = [_PACKAGE / "pipeline" / module for module in _RUNNER]
    return Step(
        f"{edition.id} {name}",
        partial(run_notebook, run),
        inputs,
        [run.executed, run.emitted],
        {**_parameters(source, edition, shown), "absent": _absent(project, schema, wanted)},
        room_code(*_NOTEBOOK_ROOMS) | {"code of the runner": runner},
    )


def descriptors(project: Project) -> list[Path]:
    """The files that describe the tables."""
    paths = [project.data / name for name in ("datapackage.yaml", "records.yaml")]
    return [path for path in paths if path.exists() or path.stem == "datapackage"]


def _present(project: Project, schema: Schema, names: Iterable[str]) -> list[Path]:
    """Files of the tables; those of optional ones only where they are."""
    tables = [schema.table(name) for name in names]
    paths = {project.data / table.file: table.optional for table in tables}
    return [path for path, optional in paths.items() if path.exists() or not optional]


def _absent(project: Project, schema: Schema, names: Iterable[str]) -> list[str]:
    files = [schema.table(name).file for name in names]
    return sorted(file for file in files if not (project.data / file).exists())


def _parameters(source: Path, edition: Edition, shown: str) -> dict[str, object]:
    """The parameters that the notebook takes; a faulty cell is reported when it is run."""
    try:
        return parameters_for(read_notebook(source), edition.parameters(), shown)
    except NotebookError:
        return edition.parameters()


def _index_step(project: Project, edition: Edition, notebooks: list[str]) -> Step:
    work = Workspace(project, edition.id)
    publisher = load_publisher(project)

    def gather() -> None:
        from standards_report.evidence.about import about_facts
        from standards_report.evidence.index import build_index
        from standards_report.evidence.passages import passages_notebook
        from standards_report.evidence.report_file import report_file
        from standards_report.evidence.variables import prose_names, variables_file
        from standards_report.observations.store import load_tables

        tables = load_tables(project.data)
        emitted = {name: work.emitted(name) for name in notebooks}
        index = build_index(project, edition, emitted, tables)
        index["about"] = about_facts(tables, edition, about)
        text = json.dumps(index, ensure_ascii=False, indent=1, sort_keys=True)
        work.index.write_text(text + "\n", encoding="utf-8")
        work.variables.write_text(variables_file(prose_names(index)), encoding="utf-8")
        work.report.write_text(report_file(index, publisher), encoding="utf-8")
        # In the order of the file, from which the embedded engine makes the same passages.
        work.passages.write_text(passages_notebook(json.loads(text)), encoding="utf-8")

    lock = project.root / "requirements.lock"
    about = {
        "notebooks": [project.notebooks / f"{name}.ipynb" for name in notebooks],
        "code": library_files(*_NOTEBOOK_ROOMS, "evidence"),
        "lock of dependencies": [lock] if lock.exists() else [],
    }
    inputs = [work.emitted(name) for name in notebooks]
    # Claims may read any row.
    tables = [project.data / "datapackage.yaml", *sorted(project.data.glob("*.csv"))]
    groups = room_code("evidence", "observations", "display") | about | {"tables": tables}
    settings = {"edition": edition.model_dump(mode="json"), "publisher": asdict(publisher)}
    outputs = [work.index, work.variables, work.report, work.passages]
    return Step(f"{edition.id} index", gather, inputs, outputs, settings, groups)
