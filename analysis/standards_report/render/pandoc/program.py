"""Pandoc, as a program that reads text and writes text or a book."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from pathlib import Path
from types import MappingProxyType
from typing import Any

from standards_report.errors import Fault, RenderError
from standards_report.render.book.edition_words import LANG
from standards_report.render.pandoc.syntax_tree import Node

# Quarto's reader is Pandoc's Markdown without the extensions that would read prose as markup.
READER = "markdown"
_TOGETHER = Path(__file__).parent / "filters" / "together.lua"
# A chapter takes a second and 750 MB at most. Markdown that opens much and closes nothing takes
# hours. Seconds are the processor's, where the system can set that, so that it may be busy.
_MOST_SECONDS = 6
_CHARACTERS_PER_SECOND = 50_000  # more time for a longer text: all tables of an edition take five
_WAIT = 10  # seconds by the clock, for each of the processor's
_MOST_MEMORY = "2g"
_HEAP_IS_FULL = 251
_SIMPLER = "is something nested deeply, or opened many times and never closed? write it flat"
# Of the tree as JSON, where a list in a list takes three. Functions that walk it call themselves.
_MOST_DEPTH = 75
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_LINE = re.compile(r"\(line (\d+), column")
_STEP = {"[": 1, "{": 1, "]": -1, "}": -1}

_running: set[subprocess.Popen[bytes]] = set()
_ended = threading.Event()


@cache
def _program() -> str:
    import pypandoc

    return str(pypandoc.get_pandoc_path())


def read(text: str, shown: str, reader: str = READER) -> str:
    """Markdown to Pandoc's syntax tree, as JSON.

    Raises RenderError where Pandoc cannot read it, or does not end.
    """
    return _run(["--from", reader, "--to", "json"], text, shown).decode()


def convert(text: str, reader: str, writer: str, shown: str) -> str:
    """A text in one form to the same in another, as citations from CSL-JSON to BibTeX.

    Raises RenderError where Pandoc cannot read it, or does not end.
    """
    return _run(["--from", reader, "--to", writer], text, shown).decode()


def read_noting(text: str, shown: str, reader: str) -> tuple[str, list[dict[str, Any]]]:
    """As `read`, with what Pandoc warns of: objects of its log, with lines of the text."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.json"
        options = ["--from", reader, "--to", "json", f"--log={log.name}"]
        tree = _run(options, text, shown, folder=Path(folder)).decode()
        return tree, json.loads(log.read_bytes())


def cite(blocks: list[Node], name: str, bibliography: str, shown: str) -> list[Node]:
    """The blocks with their citations worded, and after them the list of the works in a block of
    that name. Raises RenderError where Pandoc cannot read the bibliography."""
    listed: Node = {"t": "Div", "c": [[name, [], []], []]}
    text = _document([*blocks, listed], {"link-citations": True, "lang": LANG})
    with tempfile.TemporaryDirectory() as folder:
        works = Path(folder) / "works.bib"
        works.write_text(bibliography, encoding="utf-8")
        options = ["--from=json", "--to=json", "--citeproc", f"--bibliography={works.name}"]
        tree = _run(options, text, shown, folder=Path(folder))
    worded: list[Node] = json.loads(tree)["blocks"]
    return worded


def require_shallow(tree: str, shown: str) -> None:
    """Raises RenderError for a tree whose nodes lie too deep in each other."""
    signs = (_STEP.get(sign, 0) for sign in _STRING.sub("", tree))
    if max(accumulate(signs), default=0) > _MOST_DEPTH:
        raise RenderError(Fault(shown, 0, "nested too deeply", _SIMPLER))


def stop() -> None:
    """Ends every Pandoc that runs, and lets none start: for a build that is interrupted while its
    threads wait for them."""
    _ended.set()
    for process in tuple(_running):
        process.kill()


