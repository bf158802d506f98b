"""Reads the raw archives line by line with regular expressions: no adapter and no YAML reader."""

from __future__ import annotations

import re
import tarfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

_BESIDE = [folder / "shared" for folder in ROOT.parents[:2]]
SHARED = next((folder for folder in _BESIDE if (folder / "relaton").is_dir()), _BESIDE[0])
WHY = "../shared, which holds the raw records, is not beside the project"
_PERSON = re.compile(r"^- person:\n(?:(?:  .*)?\n)*", re.MULTILINE)
_CONTENT = re.compile(r"^( +)- content: (.*(?:\n\1   +(?!- ).*)*)", re.MULTILINE)
_DATES = re.compile(r"^date:\n((?:[- ] .*\n)+)", re.MULTILINE)


def texts(archive: Path) -> Iterator[tuple[str, str]]:
    """Name and text of each file of an archive."""
    with tarfile.open(archive, "r:xz") as files:
        for member in files:
            if member.isfile():
                content = files.extractfile(member)
                assert content is not None
                yield member.name, content.read().decode()


def plain(cell: str) -> str:
    """A scalar on one line, without its quotes."""
    cell = re.sub(r"\s+", " ", cell).strip()
    quoted = re.fullmatch(r"(['\"])(.*)\1", cell)
    return quoted[2].replace("''", "'").strip() if quoted else cell


def folded(name: str) -> str:
    """The rule of the notes: folded to ASCII, lower case, letters and digits alone."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]", "", ascii_name.lower())


def first(pattern: str, text: str, *, strip: bool = True) -> str:
    match = re.search(pattern, text, re.MULTILINE)
    found = match[1] if match else ""
    return plain(found) if strip else found


@dataclass(frozen=True)
class Version:
    """A version of a specification of 3GPP.

    `cut` has names as far as their first line goes, `depth` says how deep the code of the release
    stands: two blanks in the older shape of the form, four in the newer one, none without a code.
    """

    number: str
    date: str
    version: tuple[int, ...]
    file: str
    group: str
    employers: tuple[str, ...]
    cut: tuple[str, ...]
    depth: int


def versions() -> Iterator[Version]:
    for file, text in texts(SHARED / "relaton" / "3gpp-2025-12-12.tar.xz"):
        number, _, version = first(r"^docnumber: (.*)$", text).partition("/")
        block = _DATES.search(text)
        days = re.findall(r"value: '?([0-9-]{10})", block[1]) if block else []
        persons = [
            _CONTENT.findall(found[0].partition("affiliation:")[2])
            for found in _PERSON.finditer(text)
        ]
        names = [[plain(cell) for _, cell in found] or [""] for found in persons]
        lines = [plain(found[0][1].partition("\n")[0]) if found else "" for found in persons]
        yield Version(
            number.lower(),
            max(days, default=""),
            tuple(map(int, re.findall("[0-9]+", version))),
            file,
            first(r"- name: (\S+)\n +type: prime", text),
            tuple(found[0] for found in names),
            tuple(lines),
            len(first(r"^( +)wpm_code_3g:", text, strip=False)),
        )


@dataclass(frozen=True)
class Document:
    """A record of ISO."""

    file: str
    reference: str
    stage: str
    committee: str
    published: str
    edition: int
    ics: frozenset[str]

    @property
    def base(self) -> str:
        """Without amendment and year."""
        cut = re.split(r"/(?:\w+ )?(?:F?DAM|F?DCOR|F?DAmd|Amd|Cor|Add|Suppl)\b", self.reference)[0]
        return re.split(r":(?:19|20)[0-9]{2}", cut)[0].strip()

    @property
    def amends(self) -> bool:
        return bool(re.search(r"/(?:\w+ )?(?:Amd|Cor|Add|Suppl)\b", self.reference))

    @property
    def order(self) -> tuple[object, ...]:
        dated = bool(re.search(r":(?:19|20)[0-9]{2}", self.reference))
        return self.published, self.edition, dated, self.file


def documents() -> Iterator[Document]:
    for file, text in texts(SHARED / "relaton" / "iso-2025-06-02.tar.xz"):
        ics = first(r"^(?: *)ics:\n((?: *- code: .*\n(?: +text: .*\n(?:    +.*\n)*)?)+)", text)
        yield Document(
            file,
            first(r"^- id: (.+)\n  type: ISO\n  primary: true", text),
            first(r"^ *docstatus:\n +stage:\n +value: (.*)$", text),
            first(r"^ +identifier: (.+)$", text),
            first(r"^- type: published\n  value: (.*)$", text),
            int(first(r"^edition:\n  content: '?([0-9]+)'?$", text) or 0),
            frozenset(re.findall(r"code: '?([0-9.]+)", ics)),
        )


@dataclass(frozen=True)
class Approval:
    """A record of ITU-T."""

    number: str
    day: str
    group: str
    kind: str


def approvals() -> Iterator[Approval]:
    for file, text in texts(SHARED / "relaton" / "itu-2026-08-22.tar.xz"):
        number = first(r"^- content: (ITU-T .*)\n  type: ITU", text)
        if not number:
            assert not file.startswith("itu-t")
            continue
        number = re.sub(r" ?\([0-9]{2}/[0-9]{4}\)$", "", number)
        number = re.sub(r"(?<!ITU-T) (?:\(V[0-9]+\)|[vV]\.[0-9]+)$", "", number)
        group = first(r"- content: ITU-T Study Group ([0-9]+)$", text)
        board = "Telecommunication Standardization Advisory Group" in text
        yield Approval(
            number,
            first(r"^  at: (.*)$", text),
            f"SG{group}" if group else "TSAG" * board,
            first(r"doctype:\n    content: (.*)$", text),
        )
