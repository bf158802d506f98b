"""Records what the cells of a notebook read, and refuses what a build cannot track.

Python reports to its audit hooks what it opens, lists and starts, whichever library does so. This
guards against what an author overlooks, not against an attacker.
"""

from __future__ import annotations

import json
import os
import sys
import sysconfig
import zoneinfo
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from standards_report.pipeline.graph.content_hash import file_hash, folder_hash

_PACKAGE = Path(__file__).resolve().parents[2]
_WRITTEN_BY_BUILDS = (".build", "_site", "_executed")
_PROGRAMS = (
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "pty.spawn",
    "subprocess.Popen",
)
# These start programs without an audit event of their own.
_STARTERS = ("multiprocessing.popen_forkserver", "multiprocessing.popen_spawn_posix")
_NETWORK = (
    "socket.bind",
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyaddr",
    "socket.gethostbyname",
    "socket.sendmsg",
    "socket.sendto",
    "urllib.Request",
)


class RefusedError(PermissionError):
    """A cell uses something that no build may depend on.

    Its text is what is wrong, a line end, and the remedy.
    """


class Reads:
    """Records the inputs that this process reads, as lines of JSON in a file.

    A line is `["read", path below the project, hash]` or `["refused", what, remedy]`. The hash is
    taken when the file is first opened. What the notebook itself wrote is not an input.
    """

    def __init__(self, root: Path, home: Path, record: Path) -> None:
        """`root` is the project, `home` a folder for temporary files, `record` the file to fill."""
        self._root = os.path.realpath(root)
        free = _with_ends([str(home), *_installation(), "/dev", "/proc", "/sys"])
        # The project may lie in such a folder, and such a folder in the project.
        self._free_inside = tuple(path for path in free if path.startswith(f"{self._root}/"))
        self._free_outside = tuple(path for path in free if path not in self._free_inside)
        self._package = _with_ends([str(_PACKAGE)])
        self._seen: set[str] = set()
        self._own: set[str] = set()
        self._record = os.open(record, os.O_WRONLY | os.O_APPEND)
        self._handlers = {
            "open": self._open,
            "sqlite3.connect": self._database,
            "os.listdir": self._list,
            "os.scandir": self._list,
            "os.mkdir": self._make,
            "os.rename": self._rename,
            "import": self._import,
            **dict.fromkeys(_PROGRAMS, self._program),
            **dict.fromkeys(_NETWORK, self._connection),
        }

    def begin(self) -> None:
        """Records everything that is read from now on, until the process ends."""
        handler = self._handlers.get

        def hook(event: str, arguments: tuple[Any, ...]) -> None:
            if handle := handler(event):
                handle(event, arguments)

        sys.addaudithook(hook)

    def note_file(self, path: str) -> None:
        """Records that a file of the project was read, even where it does not exist.

        Raises RefusedError where it lies outside the project.
        """
        if shown := self._input(path):
            self._write("read", shown, file_hash(Path(path)))

    def _open(self, _: str, arguments: tuple[Any, ...]) -> None:
        path, flags = _full(arguments[0]), arguments[2]
        if flags & os.O_CREAT and (flags & os.O_TRUNC or not Path(path).exists()):
            self._own.add(path)
        else:
            self.note_file(path)

    def _database(self, _: str, arguments: tuple[Any, ...]) -> None:
        name = os.fsdecode(arguments[0])
        if name.startswith("file:"):
            name = unquote(name.removeprefix("file:").partition("?")[0])
        if not name or name == ":memory:":
            return
        if Path(name).exists():
            self.note_file(_full(name))
        else:
            self._own.add(_full(name))

    def _list(self, _: str, arguments: tuple[Any, ...]) -> None:
        path = _full("." if arguments[0] is None else arguments[0])
        # Which files the package has decides nothing: its code is an input anyway.
        if path and not f"{path}/".startswith(self._package) and (shown := self._input(f"{path}/")):
            self._write("read", shown, folder_hash(Path(path)))

    def _make(self, _: str, arguments: tuple[Any, ...]) -> None:
        path = _full(arguments[0])
        if not Path(path).exists():
            self._own.add(path)

    def _rename(self, _: str, arguments: tuple[Any, ...]) -> None:
        if self._is_own(_full(arguments[0])):
            self._own.add(_full(arguments[1]))

    def _import(self, _: str, arguments: tuple[Any, ...]) -> None:
        if arguments[0] in _STARTERS:
            self._program("multiprocessing", arguments)

    def _program(self, event: str, _: tuple[Any, ...]) -> None:
        self._refuse(
            f"a cell starts another program ({event})",
            "compute in the notebook's own process: a build cannot see what another program reads",
        )

    def _connection(self, event: str, arguments: tuple[Any, ...]) -> None:
        asked = [str(part) for part in arguments if isinstance(part, (str, bytes, tuple)) and part]
        self._refuse(
            f"a cell uses the network ({event}: {', '.join(asked[:1])})",
            "put the data into the project: what the network answers may change",
        )

    def _input(self, path: str) -> str:
        """The path below the project of an input that is read for the first time; else empty."""
        if not path or path in self._seen:
            return ""
        self._seen.add(path)
        ending = "/" if path.endswith("/") else ""
        full = path.removesuffix("/") or "/"
        real = os.path.realpath(full)
        is_inside = f"{real}/".startswith(f"{self._root}/")
        free = self._free_inside if is_inside else (*self._free_outside, *self._package)
        if f"{real}/".startswith(free) or self._is_own(full):
            return ""
        if not is_inside:
            self._seen.discard(path)
            self._refuse(
                f"a cell reads {full}, which lies outside the project",
                "put it into data/ or beside the notebook, and read it there",
            )
        # The name that was used says more than the target of a link.
        name = full if f"{full}/".startswith(f"{self._root}/") else real
        shown = os.path.relpath(name, self._root).replace(os.sep, "/")
        if shown.partition("/")[0] in _WRITTEN_BY_BUILDS:
            self._seen.discard(path)
            self._refuse(
                f"a cell reads {shown}, which builds write",
                "read what the project's own files hold",
            )
        return shown + ending

    def _is_own(self, full: str) -> bool:
        """Whether this notebook wrote the file, or made a folder above it."""
        if not self._own:
            return False
        return full in self._own or any(str(above) in self._own for above in Path(full).parents)

    def _refuse(self, what: str, remedy: str) -> None:
        self._write("refused", what, remedy)
        raise RefusedError(f"{what}\n{remedy}")

    def _write(self, *line: str) -> None:
        os.write(self._record, json.dumps(line).encode() + b"\n")


def _installation() -> list[str]:
    """The folders of Python and of the installed packages."""
    paths = [
        path for name, path in sysconfig.get_paths().items() if name.endswith(("lib", "stdlib"))
    ]
    own = [sys.prefix] if sys.prefix != sys.base_prefix else []
    return [*own, *paths, *sys.path, *zoneinfo.TZPATH, sys.executable]


def _with_ends(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple({os.path.realpath(path).rstrip("/") + "/" for path in paths if path})


def _full(path: Any) -> str:
    """The absolute path under the name that was used; empty for the number of an open file."""
    # Not `resolve`, since links are resolved later.
    return "" if isinstance(path, int) else os.path.abspath(os.fsdecode(path))  # noqa: PTH100
