"""Where the results of builds lie, by step. Only this module spells out their names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from standards_report.project import Project

# A step puts what it publishes into this folder of its result, laid out as in the edition.
PUBLISHED = "site"


def folder_name(step: str) -> str:
    """The name of the folder that holds the result of a step."""
    return step.replace(" ", "-").replace("/", "-")


@dataclass(frozen=True)
class Workspace:
    """Where the results of one edition lie between builds."""

    project: Project
    edition: str

    def result(self, step: str) -> Path:
        """The folder with the result of a step of this edition."""
        return self.project.results / folder_name(f"{self.edition} {step}")

    @property
    def folder(self) -> Path:
        return self.project.scratch / "provisional" / self.edition

    def executed(self, notebook: str) -> Path:
        return self.result(notebook) / f"{notebook}.ipynb"

    def emitted(self, notebook: str) -> Path:
        return self.result(notebook) / f"{notebook}.json"

    def failed(self, notebook: str) -> Path:
        """Where a notebook that failed is kept, with a banner at the cell."""
        return self.project.scratch / "failed" / self.edition / f"{notebook}.ipynb"

    @property
    def index(self) -> Path:
        return self.result("index") / "index.json"

    @property
    def variables(self) -> Path:
        return self.result("index") / "variables.yml"

    @property
    def report(self) -> Path:
        return self.result("index") / "report.json"

    @property
    def passages(self) -> Path:
        return self.result("index") / "generated.ipynb"

    @property
    def changes(self) -> Path:
        """What differs from the previous edition, where there is one."""
        return self.result("changes") / PUBLISHED / "data" / "changes.csv"

    @property
    def compared(self) -> Path:
        """What differs from the previous edition, without the prose."""
        return self.result("compared") / "compared.csv"
