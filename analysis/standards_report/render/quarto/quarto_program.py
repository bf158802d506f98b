"""Which engine renders: a Quarto that is found, or the embedded one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass

from standards_report.errors import UsageError

LEAST = (1, 9)
EMBEDDED, EMBEDDED_NAME = "Pandoc and Typst (embedded)", "pandoc"  # told, and in manifests


@dataclass(frozen=True)
class Quarto:
    """A Quarto program and its version."""

    program: str
    version: tuple[int, ...]

    @property
    def usable(self) -> bool:
        """Whether it can set a book as PDF with Typst."""
        return self.version >= LEAST

    @property
    def name(self) -> str:
        return "quarto " + ".".join(map(str, self.version))


def find_quarto() -> Quarto | None:
    """The Quarto on the PATH, if there is one that answers."""
    program = os.environ.get("QUARTO", "") or shutil.which("quarto")
    if not program:
        return None
    try:
        command = [program, "--version"]
        process = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60)
    except (OSError, UnicodeDecodeError, subprocess.TimeoutExpired):
        return None
    numbers = re.findall(r"\d+", process.stdout.strip())
    return Quarto(program, tuple(map(int, numbers[:3]))) if numbers else None


def choose_engine(engine: str) -> tuple[Quarto | None, str]:
    """The Quarto to use, or None for the embedded engine, and what to say about the choice."""
    if engine == "pandoc":
        return None, ""
    found = find_quarto()
    least = ".".join(map(str, LEAST))
    if found and found.usable:
        return found, ""
    passed_over = f"passing over {found.name}: the report needs {least} or later" if found else ""
    if engine == "quarto":
        raise UsageError(passed_over or f"no Quarto found: install Quarto {least} or later")
    return None, passed_over


def engine_name(quarto: Quarto | None) -> str:
    """What a build says of its engine, and what it depends on."""
    return quarto.name if quarto else EMBEDDED
