"""Reads ISO's committee data, JSON Lines, as tables of committees and memberships.

The publisher changes the form without notice, and downloads end early. So every record is checked
before anything is counted, and all faults are found at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from standards_report.errors import DataError, Fault, quoted
from standards_report.ingest.raw_file import plain, read_text
from standards_report.observations.domain.dates import parse_span
from standards_report.observations.domain.names import apart, first_alike, fold, tidy
from standards_report.observations.json_reader import parse_json
from standards_report.suggestions import either, nearest

KEYS = (
    "id",
    "reference",
    "status",
    "title",
    "secretariat",
    "creationDate",
    "scope",
    "parentId",
    "childrenId",
    "pMembers",
    "oMembers",
    "committeeLiaisons",
    "organizationLiaisons",
    "sortKey",
)
LEVELS = {"P": "pMembers", "O": "oMembers"}
_COLUMNS = (
    "id",
    "reference",
    "status",
    "title",
    "kind",
    "parent",
    "created",
    "member",
    "p_members",
    "o_members",
    "line",
)
_KINDS = {
    "technical committee": r"ISO/TC [0-9]+",
    "subcommittee": r"ISO/TC [0-9]+/SC [0-9]+",
    "project committee": r"ISO/PC [0-9]+",
    "workshop": r"ISO/WS [A-Za-z0-9_]+",
    "joint technical committee": r"(?:ISO/IEC|IEC/ISO)[ /]JTC [0-9]+",
    "joint subcommittee": r"(?:ISO/IEC|IEC/ISO)[ /]JTC [0-9]+/SC [0-9]+",
    "joint systems committee": r"(?:ISO/IEC|IEC/ISO) JSyC [A-Za-z0-9_]+",
}
_ASK = (
    "the publisher's file contradicts itself: see on the committee's page which is right, and tell "
    "the publisher; nothing is counted until the file is corrected"
)
_LINES = "use the publisher's JSON Lines file"
CUT_SHORT = "the download may have been cut short: compare its size with that on the website"
_BROKEN = "look at that line: the download or an edit may have damaged it"
_FORM = "the publisher changed the form: find out what it means now, and adapt the adapter"

Record = dict[str, Any]


class Problem(NamedTuple):
    """One thing that is wrong in the export: its line, what it is, and the remedy."""

    line: int
    what: str
    remedy: str


@dataclass(frozen=True)
class Snapshot:
    """The data as they stood on one day.

    `committees`: id, reference, status (active, suspended), title (English), kind, parent
    (id or 0), created (day), member (acronym of the secretariat's holder, or empty),
    p_members and o_members (counts, or NaN where not stated), line (in the file).
    `memberships`: committee (id), level (P or O), member (acronym).
    """

    committees: pd.DataFrame
    memberships: pd.DataFrame
    unknown_keys: tuple[str, ...]
    encoding: str = ""


def read_snapshot(path: Path, member_bodies: pd.DataFrame, date: str) -> Snapshot:
    """Reads the publisher's JSON Lines, which were downloaded on the day `date` (YYYY-MM-DD).

    `member_bodies` has `acronym` and `iso_id`. Raises DataError with every fault: a file that is
    cut short or a web page, keys that are missing or have another form, unknown member bodies, a
    committee that occurs twice, a record that is younger than the snapshot.
    """
    raw = read_text(path, "the publisher's JSON Lines file")
    text = raw.text
    if form := _other_form(text):
        raise DataError(Fault(path.name, 1, *form))
    numbered, problems = _records(text)
    problems += _missing_keys(numbered)
    usable = []
    for line, record in numbered:
        if all(key in record for key in KEYS):
            faults = list(_form_faults(record, date))
            problems += [Problem(line, what, remedy) for what, remedy in faults]
            usable += [] if faults else [(line, record)]
    problems += _repeated(usable)
    problems += _unknown_members(usable, member_bodies)
    problems += [] if problems else _cut_short(usable, path.name)
    if problems:
        raise DataError(
            Fault(path.name, problem.line, plain(problem.what), problem.remedy)
            for problem in problems
        )
    unknown = {key for _, record in usable for key in record} - set(KEYS)
    return Snapshot(*_tables(usable), tuple(sorted(unknown)), raw.encoding)


def _other_form(text: str) -> tuple[str, str] | None:
    """What the file is where it is not JSON Lines, and the remedy; None where it is."""
    first = text.lstrip().partition("\n")[0].rstrip()
    if re.match(r"---|- \w+:|\w+:( |$)", first):
        return "is YAML, not JSON with one record per line", _LINES
    if first[:1] in ("[", "{") and not _is_json(first) and _is_json(text):
        return "is one JSON text over many lines, not one record per line", _LINES
    if first.startswith("[") and _is_json(first):
        return "is one JSON list, not one record per line", _LINES
    if {name.strip('" ') for name in re.split(r"[,;\t]", first)} & set(KEYS):
        return "is CSV, not JSON with one record per line", _LINES
    return None


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _records(text: str) -> tuple[list[tuple[int, Record]], list[Problem]]:
    found: list[tuple[int, Record]] = []
    problems = []
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record, twice = parse_json(line, _tidied)
        except (ValueError, RecursionError):
            cut = number == len(lines)
            told = ("ends within a record", CUT_SHORT) if cut else ("not JSON", _BROKEN)
            problems.append(Problem(number, *told))
            continue
        if twice:
            keys = ", ".join(map(repr, twice))
            problems.append(Problem(number, f"a part of the record has {keys} twice", _ASK))
        elif isinstance(record, dict):
            found.append((number, record))
        else:
            problems.append(Problem(number, "not a record of one committee", _FORM))
    return found, problems


def _tidied(part: Record) -> Record:
    """A part of a record with tidy texts: escapes (\\u00a0) can stand for any character."""
    return {key: tidy(value) if isinstance(value, str) else value for key, value in part.items()}


def _missing_keys(numbered: list[tuple[int, Record]]) -> list[Problem]:
    problems = []
    for line, record in numbered:
        unknown = [plain(key) for key in record if key not in KEYS]
        for key in KEYS:
            if key not in record:
                near = nearest(key.lower(), [other_key.lower() for other_key in unknown])
                named = [other_key for other_key in unknown if other_key.lower() in near]
                hint = f"is it called {named[0]!r} now? " if named else ""
                problems.append(Problem(line, f"no key {key!r}", hint + _FORM))
    return problems


def _form_faults(record: Record, date: str) -> Iterator[tuple[str, str]]:
    for name, holds in _FORMS.items():
        if not holds(record[name]):
            yield f"{name} is not {_FORM_IN_WORDS[name]}", _FORM
    reference = record["reference"]
    if isinstance(reference, str) and not kind_of(reference):
        yield f"reference {reference!r} shows no known kind of committee", _FORM
    created = record["creationDate"]
    if _is_day(created) and created > date:
        what = f"a committee was created on {created}, after the date of the snapshot"
        yield what, "give the day on which the file was downloaded as --date"
    levels = {level: _acronyms(record[key]) for level, key in LEVELS.items()}
    for level, names in levels.items():
        if len(set(names)) < len(names):
            yield f"{reference!r} names a member twice among its {level}-members", _ASK
    if set(levels["P"]) & set(levels["O"]):
        yield f"{reference!r} names a member as P-member and as O-member", _ASK


def kind_of(reference: str) -> str:
    """The kind of committee that a reference such as ISO/TC 1 shows; empty for an unknown form."""
    matches = (kind for kind, form in _KINDS.items() if re.fullmatch(form, reference))
    return next(matches, "")


def _is_day(cell: object) -> bool:
    if not isinstance(cell, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell):
        return False
    try:
        parse_span(cell)
    except ValueError:
        return False
    return True


def _is_number(cell: object) -> bool:
    return isinstance(cell, int) and not isinstance(cell, bool) and cell > 0


def _is_body(cell: object) -> bool:
    return (
        isinstance(cell, dict)
        and _is_number(cell.get("id"))
        and isinstance(cell.get("acronym"), str)
        and bool(cell["acronym"].strip())
    )


def _is_holder(cell: object) -> bool:
    nobody = isinstance(cell, dict) and cell.get("id") is None and cell.get("acronym") is None
    return cell is None or nobody or _is_body(cell)


def _is_list(cell: object, of: Any) -> bool:
    return cell is None or (isinstance(cell, list) and all(map(of, cell)))


def _has_title(cell: object) -> bool:
    return isinstance(cell, dict) and isinstance(cell.get("en"), str) and bool(cell["en"].strip())


_FORMS: dict[str, Callable[[Any], bool]] = {
    "id": _is_number,
    "reference": lambda cell: isinstance(cell, str),
    "status": lambda cell: cell in ("Active", "Suspended"),
    "title": _has_title,
    "secretariat": _is_holder,
    "creationDate": _is_day,
    "parentId": lambda cell: cell is None or _is_number(cell),
    "childrenId": lambda cell: _is_list(cell, _is_number),
    "pMembers": lambda cell: _is_list(cell, _is_body),
    "oMembers": lambda cell: _is_list(cell, _is_body),
}
_FORM_IN_WORDS = {
    "id": "a whole number",
    "reference": "text",
    "status": "Active or Suspended",
    "title": "an English title under en",
    "secretariat": "id and acronym of a member body, or null",
    "creationDate": "a day (YYYY-MM-DD)",
    "parentId": "the id of a committee, or null",
    "childrenId": "a list of ids, or null",
    "pMembers": "a list of member bodies with id and acronym, or null",
    "oMembers": "a list of member bodies with id and acronym, or null",
}


def _acronyms(members: Any) -> list[str]:
    if not _is_list(members, _is_body):
        return []
    return [member["acronym"] for member in members or []]


def _repeated(numbered: list[tuple[int, Record]]) -> Iterator[Problem]:
    for key in ("id", "reference"):
        seen: dict[object, int] = {}
        for line, record in numbered:
            name = record[key]
            first = seen.setdefault(fold(name) if isinstance(name, str) else name, line)
            if first != line:
                what = f"{key} {record[key]!r} also stands in line {first}"
                yield Problem(
                    line,
                    what,
                    "if you merged two files, download a single one; otherwise " + _ASK,
                )


def _unknown_members(
    numbered: list[tuple[int, Record]], member_bodies: pd.DataFrame
) -> Iterator[Problem]:
    known = dict(zip(member_bodies["acronym"], member_bodies["iso_id"], strict=True))
    where = "data/member_bodies.csv"
    for line, record in numbered:
        bodies = [*(record["pMembers"] or []), *(record["oMembers"] or [])]
        if record["secretariat"] and record["secretariat"]["acronym"]:
            bodies.append(record["secretariat"])
        for body in {body["acronym"]: body for body in bodies}.values():
            name, number = body["acronym"], body["id"]
            if name not in known:
                what = f"unknown member body {quoted(name)} (id {number})"
                yield Problem(line, what, _remedy(name, known, where))
            elif int(known[name]) != number:
                what = f"member body {name!r} has id {number}, not {known[name]}"
                yield Problem(
                    line, what, f"find out which of the two is right before you change {where}"
                )


def _remedy(name: str, known: Collection[str], where: str) -> str:
    """The remedy for an unknown member body."""
    if alike := first_alike(name, known):
        return f"it looks like {alike!r} in {where}: {apart(name, alike)}: write both alike"
    near = nearest(name, known, most=2)
    hint = f", or is it {either(near)}?" if near else ""
    return f"add it to {where} with its country{hint}"


def _cut_short(numbered: list[tuple[int, Record]], file: str) -> Iterator[Problem]:
    """A problem where committees that others name as parent or child are not in the file."""
    present = {record["id"] for _, record in numbered}
    missing: dict[int, tuple[int, str]] = {}
    for line, record in numbered:
        for relative in [record["parentId"], *(record["childrenId"] or [])]:
            if relative is not None and relative not in present:
                missing.setdefault(relative, (line, record["reference"]))
    if missing:
        relative, (line, reference) = next(iter(missing.items()))
        others = f", and so are {len(missing) - 1} others" if len(missing) > 1 else ""
        what = f"{reference} names committee {relative} as parent or child, which is not in {file}"
        yield Problem(line, what + others, CUT_SHORT)


def _tables(numbered: list[tuple[int, Record]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    committees = [_committee(line, record) for line, record in numbered]
    memberships = [
        (record["id"], level, member["acronym"])
        for _, record in numbered
        for level, key in LEVELS.items()
        for member in record[key] or []
    ]
    columns = ["committee", "level", "member"]
    return pd.DataFrame(committees, columns=list(_COLUMNS)), pd.DataFrame(
        memberships, columns=columns
    )


def _committee(line: int, record: Mapping[str, Any]) -> tuple[object, ...]:
    sizes = (float("nan") if record[key] is None else len(record[key]) for key in LEVELS.values())
    return (
        record["id"],
        plain(record["reference"]),
        record["status"].lower(),
        plain(record["title"]["en"]),
        kind_of(record["reference"]),
        record["parentId"] or 0,
        record["creationDate"],
        (record["secretariat"] or {}).get("acronym") or "",
        *sizes,
        line,
    )
