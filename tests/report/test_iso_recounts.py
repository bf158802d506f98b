"""What the chapter on ISO prints, counted again from the raw snapshots without any adapter.

Kinds of committee are told by their references, countries of six large holders by their acronyms.
Drawn numbers are drawn at random, but always the same.
"""

from __future__ import annotations

import csv
import json
import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pytest
from standards_report.observations.domain.editions import load_edition
from standards_report.pipeline.notebooks.notebook_runner import Run, run_notebook
from standards_report.project import Project

from tests.conftest import ROOT
from tests.support.raw_records import SHARED, WHY
from tests.support.real import computed

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not SHARED.is_dir(), reason=WHY)]
_FOLDER = SHARED / "iso-open-data"
_BEFORE, _NOW = "before", "now"
_FILES = {
    _BEFORE: _FOLDER / "iso_technical_committees-2025-08-20.jsonl",
    _NOW: _FOLDER / "iso_technical_committees-2026-03.csv",
}
_HOLDERS = {"CHN": "SAC", "USA": "ANSI", "DEU": "DIN", "FRA": "AFNOR", "JPN": "JISC", "GBR": "BSI"}
_DRAWN = 24
_NOTEBOOK = "iso_records"


@dataclass(frozen=True)
class Committee:
    id: str
    reference: str
    title: str
    status: str
    holder: str
    created: str

    @property
    def is_joint(self) -> bool:
        return "IEC" in self.reference

    @property
    def is_sub(self) -> bool:
        return "/SC " in self.reference

    @property
    def is_special(self) -> bool:
        return not re.search(r"\b(TC|JTC|SC) ?[0-9]+$", self.reference)


@cache
def snapshot(which: str) -> list[Committee]:
    text = _FILES[which].read_text(encoding="utf-8")
    if which == _NOW:
        rows = list(csv.DictReader(text.splitlines(keepends=True)))
        names = ("id", "reference", "title.en", "status", "secretariat.acronym", "creationDate")
        return [Committee(*(row[name] for name in names)) for row in rows]
    found = []
    for record in map(json.loads, text.splitlines()):
        holder = (record["secretariat"] or {}).get("acronym") or ""
        title, day = record["title"]["en"], record["creationDate"]
        parts = (record["reference"], title, record["status"], holder, day)
        found.append(Committee(str(record["id"]), *parts))
    return found


_RULES: dict[str, Callable[[Committee], bool]] = {
    "active": lambda one: one.status == "Active",
    "with_suspended": lambda one: one.status in ("Active", "Suspended"),
    "without_joint": lambda one: one.status == "Active" and not one.is_joint,
    "tc_and_sc": lambda one: one.status == "Active" and not one.is_special,
    "technical_committees": lambda one: (
        one.status == "Active" and not (one.is_joint or one.is_sub or one.is_special)
    ),
    "subcommittees": lambda one: one.status == "Active" and one.is_sub and not one.is_joint,
    "joint_bodies": lambda one: one.status == "Active" and one.is_joint,
    "suspended": lambda one: one.status == "Suspended",
}


def held(which: str, rule: str) -> Counter[str]:
    """Secretariats by acronym of the member body, under a rule."""
    chosen = filter(_RULES[rule], snapshot(which))
    return Counter(one.holder for one in chosen if one.holder)


