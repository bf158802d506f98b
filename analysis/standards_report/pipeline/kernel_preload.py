"""What the fork server imports before the first kernel, so that no kernel has to."""

import gc
import sys
from importlib import import_module
from pkgutil import iter_modules

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

# A fork that looks through all of this for garbage copies its memory.
gc.freeze()
