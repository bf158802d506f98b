"""A process that has loaded what builds need, and forks itself for each that is asked of it.

Who writes prose builds again and again, and a third of the time goes into starting Python and
importing the graph. `build --warm` leaves this process behind, as it leaves a press; builds
after it hand their arguments over, with their terminal. The build is the same code in the same
folder with the same environment. The process ends when the code or a package has changed, and
when nobody has asked for some time.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, NoReturn

from standards_report.errors import RenderError, ReportError
from standards_report.pipeline.unchanged import state_of_code
from standards_report.project import Project
from standards_report.render.local_socket import socket_address

_IDLE = 15 * 60  # seconds without a request after which it ends
_PAUSE = 0.5  # seconds after a build in which nobody asks for the next one at once
_ROOMS = ("observations", "evidence", "pipeline", "render")
# What steps import when they run, and pytask's own late ones.
_WANTED = ("pytask", "pytask_parallel.execute", "_pytask.build", "jinja2", "markupsafe", "pygments")
_FOR_KERNELS = "standards_report.pipeline.kernel_preload"
_LENGTH = struct.Struct("!i")
_forked = False


def can_stand_by() -> bool:
    """Whether the system can; on macOS a process that has loaded its frameworks must not fork."""
    return sys.platform == "linux"


def hand_over(project: Project, arguments: list[str]) -> int | None:
    """Lets the project's waiting process run a command; its exit code, None where none waits."""
    if _forked or not can_stand_by():
        return None
    asked = {
        "state": state_of_code(),
        "arguments": arguments,
        "folder": str(Path.cwd()),
        "environment": dict(os.environ),
    }
    content = json.dumps(asked).encode()
    with suppress(OSError, EOFError), _connected(project) as server:
        socket.send_fds(server, [_LENGTH.pack(len(content))], [0, 1, 2])
        server.sendall(content)
        (child,) = _LENGTH.unpack(_received(server, _LENGTH.size))
        return _exit_code(server, child)
    return None


def _exit_code(server: socket.socket, child: int) -> int:
    """Waits for the command; what interrupts this process interrupts that one."""
    while True:
        try:
            (code,) = _LENGTH.unpack(_received(server, _LENGTH.size))
        except KeyboardInterrupt:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGINT)
        except (OSError, EOFError):
            raise RenderError("the build was killed: start it again") from None
        else:
            return int(code)


