"""What the fork server imports and reads before the first kernel, so that no kernel has to."""

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

    Matplotlib looks for its settings in the working directory: let nothing lie there.
    """
    # Nobody debugs a notebook of a build, and loading a debugger takes longer than all else that
    # a kernel does to start.
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
    # A fork that looks through all of this for garbage copies its memory. And a kernel ends
    # before its garbage matters: looking for it so often takes a seventh of its time.
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)


def _forget_the_machine() -> None:
    """Leaves out fonts and kinds of files that are known to this machine alone."""
    import matplotlib
    from matplotlib.font_manager import fontManager

    mimetypes.init(files=[])
    own = matplotlib.get_data_path()
    fontManager.ttflist = [font for font in fontManager.ttflist if font.fname.startswith(own)]
    fontManager.afmlist = [font for font in fontManager.afmlist if font.fname.startswith(own)]


def _read_tables(root: Path) -> None:
    """Kernels find the tables checked and typed, where the files still hold the same; what is
    wrong with one is told by those that read it."""
    from standards_report.errors import ReportError
    from standards_report.observations.tables.loader import load_tables
    from standards_report.project import Project

    with suppress(ReportError, OSError):
        load_tables(Project(root).data)
