"""Where things lie in a project. The only place that spells out folder names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from standards_report.errors import Fault, UsageError


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

    @property
    def results(self) -> Path:
        """What each step of a build has made, a folder a step."""
        return self.scratch / "results"

    @property
    def sources(self) -> tuple[Path, ...]:
        """Everything that authors write and a build reads."""
        names = ("_quarto.yml", "index.qmd", "references.bib", "chapters", "data", "editions")
        return (*(self.root / name for name in names), self.notebooks, self.extension)

    def require_own_files(self) -> None:
        """Raises UsageError for every source that is a link out of the project: what is read,
        published and packed has to be what the repository holds."""
        faults = [
            Fault(path.relative_to(self.root).as_posix(), 0, what, "put the file itself there")
            for source in self.sources
            for path in (source, *sorted(source.rglob("*")))
            if path.is_symlink() and (what := self._link_fault(path))
        ]
        if faults:
            raise UsageError(faults)

    def _link_fault(self, path: Path) -> str:
        try:
            inside = path.resolve(strict=True).is_relative_to(self.root.resolve())
        except (OSError, RuntimeError):
            return "is a link that leads nowhere"
        return "" if inside else "is a link out of the project"

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
