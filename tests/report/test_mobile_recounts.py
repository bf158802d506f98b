"""Numbers of the chapter on 3GPP, drawn at random, against the raw archive.

Neither the adapter nor the measures are used: records are read line by line, and what is new,
whose employer is where, and what a share is of, are decided here once more. The country of an
employer is that of the reviewed tables.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from standards_report.pipeline.notebooks.notebook_runner import Run, run_notebook
from standards_report.pipeline.notebooks.parameters import declared_parameters

from tests.conftest import ROOT
from tests.report.test_raw_recounts import newest
from tests.report.test_record_counts import rows_of
from tests.support.raw_records import SHARED, WHY, Version, folded

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not SHARED.is_dir(), reason=WHY)]
_DRAWN = 5  # of each kind of number
_MAIN = "18"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """The values of the notebook, by name."""
    folder = tmp_path_factory.mktemp("mobile")
    source = ROOT / "analysis" / "notebooks" / "mobile.ipynb"
    given = declared_parameters(json.loads(source.read_text(encoding="utf-8")), source.name)
    emitted = folder / "emitted.json"
    kept = folder / "executed.ipynb", emitted, folder / "failed.ipynb"
    run_notebook(Run(source, "mobile", given, kept[0], kept[1], kept[2], ROOT))
    return dict(numbers(json.loads(emitted.read_text(encoding="utf-8"))))


def numbers(emitted: object) -> Iterator[tuple[str, float]]:
    if isinstance(emitted, dict):
        if "name" in emitted and "number" in emitted and emitted["number"] is not None:
            yield str(emitted["name"]), float(emitted["number"])
        emitted = list(emitted.values())
    if isinstance(emitted, list):
        for part in emitted:
            yield from numbers(part)


def of_release(release: str) -> list[Version]:
    return [one for number, one in newest().items() if number.endswith(f":rel-{release}")]


@cache
def first_release() -> dict[str, int]:
    """The first release of each number; releases before 4, whatever their name, are 0."""
    found: dict[str, int] = {}
    for written in newest():
        number, _, release = written.partition(":")
        numbered = re.fullmatch(r"rel-([4-9]|1[0-9]|20)", release)
        place = int(numbered[1]) if numbered else 0
        found[number] = min(found.get(number, place), place)
    return found


def new_of(release: str) -> list[Version]:
    return [
        one
        for one in of_release(release)
        if first_release()[one.number.partition(":")[0]] == int(release)
    ]


@cache
def employers() -> dict[str, tuple[str, str, str]]:
    """Seat, headquarters and group of companies by normal form, from the two reviewed tables."""
    aliases = {folded(row["name"]): row for row in rows_of("company_aliases")}
    found = {
        key: (row["country"], row["headquarters"], row["group"] or row["name"])
        for key, row in aliases.items()
        if row["kind"] == "organization"
    }
    for row in rows_of("companies"):
        if row["country"]:
            upper = aliases.get(folded(row["uppermost"]))
            group = upper["group"] if upper else row["uppermost"]
            found[folded(row["name"])] = (row["country"], row["headquarters"], group)
    return found


def who(versions: list[Version]) -> list[tuple[str, str, str]]:
    nobody = ("", "", "")
    return [employers().get(folded(name), nobody) for one in versions for name in one.employers]


def drawn(printed: dict[str, float], pattern: str) -> list[tuple[re.Match[str], float]]:
    """Values whose whole name has the pattern, drawn at random but always the same."""
    found = [
        (match, printed[name])
        for name in sorted(printed)
        if (match := re.fullmatch(pattern, name)) and printed[name]
    ]
    return random.Random(f"mobile {pattern}").sample(found, _DRAWN)


_RULES = {"seat": 0, "headquarters": 1}
_KINDS: dict[str, Callable[[str], list[Version]]] = {
    "": of_release,
    "new_": new_of,
    "new_ts_": lambda release: [one for one in new_of(release) if one.number.startswith("ts ")],
    "new_tr_": lambda release: [one for one in new_of(release) if one.number.startswith("tr ")],
}


def test_drawn_countries_of_releases(printed: dict[str, float]) -> None:
    pattern = r"mobile\.release_(\d+)\.((?:new_(?:t[sr]_)?)?)(seat|headquarters)\.([A-Z]{3})\.count"
    for match, number in drawn(printed, pattern):
        found = who(_KINDS[match[2]](match[1]))
        assert number == sum(one[_RULES[match[3]]] == match[4] for one in found), match[0]


def test_drawn_countries_of_the_example(printed: dict[str, float]) -> None:
    pattern = r"mobile\.((?:new_)?)(seat|headquarters)\.([A-Z]{3})\.share"
    for match, number in drawn(printed, pattern):
        found = who(_KINDS[match[1]](_MAIN))
        part = sum(one[_RULES[match[2]]] == match[3] for one in found)
        assert number == pytest.approx(part / len(found) * 100), match[0]


def test_drawn_bounds_of_countries(printed: dict[str, float]) -> None:
    pattern = r"mobile\.((?:new_)?)(seat|headquarters)\.([A-Z]{3})\.most"
    for match, number in drawn(printed, pattern):
        found = who(_KINDS[match[1]](_MAIN))
        assert number == sum(one[_RULES[match[2]]] in (match[3], "") for one in found), match[0]


def test_drawn_groups(printed: dict[str, float]) -> None:
    for match, number in drawn(printed, r"mobile\.groups\.([crs][0-9p])\.([A-Z]{3})\.share"):
        here = [one for one in of_release(_MAIN) if one.group.lower() == match[1]]
        found = who(here)
        part = sum(one[1] == match[2] for one in found)
        assert number == pytest.approx(part / len(found) * 100), match[0]


def test_drawn_employers(printed: dict[str, float]) -> None:
    for match, number in drawn(printed, r"mobile\.((?:new_)?)employers\.(\w+)\.count"):
        found = who(_KINDS[match[1]](_MAIN))
        key = match[2].replace("_", "").lower()
        assert number == sum(folded(one[2]) == key for one in found), match[0]


def test_what_is_new_and_what_moves(printed: dict[str, float]) -> None:
    here, new = of_release(_MAIN), new_of(_MAIN)
    assert printed["mobile.release_number"] == int(_MAIN)
    assert printed["mobile.main.new_specifications"] == len(new)
    assert printed["mobile.main.carried"] == len(here) - len(new)
    assert printed["mobile.main.new_reports"] == sum(one.number.startswith("tr ") for one in new)
    assert printed["mobile.crossed.all"] == sum(
        "" not in one[:2] and one[0] != one[1] for one in who(here)
    )
    several: dict[str, list[tuple[str, ...]]] = {}
    for number, one in newest().items():
        several.setdefault(number.partition(":")[0], []).append(one.employers)
    repeated = [found for found in several.values() if len(found) > 1]
    same = sum(len(set(found)) == 1 for found in repeated)
    assert printed["mobile.same_share"] == pytest.approx(same / len(repeated) * 100)


def test_drawn_rows_of_new_specifications() -> None:
    rows = [
        row
        for row in rows_of("mobile_rapporteurs")
        if row["measure"] == "rapporteurs of new specifications" and row["company"]
    ]
    for row in random.Random("mobile new").sample(rows, _DRAWN):
        found = [
            name
            for one in new_of(row["release"])
            if row["group"] in ("", one.group) and one.number.startswith(row["kind"].lower())
            for name in one.employers
        ]
        assert int(row["value"]) == sum(folded(name) == folded(row["company"]) for name in found)
