"""Lets Jupyter start kernels as forks of a process that has imported what notebooks use.

Each notebook has a kernel of its own, which keeps notebooks apart. Most of its time would go into
importing pandas, matplotlib and seaborn, so a fork server imports them once for a build. A
provisioner tells Jupyter's manager how to start a kernel; see
https://jupyter-client.readthedocs.io/en/stable/provisioning.html.
"""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Mapping
from queue import Empty
from typing import TYPE_CHECKING, Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.provisioner_base import KernelProvisionerBase

from standards_report.pipeline.kernels.fork_server import ForkServer, Kernel

if TYPE_CHECKING:
    from jupyter_client.connect import KernelConnectionInfo

PROVISIONER = "standards-report-fork"
_READY_WITHIN = 60  # seconds
_ANSWER_WITHIN = 0.05
_ENDS_WITHIN = 1


class ForkProvisioner(KernelProvisionerBase):
    """Starts a kernel as a fork of the server, and ends it with a signal.

    The manager starts it with `server`, the ForkServer, and `request`, which `become_kernel`
    describes.
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
        # The manager would poll for its end; this sees it at once. SIGTERM comes first, since
        # coverage in the kernel writes its data then.
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
        # Messages are lost before the kernel reports that its sockets exist.
        await asyncio.to_thread(self.kernel.ready.wait, _READY_WITHIN)
        return self.connection_info

    async def cleanup(self, restart: bool = False) -> None:
        pass


class PromptClient(AsyncKernelClient):
    """A client that waits for a kernel only as long as the kernel needs to answer."""

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
        """Whether both the reply and the idle message for a request have arrived.

        Only then does the channel for outputs work, too, without messages of this request on it.
        """
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
