"""Conditions on names that no edition knows, which would hide or show a passage for ever."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from standards_report.errors import Fault
from standards_report.observations.domain.editions import (
    EDITION_ID,
    Edition,
    edition_ids,
    load_edition,
)
from standards_report.observations.domain.names import correction
from standards_report.project import Project
from standards_report.render.book.edition_profile import profile_content
from standards_report.render.chapters.chapter_files import load_conditions
from standards_report.render.shown.conditions import Condition

# For each subject of a condition, the names that there are.
Known = Mapping[str, Collection[str]]

_SAID = {
    "format": "no format is set from text of that form",
    "meta": "no edition's profile says yes or no to it",
    "profile": "there is no such edition",
}
_ADD = {
    "format": "or take the condition away",
    "meta": "write the sentence so that it holds whatever the data say, with words that a notebook "
    "computes",
    "profile": "or open it first",
}


def unknown_conditions(project: Project, files: Iterable[str]) -> list[Fault]:
    """A fault for each condition of the chapters whose name none of the editions has, with the
    nearest that one has; a name that another edition alone has is none.

    Raises DataError where the file of an edition cannot be used.
    """
    editions = [load_edition(project.editions, name) for name in edition_ids(project.editions)]
    known = known_names(editions)
    return [
        fault
        for file in files
        for fault in condition_faults(load_conditions(project, file), file, known)
    ]


def known_names(editions: Iterable[Edition]) -> Known:
    """What conditions can ask for: ids of editions, and what their profiles say yes or no to."""
    every = list(editions)
    flags = {
        name
        for edition in every
        for name, value in profile_content(edition).items()
        if isinstance(value, bool)
    }
    return {"profile": sorted(edition.id for edition in every), "meta": sorted(flags)}


def condition_faults(found: Iterable[Condition], file: str, known: Known) -> Iterator[Fault]:
    """A fault for each condition of a file that asks for none of the known names of its subject.

    A passage may be written for an edition that is still to come, later than all others.
    """
    for condition in found:
        names = known.get(condition.subject)
        if names is not None and condition.name not in names and not _is_to_come(condition, names):
            asked = f"{condition.sense}-{condition.subject}={condition.name!r}"
            what = f"the condition {asked}: {_SAID[condition.subject]}"
            yield Fault(file, condition.line, what, _remedy(condition, names))


def _is_to_come(condition: Condition, names: Collection[str]) -> bool:
    is_edition = condition.subject == "profile" and EDITION_ID.fullmatch(condition.name)
    return bool(is_edition) and condition.name > max(names, default="")


def _remedy(condition: Condition, names: Collection[str]) -> str:
    add = _ADD[condition.subject]
    otherwise = f"use one of {', '.join(names)}, {add}" if names else add
    return correction(condition.name, names, otherwise, most=3)
