"""Rebuilds a release from its commit, elsewhere, and compares every file with its archive."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from standards_report.commands.kept_records import find_records, put_records
from standards_report.errors import Fault, UsageError, VerifyError
from standards_report.evidence.release import history
from standards_report.evidence.release.archive import open_archive
from standards_report.evidence.release.manifest import NAME, Manifest, read_manifest
from standards_report.evidence.release.manifest_diff import differences
from standards_report.ingest.transaction import finish_interrupted
from standards_report.observations.domain.releases import Release, archive_path, require_release
from standards_report.pipeline.graph.content_hash import hashes_below
from standards_report.pipeline.lock import only_build
from standards_report.pipeline.progress import Reporter
from standards_report.project import Project
from standards_report.render.quarto.quarto_program import EMBEDDED_NAME, find_quarto
from standards_report.render.site.listed import OLDER

# What an old pip says of a lock where a package needs an extra of another one.
_OLD_PIP = "all requirements must have their versions pinned"
# What would lead the commit's own environment or its build elsewhere.
_UNSET = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "QUARTO_PROFILE", "MAKEFLAGS", "MFLAGS")


def verify(
    project: Project, version: str, records: Path | None, say: Callable[[str], None]
) -> tuple[str, int]:
    """Rebuilds a version (or the newest one of an edition) as its commit says: with its own lock,
    in an environment of its own. `records` is the folder that holds the records that it was
    computed from, if any; `say` prints a line of what goes on. Returns the version and how many
    files were compared.

    Raises UsageError, with what to do, where it cannot be rebuilt here: no such release, a history
    that was not fetched, another Python or Quarto, wheels that are gone, records that are lacking.
    Raises VerifyError with every file that differs.
    """
    release = require_release(project, version)
    archive = open_archive(project, release)
    # The manifest names every file but itself: it also lists what is installed beside the lock.
    published = {name: had for name, (_, had) in archive.site.items() if name != NAME}
    history.require_commit(project.root, release.commit)
    python = _python(archive.manifest, release)
    arguments = _engine(archive.manifest, release)
    found_records = find_records(archive.manifest, records)
    with _elsewhere(project) as folder:
        history.check_out(project.root, release.commit, folder)
        put_records(found_records, folder)
        say(f"Commit {release.commit[:12]}: make report, in an environment of its own")
        _make_report(folder, release, [f"PYTHON={python}", f"ARGS={arguments}"], say)
        site = folder / "_site" / release.edition
        rebuilt = _rebuilt(site, release)
        below = hashes_below(site)
        kept = [name for name in below if name != NAME and not name.startswith(f"{OLDER}/")]
        found = {name: below[name] for name in kept}
    shown = project.relative(archive_path(project, release.version))
    # The manifests name their outputs; the files are what readers get.
    before = archive.manifest.model_copy(update={"outputs": published})
    faults = differences(before, rebuilt.model_copy(update={"outputs": found}), shown)
    if faults:
        raise VerifyError(faults)
    return release.version, len(published)


def _python(manifest: Manifest, release: Release) -> str:
    """The Python whose minor version the manifest names."""
    wanted = manifest.tools.get("Python", "")
    if wanted in ("", ".".join(map(str, sys.version_info[:2]))):
        return sys.executable
    found = shutil.which(f"python{wanted}")
    if found is None:
        what = f"was built with Python {wanted}, which is not here"
        remedy = f"install it, so that python{wanted} is found, and try again"
        raise UsageError(Fault(f"version {release.version}", 0, what, remedy))
    return found


def _engine(manifest: Manifest, release: Release) -> str:
    if manifest.engine == EMBEDDED_NAME:
        return "--engine pandoc"
    found = find_quarto()
    if found is None or found.name != manifest.engine:
        here = f"here is {found.name}" if found else "none is here"
        what = f"was rendered by {manifest.engine}, {here}"
        remedy = "install that version of Quarto, and try again"
        raise UsageError(Fault(f"version {release.version}", 0, what, remedy))
    return "--engine quarto"


@contextmanager
def _elsewhere(project: Project) -> Iterator[Path]:
    """A folder in the scratch folder: what a killed command leaves there goes with the next."""
    with only_build(project, Reporter(), finish_interrupted):
        above = project.scratch / "verify"
        shutil.rmtree(above, ignore_errors=True)
        above.mkdir(parents=True, exist_ok=True)
        # What a killed command started may still write for a moment: never into this folder.
        folder = Path(tempfile.mkdtemp(dir=above))
        try:
            yield folder / "project"
        finally:
            shutil.rmtree(above, ignore_errors=True)


def _make_report(
    folder: Path, release: Release, settings: Sequence[str], say: Callable[[str], None]
) -> None:
    """`make report` of the commit, whose lines are said as they come. Raises UsageError with
    its last words where it fails: what could not be built does not differ."""
    kept = {name: value for name, value in os.environ.items() if name not in _UNSET}
    command = ["make", "report", *settings]
    where = f"version {release.version}"
    said: list[str] = []
    try:
        with subprocess.Popen(
            command,
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            env=kept,
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                said.append(line)
                say(f"  {line.rstrip()}")
    except OSError:
        what = "cannot be rebuilt without make"
        raise UsageError(Fault(where, 0, what, "install make, and try again")) from None
    if process.returncode:
        raise UsageError(Fault(where, 0, *_why_not(said, release.commit[:12])))


def _why_not(said: Sequence[str], commit: str) -> tuple[str, str]:
    """Why `make report` failed, and what to do, from what it said."""
    lock = f"requirements.lock of commit {commit}"
    if any(_OLD_PIP in line for line in said):
        what = f"could not be rebuilt here: the pip that this Python brings cannot read {lock}"
        remedy = (
            "make the environment of this checkout with a later release of Python, "
            "which brings a newer pip (23.3.2 or later), and try again"
        )
        return what, remedy
    lines = [line.strip() for line in said if line.strip()]
    last = [line for line in lines if not line.startswith("make")][-2:]
    remedy = f"see that the package index can be reached and still has what {lock} names"
    return (
        f"could not be rebuilt here: {' / '.join(last) or 'make report failed'}",
        f"{remedy}, and try again",
    )


def _rebuilt(site: Path, release: Release) -> Manifest:
    rebuilt = read_manifest(site / NAME)
    if rebuilt is None:
        what = f"make report of its commit makes no edition {release.edition}"
        remedy = "see that the record in editions/releases/ names the commit that was built"
        raise UsageError(Fault(f"version {release.version}", 0, what, remedy))
    return rebuilt
