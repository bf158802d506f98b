"""What a cell may emit, and what it is told where it may not."""

from __future__ import annotations

import pytest
from standards_report.display import Emitter
from standards_report.errors import DataError, NotebookError
from standards_report.observations import open_study

from tests.conftest import SMALL


@pytest.fixture
def emitter() -> Emitter:
    return Emitter(open_study("members", "2030-12-31", SMALL), ["CHN"])


def test_two_values_of_one_name_are_shown_with_their_rows(emitter: Emitter) -> None:
    emitter.value("itu.members.CHN", 25, ["m.chn.2030"])
    with pytest.raises(NotebookError) as caught:
        emitter.value("itu.members.CHN", 24, ["m.jpn.2030"])
    [fault] = caught.value.faults
    assert fault.what == "is emitted twice: 25 from m.chn.2030, and 24 from m.jpn.2030"


def test_a_value_of_many_rows_names_the_first_of_them(emitter: Emitter) -> None:
    rows = ["m.chn.2020", "m.chn.2030", "m.jpn.2020", "m.jpn.2030", "m.kor.2030", "m.chn.2020"]
    emitter.value("itu.members.sum", 86, rows)
    with pytest.raises(
        NotebookError, match=r"m\.kor\.2030 and 1 more, and not in our sources from no"
    ):
        emitter.value("itu.members.sum", None, [])


@pytest.mark.parametrize("name", ["members", "", "itu..members", "itu.members-CHN"])
def test_a_name_has_dots_between_words(emitter: Emitter, name: str) -> None:
    with pytest.raises(NotebookError, match="write it as"):
        emitter.value(name, 1, ["m.chn.2030"])


@pytest.mark.parametrize("code", ["XXX", "chn", "", "CHINA"])
def test_a_country_that_is_none_is_refused_before_anything_is_computed(code: str) -> None:
    study = open_study("members", "2030-12-31", SMALL)
    with pytest.raises(DataError) as caught:
        Emitter(study, ["CHN", code, "YYY"])
    assert [fault.where for fault in caught.value.faults] == sorted([repr(code), "'YYY'"])
    assert {fault.what for fault in caught.value.faults} == {"is the code of no country"}
    with pytest.raises(DataError, match="alpha-3"):
        study.country(code)


def test_a_country_that_no_table_names_is_taken_from_iso_3166() -> None:
    study = open_study("members", "2030-12-31", SMALL)
    assert Emitter(study, ["FJI"]).names() == {"FJI": "Fiji"}


@pytest.mark.parametrize("day", ["2030-12-3x", "2030", "20301231", "2030-13-01", ""])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    with pytest.raises(DataError, match="write `as_of` as YYYY-MM-DD"):
        open_study("members", day, SMALL)
