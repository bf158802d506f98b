"""From the scratch folder to `_site/`: whole editions, and the list of them."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from standards_report.errors import Fault, RenderError
from standards_report.evidence.release.manifest import sha256
from standards_report.files import write_whole
from standards_report.pipeline.graph.content_hash import hashes_below
from standards_report.project import Project
from standards_report.render.chapters.format import Format
from standards_report.render.html.page_heads import FEED
from standards_report.render.site.atomic_folder import recover_folder, replace_folder
from standards_report.render.site.files_for_programs import MAP, files_for_programs
from standards_report.render.site.listed import listing
from standards_report.render.site.shared_pages import PAGES, shared_pages


@dataclass(frozen=True)
class Written:
    """A file that is written as the site is put together."""

    name: str
    content: bytes

    def read_bytes(self) -> bytes:
        """What it holds."""
        return self.content


# A file in a folder, one in an archive, or one that is written here.
Content = Path | zipfile.Path | Written
# Place in the edition to where the file lies and the hash that it has to have.
PublishedFiles = Mapping[str, tuple[Content, str]]


def publish_edition(site: Path, files: PublishedFiles, identifier: str) -> bool:
    """Puts an edition in place of the published one, unless they are the same.

    `files` holds, by its place in the edition, where each file lies and the hash that it has to
    have. The new edition is made beside the old one and takes its place in one step, so that a
    reader, or a killed build, finds one of the two whole. Returns whether anything changed.
    Raises RenderError where a file is no longer what it was.
    """
    target, new, old = site / identifier, site / f".{identifier}.new", site / f".{identifier}.old"
    recover_folder(target, old)
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    there = hashes_below(target) if target.is_dir() else {}
    if there == {name: wanted for name, (_, wanted) in sorted(files.items())}:
        return False
    try:
        for name, (path, wanted) in files.items():
            if there.get(name) != wanted or not _is_linked(target / name, new / name):
                _copy_whole(path, new / name, wanted)
        replace_folder(new, target, old)
    except OSError:
        shutil.rmtree(new, ignore_errors=True)
        recover_folder(target, old)
        raise
    shutil.rmtree(old, ignore_errors=True)
    return True


def _is_linked(path: Path, target: Path) -> bool:
    """Whether a file that stays got a second name in the new folder; not every system has them."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        target.hardlink_to(path)
    except OSError:
        return False
    return True


def _copy_whole(path: Content, target: Path, wanted: str) -> None:
    """Copies a file; the bytes that are written are those that were compared with the hash."""
    content = path.read_bytes()
    if sha256(content) != wanted:
        what = "changed between its making and its publication"
        raise RenderError(Fault(path.name, 0, what, "build again"))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def publish_list(
    project: Project, site: Path, assets: Path, formats: Sequence[Format]
) -> dict[str, str]:
    """Writes what all editions that are published share, where it changed: the pages beside them,
    which link them in the formats that come as one file, and the files for programs. Returns the
    hash of each file by its place in the site."""
    listed = listing(project, site, formats)
    if not listed.newest:
        return {}
    files = shared_pages(listed) | files_for_programs(listed)
    _publish_assets(site, assets)
    for name in {*PAGES, MAP, FEED} - files.keys():
        (site / name).unlink(missing_ok=True)
    for name, text in files.items():
        write_if_changed(site / name, text)
    shared = {f"assets/{name}": known for name, known in hashes_below(assets).items()}
    return shared | {name: sha256(text.encode("utf-8")) for name, text in files.items()}


def _publish_assets(site: Path, assets: Path) -> None:
    """What the list of editions looks like: anew where a file of it differs or is missing."""
    target, new, old = site / "assets", site / ".assets.new", site / ".assets.old"
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    if not target.is_dir() or hashes_below(target) != hashes_below(assets):
        shutil.copytree(assets, new)
        replace_folder(new, target, old)
        shutil.rmtree(old, ignore_errors=True)


def write_if_changed(path: Path, text: str) -> bool:
    """Writes a text file in one step, and only where it differs; returns whether it did."""
    content = text.encode("utf-8")
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
    return True
