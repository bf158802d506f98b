"""The small project with what the sequences need beside it: packages, code, exports, records.

A place holds `project`, `packages` (of the environment) and `code` (the report's own).
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.conftest import ROOT, SMALL
from tests.stateful.edits import WORDS

_HEADER = "member,country,category\n"
EXPORTS = (
    ("2030-01-15", f"{_HEADER}Acme Europe,JPN,sector\nAcme China,CHN,sector\n"),
    ("2030-02-15", f"{_HEADER}Acme Europe,JPN,sector\nAcme Korea,KOR,associate\n"),
)
_CELL = """\
import time
from standards_report.display import Emitter
from standards_report.observations import open_study

time.sleep(0)
factor = 1
extra = 0
study = open_study("other", as_of)
emit = Emitter(study, focus_countries)
rows = study.table("contributions")
ids = rows["id"]
emit.value("contributions.all", rows.loc[rows["entity"] == "", "value"].sum() * 1, ids)
emit.value("contributions.scaled", (8 + extra) * factor, ids)
emit.value("records.members", len(study.table("member_records")), ids)
"""
_SENTENCE = """
There are {{< var records.members >}} records [@itu-exports] and
{{< var contributions.scaled >}} papers.
"""
_ENTRY = """
@misc{itu-exports,
  author = {{Test Union}},
  title  = {Exports},
}
"""


def make_place(place: Path, code: Path) -> None:
    """A project that is not built, its packages, and a copy of the report's code from `code`."""
    project = place / "project"
    shutil.copytree(SMALL, project)
    shutil.copytree(ROOT / "_extensions", project / "_extensions")
    shutil.copytree(code / "standards_report", place / "code" / "standards_report")
    shutil.copyfile(ROOT / "data" / "records.yaml", project / "data" / "records.yaml")
    (project / "requirements.lock").write_text("somepkg==1.0\n", encoding="utf-8")
    (project / "chapters" / "words.qmd").write_text(WORDS, encoding="utf-8")
    _append(project / "references.bib", _ENTRY)
    _append(project / "chapters" / "members.qmd", _SENTENCE)
    quarto = project / "_quarto.yml"
    last = "    - chapters/glossary.qmd\n"
    text = quarto.read_text(encoding="utf-8")
    quarto.write_text(text.replace(last, f"{last}    - chapters/words.qmd\n"), encoding="utf-8")
    _write_notebook(project / "analysis" / "notebooks" / "other.ipynb")
    for number, (_, text) in enumerate(EXPORTS):
        (place / f"export-{number}.csv").write_text(text, encoding="utf-8")
    install(place, "1.0")


def install(place: Path, version: str) -> None:
    """Puts a version of the made-up package in place of the one that is there."""
    packages = place / "packages"
    shutil.rmtree(packages, ignore_errors=True)
    info = packages / f"somepkg-{version}.dist-info"
    info.mkdir(parents=True)
    number = {"1.0": 8, "1.1": 9}[version]
    (packages / "somepkg.py").write_text(f"NUMBER = {number}\n", encoding="utf-8")
    metadata = f"Metadata-Version: 2.1\nName: somepkg\nVersion: {version}\n"
    (info / "METADATA").write_text(metadata, encoding="utf-8")
    record = f"somepkg.py,,\nsomepkg-{version}.dist-info/METADATA,,\n"
    (info / "RECORD").write_text(record, encoding="utf-8")
    (info / "INSTALLER").write_text("pip\n", encoding="utf-8")


def _write_notebook(path: Path) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"][-1]["source"] = _CELL.splitlines(keepends=True)
    content["metadata"]["standards_report"]["tables"] = ["contributions", "member_records"]
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
