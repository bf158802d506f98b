"""Sentences on one country, made from its facts in the forms that chapters use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

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
    when = in_words(line["date"])
    if not line["value"]:
        text = f"{first} holds no secretariat of an active committee of ISO ({when})."
    else:
        held = _number(line, "secretariat")
        text = (
            f"{first} holds {held} of active committees of ISO ({when}). That is "
            f"{in_print(line['percent'], 'percent', 1)} of all that are held, and {_place(line)}."
        )
    return f"{text} {_earlier(line)}".strip(), line[ROWS]


def _memberships(lines: Lines) -> Said:
    taken, observed = lines.get("p_memberships"), lines.get("o_memberships")
    if taken is None or observed is None:
        return "", ()
    text = (
        f"It votes as a P-member in {in_print(taken['value'])} of the {in_print(taken['whole'])} "
        f"committees that state their members, and watches {in_print(observed['value'])} as an "
        "O-member"
    )
    place = f"; by P-memberships it has {_place(taken)}" if taken["value"] else ""
    return sentence(f"{text}{place}"), join_rows([taken[ROWS], observed[ROWS]])


def _place(line: Line) -> str:
    """`rank 3 among the 35 countries with any`."""
    shared = " (shared)" if line["level"] > 1 else ""
    return (
        f"rank {in_print(line['rank'])}{shared} among the {in_print(line['among'])} countries "
        "with any"
    )


def _earlier(line: Line) -> str:
    """What the first count gave, where there is one of another day."""
    if is_missing(line["first"]) or line["first_date"] == line["date"]:
        return ""
    when = at_time(line["first_date"])
    same = "as many" if line["value"] else "none either"
    number = same if line["first"] == line["value"] else in_print(line["first"])
    return f"{when[:1].upper()}{when[1:]} it held {number}."


def _committees(name: str, facts: CountryFacts) -> Said:
    held = facts.committees
    when = at_time(facts.holders_day) if facts.holders_day else ""
    start = f"{when[:1].upper()}{when[1:]}, {name}" if when else name[:1].upper() + name[1:]
    if held.empty:
        return f"{start} held the secretariat of no committee with documents or projects.", ()
    areas = facts.listed[facts.listed["technology"] != ""]
    texts = [f"{row.committee} ({row.technology})" for row in areas.itertuples()]
    of_areas = f" Those in the technology areas: {listing(texts)}." if texts else ""
    text = (
        f"{start} held the secretariat of {_plural(len(held), 'committee')} with documents or "
        f"projects.{of_areas}"
    )
    return text, join_rows([*held[ROWS], *areas[ROWS]])


def _moved(facts: CountryFacts) -> Said:
    if facts.gains.empty:
        return "No two snapshots of ISO's committees are at hand, so no change is known.", ()
    newest = facts.gains.iloc[0]
    changes = [
        _pair(newest, stem, noun)
        for stem, noun in (
            ("p", "P-membership"),
            ("o", "O-membership"),
            ("secretariats", "secretariat"),
        )
    ]
    # Each part has an "and" of its own, so that a comma stands before the last one.
    text = f"From {in_words(newest['date'])} it {', '.join(changes[:-1])}, and {changes[-1]}"
    own = facts.moved[facts.moved["date"] == newest["date"]]
    counted = own["change"].value_counts()
    words = {"won": "taken over", "lost": "handed on", "new": "new", "gone": "gone"}
    told = [
        f"{in_print(int(counted[key]))} {word}" for key, word in words.items() if key in counted
    ]
    more = f". Of secretariats: {listing(told)}" if told else ""
    return sentence(text + more), join_rows([newest[ROWS], *own[ROWS]])


def _pair(line: pd.Series, stem: str, noun: str) -> str:
    """`gained 16 P-memberships and lost 5`, or `neither gained nor lost a secretariat`."""
    gained, lost = line[f"{stem}_gained"], line[f"{stem}_lost"]
    if not gained and not lost:
        return f"neither gained nor lost {'an' if noun[0] in 'AEIOU' else 'a'} {noun}"
    if not gained:
        return f"lost {_plural(lost, noun)} and gained none"
    return f"gained {_plural(gained, noun)} and lost {in_print(lost) if lost else 'none'}"


def _output(lines: Lines) -> Said:
    force, progress = lines.get("in_force"), lines.get("in_progress")
    if force is None or progress is None:
        return "", ()
    rows = join_rows([force[ROWS], progress[ROWS]])
    when = in_words(force["date"])
    if not force["value"] and not progress["value"]:
        return f"No document of ISO was under its secretariats in the records of {when}.", rows
    text = (
        f"The committees that it served had {_number(force, 'document')} in force "
        f"({in_print(force['percent'], 'percent', 1)} of those whose committee has a known holder) "
        f"and {_number(progress, 'project')} in progress "
        f"({in_print(progress['percent'], 'percent', 1)}), in the records of {when}. Members of "
        "all countries take part in writing them"
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
        f"{in_print(seat['value'])} worked for a company with its seat in {name}, and "
        f"{in_print(headquarters['value'])} for a group with its headquarters there"
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
