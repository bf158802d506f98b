"""From the scratch folder to `_site/`: whole editions, and the list of them."""

from __future__ import annotations

import shutil
from pathlib import Path

from standards_report.evidence.manifest import NAME
from standards_report.evidence.publisher import load_publisher
from standards_report.evidence.whole_files import write_whole
from standards_report.observations.dates import in_words
from standards_report.observations.editions import Edition, edition_ids, load_edition
from standards_report.project import Project
from standards_report.render.assets import copy_assets
from standards_report.render.figure_files import CARD
from standards_report.render.pages import FEED, edition_words, render_template
from standards_report.render.site_files import MAP, site_files
from standards_report.render.swap import recover_folder, replace_folder


def publish_edition(site: Path, built: Path, identifier: str) -> bool:
    """Puts a built edition in place of the published one, unless they are the same.

    The new edition is copied beside the old one and takes its place in one step, so that a
    reader, or a killed build, finds one of the two whole. Returns whether anything changed.
    """
    target, new, old = site / identifier, site / f".{identifier}.new", site / f".{identifier}.old"
    recover_folder(target, old)
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    if _same_folder(built, target):
        return False
    try:
        shutil.copytree(built, new)
        replace_folder(new, target, old)
    except OSError:
        shutil.rmtree(new, ignore_errors=True)
        recover_folder(target, old)
        raise
    shutil.rmtree(old, ignore_errors=True)
    return True


def publish_list(project: Project, site: Path, fonts: Path) -> None:
    """Writes what all editions that are published share, where it changed: their list, newest
    first, and the files of `site_files`."""
    published = [name for name in edition_ids(project.editions) if (site / name / NAME).is_file()]
    editions = [load_edition(project.editions, name) for name in published]
    if not editions:
        return
    publisher = load_publisher(project)
    page = render_template(
        "editions.html.j2",
        lang="en-US",
        offset=".",
        description=f"{editions[0].subtitle}.",
        title=editions[0].title,
        editions=[_entry(edition) for edition in editions],
        address=publisher.address("index.html"),
        card=publisher.address(f"{editions[0].id}/figures/{CARD}"),
        card_alt=editions[0].title,
        feed=publisher.address(FEED),
    )
    _publish_assets(project, site, fonts)
    files = site_files(site, editions, publisher)
    for name in {MAP, FEED} - files.keys():
        (site / name).unlink(missing_ok=True)
    for name, text in (files | {"index.html": page}).items():
        write_if_changed(site / name, text)


def _publish_assets(project: Project, site: Path, fonts: Path) -> None:
    """What the list of editions looks like: anew where a file of it differs or is missing."""
    target, new, old = site / "assets", site / ".assets.new", site / ".assets.old"
    shutil.rmtree(new, ignore_errors=True)
    copy_assets(project, fonts, new)
    wanted = sorted(path.name for path in new.iterdir())
    if not all(_same(new / name, target / name) for name in wanted):
        replace_folder(new, target, old)
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)


def write_if_changed(path: Path, text: str) -> bool:
    """Writes a text file in one step, and only where it differs; returns whether it did."""
    content = text.encode("utf-8")
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
    return True


def _entry(edition: Edition) -> dict[str, str]:
    words = edition_words(edition)
    return {
        "id": edition.id,
        "subtitle": edition.subtitle,
        "version": edition.version,
        "released": in_words(edition.date.isoformat()),
        "as_of": words["as_of"],
        "pdf": words["pdf"],
    }


def _same_folder(first: Path, second: Path) -> bool:
    """Whether both hold the same files; a published one may have been edited or deleted."""
    if not _same(first / NAME, second / NAME):
        return False
    names = _files(first)
    return names == _files(second) and all(_same(first / name, second / name) for name in names)


def _files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


def _same(first: Path, second: Path) -> bool:
    return first.is_file() and second.is_file() and first.read_bytes() == second.read_bytes()
