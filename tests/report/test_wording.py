"""The report says things in its own words, spells them right, and types no result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from standards_report.errors import Fault, RenderError
from standards_report.project import Project
from standards_report.render.wording import spelling
from standards_report.render.wording import typed_numbers as numbers
from standards_report.render.wording.chapter_wording import wording_faults
from standards_report.render.wording.plain_words import Passage, chapter, prose

from tests.conftest import ROOT, SmallProject
from tests.support.real import computed
from tests.wording import overlap, passages
from tests.wording.sources import SOURCES

WORD_LIST = ROOT / "tests" / "words.txt"
NAMES = numbers.read_allowed(ROOT / "tests" / "numbers.txt")
SOURCE = (
    "The committee decided in its last meeting that nothing at all would be printed on blue paper."
)

PLACES: dict[str, Callable[[Path], Iterator[Passage]]] = {
    "chapters": passages.chapters,
    "notebooks": passages.notebooks,
    "library": passages.code,
    "data": passages.data,
}


def listed(faults: Iterable[Fault]) -> str:
    return "\n".join(map(str, faults))


@pytest.mark.skipif(SOURCES is None, reason="the source documents are not at hand")
@pytest.mark.parametrize("place", PLACES)
def test_no_run_of_words_is_taken_from_a_source(place: str) -> None:
    assert SOURCES
    faults = listed(overlap.shared_runs(PLACES[place](ROOT), SOURCES, passages.names(ROOT)))
    assert not faults, faults


@pytest.mark.parametrize("place", ["chapters", "notebooks", "data"])
def test_every_word_is_spelled_as_a_dictionary_has_it(place: str) -> None:
    faults = listed(spelling.misspelled(PLACES[place](ROOT), WORD_LIST, passages.names(ROOT)))
    assert not faults, faults


def test_no_chapter_types_a_result() -> None:
    faults = listed(numbers.typed_numbers(passages.chapters(ROOT), NAMES))
    assert not faults, faults


def test_the_word_list_is_sorted_and_adds_something() -> None:
    words = spelling.read_words(WORD_LIST)
    assert words == sorted(set(words))
    known = [word for word in words if spelling.in_dictionary(word)]
    assert not known, f"the dictionary has {', '.join(known)}"


@pytest.mark.parametrize(
    ("text", "run"),
    [
        (
            "We know that nothing at all would be printed on blue paper, ever.",
            "that nothing at all",
        ),
        ("That *nothing*\nat all would be [printed]{.x} on blue paper", "that nothing at all"),
    ],
    ids=["plain", "with markup"],
)
def test_a_shared_run_is_found(tmp_path: Path, text: str, run: str) -> None:
    (tmp_path / "000_a.txt").write_text(SOURCE, encoding="utf-8")
    found = list(overlap.shared_runs([Passage("a.qmd", 3, prose(text))], tmp_path, ()))
    assert len(found) == 1
    assert run in found[0].what
    assert (found[0].where, found[0].line) == ("a.qmd", 3)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("At all would be printed on blue cardboard", ()),
        ("The Nothing At All Would Be Printed On Blue Paper rule", ("Nothing at all would be",)),
        ("That nothing at all {{< var a.b >}} would be printed on blue paper", ()),
        ("`that nothing at all would be printed on blue paper`", ()),
    ],
    ids=["seven words", "a title", "a value between", "code"],
)
def test_short_runs_titles_and_code_are_no_shared_run(
    tmp_path: Path, text: str, names: tuple[str, ...]
) -> None:
    (tmp_path / "000_a.txt").write_text(SOURCE, encoding="utf-8")
    assert not list(overlap.shared_runs([Passage("a.qmd", 1, prose(text))], tmp_path, names))


@pytest.mark.parametrize(
    "sentence",
    [
        "China has 95 members.",
        "It grew six-fold.",
        "It grew sixfold.",
        "They hold two chairs.",
        "About half of them.",
        '[About half]{.x} of [them]{.claim data-claim="a"}.',
        "Only one of them did.",
        "The fourth highest number.",
        "Since 2012 it grew.",
        "::: {.content-visible}\nThey hold two chairs.\n:::",
    ],
)
def test_a_typed_number_is_found(sentence: str) -> None:
    (fault,) = numbers.typed_numbers([chapter("a.qmd", f"A line.\n\n{sentence}")], NAMES)
    assert str(fault).startswith(f"a.qmd:{3 + sentence.count('::: {')}: the number ")


@pytest.mark.parametrize(
    "sentence",
    [
        "In {{< var a.b2 >}} of Q11/15.",
        "See @fig-a1 and `x = 2`.",
        '[a]{.claim data-claim="a1.b"}',
        "5G in SG15, ISO/IEC TR 24372:2021 and JTC 1/SC 42 of IMT-2020.",
        '[Less than a fifth, and half]{.claim data-claim="a1.b"} of them.',
        "The 14th Five-Year Plan, Working\nParty 5D and Question\n11/15.",
        '[All but one, in only one]{.claim data-claim="a1.b"} of them.',
        'It [more than\ndoubled]{.claim data-claim="a1.b"}.',
        "Made in China 2025, Table 7 of the source, and one another.",
    ],
)
def test_names_and_shortcodes_are_not_numbers(sentence: str) -> None:
    assert not listed(numbers.typed_numbers([chapter("a.qmd", sentence)], NAMES))


def test_unknown_words_are_told_with_their_line(tmp_path: Path) -> None:
    word_list = tmp_path / "words.txt"
    word_list.write_text("# why\nconvenor\n", encoding="utf-8")
    text = (
        "The Convenor's\norganisation met Huawei in 国家 on the 28th;\nsee a_b.csv and co-edited."
    )
    faults = spelling.misspelled([Passage("a.qmd", 1, text)], word_list, ["Huawei Technologies"])
    assert [str(fault).partition(": correct")[0] for fault in faults] == [
        "a.qmd:2: unknown word 'organisation'"
    ]


def test_an_edition_without_lists_has_its_wording_named_too(small: SmallProject) -> None:
    small.append("chapters/members.qmd", "\nIn 5G the organisation has seven members.\n")
    line = len((small.root / "chapters/members.qmd").read_text(encoding="utf-8").splitlines())
    found = [str(one) for one in wording_faults(Project(small.root), "2030")]
    place = f"chapters/members.qmd:{line}: "
    told = [text.removeprefix(place).partition(":")[0] for text in found if place in text]
    assert told == [
        "the number '5' is typed",
        "the number 'seven' is typed",
        "unknown word 'organisation'",
    ]
    lists = small.root / "tests"
    lists.mkdir()
    (lists / "words.txt").write_text("# British\norganisation\n", encoding="utf-8")
    (lists / "numbers.txt").write_text("# a name\n\\b5G\\b\n", encoding="utf-8")
    found = [str(one) for one in wording_faults(Project(small.root), "2030")]
    assert [text for text in found if place in text] == [
        f"{place}the number 'seven' is typed: take it from a value, or list the name that "
        "holds it in tests/numbers.txt"
    ]


def test_a_name_that_is_no_regular_expression_is_told(tmp_path: Path) -> None:
    file = tmp_path / "numbers.txt"
    file.write_text("# why\n5G(\n", encoding="utf-8")
    with pytest.raises(
        RenderError, match=r"numbers\.txt:2: is not a regular expression: missing \)"
    ):
        numbers.read_allowed(file)


@pytest.mark.parametrize("edition", computed(ROOT))
def test_preview_warns_of_nothing_in_the_report(edition: str) -> None:
    faults = listed(wording_faults(Project(ROOT), edition))
    assert not faults, faults
