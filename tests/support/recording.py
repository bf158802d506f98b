"""Hand-made records in Relaton's form, a project that has none yet, and the real command on it."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from standards_report.project import Project

from tests.support.ingesting import DAY, committee, contents, empty_project, write_lines

_OURS = (
    "iso_output_totals",
    "iso_output_committees",
    "iso_output_years",
    "iso_output_subjects",
    "mobile_specifications",
    "mobile_rapporteurs",
    "itu_recommendations_approved",
    "itu_outcomes",
    "companies",
    "economy_sizes",
)
COMPANIES = """\
name,category,subsidiary of / alias of,stakeholdergroup,nationality
Great Radio Ltd,,Great Radio Group,Business,United Kingdom
Great Radio Group,,,Business,China
Nordic Tele AB,,,Business,Sweden
"""


def recording_project(folder: Path) -> Project:
    """The real tables without records, companies and sizes of economies."""
    project = empty_project(folder)
    for name in _OURS:
        path = project.data / f"{name}.csv"
        header = path.read_text(encoding="utf-8").splitlines()[0]
        path.write_text(header + "\n", encoding="utf-8")
    return project


def ingest(project: Project, adapter: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the command with `--write`, by default for one day."""
    dated = () if "--date" in arguments else ("--date", DAY)
    return subprocess.run(
        [
            *(sys.executable, "-m", "standards_report", "ingest"),
            *(adapter, *arguments, *dated, "--write"),
        ],
        cwd=project.root,
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "200"},
    )


def refused(project: Project, adapter: str, *arguments: str) -> list[str]:
    """The lines that an ingest says that has to fail with data, without a change of any file."""
    before = contents(project)
    done = ingest(project, adapter, *arguments)
    assert done.returncode == 3, done.stderr
    assert contents(project) == before
    assert "Traceback" not in done.stderr
    return [line for line in done.stderr.splitlines() if not line.startswith("Reading ")]


def specification(number: str, employer: str, **changes: str) -> str:
    """A record of 3GPP with one rapporteur, whose name is withheld as in the archives."""
    date = changes.get("date", "2025-06-01")
    person = changes.get("person", "withheld")
    return f"""\
---
id: {number.replace(" ", "")}
type: standard
docid:
- id: 3GPP {number}
  type: 3GPP
  primary: true
docnumber: {number}
date:
- type: published
  value: '{date}'
contributor:
- organization:
    name:
    - content: 3rd Generation Partnership Project
  role:
  - type: publisher
- person:
    name:
      completename:
        content: {person}
    affiliation:
    - organization:
        name:
        - content: {employer}
  role:
  - type: author
ext:
  doctype:
    type: TS
  editorialgroup:
  - name: {changes.get("group", "S2")}
    type: prime
"""


def iso_document(reference: str, committee_name: str, stage: str, **changes: str) -> str:
    """A record of ISO, in the older shape of the form where `shape` is `top`."""
    published = changes.get("published", "2020-05")
    parts = f"""\
doctype:
  type: international-standard
editorialgroup:
  technical_committee:
  - name: Any
    type: TC
    identifier: {committee_name}
ics:
- code: {changes.get("ics", "35.020")!r}
  text: Any
"""
    if changes.get("shape") != "top":
        parts = "ext:\n" + "".join(f"  {line}\n" for line in parts.splitlines())
    return f"""\
---
id: {reference.replace(" ", "")}
title:
- content: {changes.get("title", "Any title")}
  language:
  - en
  type: main
type: standard
docid:
- id: {reference}
  type: ISO
  primary: true
date:
- type: published
  value: {published}
edition:
  content: '{changes.get("edition", "1")}'
docstatus:
  stage:
    value: '{stage}'
{parts}"""


def recommendation(reference: str, day: str, group: str = "15", kind: str = "") -> str:
    """A record of ITU-T."""
    return f"""\
---
id: {reference.replace(" ", "")}
type: standard
docidentifier:
- content: {reference}
  type: ITU
  primary: true
date:
- type: published
  at: '{day}'
contributor:
- role:
  - type: author
  organization:
    name:
    - content: International Telecommunication Union
    subdivision:
    - name:
      - content: ITU-T Study Group {group}
      type: technical-committee
ext:
  doctype:
    content: recommendation{kind}
"""


def folder_of(path: Path, records: Mapping[str, str]) -> Path:
    """A folder with a file for each record."""
    path.mkdir()
    for name, content in records.items():
        (path / name).write_text(content, encoding="utf-8")
    return path


def archive_of(path: Path, records: Mapping[str, str]) -> Path:
    """The same as an archive, of the kind that the name of `path` says."""
    folder = folder_of(path.with_name(path.name + ".unpacked"), records)
    files = sorted(folder.iterdir())
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in files:
                archive.write(file, file.name)
    else:
        with tarfile.open(path, "w:xz") as tar:
            for file in files:
                tar.add(file, file.name)
    return path


def snapshot_of_committees(path: Path) -> Path:
    """Two committees with a holder, and one without."""
    return write_lines(
        path,
        [
            committee(1, "ISO/TC 1", "Screw threads"),
            committee(2, "ISO/TC 2", "Artificial intelligence"),
            committee(3, "ISO/TC 3", "Limits", secretariat=None),
        ],
    )
