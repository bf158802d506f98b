"""The loop of the fork server: forks a kernel for each request, and reports how kernels end.

Requests and answers are lines of JSON on standard input and output. When the process that started
the server ends, the input ends, and with it the server and its kernels.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import socket
from contextlib import suppress
from typing import Any

from standards_report.pipeline.kernels.kernel_process import become_kernel

_READ_AT_ONCE = 2**16


def serve() -> None:
    """Forks kernels until the input ends."""
    asked, answers = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    ended, wake = socket.socketpair()
    ended.setblocking(False)
    wake.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake.fileno())
    kernels: dict[int, int] = {}
    rest = b""
    with selectors.DefaultSelector() as selector:
        selector.register(asked, selectors.EVENT_READ)
        selector.register(ended, selectors.EVENT_READ)
        while True:
            ready = [key.fileobj for key, _ in selector.select()]
            if ended in ready:
                ended.recv(_READ_AT_ONCE)
                _reap(kernels, answers)
            if asked in ready:
                content = os.read(asked, _READ_AT_ONCE)
                if not content:
                    break
                *lines, rest = (rest + content).split(b"\n")
                for line in lines:
                    _fork(json.loads(line), kernels, answers)
    for pid in kernels:
        os.kill(pid, signal.SIGKILL)
    # In a container, the first process may not collect them, and they would stay as zombies.
    for pid in kernels:
        with suppress(ChildProcessError):
            os.waitpid(pid, 0)


def _fork(request: dict[str, Any], kernels: dict[int, int], answers: int) -> None:
    server = os.getpid()
    pid = os.fork()
    if not pid:
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            number = request["number"]
            become_kernel(request, server, lambda: _answer(answers, "ready", number, 0))
        finally:
            os._exit(1)
    kernels[pid] = request["number"]
    _answer(answers, "started", request["number"], pid)


def _reap(kernels: dict[int, int], answers: int) -> None:
    with suppress(ChildProcessError):
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            _answer(answers, "ended", kernels.pop(pid), os.waitstatus_to_exitcode(status))


def _answer(answers: int, word: str, number: int, value: int) -> None:
    # Short enough to be written in one piece, even when kernels write at the same time.
    os.write(answers, json.dumps([word, number, value]).encode() + b"\n")
