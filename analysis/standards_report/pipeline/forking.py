"""The process that kernels are forked from, which has imported what every notebook imports."""

from __future__ import annotations

import multiprocessing
from typing import Any

_PRELOAD = "standards_report.pipeline.kernel_preload"


def can_fork() -> bool:
    """Whether this process can fork kernels; elsewhere each is started anew.

    A daemon, such as a Dask worker below its nanny, may have no children of that kind.
    """
    daemon = multiprocessing.current_process().daemon
    return "forkserver" in multiprocessing.get_all_start_methods() and not daemon


def fork_server() -> Any:
    """The context whose processes are forked from the server."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", _PRELOAD])
    return context


def start_early() -> None:
    """Lets the server import while this process still has other work; that takes seconds."""
    if can_fork():
        from multiprocessing.forkserver import ensure_running

        fork_server()
        ensure_running()


def end_kernels() -> None:
    """Ends all kernels and the process that they are forked from."""
