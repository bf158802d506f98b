"""Where things lie in a project. Only this module spells out the names of its folders."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from standards_report.errors import Fault, SourceError, UsageError
from standards_report.ownership import require_trusted
from standards_report.source_files import is_text, source_faults, source_files


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
    def releases(self) -> Path:
        """What was released: an archive and a record for each version."""
        return self.editions / "releases"

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
        """Everything that a build can make again: results of steps, executed notebooks, pages."""
        return self.root / ".build"

    @property
    def results(self) -> Path:
        """The result of each step of a build, in a folder each."""
        return self.scratch / "results"

    @property
    def sources(self) -> tuple[Path, ...]:
        """All files and folders that authors write and a build reads."""
        prose = ("_quarto.yml", "index.qmd", "references.bib", "chapters", "data", "editions")
        about = ("requirements.lock", "CITATION.cff", "LICENSE")
        profiles = source_files(self.root, "_quarto-*.yml")
        own = (self.notebooks, self.extension)
        return (*(self.root / name for name in (*prose, *about)), *profiles, *own)

    def require_own_files(self) -> None:
        """Raises SourceError with every source that lies outside the project or cannot be read.

        What a build reads, publishes and packs has to be what the repository holds.
        """
        faults = source_faults(self.root, self.sources)
        if faults:
            raise SourceError(faults)

    def require_parts(self) -> None:
        """Raises SourceError where the bibliography or the extension is missing."""
        faults = [
            Fault(path.relative_to(self.root).as_posix(), 0, "missing", "restore it")
            for path in (self.bibliography, self.extension)
            if not os.path.lexists(path)
        ]
        if faults:
            raise SourceError(faults)

    def relative(self, path: Path) -> str:
        """The path relative to the project, with forward slashes; outside of it, only the name."""
        try:
            return path.resolve().relative_to(self.root).as_posix()
        except ValueError:
            return path.name


def find_project(start: Path | None = None) -> Project:
    """The project that holds `start` (default: the working directory), for a command.

    Raises UsageError as `locate_project` does, and where the project belongs to another user and
    the user does not agree to run it. Raises SourceError where a source cannot be read.
    """
    project = locate_project(start)
    parts = (project.root / ".git", project.root / "_quarto.yml", project.notebooks)
    require_trusted(project.root, parts)
    project.require_own_files()
    return project


def locate_project(start: Path | None = None) -> Project:
    """The project that holds `start`, without a question to its user, as notebooks need it.

    Raises UsageError where no folder above `start` has both `_quarto.yml` and `editions/`, or
    where its path is not UTF-8.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        # Whether they can be read is checked when they are read.
        if os.path.lexists(folder / "_quarto.yml") and (folder / "editions").is_dir():
            if not is_text(str(folder)):
                raise UsageError(Fault(str(folder), 0, "has a name that is not UTF-8", "rename it"))
            return Project(folder)
    raise UsageError(
        "no report project here: no folder above this one has _quarto.yml and editions/: "
        "change into a clone of the report and try again"
    )
