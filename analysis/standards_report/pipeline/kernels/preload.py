"""Imports and reads, once in the fork server, what every kernel would have to."""

from __future__ import annotations

import gc
import mimetypes
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

_WANTED = (
    "IPython.core.completerlib",
    "ipykernel.debugger",
    "ipykernel.kernelapp",
    "matplotlib.pyplot",
    "pandas",
    "psutil",
    "seaborn",
    "tornado.platform.asyncio",
)
_ROOMS = ("observations", "measures", "display")


def preload(root: Path | None) -> None:
    """Imports what notebooks use, and reads the tables of the project at `root`.

    The working directory must be empty, since matplotlib looks for its settings there.
    """
    # A build does not debug notebooks, and loading the debugger takes longer than everything else
    # in the start of a kernel.
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    for name in _WANTED:
        import_module(name)
    for room in _ROOMS:
        package = import_module(f"standards_report.{room}")
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    _forget_the_machine()
    if root:
        _read_tables(root)
    # Garbage collection in a fork would copy the memory that it shares with the server. Kernels end
    # before garbage matters, and collecting it that often takes a seventh of their time.
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)


def _forget_the_machine() -> None:
    """Removes fonts and file types that only this machine knows."""
    import matplotlib
    from matplotlib.font_manager import fontManager

    mimetypes.init(files=[])
    own = matplotlib.get_data_path()
    fontManager.ttflist = [font for font in fontManager.ttflist if font.fname.startswith(own)]
    fontManager.afmlist = [font for font in fontManager.afmlist if font.fname.startswith(own)]


def _read_tables(root: Path) -> None:
    """Loads the tables, so that kernels find unchanged ones checked and converted.

    Faults are ignored here: the kernels that read the tables report them.
    """
    from standards_report.errors import ReportError
    from standards_report.observations.tables.loader import load_tables
    from standards_report.project import Project

    with suppress(ReportError, OSError):
        load_tables(Project(root).data)
