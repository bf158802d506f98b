"""Archives of releases: the same bytes from the same files, and nothing unsafe in them."""

from __future__ import annotations

import datetime
import hashlib
import io
import json
import stat
import warnings
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report.errors import DataError
from standards_report.evidence.release.archive import Archive, packed
from standards_report.evidence.release.manifest import Manifest
from standards_report.evidence.results.record import (
    FORMAT,
    Record,
    read_record,
    record_of_index,
    record_text,
)
from standards_report.observations.domain.releases import Release

from tests.support.results import index_of, made

_names = st.text("abc", min_size=1, max_size=4)
_files = st.dictionaries(_names.map("site/{}".format), st.binary(max_size=40), max_size=5)


def release_of(content: bytes) -> Release:
    return Release(
        edition="2030",
        version="2030.1",
        title="T",
        subtitle="S",
        date=datetime.date(2031, 1, 1),
        as_of=datetime.date(2030, 12, 31),
        commit="0" * 40,
        sha256=hashlib.sha256(content).hexdigest(),
    )


def opened(content: bytes) -> Archive:
    return Archive(release_of(content), content, "2030.1.zip")


def site(**pages: str) -> dict[str, bytes]:
    hashes = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in pages.items()}
    manifest = made(Manifest, engine="pandoc", outputs=hashes).model_dump_json()
    return {
        "site/manifest.json": manifest.encode(),
        **{f"site/{name}": text.encode() for name, text in pages.items()},
    }


@given(_files)
def test_the_same_files_give_the_same_bytes_in_any_order(files: dict[str, bytes]) -> None:
    content = packed(files)
    assert content == packed(dict(reversed(files.items())))
    assert {name: opened(content).read(name) for name in files} == files


def test_a_flipped_byte_is_refused_in_one_line() -> None:
    content = packed(site(page="x"))
    for place in range(0, len(content), 37):
        flipped = bytearray(content)
        flipped[place] ^= 1
        with pytest.raises(DataError) as error:
            Archive(release_of(content), bytes(flipped), "editions/releases/2030.1.zip")
        (fault,) = error.value.faults
        assert "its hash differs" in str(fault)
        assert "git checkout -- editions/releases/2030.1.zip" in str(fault)


@pytest.mark.parametrize(
    "name",
    [
        "../up",
        "/up",
        "site/../../up",
        "site//up",
        "site/./up",
        "other/file",
        "file",
        "site/",
        "site/a\\b",
        "site/C:up",
        "record/\x07",
    ],
)
def test_a_member_that_could_lie_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(DataError, match="cannot be unpacked safely"):
        opened(packed({name: b""}))


def test_a_link_is_refused_and_a_file_that_is_there_twice() -> None:
    for mode, names, words in (
        (stat.S_IFLNK, ["site/a"], "cannot be unpacked safely"),
        (stat.S_IFREG, ["site/a", "site/a"], "holds a file twice"),
    ):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as target, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for name in names:
                entry = zipfile.ZipInfo(name)
                entry.external_attr = (mode | 0o644) << 16
                target.writestr(entry, "/etc/passwd")
        with pytest.raises(DataError, match=words):
            opened(buffer.getvalue())


def test_the_archive_holds_what_its_manifest_names_and_nothing_else() -> None:
    files = site(page="x")
    assert set(opened(packed(files)).site) == {"page", "manifest.json"}
    with pytest.raises(DataError, match="other files than its manifest names"):
        _ = opened(packed({**files, "site/more": b""})).site
    with pytest.raises(DataError, match="lacks record/record"):
        _ = opened(packed(files)).record


def test_a_record_is_read_as_it_was_written() -> None:
    record = record_of_index(index_of())
    assert read_record(record_text(record).encode(), "r") == record


# What archives hold for ever: this text never changes, and later code goes on reading it.
_FIRST_FORMAT: dict[str, Any] = {
    "format": 1,
    "edition": {
        "id": "2030",
        "version": "2030.1",
        "title": "T",
        "subtitle": "S",
        "as_of": "2030-12-31",
        "date": "2031-01-01",
        "previous": "",
    },
    "values": {"a.b": "25"},
    "tables": {
        "tbl-a": {
            "caption": "Members.",
            "columns": ["country", "members", "rows"],
            "data": [["China", 25, "m.chn.2030"]],
        }
    },
    "figures": {},
    "claims": {"c": {"id": "c", "outcome": "holds", "statement": "S"}},
    "audits": {},
    "findings": {"f": {"statement": "F", "grade": "strong"}},
    "recommendations": {},
    "observations": {"itu_members": ["m.chn.2030"]},
    "chapters": {"index.qmd": {"paragraphs": ["One."], "claims": ["c"], "labels": []}},
    "lineage": {
        "edition": "2030",
        "results": {"a.b": {"kind": "value", "lines": ["  prints as  25"], "rows": ["m.chn.2030"]}},
        "rows": {"m.chn.2030": ["    data/itu_members.csv:3  m.chn.2030 = 25"]},
    },
}


def test_the_first_format_is_read_for_ever() -> None:
    record = read_record(json.dumps(_FIRST_FORMAT).encode(), "r")
    assert record.values == {"a.b": "25"}
    assert record.tables["tbl-a"].data == (("China", 25, "m.chn.2030"),)
    assert record.verdicts == {"c": "holds"}
    assert record.findings["f"].grade == "strong"
    assert record.observations == {"itu_members": ("m.chn.2030",)}
    assert record.chapters["index.qmd"].paragraphs == ("One.",)
    assert record.lineage
    assert record.lineage.results["a.b"].rows == ("m.chn.2030",)
    assert {"a.b", "tbl-a", "c", "f", "index.qmd"} <= record.names


def test_unknown_keys_are_passed_over_and_missing_parts_are_empty() -> None:
    told = {"format": 1, "edition": {**_FIRST_FORMAT["edition"], "mood": "x"}, "weather": {}}
    record = read_record(json.dumps(told).encode(), "r")
    assert isinstance(record, Record)
    assert record.values == {}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "holds no record"),
        (b"[]", "holds no record"),
        (b"{}", "holds no record"),
        (json.dumps({"format": FORMAT + 1}).encode(), "use a later version of the program"),
        (json.dumps({"format": 1}).encode(), "its record lacks edition"),
    ],
)
def test_what_is_no_record_of_a_known_format_is_said(content: bytes, words: str) -> None:
    with pytest.raises(DataError, match=words):
        read_record(content, "2030.1.zip")
