"""Sentences on one country, made from its facts in the forms that chapters use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from standards_report.display.text.changes import course, measured
from standards_report.display.text.numbers import in_print, is_missing, listing, sentence
from standards_report.measures import ROWS, join_rows
from standards_report.measures.country.country_facts import CountryFacts
from standards_report.observations import Study, at_time, in_words, name_in_iso

if TYPE_CHECKING:
    import pandas as pd

Line = Mapping[Any, Any]  # of the table of standing
Lines = Mapping[str, Line]  # by the quantity
Said = tuple[str, tuple[str, ...]]  # a text, and the ids of the rows that it rests on


def said_of_country(study: Study, facts: CountryFacts) -> dict[str, Said]:
    """What the page of a country says in words, by name: each text with its rows."""
    records: list[dict[Any, Any]] = facts.standing.to_dict("records")
    lines: Lines = {str(line["quantity"]): line for line in records}
    name = study.country(facts.country)
    behind = facts.standing[ROWS].iloc[0] if len(facts.standing) else ()
    return {
        "name": (name.name, behind),
        "in_text": (name.in_text, behind),
        "identity": (_identity(facts), behind),
        "secretariats": _secretariats(name.in_text, lines),
        "memberships": _memberships(lines),
        "committees": _committees(name.in_text, facts),
        "moved": _moved(facts),
        "output": _output(lines),
        "employers": _employers(name.in_text, facts, lines),
        "telecommunication": _telecommunication(name.in_text, facts, behind),
    }


def _identity(facts: CountryFacts) -> str:
    """The name in ISO 3166-1, and the member bodies; whose country is not certain stays out."""
    bodies = listing(facts.member_bodies["acronym"].tolist())
    told = f"In ISO 3166-1: {name_in_iso(facts.country)}, {facts.country}."
    if not bodies:
        return f"{told} The records of ISO name no member body of this country."
    several = "Member bodies" if len(facts.member_bodies) > 1 else "Member body"
    return f"{told} {several} in the records of ISO: {bodies}."


def _secretariats(name: str, lines: Lines) -> Said:
    line = lines.get("secretariats")
    if line is None:
        return "", ()
    first = name[:1].upper() + name[1:]
    if not line["value"]:
        when = at_time(line["date"])
        return f"{first} held no secretariat of an active committee of ISO {when}.", line[ROWS]
    held = _number(line, "secretariat")
    text = (
        f"{first} held {held} of active committees of ISO {at_time(line['date'])}, "
        f"{in_print(line['percent'], 'percent', 1)} of those that are held, and was "
        f"{_place(line)}. {_since(line)}"
    )
    return text.strip(), line[ROWS]


def _memberships(lines: Lines) -> Said:
    taken, observed = lines.get("p_memberships"), lines.get("o_memberships")
    if taken is None or observed is None:
        return "", ()
    text = (
        f"It was a P-member, which votes, of {_number(taken, 'committee')} and an O-member, which "
        f"observes, of {in_print(observed['value'])}, out of {in_print(taken['whole'])} that state "
        f"their members"
    )
    place = f": {_place(taken)} by P-memberships" if taken["value"] else ""
    return sentence(f"{text}{place}"), join_rows([taken[ROWS], observed[ROWS]])


def _place(line: Line) -> str:
    """`number 3 of the 35 with any`."""
    shared = ", shared," if line["level"] > 1 else ""
    return f"number {in_print(line['rank'])}{shared} of the {in_print(line['among'])} with any"


def _since(line: Line) -> str:
    """How the number moved since the first count, and since the edition before where that saw
    another one."""
    if is_missing(line["first"]):
        return ""
    first, last = (
        measured(line[number], line[date])
        for number, date in (("first", "first_date"), ("value", "date"))
    )
    return f"The number {course(first, last)}."


def _committees(name: str, facts: CountryFacts) -> Said:
    held = facts.committees
    when = f" {at_time(facts.holders_day)}" if facts.holders_day else ""
    if held.empty:
        return sentence(f"No committee with documents had its secretariat in {name}{when}"), ()
    areas = facts.listed[facts.listed["technology"] != ""]
    texts = [f"{row.committee} ({row.technology})" for row in areas.itertuples()]
    of_areas = f" Of committees in the technology areas it holds {listing(texts)}." if texts else ""
    verb = "committee" if len(held) == 1 else "committees"
    text = (
        f"{in_print(len(held))} {verb} with documents or projects had the secretariat in {name}"
        f"{when}.{of_areas}"
    )
    return text, join_rows([*held[ROWS], *areas[ROWS]])


def _moved(facts: CountryFacts) -> Said:
    if facts.gains.empty:
        return "No two snapshots of ISO's committees are at hand, so no change is known.", ()
    newest = facts.gains.iloc[0]
    text = (
        f"{in_words(newest['date'])}: {_pair(newest, 'p')} P-memberships, {_pair(newest, 'o')} "
        f"O-memberships and {_pair(newest, 'secretariats')} secretariats"
    )
    own = facts.moved[facts.moved["date"] == newest["date"]]
    counted = own["change"].value_counts()
    words = {"won": "taken over", "lost": "handed on", "new": "new", "gone": "gone"}
    told = [
        f"{in_print(int(counted[key]))} {word}" for key, word in words.items() if key in counted
    ]
    more = f". Of secretariats: {listing(told)}" if told else ""
    return sentence(text + more), join_rows([newest[ROWS], *own[ROWS]])


def _pair(line: pd.Series, stem: str) -> str:
    gained, lost = in_print(line[f"{stem}_gained"]), in_print(line[f"{stem}_lost"])
    return f"{gained} gained and {lost} lost of"


def _output(lines: Lines) -> Said:
    force, progress = lines.get("in_force"), lines.get("in_progress")
    if force is None or progress is None:
        return "", ()
    rows = join_rows([force[ROWS], progress[ROWS]])
    when = in_words(force["date"])
    if not force["value"] and not progress["value"]:
        return f"No document of ISO was under its secretariats in the records of {when}.", rows
    text = (
        f"Committees whose secretariat it held had {_number(force, 'document')} in force and "
        f"{_number(progress, 'project')} in progress, in the records of {when}: "
        f"{in_print(force['percent'], 'percent', 1)} and "
        f"{in_print(progress['percent'], 'percent', 1)} of those whose committee has a known "
        "holder. Members of all countries write them"
    )
    return sentence(text), rows


def _employers(name: str, facts: CountryFacts, lines: Lines) -> Said:
    seat, headquarters = lines.get("rapporteurs_seat"), lines.get("rapporteurs_headquarters")
    if seat is None or headquarters is None:
        return "", ()
    rows = join_rows([seat[ROWS], headquarters[ROWS]])
    if not seat["value"] and not headquarters["value"]:
        text = f"No rapporteur of Release {facts.release} of 3GPP has a known employer in {name}"
        return sentence(text), rows
    text = (
        f"Of the {in_print(seat['whole'])} rapporteurs of Release {facts.release} of 3GPP, "
        f"{in_print(seat['value'])} had an employer with its seat in {name}, and "
        f"{in_print(headquarters['value'])} one of a group with its headquarters there"
    )
    return sentence(text), rows


def _telecommunication(name: str, facts: CountryFacts, behind: tuple[str, ...]) -> Said:
    stated = facts.telecommunication
    if stated.empty:
        text = f"The sources at hand state no number on {name} in ITU or ITU-T"
        return sentence(text), behind
    newest = in_words(stated["date"].iloc[0])
    text = f"{_plural(len(stated), 'statement')} on {name} in ITU and ITU-T, the newest of {newest}"
    return sentence(text), join_rows(stated[ROWS])


def _number(line: Line, noun: str) -> str:
    return _plural(line["value"], noun)


def _plural(number: float, noun: str) -> str:
    return f"{in_print(number)} {noun}" + ("" if number == 1 else "s")
