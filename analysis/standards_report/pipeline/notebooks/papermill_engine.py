"""The engine by which papermill runs a notebook: over local sockets, in the notebook's folder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NAME = "standards-report"


def register() -> str:
    """Registers the engine with papermill and returns its name."""
    from papermill.clientwrap import PapermillNotebookClient
    from papermill.engines import Engine, papermill_engines
    from traitlets.config import Config

    from standards_report.pipeline.kernels.fork_server import ForkServer
    from standards_report.pipeline.kernels.provisioner import ForkedKernelManager

    class LocalEngine(Engine):  # type: ignore[misc]
        """Runs a notebook with nbclient.

        Papermill's own engine changes the working directory of the whole process, which notebooks
        that run at the same time cannot share.
        """

        @staticmethod
        def execute_managed_notebook(
            nb_man: Any, kernel_name: str, server: ForkServer, request: Mapping[str, str], **_: Any
        ) -> Any:
            scratch = request["scratch"]
            manager = {
                "transport": "ipc",
                "ip": f"{scratch}/s",
                "connection_file": f"{scratch}/connection.json",
            }
            client = PapermillNotebookClient(
                nb_man,
                config=Config({"KernelManager": manager}),
                kernel_name=kernel_name,
                kernel_manager_class=ForkedKernelManager,
                shutdown_kernel="immediate",
                startup_timeout=60,
                timeout=None,
            )
            return client.execute(server=server, request=request)

    papermill_engines.register(NAME, LocalEngine)
    return NAME