def rank(which: str, rule: str, holder: str) -> int:
    counts = held(which, rule)
    return 1 + sum(number > counts[holder] for number in counts.values())


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the notebook on records emits for the open edition, by the name of the value."""
    folder = tmp_path_factory.mktemp("iso")
    executed, emitted, failed = (folder / part for part in ("executed", "emitted", "failed"))
    parameters = load_edition(ROOT / "editions", computed(ROOT)[0]).parameters()
    source = Project(ROOT).notebooks / f"{_NOTEBOOK}.ipynb"
    run_notebook(Run(source, _NOTEBOOK, parameters, executed, emitted, failed, ROOT))
    values = json.loads(emitted.read_text(encoding="utf-8"))["values"]
    return {name: value["text"] for name, value in values.items()}


PLACES = [(rule, code) for rule in _RULES for code in _HOLDERS]


@pytest.mark.parametrize(
    ("rule", "code"), random.Random("ranks").sample(PLACES, _DRAWN), ids=lambda part: str(part)
)
def test_drawn_ranks_and_numbers_under_each_rule(
    printed: dict[str, str], rule: str, code: str
) -> None:
    number = held(_NOW, rule)[_HOLDERS[code]]
    assert printed[f"iso_records.rules.{rule}.{code}"] == str(number)
    assert printed[f"iso_records.before.{rule}.{code}"] == str(held(_BEFORE, rule)[_HOLDERS[code]])
    if number:
        place = str(rank(_NOW, rule, _HOLDERS[code]))
        assert printed[f"iso_records.ranks.{rule}.{code}"] == place


@pytest.mark.parametrize("rule", _RULES)
def test_the_whole_of_each_rule(printed: dict[str, str], rule: str) -> None:
    assert printed[f"iso_records.rules.{rule}.all"] == str(held(_NOW, rule).total())


def test_rules_under_which_the_order_turned(printed: dict[str, str]) -> None:
    ahead = {
        which: {rule for rule in _RULES if held(which, rule)["SAC"] > held(which, rule)["ANSI"]}
        for which in _FILES
    }
    found = {"before": ahead[_BEFORE], "now": ahead[_NOW]}
    found["turned"] = found["now"] - found["before"]
    found["turned_back"] = found["before"] - found["now"]
    for name, rules in found.items():
        assert printed[f"iso_records.order.{name}"] == str(len(rules))
    assert found["turned"] == {"active", "with_suspended", "tc_and_sc"}


def moves() -> list[tuple[str, str, str]]:
    """What happened to each committee, its holder before, its holder now."""
    then, now = ({one.id: one.holder for one in snapshot(which)} for which in _FILES)
    found = [("new", "", now[name]) for name in now.keys() - then.keys()]
    found += [("gone", then[name], "") for name in then.keys() - now.keys()]
    both = then.keys() & now.keys()
    moved = [name for name in both if then[name] != now[name]]
    return [*found, *(("changed_hands", then[name], now[name]) for name in moved)]


def test_committees_that_changed_hands_came_and_went(printed: dict[str, str]) -> None:
    counts = Counter(what for what, _, _ in moves())
    assert counts == {"changed_hands": 10, "new": 12, "gone": 4}
    for what, number in counts.items():
        assert printed[f"iso_records.moved.all.{what}"] == str(number)
    for code in random.Random("moves").sample(list(_HOLDERS), 4):
        holder = _HOLDERS[code]
        own = {
            "taken": sum(move[0] == "changed_hands" and move[2] == holder for move in moves()),
            "given": sum(move[0] == "changed_hands" and move[1] == holder for move in moves()),
            "new": sum(move[0] == "new" and move[2] == holder for move in moves()),
            "gone": sum(move[0] == "gone" and move[1] == holder for move in moves()),
        }
        for name, number in own.items():
            assert printed[f"iso_records.moved.{code}.{name}"] == str(number)


def test_new_committees_and_what_the_rule_on_titles_finds(printed: dict[str, str]) -> None:
    recent = [one for one in snapshot(_NOW) if one.created >= "2020"]
    assert printed["iso_records.recent.all.held"] == str(len(recent))
    for code, holder in _HOLDERS.items():
        own = [one for one in recent if one.holder == holder]
        assert printed[f"iso_records.recent.{code}.held"] == str(len(own))
    words = re.compile(
        r"artificial intelligence|internet of things|\b5G\b|quantum|big data"
        r"|smart (and sustainable )?(cit|communit)|sustainable cities",
        re.IGNORECASE,
    )
    named = Counter(one.holder for one in recent if words.search(one.title))
    assert printed["iso_records.recent.all.found"] == str(named.total())
    assert printed["iso_records.recent.CHN.found"] == str(named["SAC"]) == "0"
