"""The manifest of an edition: what went in, what came out, hash by hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standards_report.errors import DataError, Fault
from standards_report.evidence.publication import visible_tables
from standards_report.observations.editions import Edition
from standards_report.observations.notebook_metadata import known_since
from standards_report.project import Project

if TYPE_CHECKING:
    from standards_report.observations.loaded import Tables

NAME = "manifest.json"
_PACKAGE = Path(__file__).parents[2]
_PARTS = ("parameters", "tools", "inputs", "code", "outputs")
TOOLS = ("pandas", "matplotlib", "seaborn", "papermill", "pypandoc-binary", "typst")


def sha256(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def row_hashes(loaded: Tables, edition: Edition) -> dict[str, str]:
    """The hash of each table as the edition sees it: its visible rows, records included."""
    tables = visible_tables(loaded, edition, records=True)
    return {f"data/{name}": sha256(text.encode()) for name, text in tables.items()}


def manifest_text(
    project: Project,
    edition: Edition,
    folder: Path,
    engine: str,
    library: Iterable[Path],
    rows: Mapping[str, str],
) -> str:
    """The manifest of the edition whose pages lie in `folder`.

    Inputs are hashed as the edition sees them: of each table only its visible rows
    (`row_hashes`), so that later data change nothing; of the code, the files that compute
    and render.
    """
    outputs = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != NAME]
    content = {
        "edition": edition.id,
        "version": edition.version,
        "engine": engine,
        "parameters": edition.parameters(),
        "tools": {name: version(name) for name in TOOLS},
        "inputs": {**rows, **_inputs(project, edition)},
        "code": file_hashes(library, _PACKAGE),
        "outputs": file_hashes(outputs, folder),
    }
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _inputs(project: Project, edition: Edition) -> dict[str, str]:
    patterns = ("chapters/*.qmd", f"editions/{edition.id}.yml")
    names = ("index.qmd", "references.bib", "_quarto.yml", "requirements.lock")
    files = [path for pattern in patterns for path in project.root.glob(pattern)]
    files += [project.root / name for name in names if (project.root / name).is_file()]
    notebooks = project.notebooks.glob("*.ipynb")
    as_of = edition.as_of.isoformat()
    files += [path for path in notebooks if known_since(path) <= as_of]
    files += [path for path in project.extension.rglob("*") if path.is_file()]
    return file_hashes(files, project.root)


def file_hashes(files: Iterable[Path], root: Path) -> dict[str, str]:
    """The hash of each file under its path from `root`."""
    return {path.relative_to(root).as_posix(): sha256(path.read_bytes()) for path in sorted(files)}


def read_manifest(path: Path) -> Mapping[str, Any] | None:
    """A manifest, or None where there is none. Raises DataError for a file that is none."""
    if not path.is_file():
        return None
    try:
        content: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if all(isinstance(content[part], dict) for part in _PARTS) and content["engine"]:
            return content
    except (ValueError, KeyError, TypeError):
        pass
    raise DataError(Fault(path.name, 0, "is no manifest", "restore it, or build the edition again"))
