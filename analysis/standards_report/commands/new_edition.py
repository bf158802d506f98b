"""Opens the next edition: its file, its profile, and its name as the default one."""

from __future__ import annotations

import re

from standards_report.errors import Fault, ReportError, UsageError
from standards_report.evidence.release.release_faults import release_faults
from standards_report.observations.domain.editions import Edition
from standards_report.observations.domain.releases import is_released, open_edition
from standards_report.observations.next_edition import next_edition, write_edition
from standards_report.pipeline.notebooks.parameters import with_defaults
from standards_report.project import Project
from standards_report.render.book.edition_profile import profile_text
from standards_report.render.site.publish import write_if_changed
from standards_report.source_files import read_text, source_files

_DEFAULT = re.compile(
    r"""^(?P<head>profile:[ \t]*(?:\#.*)?\n(?:[ \t]+.*\n|[ \t]*\n|\#.*\n)*?[ \t]+default:[ \t]*)"""
    r"""(?P<name>"[^"\n]*"|'[^'\n]*'|[^\s#\[]+)""",
    re.MULTILINE,
)


def new_edition(project: Project, identifier: str, as_of: str, title: str = "") -> Edition:
    """Opens an edition that follows the last one, which has to be released; whatever state the data
    are in, since nothing is computed. Notebooks get its parameters as defaults.

    Raises UsageError where the open edition is not released, where the id or the day cannot be one,
    and where `_quarto.yml` names no default profile; nothing is written then. Raises DataError
    where what was released is not in order.
    """
    opened = next_edition(project.editions, identifier, as_of, title)
    last = open_edition(project)
    if not is_released(project, last):
        what = f"the open edition, {last.id}, is not released"
        release = "release it first (standards-report build --release)"
        remedy = f"{release}, or take it and _quarto-{last.id}.yml away"
        raise UsageError(Fault(f"editions/{last.id}.yml", 0, what, remedy))
    faults = release_faults(project)
    if faults:
        raise UsageError(faults)
    config = _with_default(read_text(project.root / "_quarto.yml", "_quarto.yml"), identifier)
    edition = write_edition(opened)
    write_if_changed(project.root / f"_quarto-{edition.id}.yml", profile_text(edition))
    _write_defaults(project, edition)
    # Last: an edition that is not named here is a fault that says so.
    write_if_changed(project.root / "_quarto.yml", config)
    return edition


def _write_defaults(project: Project, edition: Edition) -> None:
    """A notebook that is opened by hand computes what the edition does."""
    for path in source_files(project.notebooks, "*.ipynb"):
        shown = project.relative(path)
        try:
            text = read_text(path, shown)
            changed = with_defaults(text, edition.parameters(), shown)
        except (ReportError, ValueError, KeyError, TypeError):
            continue  # A build says what is wrong with it.
        if changed != text:
            write_if_changed(path, changed)


def _with_default(text: str, identifier: str) -> str:
    """`_quarto.yml` with the edition as its default profile."""
    found = _DEFAULT.search(text)
    if found is None:
        what = "names no default profile"
        remedy = 'write profile: and below it, indented, default: "2022"'
        raise UsageError(Fault("_quarto.yml", 0, what, remedy))
    start, end = found.span("name")
    return f'{text[:start]}"{identifier}"{text[end:]}'
