"""A small vocabulary of edits, so that states of the project come again and again.

Each edit is a text in a file that has several wordings; several texts may change together. A
wording of None stands for a file that is not there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CODE = "../code/standards_report/display/text/numbers.py"
Contents = dict[str, bytes | None]


@dataclass(frozen=True)
class Text:
    """A text in a file, and its wordings."""

    file: str
    wordings: tuple[str, ...]

    def has(self, root: Path, number: int) -> bool:
        """Whether the file has the wording of that number."""
        path = root / self.file
        return path.is_file() and self.wordings[number] in path.read_text(encoding="utf-8")

    def content(self, root: Path, current: int, number: int) -> bytes:
        """The file with a wording in place of the current one."""
        text = (root / self.file).read_text(encoding="utf-8")
        return text.replace(self.wordings[current], self.wordings[number], 1).encode()


@dataclass(frozen=True)
class File:
    """A whole file, and its wordings."""

    file: str
    wordings: tuple[str | None, ...]

    def has(self, root: Path, number: int) -> bool:
        """Whether the file has the wording of that number."""
        path = root / self.file
        content = path.read_text(encoding="utf-8") if path.is_file() else None
        return content == self.wordings[number]

    def content(self, root: Path, current: int, number: int) -> bytes | None:  # noqa: ARG002
        """The file with that wording; None where it has to go."""
        wording = self.wordings[number]
        return None if wording is None else wording.encode()


def next_contents(root: Path, name: str, steps: int) -> Contents:
    """What the files of an edit hold when it has gone so many wordings on.

    Empty where another edit has taken a file away. The paths are from `root`.
    """
    parts = EDITS[name]
    count = len(parts[0].wordings)
    current = [number for number in range(count) if all(part.has(root, number) for part in parts)]
    if not current:
        return {}
    # The last one: a wording may hold the one before it.
    number = (current[-1] + steps) % count
    return {part.file: part.content(root, current[-1], number) for part in parts}


def _source_line(*lines: str) -> tuple[str, ...]:
    """Lines of a notebook's cell as its JSON writes them."""
    return tuple(json.dumps(f"{line}\n") for line in lines)


WORDS = "# Words {#sec-words}\n\nSome words.\n"
_QUARTO = "_quarto.yml"
_OTHER = "analysis/notebooks/other.ipynb"
_OPENED = 'extra = int(open("../../data/extra.csv").read()[-2])'
_METHODS = "# Methods {#sec-methods}\n\nThe %s wording.\n"
_BEFORE_REFERENCES = "    - chapters/%s\n    - chapters/references.qmd\n"

EDITS: Mapping[str, tuple[Text | File, ...]] = {
    # Numbers that keep the claim true, and one that makes it false.
    "number": (Text("data/itu_members.csv", tuple(f",JPN,total,{n}," for n in (24, 22, 26))),),
    "note": (Text("data/glossary.csv", ("One year's report", "One years' report", "A report")),),
    "unused cell": (Text("data/bodies.csv", ("Made-up Union", "Made up Union")),),
    "schema": (Text("data/datapackage.yaml", ("title: Contributions to", "title: Papers for")),),
    # The last one cites what there is not.
    "sentence": (
        Text(
            "chapters/members.qmd",
            ("A callout.\n", "A CALLOUT.\n", "A callout. More.\n", "A callout [@nobody].\n"),
        ),
    ),
    "first page": (Text("index.qmd", ("It counts members", "It shows members")),),
    "mark": (
        Text(
            "chapters/about.qmd",
            ("By its name.\n", 'By [its name]{.claim data-claim="members.order"}.\n'),
        ),
    ),
    "cell": (Text(_OTHER, (".sum() * 1,", ".sum() * 2,", ".sum() * 3,")),),
    "caption": (Text("analysis/notebooks/members.ipynb", ("Synthetic.", "synthetic.")),),
    "helper": (
        File("analysis/notebooks/beside.py", (None, "FACTOR = 2\n", "FACTOR = 4\n")),
        Text(_OTHER, _source_line("factor = 1", *["from beside import FACTOR as factor"] * 2)),
    ),
    "undeclared file": (
        File("data/extra.csv", (None, "a,b\n1,3\n", "a,b\n1,7\n")),
        Text(_OTHER, _source_line("extra = 0", *[_OPENED] * 2)),
    ),
    "order": (
        Text(
            _QUARTO,
            (
                "- chapters/claims.qmd\n    - chapters/about.qmd\n",
                "- chapters/about.qmd\n    - chapters/claims.qmd\n",
            ),
        ),
    ),
    # In a folder whose name a build may be tempted to pass over.
    "new chapter": (
        File("chapters/tests/methods.qmd", (None, _METHODS % "first", _METHODS % "later")),
        Text(
            _QUARTO,
            (
                "    - chapters/references.qmd\n",
                *[_BEFORE_REFERENCES % "tests/methods.qmd"] * 2,
            ),
        ),
    ),
    "name of a file": (
        File("chapters/words.qmd", (WORDS, None)),
        File("chapters/of_words.qmd", (None, WORDS)),
        Text(_QUARTO, ("- chapters/words.qmd\n", "- chapters/of_words.qmd\n")),
    ),
    "bibliography": (Text("references.bib", ("A Synthetic Register", "A Made-up Register")),),
    "version": (Text("editions/2030.yml", ('"2030.1"', '"2030.2"')),),
    "title": (Text("editions/2030.yml", ("A small report", "A SMALL report", "A report")),),
    "lock": (Text("requirements.lock", ("somepkg==1.0", "somepkg==1.1")),),
    "style": (Text("_extensions/standards-report/styles/report.css", ("#1d2329", "#1d2328")),),
    "filter": (
        Text("_extensions/standards-report/filters/values.lua", ('{ "value" }', '{ "VALUE" }')),
    ),
    "print": (Text("_extensions/standards-report/typst/cover.typ", ("#0b5688", "#0b5689")),),
    "pause": (Text(_OTHER, ("time.sleep(0)", "time.sleep(12)")),),
    # The code of the report itself, as an update brings it. Python takes byte code of modules by
    # their times and sizes: so this is of another length, and never comes with an old time.
    "code": (Text(CODE, ("} and {names[-1]}", "} as well as {names[-1]}")),),
}
# Cases alone have them: builds with them take long.
SLOW = {"pause"}
