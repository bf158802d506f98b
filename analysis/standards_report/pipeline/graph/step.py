"""The parts of a build: steps, each with everything that it reads, and a result."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_FILE = "::"


def one_file(step: str, name: str) -> str:
    """Names one file in the result of a step, for a step that reads only that file of it."""
    return f"{step}{_FILE}{name}"


@dataclass(frozen=True)
class Step:
    """One unit of work.

    `make` writes the result into the new, empty folder that it gets. It may return further files
    and folders of the project that it read, by path with their hashes. `files` are groups of files
    that the step reads, `after` names the steps whose results it reads (or one file of a result,
    see `one_file`), and `settings` holds everything else that the result depends on. `told` is its
    name in the progress, which several steps may share.
    """

    name: str
    make: Callable[[Path], Mapping[str, str] | None]
    files: Mapping[str, Sequence[Path]] = field(default_factory=dict)
    after: Sequence[str] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    told: str = ""

    @property
    def before(self) -> list[str]:
        """Names of the steps that must be done before this one."""
        return list(dict.fromkeys(name.partition(_FILE)[0] for name in self.after))

    @property
    def shown(self) -> str:
        """The name of the step in the progress."""
        return self.told or self.name


@dataclass(frozen=True)
class Outcome:
    """What a run of the graph did: the names of steps that ran, and how many were up to date."""

    ran: tuple[str, ...]
    unchanged: int
    seconds: float
