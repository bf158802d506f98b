"""Kernels forked from a process that has imported what every notebook imports.

A kernel of its own for each notebook keeps notebooks apart, but most of its time goes into
importing pandas, matplotlib and seaborn. A fork server imports them once for a build. Jupyter's
provisioner is the place where a manager learns how kernels start; see
https://jupyter-client.readthedocs.io/en/stable/provisioning.html.
"""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Mapping
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.provisioner_base import KernelProvisionerBase

from standards_report.pipeline.kernels.fork_server import ForkServer, Kernel

PROVISIONER = "standards-report-fork"
_READY_WITHIN = 60  # seconds
_ANSWER_WITHIN = 0.05
_ENDS_WITHIN = 1


class ForkProvisioner(KernelProvisionerBase):
    """Starts a kernel as a fork of the server, and ends it by a signal.

    A manager starts one with `server`, the ForkServer, and `request`, what it is asked for.
    """

    kernel: Kernel | None = None
    parent: Any

    @property
    def has_process(self) -> bool:
        return self.kernel is not None

    async def poll(self) -> int | None:
        return self.kernel.code if self.kernel else 0

    async def wait(self) -> int | None:
        if not self.kernel:
            return 0
        await asyncio.to_thread(self.kernel.ended.wait)
        code, self.kernel = self.kernel.code, None
        return code

    async def send_signal(self, signum: int) -> None:
        if self.kernel:
            self.kernel.send_signal(signum)

    async def kill(self, restart: bool = False) -> None:  # noqa: ARG002
        # The manager looks for its end now and then; here it is seen at once. What measures the
        # lines that cells cover writes them down when it is told to end.
        await self.send_signal(signal.SIGTERM)
        if self.kernel and not await asyncio.to_thread(self.kernel.ended.wait, _ENDS_WITHIN):
            await self.send_signal(signal.SIGKILL)
        await self.wait()

    async def terminate(self, restart: bool = False) -> None:  # noqa: ARG002
        await self.send_signal(signal.SIGTERM)

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        self.parent.write_connection_file()
        self.connection_info = self.parent.get_connection_info()
        return await super().pre_launch(cmd=[], **kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:  # noqa: ARG002
        server: ForkServer = kwargs["server"]
        request: Mapping[str, str] = kwargs["request"]
        self.kernel = server.fork({**request, "connection": self.parent.connection_file})
        # The kernel says so when its sockets are there; before, each message would be lost.
        await asyncio.to_thread(self.kernel.ready.wait, _READY_WITHIN)
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
