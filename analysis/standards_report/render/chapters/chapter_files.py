"""What the steps of chapters leave for each other, and where it lies."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from standards_report.errors import Fault
from standards_report.observations.domain.editions import Edition
from standards_report.project import Project
from standards_report.render.book.book import Title
from standards_report.render.book.edition_profile import CHANGES
from standards_report.render.document.anchors import Places
from standards_report.render.document.labels import Label
from standards_report.render.document.parse import Document
from standards_report.render.document.shortcodes import Shortcode
from standards_report.render.lint.problem import Finding
from standards_report.render.shown.conditions import Condition
from standards_report.render.shown.uses import Uses
from standards_report.workspace import folder_name

DOCUMENT, HEADING, FINDINGS = "document.json", "heading.json", "findings.json"
USES, PARAGRAPHS, REVIEW = "uses.json", "paragraphs.json", "review.json"
CONDITIONS = "conditions.json"
TITLES = "titles.json"
BLOCKS, FACTS, NOTES = "blocks.json", "facts.json", "notes.json"
PART, CITATIONS = "part.json", "citations.json"
TARGETS, CITED = "targets.json", "cited.json"
BIBLIOGRAPHY, FAULTS = "bibliography", "faults.json"  # the step on it, and what it finds


def fragment_steps(file: str) -> list[str]:
    """Steps that read what stands for the names and labels of a chapter.

    What has changed changes with every sentence: the chapter on it alone waits for that.
    """
    return ["fragments", *(["fragments of changes"] if file == CHANGES else [])]


def read_step(file: str) -> str:
    """The step that reads a chapter as it is written."""
    return f"read {file}"


def chapter_step(edition: Edition, work: str, file: str) -> str:
    """A step on one chapter of an edition, as `html shown`."""
    return f"{edition.id} {work} {file}"


def result_of(project: Project, step: str) -> Path:
    """The folder with the result of a step."""
    return project.results / folder_name(step)


def load_document(project: Project, file: str) -> Document:
    """A chapter as it is written."""
    path = result_of(project, read_step(file)) / DOCUMENT
    return Document.from_json(path.read_text(encoding="utf-8"))


def load_documents(project: Project, files: Iterable[str]) -> dict[str, Document]:
    """Chapters as they are written, by their files."""
    return {file: load_document(project, file) for file in dict.fromkeys(files)}


def load_heading(project: Project, file: str) -> Document:
    """A chapter as it is written, as far as its title goes."""
    path = result_of(project, read_step(file)) / HEADING
    return Document.from_json(path.read_text(encoding="utf-8"))


def findings_text(found: Iterable[Finding]) -> str:
    """What lint says of a chapter, as the text that `load_findings` reads."""
    return json.dumps([asdict(finding) for finding in found], ensure_ascii=False)


def load_findings(project: Project, file: str) -> list[Finding]:
    """What lint says of a chapter."""
    content = (result_of(project, read_step(file)) / FINDINGS).read_bytes()
    return [Finding(**told) for told in json.loads(content)]


def conditions_text(found: Iterable[Condition]) -> str:
    """What passages of a chapter depend on, as the text that `load_conditions` reads."""
    return json.dumps([asdict(condition) for condition in found], ensure_ascii=False)


def load_conditions(project: Project, file: str) -> list[Condition]:
    """What passages of a chapter depend on."""
    content = (result_of(project, read_step(file)) / CONDITIONS).read_bytes()
    return [Condition(**told) for told in json.loads(content)]


def uses_text(uses: Uses) -> str:
    """What a chapter asks for as the text that `load_uses` reads."""
    return json.dumps([sorted(uses.names), sorted(uses.labels)])


def load_uses(project: Project, files: Iterable[str]) -> dict[str, Uses]:
    """What each chapter asks for."""
    folders = {file: result_of(project, read_step(file)) for file in files}
    told = {file: json.loads((folder / USES).read_bytes()) for file, folder in folders.items()}
    return {file: Uses(*map(frozenset, names)) for file, names in told.items()}


@dataclass(frozen=True)
class Review:
    """What is checked of a chapter that an edition shows: what it asks for, its labels and links
    in each format, and what is wrong with it by itself."""

    shortcodes: list[Shortcode]
    labels: dict[str, list[Label]]
    places: dict[str, Places]
    faults: list[Fault]

    def to_json(self) -> str:
        """The review as the text that `Report.review` reads."""
        return json.dumps(asdict(self), ensure_ascii=False)


def faults_text(faults: Iterable[Fault]) -> str:
    """Faults as the text that `load_bibliography_faults` reads."""
    return json.dumps([asdict(fault) for fault in faults], ensure_ascii=False)


def load_bibliography_faults(project: Project) -> list[Fault]:
    """What is wrong with `references.bib`."""
    content = (result_of(project, BIBLIOGRAPHY) / FAULTS).read_bytes()
    return [Fault(**told) for told in json.loads(content)]


def load_cited_works(project: Project, file: str) -> list[str]:
    """Keys of all works that a chapter cites, in passages that an edition hides as well."""
    cited: list[str] = json.loads((result_of(project, read_step(file)) / CITED).read_bytes())
    return cited


def chapter_file(file: str) -> str:
    """Name of the file for a chapter in the result of a step on all of them."""
    return f"{folder_name(file)}.json"


def titles_text(titles: dict[str, Title]) -> str:
    """Titles as the text that `Report.book` reads."""
    return json.dumps({file: asdict(title) for file, title in titles.items()}, ensure_ascii=False)
