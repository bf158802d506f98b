"""YAML that grows on reading, says something twice or makes an object is refused at once."""

from __future__ import annotations

import time

import pytest
from standards_report.errors import DataError
from standards_report.observations.domain.yaml_reader import parse_yaml


def _merged(levels: int, each: int) -> str:
    lines = ["a0: &a0 {k: 1}"]
    for level in range(levels):
        lines.append(f"a{level + 1}: &a{level + 1} {{<<: [{', '.join([f'*a{level}'] * each)}]}}")
    return "\n".join(lines)


_CHAIN = "\n".join(["a0: &a0 [x]", *(f"a{n + 1}: &a{n + 1} [*a{n}]" for n in range(3000))])
REFUSED = {
    "ten merges of ten": (_merged(8, 10), "aliases expand to more"),
    "merges of two": (_merged(30, 2), "nested too deeply"),
    "one merge many times": ("a: &a {k: 1}\nb: {" + "<<: *a, " * 60_000 + "}", "expand to more"),
    "a chain of aliases": (_CHAIN, "nested too deeply"),
    "a mapping in itself": ("x: &x {a: 1, <<: *x}", "aliases expand to more"),
    "brackets": ("a: " + "[" * 1_000_000, "nested too deeply"),
    "dashes": ("- " * 1_000_000, "nested too deeply"),
    "many values": ("a:\n" + "- x\n" * 1_000_000, "holds more than 200000 values"),
    "a number to base 60": ("a: 1" + ":59" * 100_000, "a number of 300001 characters"),
    "a number to base 16": ("a: 0x" + "f" * 1_000_000, "a number of 1000002 characters"),
    "digits": ("a: " + "9" * 5000, "a number of 5000 characters"),
    "a set": ("a: !!set {x}", "the tag 'tag:yaml.org,2002:set' is not supported"),
    "bytes": ("a: !!binary aGk=", "the tag 'tag:yaml.org,2002:binary' is not supported"),
    "no day": ("a: 2030-13-45", "month must be in 1..12"),
    "a NUL byte": ("a: \0", "f.yml:1: holds a NUL byte"),
    "a key twice": ("a: 1\nb: 2\na: 3", "f.yml:3: key 'a' also stands in line 1"),
    "in one line": ("a: 1\nb: {c: 1, c: 2}", "f.yml:2: key 'c' also stands in this line"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_at_once(name: str) -> None:
    text, says = REFUSED[name]
    started = time.process_time()
    with pytest.raises(DataError) as caught:
        parse_yaml(text.encode(), "f.yml")
    assert says in str(caught.value)
    assert time.process_time() - started < 3


def test_all_keys_that_stand_twice_are_named() -> None:
    with pytest.raises(DataError) as caught:
        parse_yaml(b"a: 1\na: 2\nb: {c: 1,\n  c: 2}\n", "f.yml")
    assert [(fault.line, fault.remedy) for fault in caught.value.faults] == [
        (2, "find out which of them is right, and keep that one"),
        (4, "find out which of them is right, and keep that one"),
    ]


def test_aliases_and_merges_that_stay_small_are_read() -> None:
    text = b"base: &base {type: string, note: x}\nfield: {<<: *base, note: y}\nsame: *base\n"
    base = {"type": "string", "note": "x"}
    assert parse_yaml(text, "f.yml") == {
        "base": base,
        "field": {"type": "string", "note": "y"},
        "same": base,
    }
