"""Where things lie in a project. The only place that spells out folder names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from standards_report.errors import UsageError


@dataclass(frozen=True)
class Project:
    """A checkout of the report, addressed from its root."""

    root: Path

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def notebooks(self) -> Path:
        return self.root / "analysis" / "notebooks"

    @property
    def editions(self) -> Path:
        return self.root / "editions"

    @property
    def chapters(self) -> Path:
        return self.root / "chapters"

    @property
    def bibliography(self) -> Path:
        return self.root / "references.bib"

    @property
    def extension(self) -> Path:
        """Filters, styles and scripts that both engines use."""
        return self.root / "_extensions" / "standards-report"

    @property
    def site(self) -> Path:
        return self.root / "_site"

    @property
    def scratch(self) -> Path:
        """Everything that can be made again: task states, executed notebooks, pages."""
        return self.root / ".build"

    def relative(self, path: Path) -> str:
        """The path as a reader of the project writes it, with forward slashes."""
        try:
            return path.resolve().relative_to(self.root).as_posix()
        except ValueError:
            return path.name


def find_project(start: Path | None = None) -> Project:
    """The project that holds `start` (default: the working directory).

    Raises UsageError where no folder above `start` has both `_quarto.yml` and `editions/`.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "_quarto.yml").is_file() and (folder / "editions").is_dir():
            return Project(folder)
    raise UsageError(
        "no report project here: no folder above this one has _quarto.yml and editions/: "
        "change into a clone of the report and try again"
    )
