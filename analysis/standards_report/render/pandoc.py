"""Pandoc, as a program that reads and writes text."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from standards_report.errors import Fault, RenderError
from standards_report.render.crossref import Node

# Quarto's reader is Pandoc's Markdown without the extensions that would read prose as markup.
READER = "markdown"
_TOGETHER = Path(__file__).parent / "filters" / "together.lua"


@cache
def _program() -> str:
    import pypandoc

    return str(pypandoc.get_pandoc_path())


def read(text: str, shown: str, reader: str = READER) -> str:
    """Markdown to Pandoc's syntax tree, as JSON."""
    return _run(["--from", reader, "--to", "json"], text, shown, {})


@dataclass(frozen=True)
class Recipe:
    """How Pandoc makes a text of blocks.

    `output` are options for the format; `filters` run one after another on the blocks, then
    what `finish` asks for; `environment` is what filters ask for.
    """

    output: tuple[str, ...]
    filters: tuple[Path, ...]
    finish: tuple[str, ...]
    metadata: Mapping[str, Any]
    environment: Mapping[str, str]

    @property
    def options(self) -> tuple[str, ...]:
        """Options of the program."""
        return (*self.output, f"--lua-filter={_TOGETHER}", *self.finish)

    @property
    def settings(self) -> dict[str, str]:
        """The environment of the program."""
        return {**self.environment, "STANDARDS_REPORT_FILTERS": "\n".join(map(str, self.filters))}

    def ingredients(self) -> tuple[list[str], list[Path]]:
        """Words and files that a text follows from, besides the blocks that it is made of."""
        settings = [f"{name}={value}" for name, value in self.settings.items()]
        words = [*self.options, *settings, json.dumps(self.metadata, sort_keys=True), version()]
        return words, self._files()

    def _files(self) -> list[Path]:
        """What Pandoc reads besides its input: filters with their modules, bibliography, index."""
        named = [Path(option.partition("=")[2]) for option in self.options if "=" in option]
        named += [*self.filters, *map(Path, self.environment.values())]
        files = [path for path in named if path.is_absolute() and path.is_file()]
        folders = {path.parent for path in files if path.suffix == ".lua"}
        return sorted({*files, *(path for folder in folders for path in folder.glob("*.lua"))})


def write(blocks: list[Node], recipe: Recipe, shown: str) -> str:
    """Blocks to text."""
    meta = {key: _meta(value) for key, value in recipe.metadata.items()}
    document = {"pandoc-api-version": [1, 23, 1], "meta": meta, "blocks": blocks}
    text = json.dumps(document, ensure_ascii=False)
    return _run(["--from", "json", *recipe.options], text, shown, recipe.settings)


def _run(options: Sequence[str], text: str, shown: str, environment: Mapping[str, str]) -> str:
    # A fixed environment: nothing of the user's own Pandoc set-up may change a page.
    process = subprocess.run(
        [_program(), "--data-dir", os.devnull, "--wrap=none", *options],
        input=text,
        capture_output=True,
        encoding="utf-8",
        env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", **environment},
    )
    if process.returncode:
        reason = process.stderr.strip().splitlines() or ["no reason given"]
        raise RenderError(Fault(shown, 0, f"Pandoc failed: {' '.join(reason)}", "correct it"))
    return process.stdout


@cache
def version() -> str:
    """What tells this Pandoc from another one in its place."""
    found = Path(_program()).stat()
    return f"{found.st_size} {found.st_mtime_ns}"


def _meta(value: Any) -> Node:
    if isinstance(value, bool):
        return {"t": "MetaBool", "c": value}
    if isinstance(value, list):
        return {"t": "MetaList", "c": [_meta(part) for part in value]}
    if isinstance(value, dict) and "t" in value:
        return value
    return {"t": "MetaString", "c": str(value)}
