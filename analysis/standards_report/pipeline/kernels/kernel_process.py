"""Turns a forked process into the kernel of one notebook."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from typing import Any

from standards_report.observations.given_input import GIVEN
from standards_report.pipeline.kernels.kernel_program import FromSource, end_with, from_source
from standards_report.pipeline.notebooks.reads import Reads


class Beside:
    """Finds modules beside a notebook.

    Installed packages are found first, so that no module of a notebook can replace one.
    """

    def __init__(self, folder: Path, reads: Reads) -> None:
        self._folder = folder
        self._reads = reads

    def find_spec(
        self, name: str, path: object = None, _target: object = None
    ) -> ModuleSpec | None:
        """The module `name` beside the notebook; None where there is none, or for submodules."""
        if path is not None:
            return None
        package = self._folder / name
        start = package / "__init__.py"
        for file, inside in ((start, [str(package)]), (package.with_name(f"{name}.py"), None)):
            # A missing file is an input as well: once it exists, another module is found.
            self._reads.note_file(str(file))
            if file.is_file():
                loader = FromSource(name, str(file))
                return spec_from_file_location(
                    name, file, loader=loader, submodule_search_locations=inside
                )
        if not package.is_dir():
            return None
        bare = ModuleSpec(name, None, is_package=True)
        bare.submodule_search_locations = [str(package)]
        return bare


def become_kernel(request: Mapping[str, Any], server: int, ready: Callable[[], None]) -> None:
    """Runs a kernel in the folder of the notebook, and calls `ready` once its sockets exist.

    `request` has `scratch`, `folder`, `root`, `home`, `record` and `connection` (paths), and
    `given` where the notebook gets a file in place of tables. The kernel ignores IPython's
    configuration and start-up files, and records what its cells read in `record`.
    """
    end_with(server)
    scratch, folder, root = (request[name] for name in ("scratch", "folder", "root"))
    os.environ.update(HOME=scratch, TMPDIR=scratch, IPYTHONDIR=f"{scratch}/ipython")
    os.environ[GIVEN] = request.get("given", "")
    tempfile.tempdir = scratch
    os.chdir(folder)
    app = _application(request["connection"], server)
    reads = Reads(Path(root), Path(request["home"]), Path(request["record"]))
    sys.path_hooks.insert(0, from_source(Path(root)))
    sys.meta_path.append(Beside(Path(folder), reads))
    reads.begin()
    ready()
    app.start()


def _application(connection: str, server: int) -> Any:
    from ipykernel.kernelapp import IPKernelApp
    from traitlets.config import Config

    class Application(IPKernelApp):
        """A kernel that ignores the user's configuration."""

        def load_config_file(self, *_: object, **__: object) -> None:
            """Reads no configuration file."""

        def init_code(self) -> None:
            """Runs no code before the cells."""

    app = Application.instance(
        connection_file=connection,
        parent_handle=server,
        config=Config({"HistoryManager": {"enabled": False}}),
    )
    app.initialize([])  # type: ignore[no-untyped-call]
    return app
