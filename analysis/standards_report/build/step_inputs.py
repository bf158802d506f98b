"""What steps read, as groups of files and as settings: code by rooms, tables by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from standards_report.observations.tables.schema import Schema, load_schema
from standards_report.project import Project
from standards_report.source_files import source_files

PACKAGE = Path(__file__).resolve().parents[1]
# Rooms whose code decides what an edition publishes.
ROOMS = ("observations", "measures", "display", "evidence", "pipeline", "render", "build")
Files = dict[str, list[Path]]


def code_of(*rooms: str) -> Files:
    """The files of each room, and the modules that every room uses, as groups of a step."""
    return {"code of all rooms": _ground_files()} | {
        f"code of {room}": room_files(room) for room in rooms
    }


@cache
def _ground_files() -> list[Path]:
    return source_files(PACKAGE, "*.py")


@cache
def room_files(room: str) -> list[Path]:
    """Every file of a room. The list is shared: callers must not change it."""
    return [path for path in source_files(PACKAGE / room, "**/*") if path.is_file()]


def table_files(project: Project) -> Files:
    """All tables and what describes them, each as a group of its own."""
    schema = load_schema(project.data)
    tables = files_of_tables(project, schema, schema.tables)
    return by_name(project, [*tables, *descriptors(project)])


def descriptors(project: Project) -> list[Path]:
    """The files that describe the tables."""
    return [project.data / name for name in ("datapackage.yaml", "records.yaml")]


def by_name(project: Project, paths: Iterable[Path]) -> Files:
    return {path.relative_to(project.root).as_posix(): [path] for path in paths}


def files_of_tables(project: Project, schema: Schema, names: Iterable[str]) -> list[Path]:
    """Files of the tables; those of optional ones may be missing."""
    return sorted({project.data / schema.table(name).file for name in names})


def contents_file(project: Project) -> Files:
    """What says which chapters there are, and the code of all rooms."""
    return {"_quarto.yml": [project.root / "_quarto.yml"]} | code_of(*ROOMS)


def watched(project: Project) -> Iterator[Path]:
    """Every file that a build may read, but for those that it writes itself."""
    written = {
        project.data / "README.md",
        # Each is compared with the hash in its record, and read by steps that name it.
        *source_files(project.releases, "*"),
        *source_files(project.root, "_quarto-*.yml"),
    }
    for source in project.sources:
        below = source_files(source, "**/*") if source.is_dir() else [source]
        yield from (path for path in below if path.is_file() and path not in written)
