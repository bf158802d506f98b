"""The program from which kernels are forked.

It starts with a fixed environment and without the user's search path, loads the package from the
folder that its parent uses, and imports what every notebook imports. It compiles our modules from
their sources, since Python trusts a compiled module by the time and size of its source alone.
"""

from __future__ import annotations

import ctypes
import importlib.util
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from importlib.abc import FileLoader, SourceLoader
from importlib.machinery import FileFinder
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parents[2]
_SET_PARENT_DEATH_SIGNAL = 1


class FromSource(FileLoader, SourceLoader):  # type: ignore[misc]
    """Loads a module from its source. Neither reads nor writes compiled modules."""


def from_source(folder: Path) -> Callable[[str], Any]:
    """Returns an import hook for modules in `folder`, without those that are installed there."""
    finder = FileFinder.path_hook((FromSource, [".py"]))
    installed = Path(sys.prefix).resolve()

    def hook(path: str) -> Any:
        place = Path(path).resolve()
        is_installed = installed.is_relative_to(folder) and place.is_relative_to(installed)
        if is_installed or not place.is_relative_to(folder):
            raise ImportError(path)
        return finder(path)

    return hook


def end_with(parent: int) -> None:
    """Lets Linux end this process when its parent ends. On other systems the caller does that."""
    _set_death_signal(signal.SIGKILL)
    if os.getppid() != parent:  # the parent ended before this process asked
        os._exit(1)


def _set_death_signal(number: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, number)


def main() -> None:
    """Becomes the fork server.

    Its argument is JSON: `parent` is the process that started it, `root` the project whose tables
    it reads in advance (or empty), and `home` the folder that it removes where its parent was
    killed.
    """
    start = json.loads(sys.argv[1])
    end_with(start["parent"])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # An editable install leads to a checkout, which may be another one than that of the parent.
    sys.path[:] = [path for path in sys.path if _is_installed(path)]
    sys.path_hooks.insert(0, from_source(_PACKAGE))
    _load_package()

    from standards_report.pipeline.kernels.kernel_server import serve
    from standards_report.pipeline.kernels.preload import preload

    preload(Path(start["root"]) if start["root"] else None)
    _set_death_signal(0)  # from now on it notices the end of its parent by the end of its input
    serve()
    shutil.rmtree(start["home"], ignore_errors=True)


def _is_installed(path: str) -> bool:
    return any(Path(path).is_relative_to(prefix) for prefix in (sys.prefix, sys.base_prefix))


def _load_package() -> None:
    """Imports the package from its own folder, not from the search path."""
    spec = importlib.util.spec_from_file_location(
        _PACKAGE.name,
        _PACKAGE / "__init__.py",
        loader=FromSource(_PACKAGE.name, str(_PACKAGE / "__init__.py")),
        submodule_search_locations=[str(_PACKAGE)],
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[_PACKAGE.name] = module
    spec.loader.exec_module(module)


if __name__ == "__main__":
    main()
