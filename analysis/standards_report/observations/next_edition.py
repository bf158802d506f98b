"""The next edition: writes its file from that of the last one."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

from standards_report.errors import UsageError
from standards_report.observations.domain.editions import (
    EDITION_ID,
    RETIRED,
    Edition,
    edition_ids,
    load_edition,
)
from standards_report.source_files import read_text


@dataclass(frozen=True)
class Opened:
    """An edition that is about to be opened: its file as text, and the edition that it follows."""

    path: Path
    text: str
    edition_id: str
    as_of: datetime.date
    previous: Edition


def next_edition(folder: Path, identifier: str, as_of: str, title: str = "") -> Opened:
    """Prepares the file of a new edition from that of the last one. Writes nothing.

    The text keeps everything, comments included, but for id, version, dates and, where one is
    given, `title`. Raises UsageError where `identifier` is not a year, is taken or comes before
    the last edition, and where `as_of` is not a day (YYYY-MM-DD) after that of the last edition.
    """
    known = edition_ids(folder)
    if not known:
        raise UsageError("no edition in editions/ to copy: add one, such as editions/2022.yml")
    last = load_edition(folder, known[0])
    _check_id(identifier, known, last)
    day = _later_day(as_of, last)
    text = read_text(folder / f"{last.id}.yml", f"editions/{last.id}.yml")
    # A draft has no day of release.
    own = {
        "id": f'"{identifier}"',
        "title": _quoted(title) if title else "",
        "version": f'"{identifier}.1"',
        "date": "null",
        "as_of": day.isoformat(),
        "previous": f'"{last.id}"',
    }
    for key, value in own.items():
        text = _set(text, key, value) if value else text
    for key in RETIRED:
        text = re.sub(rf"(?m)^{key}:.*\n?", "", text)
    return Opened(folder / f"{identifier}.yml", text, identifier, day, last)


def write_edition(opened: Opened) -> Edition:
    """Writes the file in one step and reads it back.

    Raises UsageError where the file exists by now.
    """
    part = opened.path.with_name(f".{opened.path.name}.part")
    part.unlink(missing_ok=True)
    try:
        with part.open("x", encoding="utf-8", newline="\n") as file:
            file.write(opened.text)
        # Unlike a rename, a link never replaces an existing file.
        opened.path.hardlink_to(part)
    except FileExistsError:
        raise UsageError(f"editions/{opened.path.name} already exists") from None
    finally:
        part.unlink(missing_ok=True)
    return load_edition(opened.path.parent, opened.edition_id)


def _check_id(identifier: str, known: list[str], last: Edition) -> None:
    if not EDITION_ID.fullmatch(identifier):
        raise UsageError(
            f"{identifier!r} cannot be the id of an edition: write a year, such as 2026, or a year "
            "with a word in small letters, such as 2026-draft"
        )
    if identifier in known:
        raise UsageError(f"edition {identifier} already exists: see editions/{identifier}.yml")
    if identifier < last.id:
        raise UsageError(
            f"{identifier} comes before the last edition, {last.id}: choose a later "
            "id, since editions follow each other"
        )


def _later_day(as_of: str, last: Edition) -> datetime.date:
    try:
        day = datetime.date.fromisoformat(as_of)
    except ValueError:
        day = None
    if day is None or day.isoformat() != as_of:
        raise UsageError(f"--as-of {as_of!r} is not a day: write it as 2026-08-31")
    if day <= last.as_of:
        raise UsageError(
            f"--as-of {day} is not after {last.as_of}, the date of edition {last.id}: choose "
            "a later day"
        )
    return day


def _quoted(title: str) -> str:
    """The title as a YAML string in double quotes."""
    return '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _set(text: str, key: str, value: str) -> str:
    """The text with `value` for a key. A comment on the same line stays."""
    value_of = r'(?:"(?:[^"\\]|\\.)*"|[^#\n]*?)'
    line = re.compile(rf"^{key}:[ \t]*{value_of}(?P<rest>[ \t]*(?:#[^\n]*)?)$", re.MULTILINE)
    if not line.search(text):
        return f"{text.rstrip()}\n{key}: {value}\n"
    return line.sub(lambda match: f"{key}: {value}{match['rest']}", text, count=1)
