"""What a build consists of: steps, each with all that it reads, and a result of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Step:
    """One unit of work.

    `make` writes the result into the new, empty folder that it is given, and may return what it
    turned out to read besides: files and folders of the project, by name, with their hashes.
    `files` are groups of files that it reads, `after` names the steps whose results it reads,
    and `settings` holds every other thing that the result depends on. `told` is what progress
    calls it, together with other steps of the same name.
    """

    name: str
    make: Callable[[Path], Mapping[str, str] | None]
    files: Mapping[str, Sequence[Path]] = field(default_factory=dict)
    after: Sequence[str] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    told: str = ""

    @property
    def shown(self) -> str:
        """The step as progress calls it."""
        return self.told or self.name


@dataclass(frozen=True)
class Outcome:
    """What a run of the graph did: names of steps that ran, and how many did not have to."""

    ran: tuple[str, ...]
    unchanged: int
    seconds: float
