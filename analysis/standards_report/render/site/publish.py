"""From the scratch folder to `_site/`: whole editions, and the list of them."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from standards_report.errors import Fault, RenderError
from standards_report.evidence.release.manifest import NAME, sha256
from standards_report.files import write_whole
from standards_report.observations.domain.editions import Edition, edition_ids, load_edition
from standards_report.pipeline.graph.content_hash import hashes_below
from standards_report.project import Project
from standards_report.render.book.edition_profile import CARD
from standards_report.render.book.edition_words import LANG, edition_words
from standards_report.render.book.format_names import DOWNLOADS, downloads, file_name
from standards_report.render.book.site_config import load_publisher
from standards_report.render.html.pages import FEED, render_template
from standards_report.render.site.atomic_folder import recover_folder, replace_folder
from standards_report.render.site.site_files import MAP, site_files

# Place in the edition to where the file lies and the hash that it has to have.
PublishedFiles = Mapping[str, tuple[Path, str]]


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


def _copy_whole(path: Path, target: Path, wanted: str) -> None:
    """Copies a file; the bytes that are written are those that were compared with the hash."""
    content = path.read_bytes()
    if sha256(content) != wanted:
        what = "changed between its making and its publication"
        raise RenderError(Fault(path.name, 0, what, "build again"))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def publish_list(project: Project, site: Path, assets: Path) -> None:
    """Writes what all editions that are published share, where it changed: their list, newest
    first, and the files of `site_files`."""
    published = [name for name in edition_ids(project.editions) if (site / name / NAME).is_file()]
    editions = [load_edition(project.editions, name) for name in published]
    if not editions:
        return
    publisher = load_publisher(project)
    page = render_template(
        "editions.html.j2",
        lang=LANG,
        offset=".",
        description=f"{editions[0].subtitle}.",
        title=editions[0].title,
        editions=[_entry(site, edition) for edition in editions],
        address=publisher.address("index.html"),
        card=publisher.address(f"{editions[0].id}/figures/{CARD}"),
        card_alt=editions[0].title,
        feed=publisher.address(FEED),
    )
    _publish_assets(site, assets)
    files = site_files(site, editions, publisher)
    for name in {MAP, FEED} - files.keys():
        (site / name).unlink(missing_ok=True)
    for name, text in (files | {"index.html": page}).items():
        write_if_changed(site / name, text)


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


def _entry(site: Path, edition: Edition) -> dict[str, object]:
    """What the list says of an edition; no address for what it was not set as."""
    folder = site / edition.id
    made = [name for name in DOWNLOADS if (folder / file_name(edition, name)).is_file()]
    words = edition_words(edition)
    return {
        "id": edition.id,
        "subtitle": edition.subtitle,
        "version": edition.version,
        "released": words["released"],
        "as_of": words["as_of"],
        "page": "index.html" if (folder / "index.html").is_file() else "",
        "downloads": downloads(edition, made),
    }
