"""What the cells of a notebook read: noted where it is an input, refused where nobody can know.

Python announces what it opens, lists and starts to its audit hooks, whichever library asks for
it. This guards against what an author overlooks; a notebook is no stranger's program.
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
# These start programs as well, without a word.
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
    """A cell asked for what no build may depend on: its text is what, a line end, and a remedy."""


class Reads:
    """Notes the inputs among what this process reads, as lines of JSON in a file.

    A line is `["read", path below the project, hash]` or `["refused", what, remedy]`. The hash is
    that of the moment when the file was first opened. What a notebook wrote itself is no input.
    """

    def __init__(self, root: Path, home: Path, record: Path) -> None:
        """`home` is the folder for what this process keeps while it runs."""
        self._root = os.path.realpath(root)
        free = _with_ends([str(home), *_installation(), "/dev", "/proc", "/sys"])
        # The project may itself lie in such a place, and such places in the project.
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
        """Notes all that is read from now on, until the process ends."""
        handler = self._handlers.get

        def hook(event: str, arguments: tuple[Any, ...]) -> None:
            if handle := handler(event):
                handle(event, arguments)

        sys.addaudithook(hook)

    def note_file(self, path: str) -> None:
        """Notes a file of the project as read, also where there is none.

        Raises RefusedError where it lies elsewhere.
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
        # Where the package is imported from, names alone decide nothing.
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
        """The path below the project of what is read for the first time; empty for all else."""
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
        # Which of several names was used says more than where a link leads.
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
        """Whether this notebook wrote it, or made a folder above it."""
        if not self._own:
            return False
        return full in self._own or any(str(above) in self._own for above in Path(full).parents)

    def _refuse(self, what: str, remedy: str) -> None:
        self._write("refused", what, remedy)
        raise RefusedError(f"{what}\n{remedy}")

    def _write(self, *line: str) -> None:
        os.write(self._record, json.dumps(line).encode() + b"\n")


def _installation() -> list[str]:
    """Where Python and what is installed lie."""
    paths = [
        path for name, path in sysconfig.get_paths().items() if name.endswith(("lib", "stdlib"))
    ]
    own = [sys.prefix] if sys.prefix != sys.base_prefix else []
    return [*own, *paths, *sys.path, *zoneinfo.TZPATH, sys.executable]


def _with_ends(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple({os.path.realpath(path).rstrip("/") + "/" for path in paths if path})


def _full(path: Any) -> str:
    """The whole path, as it was named; empty for the number of an open file."""
    # Not `resolve`: links are looked at later.
    return "" if isinstance(path, int) else os.path.abspath(os.fsdecode(path))  # noqa: PTH100
