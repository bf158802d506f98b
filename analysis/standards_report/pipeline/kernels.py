"""Kernels forked from a process that has imported what every notebook imports.

A kernel of its own for each notebook keeps notebooks apart, but most of its time goes into
importing pandas, matplotlib and seaborn. A fork server imports them once for a build. Jupyter's
provisioner is the place where a manager learns how kernels start; see
https://jupyter-client.readthedocs.io/en/stable/provisioning.html.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.provisioner_base import KernelProvisionerBase

from standards_report.pipeline.forking import fork_server

PROVISIONER = "standards-report-fork"
_READY_WITHIN = 60  # seconds
_ANSWER_WITHIN = 0.05


class ForkProvisioner(KernelProvisionerBase):
    """Starts a kernel as a fork of the server, and ends it by a signal."""

    process: Any = None
    parent: Any

    @property
    def has_process(self) -> bool:
        return self.process is not None

    async def poll(self) -> int | None:
        return self.process.exitcode if self.process else 0

    async def wait(self) -> int | None:
        if not self.process:
            return 0
        await asyncio.to_thread(self.process.join)
        code: int | None = self.process.exitcode
        self.process = None
        return code

    async def send_signal(self, signum: int) -> None:
        if self.process and self.process.is_alive():
            os.kill(self.process.pid, signum)

    async def kill(self, restart: bool = False) -> None:  # noqa: ARG002
        await self.send_signal(signal.SIGKILL)
        # The manager looks for its end now and then; here it is seen at once.
        await self.wait()

    async def terminate(self, restart: bool = False) -> None:  # noqa: ARG002
        await self.send_signal(signal.SIGTERM)

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        self.parent.write_connection_file()
        self.connection_info = self.parent.get_connection_info()
        return await super().pre_launch(cmd=[], **kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:  # noqa: ARG002
        ours, theirs = Pipe(duplex=False)
        self.process = fork_server().Process(
            target=_serve,
            args=(self.parent.connection_file, kwargs["cwd"], kwargs["env"], theirs),
            daemon=True,
        )
        self.process.start()
        theirs.close()
        # The kernel says so when its sockets are there; before, each message would be lost.
        wait([ours, self.process.sentinel], timeout=_READY_WITHIN)
        ours.close()
        return self.connection_info

    async def cleanup(self, restart: bool = False) -> None:
        pass


class PromptClient(AsyncKernelClient):
    """Asks a kernel that is known to listen whether it is ready, and waits no longer."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        deadline = time.monotonic() + (timeout or _READY_WITHIN)
        while time.monotonic() < deadline:
            request = self.kernel_info()
            if await self._is_answered(request):
                return
            if not await self._async_is_alive():
                raise RuntimeError("The kernel died before it was ready")
        raise RuntimeError("The kernel did not answer")

    async def _is_answered(self, request: str) -> bool:
        """Whether both the reply and the end of the work arrived: only then does the channel
        for outputs work as well, and nothing of this request is left on it."""
        try:
            while True:
                reply = await self.shell_channel.get_msg(timeout=_READY_WITHIN)
                if reply["parent_header"].get("msg_id") == request:
                    break
            while True:
                message = await self.iopub_channel.get_msg(timeout=_ANSWER_WITHIN)
                mine = message["parent_header"].get("msg_id") == request
                if mine and message["content"].get("execution_state") == "idle":
                    return True
        except Empty:
            return False


class ForkedKernelManager(AsyncKernelManager):
    """A manager whose kernels are forks."""

    client_factory = PromptClient

    @property
    def kernel_spec(self) -> KernelSpec:
        chosen = {"kernel_provisioner": {"provisioner_name": PROVISIONER}}
        return KernelSpec(display_name="Python 3", language="python", metadata=chosen)


def _serve(file: str, folder: str, environment: dict[str, str], ready: Connection) -> None:
    """What the forked process does: becomes a kernel that ends with its server."""
    from ipykernel.kernelapp import IPKernelApp

    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    app = IPKernelApp.instance(parent_handle=os.getppid())
    app.initialize(["-f", file, "--HistoryManager.enabled=False"])  # type: ignore[no-untyped-call]
    ready.send_bytes(b"ready")
    app.start()  # type: ignore[no-untyped-call]
