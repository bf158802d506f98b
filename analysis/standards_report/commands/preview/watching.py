"""Which sources are saved, from before the first build on."""

from __future__ import annotations

import queue
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import standards_report
from standards_report import source_files
from standards_report.errors import UsageError
from standards_report.project import Project

LIBRARY = Path(standards_report.__file__).resolve().parent
_FOLDERS = ("chapters", "data", "editions", "analysis/notebooks", "_extensions")
_FILES = re.compile(
    r"_quarto\.yml|references\.bib|requirements\.lock|[^/]+\.qmd|tests/(?:words|numbers)\.txt"
)
# What builds write themselves, or Quarto beside chapters while it renders.
_WRITTEN = re.compile(r"data/README\.md|chapters/(?:.*\.(?:html|quarto_ipynb)|[^/]*_files/.*)")
_BEGUN = 100  # milliseconds after which a watch without changes says that it has begun
_WAITED = 30.0  # seconds at most until all watches have begun


def is_source(project: Project, path: Path) -> bool:
    """Whether a build reads a file that was written: no file of an editor's or a build's own."""
    inside = path.relative_to(project.root)
    name = inside.as_posix()
    if not _is_authors(inside) or _WRITTEN.fullmatch(name):
        return False
    if any(name.startswith(f"{folder}/") for folder in _FOLDERS):
        return True
    return _FILES.fullmatch(name) is not None


def is_library(path: Path) -> bool:
    """Whether the file is code of the report itself."""
    return path.is_relative_to(LIBRARY) and _is_authors(path.relative_to(LIBRARY))


def _is_authors(inside: Path) -> bool:
    return all(map(source_files.is_source, inside.parts))


class Saves:
    """Paths that were saved and that nobody has asked for yet."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[Path | BaseException] = queue.SimpleQueue()

    def add(self, saved: Path | BaseException) -> None:
        """Adds a path; or what went wrong, which the next question raises."""
        self._queue.put(saved)

    def waiting(self) -> bool:
        """Whether something was saved since the last question."""
        return not self._queue.empty()

    def next(self, seconds: float | None = None) -> set[Path]:
        """What was saved since the last question; waits for something, at most for `seconds`."""
        found: set[Path] = set()
        try:
            saved = self._queue.get(timeout=seconds)
            while True:
                if isinstance(saved, BaseException):
                    raise saved
                found.add(saved)
                saved = self._queue.get_nowait()
        except queue.Empty:
            return found


@contextmanager
def watching(project: Project) -> Iterator[Saves]:
    """Watches the sources and the code in the background; when it begins, all watches stand.

    Raises UsageError where the system does not watch them.
    """
    saves, end = Saves(), threading.Event()

    def of_project(path: Path) -> bool:
        return is_source(project, path)

    # The files at the top are replaced when they are saved: it is their folder that is watched,
    # and not what lies in it, which holds results of builds too.
    tops = [folder for folder in (project.root, project.root / "tests") if folder.is_dir()]
    folders = [path for name in _FOLDERS if (path := project.root / name).is_dir()]
    watches = [
        _Watch(tops, of_project, saves, end, recursive=False),
        _Watch(folders, of_project, saves, end),
        _Watch([LIBRARY], is_library, saves, end),
    ]
    try:
        deadline = time.monotonic() + _WAITED
        for watch in watches:
            if not watch.begun.wait(max(0.0, deadline - time.monotonic())) or watch.failed:
                raise UsageError(f"the sources cannot be watched: {watch.failed or 'no answer'}")
        yield saves
    finally:
        end.set()


class _Watch:
    """One thread that watches folders; a set one it has no more to say after `end`."""

    def __init__(
        self,
        paths: Sequence[Path],
        wanted: Callable[[Path], bool],
        saves: Saves,
        end: threading.Event,
        *,
        recursive: bool = True,
    ) -> None:
        self.begun = threading.Event()
        self.failed = ""
        self._paths, self._wanted, self._saves, self._end = paths, wanted, saves, end
        self._recursive = recursive
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        from watchfiles import watch

        try:
            for batch in watch(
                *self._paths,
                watch_filter=lambda _, path: self._wanted(Path(path)),
                stop_event=self._end,
                rust_timeout=_BEGUN,
                yield_on_timeout=True,  # nothing else says that the watch has begun
                raise_interrupt=False,
                recursive=self._recursive,
                ignore_permission_denied=True,
            ):
                for _, path in batch:
                    self._saves.add(Path(path))
                self.begun.set()
        except (OSError, RuntimeError) as error:
            self.failed = str(error)
            if self.begun.is_set():
                self._saves.add(UsageError(f"the sources cannot be watched: {error}"))
            self.begun.set()
