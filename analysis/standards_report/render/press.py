"""Typst, here or in a press: a process that has set the report before and waits for the next time.

Typst remembers what it laid out as long as its process lives. To set a report of 180 pages from
nothing takes ten times as long as to set it again with one chapter changed. So whoever works on
the report may keep a press (`build --warm`). Other builds of the same project on this machine
use it while it is there; it ends by itself when nothing has been asked of it for some time. The
bytes are the same with and without it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from typing import Any

from standards_report.errors import UsageError
from standards_report.project import Project
from standards_report.render.local_socket import has_sockets, socket_address

_IDLE = 15 * 60  # seconds without a request after which a press ends
_MOST_MEMORY = 3 * 2**30  # bytes; a press that holds more is not asked again
_STARTS_WITHIN = 10.0  # seconds


class TypesettingError(Exception):
    """What Typst objects to."""


def typeset(project: Project, main: Path, fonts: list[str]) -> tuple[bytes, list[str]]:
    """The PDF that Typst makes of `main`, by the project's press if it has one, and warnings.

    The PDF follows PDF/UA-1 as far as Typst checks it. Raises TypesettingError.
    """
    with suppress(OSError, EOFError), _connected(project) as press:
        press.send_bytes(json.dumps([_same(), str(main), fonts]).encode())
        answer = json.loads(press.recv_bytes())
        if "error" in answer:
            raise TypesettingError(answer["error"])
        return press.recv_bytes(), answer["warnings"]
    return _set(main, fonts)


def start_press(project: Project, idle: float = _IDLE) -> None:
    """Starts a press for the project where none runs; it outlives this process.

    Raises UsageError where the system has no sockets of that kind, or nothing starts.
    """
    if not has_sockets():
        raise UsageError("--warm needs a system with Unix sockets: leave it out")
    if has_press(project):
        return
    try:
        address = _address(project)
    except OSError as error:
        raise UsageError(f"{error} is no folder of yours alone: leave out --warm") from None
    Path(address).unlink(missing_ok=True)
    subprocess.Popen(
        [sys.executable, "-m", "standards_report.render.press", address, str(idle)],
        cwd=tempfile.gettempdir(),
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + _STARTS_WITHIN
    while not has_press(project):
        if time.monotonic() > deadline:
            raise UsageError("no press for --warm has started: leave it out")
        time.sleep(0.02)


def stop_press(project: Project) -> None:
    """Ends the project's press, if it has one."""
    with suppress(OSError, EOFError), _connected(project) as press:
        press.send_bytes(json.dumps(["end", "", []]).encode())
        press.recv_bytes()


def serve(address: str, idle: float) -> None:
    """What the press does: sets what it is asked for, until nobody has asked for `idle` seconds."""
    listener = Listener(address, "AF_UNIX", backlog=8)
    press = _Press(listener, idle)
    threading.Thread(target=press.wait_for_the_end, daemon=True).start()
    while True:
        threading.Thread(target=press.answer, args=(listener.accept(),), daemon=True).start()


class _Press:
    def __init__(self, listener: Listener, idle: float) -> None:
        self._listener = listener
        self._idle = idle
        self._asked = time.monotonic()
        self._busy = 0

    def answer(self, client: Connection) -> None:
        self._busy += 1
        with client, suppress(OSError, EOFError):
            same, main, fonts = json.loads(client.recv_bytes())
            if same == "ready":
                client.send_bytes(b"{}")
            elif same != _same():  # another Typst than this one, or enough
                self._end()
            else:
                self._set(client, Path(main), fonts)
        self._busy -= 1
        if not self._busy and _memory() > _MOST_MEMORY:
            self._end()

    def _set(self, client: Connection, main: Path, fonts: list[str]) -> None:
        self._asked = time.monotonic()
        try:
            document, warnings = _set(main, fonts)
        except TypesettingError as error:
            client.send_bytes(json.dumps({"error": str(error)}).encode())
            return
        client.send_bytes(json.dumps({"warnings": warnings}).encode())
        client.send_bytes(document)

    def wait_for_the_end(self) -> None:
        while self._busy or time.monotonic() - self._asked < self._idle:
            time.sleep(min(1, self._idle))
        self._end()

    def _end(self) -> None:
        with suppress(OSError):
            self._listener.close()  # and with it goes the socket's file
        os._exit(0)


def _set(main: Path, fonts: list[str]) -> tuple[bytes, list[str]]:
    return _typesetter(main.parent, tuple(fonts)).typeset(main)


@lru_cache(maxsize=8)
def _typesetter(root: Path, fonts: tuple[str, ...]) -> _Typesetter:
    return _Typesetter(root, fonts)


class _Typesetter:
    """Typst for one folder. It knows fonts, pictures and chapters again that have not changed,
    which halves the time that a press needs."""

    def __init__(self, root: Path, fonts: tuple[str, ...]) -> None:
        import typst

        self._compiler = typst.Compiler(
            root=str(root), font_paths=list(fonts), ignore_system_fonts=True
        )
        self._alone = threading.Lock()

    def typeset(self, main: Path) -> tuple[bytes, list[str]]:
        import typst

        options: dict[str, Any] = {"format": "pdf", "pdf_standards": "ua-1", "timestamp": 0}
        try:
            with self._alone:
                document, warnings = self._compiler.compile_with_warnings(
                    input=str(main), **options
                )
        except typst.TypstError as error:
            raise TypesettingError(" ".join(str(error).split())) from None
        if not isinstance(document, bytes):
            raise TypesettingError("gave no document")
        return document, [str(warning.message) for warning in warnings]


def _connected(project: Project) -> Connection:
    """The project's press; OSError where it has none."""
    if not has_sockets():
        raise OSError
    return Client(_address(project), "AF_UNIX")


def has_press(project: Project) -> bool:
    """Whether a press waits for what there is to set."""
    with suppress(OSError, EOFError), _connected(project) as press:
        press.send_bytes(json.dumps(["ready", "", []]).encode())
        press.recv_bytes()
        return True
    return False


def _address(project: Project) -> str:
    return socket_address(project, "press")


def _same() -> str:
    """What has to be the same for the bytes to be."""
    return f"{version('typst')} of {sys.prefix}"


def _memory() -> int:
    """Bytes that this process holds, where the system tells."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    serve(sys.argv[1], float(sys.argv[2]))
