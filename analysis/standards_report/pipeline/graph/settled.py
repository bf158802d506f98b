"""Knows from hashes alone that a build would change nothing, before anything is loaded.

A build of everything that went through keeps one hash of all that it read and of all that it left:
sources, code, packages, results with their records, and the site. It is put together from the
hashes that the build compared, so that a file that changes meanwhile does not enter it. Where the
next build of the same kind finds the same hash, each of its steps would be up to date, and the
site would stay as it is.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from standards_report import own_code
from standards_report.files import write_whole
from standards_report.pipeline.graph.content_hash import digest, file_hash, folder_hash
from standards_report.pipeline.graph.environment import environment_hash
from standards_report.pipeline.lock import nothing_to_finish, only_build
from standards_report.pipeline.progress import Reporter
from standards_report.project import Project
from standards_report.source_files import source_files

_FILE = "settled.json"
_SHARE = 128  # files that a thread hashes in one turn


@dataclass(frozen=True)
class Settled:
    """What a build left: the number of its steps, what the publisher did not give, the steps'
    folders in the scratch folder, and the files and folders that steps found by themselves."""

    steps: int
    missing: Sequence[str]
    folders: Sequence[str]
    found: Sequence[str]


def kind_of(engine: str, formats: Iterable[str]) -> dict[str, object]:
    """What else a build depends on: its engine, and its formats, where those are not all."""
    return {"engine": engine, "formats": sorted({*formats})}


def recall(
    project: Project,
    kind: Mapping[str, object],
    reporter: Reporter,
    finish_interrupted: Callable[[Path], str] = nothing_to_finish,
) -> Settled | None:
    """What the last build of this kind left, where everything is still as it was; else None.

    `finish_interrupted` is as for `only_build`. Raises SourceError where a source lies outside the
    project or cannot be read.
    """
    path = project.scratch / _FILE
    if not path.is_file():
        return None
    with only_build(project, reporter, finish_interrupted):
        try:
            kept = json.loads(path.read_bytes())
            told = Settled(**kept["told"])
            state = _state(kind, told, _reads(project, told), _left(project, told))
        except (OSError, ValueError, TypeError, KeyError):
            return None
        if state != kept["state"]:
            return None
        project.require_own_files()  # a link may lead to the same content
        return told


def unnamed(missing: Sequence[str]) -> str:
    """Says what readers of the first page will not find there."""
    return f"Not given in _quarto.yml, and the first page says so: {', '.join(missing)}"


def keep(
    project: Project,
    kind: Mapping[str, object],
    told: Settled,
    reads: Mapping[str, str],
    left: Mapping[str, str],
) -> None:
    """Keeps the hash of a build. `reads` and `left` are the hashes that it compared, by path."""
    kept = {"state": _state(kind, told, reads, left), "told": asdict(told)}
    write_whole(project.scratch / _FILE, json.dumps(kept).encode())


def read_files(project: Project) -> list[Path]:
    """Every file that a build reads or checks, those included that follow from others."""
    paths: dict[Path, None] = {}
    for source in project.sources:
        below = source_files(source, "**/*") if source.is_dir() else [source]
        paths |= dict.fromkeys(path for path in below if path.is_file())
    return list(paths)


def hashes_of(root: Path, paths: Iterable[Path]) -> dict[str, str]:
    """The hash of each file by its path below the root."""
    return _hashed(root, [path.relative_to(root).as_posix() for path in paths])


def _hashed(root: Path, names: Sequence[str]) -> dict[str, str]:
    """The hash of each file below the root, taken by several threads."""
    start = f"{root}{os.sep}"
    shares = [names[first : first + _SHARE] for first in range(0, len(names), _SHARE)]
    with ThreadPoolExecutor((os.cpu_count() or 1) + 1) as pool:
        hashed = pool.map(lambda share: [file_hash(start + name) for name in share], shares)
        return dict(zip(names, (known for share in hashed for known in share), strict=True))


def _state(
    kind: Mapping[str, object],
    told: Settled,
    reads: Mapping[str, str],
    left: Mapping[str, str],
) -> str:
    words = json.dumps([kind, asdict(told), environment_hash()], sort_keys=True)
    parts = {
        "": words,
        **{f"code {name}": known for name, known in own_code.named_hashes().items()},
    }
    parts |= {f"read {name}": known for name, known in reads.items()}
    parts |= {f"left {name}": known for name, known in left.items()}
    return digest(dict(sorted(parts.items())))


def _reads(project: Project, told: Settled) -> dict[str, str]:
    found = {
        name: folder_hash(project.root / name)
        if name.endswith("/")
        else file_hash(project.root / name)
        for name in told.found
    }
    return hashes_of(project.root, read_files(project)) | found


def _left(project: Project, told: Settled) -> dict[str, str]:
    scratch, site = project.scratch.name, project.site.name
    names = [f"{scratch}/records/{name}.json" for name in told.folders]
    for name in told.folders:
        names += _below(project.root, f"{scratch}/{project.results.name}/{name}")
    return _hashed(project.root, [*names, *_below(project.root, site)])


def _below(root: Path, folder: str) -> list[str]:
    """Every file in a folder, by its path below the root."""
    start = len(f"{root}{os.sep}")
    found = []
    for parent, _, names in os.walk(root / folder):
        inside = parent[start:].replace(os.sep, "/")
        found += [f"{inside}/{name}" for name in names]
    return found
