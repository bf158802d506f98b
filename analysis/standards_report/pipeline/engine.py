"""How papermill starts the kernel of a notebook: over local sockets, in the notebook's folder."""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

NAME = "standards-report"


def register() -> str:
    """Makes the engine known to papermill and returns its name."""
    from papermill.clientwrap import PapermillNotebookClient
    from papermill.engines import Engine, papermill_engines
    from traitlets.config import Config

    class LocalEngine(Engine):  # type: ignore[misc]
        """Runs a notebook with nbclient. Papermill would change the working directory of the
        whole process instead, which notebooks that run at the same time cannot share."""

        @classmethod
        def execute_managed_notebook(
            cls, nb_man: Any, kernel_name: str, folder: Path, **_: Any
        ) -> Any:
            # Sockets get a short folder of their own: their paths may have 100 characters at most.
            with TemporaryDirectory(prefix="kernel-") as sockets:
                return cls._run(nb_man, kernel_name, folder, f"{sockets}/s")

        @staticmethod
        def _run(nb_man: Any, kernel_name: str, folder: Path, address: str) -> Any:
            config = Config({"KernelManager": {"transport": "ipc", "ip": address}})
            client = PapermillNotebookClient(
                nb_man,
                config=config,
                kernel_name=kernel_name,
                kernel_manager_class=_kernels(),
                shutdown_kernel="immediate",
                startup_timeout=60,
                timeout=None,
                resources={"metadata": {"path": str(folder)}},
            )
            # What a kernel says while it shuts down is of no use to the author; what a cell
            # says is in its outputs.
            return client.execute(stderr=subprocess.DEVNULL)

    papermill_engines.register(NAME, LocalEngine)
    return NAME


def _kernels() -> type:
    """Forks where the system has them, else kernels started anew."""
    from jupyter_client.manager import AsyncKernelManager

    from standards_report.pipeline.forking import can_fork
    from standards_report.pipeline.kernels import ForkedKernelManager

    return ForkedKernelManager if can_fork() else AsyncKernelManager
