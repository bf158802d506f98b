"""A notebook that is run once for each value of a parameter: its runs, and where its pages lie."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from standards_report.display.emitted import Emissions, FigureResult
from standards_report.observations.notebook_metadata import list_figure, page_folder, read_notebook
from standards_report.render.book.book import Chapter
from standards_report.render.chapters.report import Report

INDEX = "index"


@dataclass(frozen=True)
class Series:
    """The notebook, by its name, and the values for which it is run."""

    report: Report
    notebook: str
    values: tuple[str, ...]

    @property
    def source(self) -> Path:
        """The file of the notebook."""
        return self.report.project.notebooks / f"{self.notebook}.ipynb"

    @property
    def folder(self) -> str:
        """Where its pages lie below the edition."""
        return page_folder(self.source)

    @property
    def figure(self) -> FigureResult | None:
        """The figure of another notebook that stands above the list; None where there is none."""
        return self.report.index.figures.get(list_figure(self.source))

    @cached_property
    def cells(self) -> list[dict[str, Any]]:
        """The cells of the notebook as it is written."""
        cells: list[dict[str, Any]] = read_notebook(self.source)["cells"]
        return cells

    def step(self, value: str) -> str:
        """The name of the step that runs the notebook for a value."""
        return self.report.step(f"{self.notebook} {value}")

    def emitted(self, value: str, folder: Path | None = None) -> Path:
        """Where a run leaves what it emitted."""
        result = folder or self.report.work.result(f"{self.notebook} {value}")
        return result / f"{value}.json"

    def emissions(self, value: str) -> Emissions:
        """What the run for a value emitted."""
        return Emissions.model_validate_json(self.emitted(value).read_bytes())

    def page(self, value: str, title: str) -> Chapter:
        """The page of a value, which is no chapter but has a place like those."""
        return Chapter(f"{self.folder}/{value}.qmd", "", title, appendix=False)