def start_standby(project: Project, program: str, idle: float = _IDLE) -> None:
    """Starts the process where none waits, and does not wait for it; it outlives this one.

    `program` names the module whose `main` is the command.
    """
    if _forked or not can_stand_by():
        return
    with suppress(OSError), _connected(project):
        return
    with suppress(OSError):
        address = socket_address(project, "standby")
        Path(address).unlink(missing_ok=True)
        subprocess.Popen(
            [sys.executable, "-m", __name__, address, program, str(idle)],
            cwd=tempfile.gettempdir(),
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def stop_standby(project: Project) -> None:
    """Ends the project's waiting process, if it has one."""
    with suppress(OSError, EOFError), _connected(project) as server:
        socket.send_fds(server, [_LENGTH.pack(2)], [0, 1, 2])
        server.sendall(b"{}")
        server.recv(1)


def serve(address: str, program: str, idle: float) -> None:
    """What the process does: loads, then forks a command for each request."""
    state = state_of_code()
    command = _loaded(program)
    # Nobody waits for what was forked: each says itself how it ended.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen(8)
        _Standby(listener, command, state).serve(idle)
    Path(address).unlink(missing_ok=True)


class _Standby:
    def __init__(self, listener: socket.socket, command: Callable[[], None], state: str) -> None:
        self._listener = listener
        self._command = command
        self._state = state
        self._at_work: dict[int, str] = {}  # a pipe that ends with a build, and its folder
        self._ended = ""  # folder of a build that has left something to be read

    def serve(self, idle: float) -> None:
        """Takes what comes, until there was nothing for `idle` seconds, or the code is another."""
        while True:
            learns = self._ended and not self._at_work
            wanted: list[Any] = [self._listener, *self._at_work]
            ready, _, _ = select.select(wanted, [], [], _PAUSE if learns else idle)
            for one in ready:
                if isinstance(one, int):
                    os.close(one)
                    self._ended = self._at_work.pop(one)
                elif not self._accept():
                    return
            if not ready and not learns:
                return
            if not ready:
                _learn(self._ended)
                self._ended = ""

    def _accept(self) -> bool:
        """Forks the command that is asked for; returns whether there may be others after it."""
        client, _ = self._listener.accept()
        with client, suppress(OSError, EOFError, ValueError):
            client.settimeout(10)
            asked, streams = _request(client)
            if asked.get("state") != self._state:
                Path(self._listener.getsockname()).unlink(missing_ok=True)  # before another starts
                return False
            ends, holds = os.pipe()
            if os.fork() == 0:
                self._listener.close()
                _run(self._command, client, asked, streams)
            os.close(holds)
            self._at_work[ends] = asked["folder"]
            for stream in streams:
                os.close(stream)
        return True


def _loaded(program: str) -> Callable[[], None]:
    for name in _WANTED:
        import_module(name)
    for room in _ROOMS:
        package = import_module(f"standards_report.{room}")
        for module in iter_modules(package.__path__, f"{package.__name__}."):
            if module.name != _FOR_KERNELS:
                import_module(module.name)
    command: Callable[[], None] = import_module(program).main
    gc.collect()
    gc.freeze()
    return command


def _learn(folder: str) -> None:
    """Reads what the last build left, which the next one finds read where it is still the same."""
    from standards_report.observations.editions import edition_ids, load_edition, previous_edition
    from standards_report.pipeline.states import read_states
    from standards_report.project import find_project
    from standards_report.render.book import FORMATS
    from standards_report.render.changes import comparison
    from standards_report.render.manuscript import load_manuscript, load_material

    with suppress(ReportError, OSError, ValueError):
        project = find_project(Path(folder))
        read_states(project.states / "pytask.lock")
        for identifier in edition_ids(project.editions):
            edition = load_edition(project.editions, identifier)
            old = previous_edition(project.editions, edition)
            if old:
                comparison(project, old, edition)
            material = load_material(project, edition)
            for target_format in FORMATS:
                load_manuscript(project, edition, material, target_format)
    gc.freeze()


def _request(client: socket.socket) -> tuple[dict[str, Any], list[int]]:
    head, streams, _, _ = socket.recv_fds(client, _LENGTH.size, 3)
    if len(head) < _LENGTH.size:  # somebody who looked whether there is a process
        raise EOFError
    asked: dict[str, Any] = json.loads(_received(client, *_LENGTH.unpack(head)))
    return asked, streams


def _run(
    command: Callable[[], None], client: socket.socket, asked: dict[str, Any], streams: list[int]
) -> NoReturn:
    """What the fork does: becomes the command that was asked for, and says how it ended."""
    global _forked
    _forked = True
    code = 1
    try:
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
            os.close(stream)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.chdir(asked["folder"])
        os.environ.clear()
        os.environ.update(asked["environment"])
        client.settimeout(None)
        client.sendall(_LENGTH.pack(os.getpid()))
        threading.Thread(target=_end_with, args=(client,), daemon=True).start()
        code = _ended(command, asked["arguments"])
    except BaseException:  # whoever asked has to see what went wrong here
        traceback.print_exc()
    finally:
        for output in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                output.flush()
        with suppress(OSError):
            client.sendall(_LENGTH.pack(code))
        os._exit(code)


def _ended(command: Callable[[], None], arguments: list[str]) -> int:
    sys.argv = ["standards-report", *arguments]
    try:
        command()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    return 0


def _end_with(client: socket.socket) -> None:
    """A build whose command was killed ends as if it had been killed itself."""
    with suppress(OSError):
        client.recv(1)
    os._exit(1)


def _received(channel: socket.socket, length: int) -> bytes:
    content = b""
    while len(content) < length:
        part = channel.recv(length - len(content))
        if not part:
            raise EOFError
        content += part
    return content


def _connected(project: Project) -> socket.socket:
    channel = socket.socket(socket.AF_UNIX)
    try:
        channel.connect(socket_address(project, "standby"))
    except OSError:
        channel.close()
        raise
    return channel


if __name__ == "__main__":
    # The module that commands import, of which this one is a copy.
    import_module("standards_report.render.standby").serve(*sys.argv[1:3], float(sys.argv[3]))
