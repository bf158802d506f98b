"""The manifest of an edition: what went in, what came out, hash by hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ConfigDict, Field, JsonValue, ValidationError

from standards_report.errors import DataError, Fault
from standards_report.evidence.release.data_package import table_csv, visible_tables
from standards_report.observations.domain.editions import Edition
from standards_report.observations.domain.releases import archive_path, find_release
from standards_report.observations.frozen_model import FrozenModel
from standards_report.observations.notebook_metadata import known_since
from standards_report.project import Project
from standards_report.source_files import source_files

if TYPE_CHECKING:
    from standards_report.observations.tables.table import Tables

NAME = "manifest.json"
TOOLS = ("pandas", "matplotlib", "seaborn", "papermill", "pypandoc-binary", "typst")


def sha256(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def row_hashes(loaded: Tables, edition: Edition) -> dict[str, str]:
    """The hash of each table as the edition sees it: its visible rows, records included."""
    tables = visible_tables(loaded, edition, records=True)
    return {f"data/{name}": sha256(table_csv(rows).encode()) for name, rows in tables.items()}


def record_hashes(project: Project, loaded: Tables, edition: Edition) -> dict[str, str]:
    """The hash of each file of records of which the edition sees any row, by its path. Git does not
    hold them: whoever rebuilds the edition has to find them by these."""
    seen = visible_tables(loaded, edition, records=True)
    kept = [project.data / loaded[name].table.file for name in seen if loaded[name].table.optional]
    return file_hashes(kept, project.root)


@dataclass(frozen=True)
class Made:
    """What an edition was made with, and what came of it.

    `tools` are the versions of all that is installed. `rows` are the hashes of the tables as the
    edition sees them (`row_hashes`); later data do not change them. `records` are the hashes of
    whole files of records (`record_hashes`). `code` has the hashes of the files that compute and
    render, `outputs` those of all published files. `formats` are what the text was set as.
    `stale_allowed` says whether false sentences may stand in it.
    """

    engine: str
    tools: Mapping[str, str]
    rows: Mapping[str, str]
    records: Mapping[str, str]
    code: Mapping[str, str]
    outputs: Mapping[str, str]
    formats: Sequence[str]
    stale_allowed: bool


class Manifest(FrozenModel):
    """What `manifest.json` holds. Inputs, records, code and outputs give the
    hash of each file by its path.

    It leaves out keys that a later version adds. Keys that an earlier version lacked get the value
    that promises least.
    """

    model_config = ConfigDict(extra="ignore")

    edition: str
    version: str
    engine: str = Field(min_length=1)
    parameters: dict[str, JsonValue]
    tools: dict[str, str]
    inputs: dict[str, str]
    records: dict[str, str] = Field(default_factory=dict)
    code: dict[str, str]
    outputs: dict[str, str]
    formats: tuple[str, ...] = ()
    stale_allowed: bool = True


def manifest_text(project: Project, edition: Edition, made: Made) -> str:
    """The manifest of an edition."""
    manifest = Manifest(
        edition=edition.id,
        version=edition.version,
        engine=made.engine,
        parameters=edition.parameters(),
        tools=dict(made.tools),
        inputs={**made.rows, **_inputs(project, edition)},
        records=dict(made.records),
        code=dict(made.code),
        outputs=dict(made.outputs),
        formats=tuple(made.formats),
        stale_allowed=made.stale_allowed,
    )
    content = manifest.model_dump(mode="json")
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _inputs(project: Project, edition: Edition) -> dict[str, str]:
    names = ("index.qmd", "references.bib", "_quarto.yml", "requirements.lock")
    files = [*source_files(project.chapters, "**/*.qmd"), project.editions / f"{edition.id}.yml"]
    files += [project.root / name for name in names if (project.root / name).is_file()]
    notebooks = source_files(project.notebooks, "*.ipynb")
    as_of = edition.as_of.isoformat()
    files += [path for path in notebooks if known_since(path) <= as_of]
    files += [path for path in source_files(project.extension, "**/*") if path.is_file()]
    if edition.previous and (release := find_release(project, edition.previous)):
        files.append(archive_path(project, release.version))
    return file_hashes(files, project.root)


def file_hashes(files: Iterable[Path], root: Path) -> dict[str, str]:
    """The hash of each file under its path from `root`."""
    return {path.relative_to(root).as_posix(): sha256(path.read_bytes()) for path in sorted(files)}


def read_manifest(path: Path) -> Manifest | None:
    """A manifest, or None where there is none. Raises DataError for a file that is none."""
    return parse_manifest(path.read_bytes(), path.name) if path.is_file() else None


def parse_manifest(content: bytes, shown: str) -> Manifest:
    """The manifest of that text; `shown` names it. Raises DataError where it is none."""
    try:
        return Manifest.model_validate_json(content)
    except ValidationError:
        raise DataError(Fault(shown, 0, "is no manifest", "restore it")) from None
