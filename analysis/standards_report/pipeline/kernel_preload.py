"""What the fork server imports and reads before the first kernel, so that no kernel has to."""

import gc
import sys
from contextlib import suppress
from importlib import import_module
from pkgutil import iter_modules

from standards_report.errors import ReportError
from standards_report.observations.store import load_tables
from standards_report.project import find_project

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

# Nobody debugs a notebook of a build, and loading a debugger takes longer than all else that a
# kernel does to start.
sys.modules["debugpy"] = None  # type: ignore[assignment]

for name in _WANTED:
    import_module(name)
for room in _ROOMS:
    package = import_module(f"standards_report.{room}")
    for module in iter_modules(package.__path__, f"{package.__name__}."):
        import_module(module.name)

# Kernels find the tables checked and typed, where the files still hold the same; what is wrong
# with one is told by those that read it.
with suppress(ReportError, OSError):
    load_tables(find_project().data)

# A fork that looks through all of this for garbage copies its memory. And a kernel ends before
# its garbage matters: looking for it so often takes a seventh of its time.
gc.freeze()
gc.set_threshold(200_000, 20, 100)
