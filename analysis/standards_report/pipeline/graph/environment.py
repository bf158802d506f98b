"""What a result was computed with, apart from the project: Python, the platform, packages."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from pathlib import Path

from standards_report.pipeline.graph.content_hash import digest, file_hash


def versions() -> dict[str, str]:
    """The minor version of Python, the platform, and the version of every installed package."""
    found = {
        "Python": ".".join(map(str, sys.version_info[:2])),
        "platform": f"{sys.platform} {platform.machine()}",
    }
    for folder in _packages():
        name, _, version = folder.name.rpartition(".")[0].partition("-")
        found.setdefault(name.replace("_", "-").lower(), version)
    return dict(sorted(found.items()))


def environment_hash() -> str:
    """A hash of Python, the platform and all packages.

    A package is identified by its list of files with their hashes, so that a wheel that was
    rebuilt under the same version counts as another one.
    """
    lists = {path.name: _listed(path) for path in _packages()}
    return digest({"Python": sys.version, **versions(), **lists})


def _listed(package: Path) -> str:
    return next(filter(None, (file_hash(package / name) for name in _LISTS)), "")


# Wheels have the first. What a system's package manager installed has one of the others.
_LISTS = ("RECORD", "installed-files.txt", "METADATA", "PKG-INFO")


def _packages() -> Iterator[Path]:
    """The metadata folders of installed packages, in the order in which Python finds them."""
    for entry in dict.fromkeys(sys.path):
        try:
            found = sorted(Path(entry or ".").iterdir())
        except OSError:
            continue
        yield from (path for path in found if path.suffix in (".dist-info", ".egg-info"))