@dataclass(frozen=True)
class Recipe:
    """How Pandoc makes a text or a file of blocks.

    `output` are options for the format; `filters` run one after another on the blocks;
    `environment` is what filters ask for. Pandoc runs in `folder`, where filters find their
    modules, and blocks their images; `metadata` is what it says of the whole, and `seconds` of the
    processor it may take. It is given no path from the root: it reads `%20` in one as a
    space, and Lua takes `;` and `?` for its own.
    """

    output: tuple[str, ...]
    filters: tuple[Path, ...]
    environment: Mapping[str, str]
    folder: Path
    metadata: Mapping[str, str] = field(default_factory=lambda: {"lang": LANG})
    seconds: int = _MOST_SECONDS

    @property
    def options(self) -> tuple[str, ...]:
        """Options of the program."""
        return (*self.output, f"--lua-filter={self._from_folder(str(_TOGETHER))}")

    @property
    def settings(self) -> dict[str, str]:
        """The environment of the program."""
        wanted = {name: self._from_folder(value) for name, value in self.environment.items()}
        filters = "\n".join(self._from_folder(str(path)) for path in self.filters)
        return {**wanted, "LUA_PATH": "./?.lua", "STANDARDS_REPORT_FILTERS": filters}

    def _from_folder(self, value: str) -> str:
        """A path as Pandoc gets it, where the value is one."""
        if not Path(value).is_absolute():
            return value
        with suppress(ValueError):  # on another drive
            return Path(os.path.relpath(value, self.folder)).as_posix()
        return value


def write(blocks: list[Node], recipe: Recipe, shown: str) -> bytes:
    """Blocks to a text in UTF-8, or to a file of another kind where `--output=-` is an option.

    Raises RenderError where Pandoc objects to something, or does not end.
    """
    text = _document(blocks, recipe.metadata)
    options = ["--from", "json", *recipe.options]
    return _run(options, text, shown, recipe.settings, recipe.folder, recipe.seconds)


def _document(blocks: list[Node], metadata: Mapping[str, bool | str]) -> str:
    meta = {key: _meta(value) for key, value in metadata.items()}
    document = {"pandoc-api-version": [1, 23, 1], "meta": meta, "blocks": blocks}
    return json.dumps(document, ensure_ascii=False)


def _run(
    options: Sequence[str],
    text: str,
    shown: str,
    environment: Mapping[str, str] = MappingProxyType({}),
    folder: Path | None = None,
    seconds: int = _MOST_SECONDS,
) -> bytes:
    # A fixed environment: nothing of the user's own Pandoc set-up may change a page.
    fixed = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "GHCRTS": f"-M{_MOST_MEMORY}"}
    seconds += len(text) // _CHARACTERS_PER_SECOND
    with subprocess.Popen(
        [_program(), "--data-dir", os.devnull, "--wrap=none", "--eol=lf", *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**fixed, **environment},
        cwd=folder,
    ) as process:
        _running.add(process)
        try:
            _limit(process, seconds)
            output, errors = process.communicate(text.encode(), timeout=_WAIT * seconds)
        except subprocess.TimeoutExpired:
            raise RenderError(_too_slow(shown, seconds)) from None
        finally:
            _running.discard(process)
            process.kill()  # does nothing where it has ended
    if process.returncode:
        told = errors.decode(errors="replace")
        raise RenderError(_failure(process.returncode, told, shown, seconds))
    return output


def _limit(process: subprocess.Popen[bytes], seconds: int) -> None:
    """Lets the system end a Pandoc that computes for too long, whoever waits for it or not."""
    if _ended.is_set():
        process.kill()
    if sys.platform == "linux":
        import resource

        with suppress(ProcessLookupError):
            limits = (seconds, seconds + 1)
            resource.prlimit(process.pid, resource.RLIMIT_CPU, limits)


def _failure(code: int, errors: str, shown: str, seconds: int) -> Fault:
    if sys.platform != "win32" and code in (-signal.SIGXCPU, -signal.SIGKILL):
        return _too_slow(shown, seconds)
    if code == _HEAP_IS_FULL:
        return Fault(shown, 0, "Pandoc needs too much memory for it", _SIMPLER)
    reason = errors.strip().splitlines() or ["no reason given"]
    line = _LINE.search(errors)
    place = int(line[1]) if line else 0
    return Fault(shown, place, f"Pandoc failed: {' '.join(reason)}", "correct it")


def _too_slow(shown: str, seconds: int) -> Fault:
    return Fault(shown, 0, f"Pandoc did not end within {seconds} seconds", _SIMPLER)


def _meta(value: bool | str) -> Node:
    return {"t": "MetaBool" if isinstance(value, bool) else "MetaString", "c": value}
