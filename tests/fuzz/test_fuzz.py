"""Any bytes get an answer: a fault in words, or none. Slow runs try more of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.seeds import CASES, good, seeds
from tests.fuzz.targets import TARGETS, run

_SIGNS = [
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\r",
    b"\n\n",
    b'"',
    b"'",
    b",",
    b"[",
    b"{",
    b"}",
    b"\\",
]
_WORDS = [
    b"&a *a",
    b"<<: ",
    b"- ",
    b"!!",
    b"{{<",
    b">}}",
    b"%",
    b"1e999",
    b"-",
    b"9" * 400,
    b"null",
]


@st.composite
def _changed(draw: st.DrawFn, target: str) -> bytes:
    """A good input with up to four places cut, doubled or overwritten."""
    content = draw(st.sampled_from(list(seeds(target))))
    for _ in range(draw(st.integers(1, 4))):
        first = draw(st.integers(0, len(content)))
        last = min(len(content), first + draw(st.integers(0, 30)))
        new = draw(
            st.sampled_from([*_SIGNS, *_WORDS])
            | st.binary(max_size=6)
            | st.just(content[first:last] * 2)
        )
        content = content[:first] + new + content[last:]
    return content


def _try(target: str, examples: int) -> None:
    @settings(max_examples=examples, suppress_health_check=list(HealthCheck), database=None)
    @given(_changed(target))
    def answers(content: bytes) -> None:
        run(target, content)

    answers()


@pytest.mark.parametrize("target", TARGETS)
def test_good_inputs_changed_a_little_get_an_answer(target: str) -> None:
    _try(target, 15)


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
def test_many_changed_inputs_get_an_answer(target: str) -> None:
    _try(target, 300)  # `make fuzz` tries for as long as it is told


def _cases() -> Iterator[tuple[str, str]]:
    for path in sorted(CASES.glob("*/*")):
        yield path.parent.name, path.name


@pytest.mark.parametrize(("target", "name"), list(_cases()))
def test_what_broke_once_gets_an_answer(target: str, name: str) -> None:
    run(target, (CASES / target / name).read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_takes_good_inputs(target: str) -> None:
    for seed in good(target):
        TARGETS[target](seed)
