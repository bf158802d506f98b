"""What authors and their machines do to the files of a project."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.stateful.edits import CODE, Contents
from tests.stateful.operations import Damage


@dataclass(frozen=True)
class State:
    """Some files as they were: their contents, and the times of those that there were."""

    contents: Contents
    times: dict[str, int]


@dataclass
class Author:
    """Writes the files of a project, and can undo it."""

    project: Path
    _undoable: list[State] = field(default_factory=list)

    def state(self, contents: Contents) -> State:
        """The files of that name as they are."""
        paths = {name: self.project / name for name in contents}
        return State(
            {name: path.read_bytes() if path.exists() else None for name, path in paths.items()},
            {name: path.stat().st_mtime_ns for name, path in paths.items() if path.exists()},
        )

    def write(self, contents: Contents, old_time: bool) -> None:
        """Writes the files; with their old time where they had one."""
        before = self.state(contents)
        self.remember(before)
        self._write(State(contents, before.times if old_time else {}))

    def remember(self, state: State) -> None:
        """What the next undoing brings back."""
        self._undoable.append(state)

    def undo(self, old_time: bool) -> None:
        """Brings back what was before the last writing; with the times of then, or new ones."""
        if self._undoable:
            last = self._undoable.pop()
            self._write(State(last.contents, last.times if old_time else {}))

    @contextmanager
    def put_back(self, contents: Contents) -> Iterator[None]:
        """The files hold something else for a while."""
        now = self.state(contents)
        self._write(State(contents, {}))
        yield
        self._write(now)

    def _write(self, state: State) -> None:
        for name, content in state.contents.items():
            path = self.project / name
            if content is None:
                path.unlink(missing_ok=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists() or path.read_bytes() != content:
                path.write_bytes(content)
            if name in state.times and name != CODE:
                os.utime(path, ns=(state.times[name], state.times[name]))


def damage(project: Path, chosen: Damage) -> str:
    """Damages a file; says which one, and where."""
    files = [path for path in (project / chosen.below).rglob("*") if path.is_file()]
    folders = sorted({path.parent for path in files})
    if not folders:
        return "nothing to damage"
    folder = folders[chosen.folder % len(folders)]
    inside = sorted(path for path in files if path.parent == folder)
    path = inside[chosen.file % len(inside)]
    content = path.read_bytes()
    place = chosen.place % max(len(content), 1)
    path.unlink()
    if chosen.how == "folder":
        path.mkdir()
    elif chosen.how == "cut":
        path.write_bytes(content[:place])
    elif chosen.how == "flip":
        content = content or b"\0"
        flipped = content[place] ^ (1 << place % 8)
        path.write_bytes(content[:place] + bytes([flipped]) + content[place + 1 :])
    return f"{chosen.how} {path.relative_to(project)}, byte {place} of {len(content)}"
