"""A record of Relaton as nested texts, and its parts in the shapes that they are found in.

All scalars stay text: dates, editions and yes or no are never guessed at. Of the readers measured
(microseconds of processor time for a record of 3GPP), PyYAML's C parser took 216 as texts and 272
with types, py-yaml12 42, yaml-rs 24. The first is fast enough, and a dependency already.
"""

from __future__ import annotations

from typing import Any

import yaml

from standards_report.ingest.raw_file import plain
from standards_report.observations.domain.names import tidy

Record = dict[str, Any]
_LONGEST = 200  # characters of a name; the longest known has 92


class NotRelatonError(ValueError):
    """A file is not a record of Relaton, or a part of it cannot be used. The text says what."""


def parse_record(content: bytes) -> Record:
    """The record in a file. Raises NotRelatonError where it is not YAML or not of Relaton."""
    try:
        record = yaml.load(content, Loader=yaml.CBaseLoader)  # builds texts, lists and maps alone
    except yaml.MarkedYAMLError as error:
        place = f" (line {error.problem_mark.line + 1})" if error.problem_mark else ""
        raise NotRelatonError(f"is not YAML{place}") from None
    except (yaml.YAMLError, RecursionError):
        raise NotRelatonError("is not YAML in UTF-8") from None
    if not isinstance(record, dict) or not ({"docid", "docidentifier"} & set(record)):
        raise NotRelatonError("is YAML, but no record of Relaton (it has no docid)")
    return record


def part(record: Record, key: str) -> Any:
    """A part that stands at the top of a record or under `ext`, by the version of the form."""
    if key in record:
        return record[key]
    ext = record.get("ext")
    return ext.get(key) if isinstance(ext, dict) else None


def listed(cell: Any) -> list[Any]:
    """A list as it is; a single part as a list of one; nothing as an empty list."""
    if isinstance(cell, list):
        return cell
    return [] if cell in (None, "") else [cell]


def text(cell: Any) -> str:
    """The text of a part: a text, a list of one, or a map with content, value, id or type."""
    while not isinstance(cell, str):
        if isinstance(cell, list) and cell:
            cell = cell[0]
        elif isinstance(cell, dict):
            keys = [key for key in ("content", "value", "id", "type") if key in cell]
            cell = cell[keys[0]] if keys else ""
        else:
            return ""
    return plain(tidy(cell)).strip()


def maps(cell: Any) -> list[Record]:
    """Those parts of a list, or the single part, that are maps."""
    return [entry for entry in listed(cell) if isinstance(entry, dict)]


def references(record: Record) -> list[str]:
    """The identifiers of a document, the primary one first."""
    ids = maps(record.get("docid") or record.get("docidentifier"))
    ids.sort(key=lambda entry: entry.get("primary") != "true")
    return [text(entry.get("id") or entry.get("content")) for entry in ids]


def dates(record: Record, kind: str = "") -> list[str]:
    """The dates of a kind; of any kind without one. As printed: a year, a month or a day."""
    found = [
        text(entry.get("value") or entry.get("at") or entry.get("on"))
        for entry in maps(record.get("date"))
        if not kind or entry.get("type") == kind
    ]
    return [date for date in found if date]


def name(cell: Any) -> str:
    """A name on one line. Raises NotRelatonError for one too long to be a name."""
    found = text(cell)
    if len(found) > _LONGEST:
        raise NotRelatonError(f"has a name of {len(found)} characters: {found[:30]!r}…")
    return found
