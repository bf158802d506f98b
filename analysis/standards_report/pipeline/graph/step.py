"""What a build consists of: steps, each with all that it reads, and a result of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_FILE = "::"


def one_file(step: str, name: str) -> str:
    """One file of the result of a step, for a step that reads no other."""
    return f"{step}{_FILE}{name}"


@dataclass(frozen=True)
class Step:
    """One unit of work.

    `make` writes the result into the new, empty folder that it is given, and may return what it
    turned out to read besides: files and folders of the project, by name, with their hashes.
    `files` are groups of files that it reads, `after` names the steps whose results it reads
    (or one file of a result, see `one_file`), and `settings` holds every other thing that the
    result depends on. `told` is what progress calls it, together with others of the same name.
    """

    name: str
    make: Callable[[Path], Mapping[str, str] | None]
    files: Mapping[str, Sequence[Path]] = field(default_factory=dict)
    after: Sequence[str] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    told: str = ""

    @property
    def before(self) -> list[str]:
        """Names of the steps that have to be done before it."""
        return list(dict.fromkeys(name.partition(_FILE)[0] for name in self.after))

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
