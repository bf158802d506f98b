"""The small project in a repository of its own, where versions are released."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import yaml
from standards_report.evidence.release.archive import packed

from tests.conftest import ROOT, SmallProject

# Short enough for a test: the environment is the one at hand.
_MAKEFILE = "PYTHON ?= python3\nreport:\n\t$(PYTHON) -m standards_report build $(ARGS)\n"
_NOBODY = {
    **{f"GIT_{role}_NAME": "Author" for role in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{role}_EMAIL": "author@example.org" for role in ("AUTHOR", "COMMITTER")},
    "GIT_CONFIG_GLOBAL": os.devnull,
}


def git(project: SmallProject, *arguments: str) -> str:
    """What Git says to a command in the project, which has to succeed."""
    process = subprocess.run(
        ["git", *arguments],
        cwd=project.root,
        capture_output=True,
        text=True,
        env={**os.environ, **_NOBODY},
    )
    assert process.returncode == 0, process.stderr
    return process.stdout.strip()


def commit(project: SmallProject, message: str) -> str:
    """Commits everything; returns the commit."""
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", message)
    return git(project, "rev-parse", "HEAD")


def repository(project: SmallProject) -> SmallProject:
    """The project as the first commit of a repository."""
    (project.root / "Makefile").write_text(_MAKEFILE, encoding="utf-8")
    shutil.copyfile(ROOT / ".gitignore", project.root / ".gitignore")
    git(project, "init", "--quiet", "--initial-branch", "main")
    # The first build writes what follows from other files, and they are committed as well.
    if not (project.root / "_quarto-2030.yml").exists():
        done(project.build("--to", "html"))
    commit(project, "The report")
    return project


def release(project: SmallProject) -> str:
    """Releases the open edition, and commits archive and record; returns the version."""
    process = done(project.build("--release"))
    told = next(line for line in process.stderr.splitlines() if line.startswith("Released: "))
    version = told.removeprefix("Released: ").partition(",")[0]
    commit(project, f"Release {version}")
    return version


def archive(project: SmallProject, version: str) -> Path:
    """Where the archive of a version lies."""
    return project.root / "editions" / "releases" / f"{version}.zip"


def done(process: subprocess.CompletedProcess[str]) -> subprocess.CompletedProcess[str]:
    """A command that has to succeed."""
    assert process.returncode == 0, process.stderr
    return process


def repacked(
    project: SmallProject, version: str, edit: Callable[[dict[str, bytes]], object]
) -> None:
    """Changes the members of an archive, and has its record say the hash that it has then."""
    path = archive(project, version)
    with zipfile.ZipFile(path) as packed_files:
        files = {name: packed_files.read(name) for name in packed_files.namelist()}
    edit(files)
    path.write_bytes(packed(files))
    recorded(project, version, sha256=hashlib.sha256(path.read_bytes()).hexdigest())


def recorded(project: SmallProject, version: str, **fields: str) -> None:
    """Changes what the record of a release says."""
    path = archive(project, version).with_suffix(".yml")
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump({**content, **fields}), encoding="utf-8")
