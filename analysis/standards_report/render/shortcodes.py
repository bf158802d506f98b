"""Quarto's shortcodes as far as this report uses them: `var` and `embed`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from standards_report.display.markdown import escape
from standards_report.errors import Fault
from standards_report.evidence.index import Index
from standards_report.evidence.passages import NOTEBOOK

SHORTCODE = re.compile(r"(?<!\{)\{\{<\s*(?P<name>[\w-]+)\s*(?P<rest>.*?)\s*>\}\}(?!\})")
_FENCE = re.compile(r"^(`{3,}|~{3,})")
EMBED = re.compile(r"/_executed/(?P<notebook>[\w-]+)\.ipynb#(?P<label>[\w-]+)")


@dataclass(frozen=True)
class Shortcode:
    """One use of a shortcode in a chapter."""

    name: str
    argument: str
    line: int


@dataclass(frozen=True)
class Material:
    """What shortcodes are replaced with."""

    names: Mapping[str, str]
    index: Index
    passages: Mapping[str, str]
    homes: Mapping[str, str] = field(default_factory=dict)  # notebooks of passages, if not usual

    def home(self, passage: str) -> str:
        """The notebook in which a generated passage stands."""
        return self.homes.get(passage, NOTEBOOK)


def shortcodes(text: str) -> Iterator[Shortcode]:
    """All shortcodes outside code blocks, with their lines."""
    for number, line, place in source_lines(text):
        if place == "text":
            for match in SHORTCODE.finditer(line):
                yield Shortcode(match["name"], match["rest"], number)


@lru_cache(maxsize=128)
def embedded_labels(text: str) -> tuple[str, ...]:
    """Labels of the figures, tables and passages that a chapter embeds."""
    embeds = (EMBED.fullmatch(code.argument) for code in shortcodes(text) if code.name == "embed")
    return tuple(match["label"] for match in embeds if match)


def expand(text: str, material: Material) -> str:
    """The text with every shortcode replaced. What cannot be replaced stands as it is;
    `shortcode_faults` reports it."""
    lines = []
    for _, line, place in source_lines(text):
        lines.append(SHORTCODE.sub(_replacer(material), line) if place == "text" else line)
    return "\n".join(lines) + "\n"


def shortcode_faults(text: str, shown: str, material: Material) -> list[Fault]:
    """A fault for every `var` and `embed` that names nothing known."""
    faults = []
    for code in shortcodes(text):
        fault = _fault(code, material)
        if fault:
            faults.append(Fault(shown, code.line, *fault))
    return faults


def _fault(code: Shortcode, material: Material) -> tuple[str, str] | None:
    if code.name == "var":
        if code.argument in material.names:
            return None
        return f"no notebook emits {code.argument!r}", _near(code.argument, material.names)
    # Of others, `feature_faults` tells.
    return _embed_fault(code.argument, material) if code.name == "embed" else None


def _embed_fault(argument: str, material: Material) -> tuple[str, str] | None:
    generated = {label: {"notebook": material.home(label)} for label in material.passages}
    items = {**material.index["figures"], **material.index["tables"], **generated}
    match = EMBED.fullmatch(argument)
    if not match:
        return f"cannot embed {argument!r}", "write /_executed/<notebook>.ipynb#<label>"
    label = match["label"]
    if label not in items:
        return f"no notebook emits {label!r}", _near(label, items)
    if items[label]["notebook"] != match["notebook"]:
        return f"{label!r} is not in {match['notebook']}", f"it is in {items[label]['notebook']}"
    return None


def _near(name: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    return f"did you mean {near[0]!r}?" if near else "see the values that notebooks emit"


def _replacer(material: Material) -> Callable[[re.Match[str]], str]:
    def replace(match: re.Match[str]) -> str:
        name, argument = match["name"], match["rest"]
        if name == "var":
            return material.names.get(argument, match[0])
        if name == "embed":
            found = EMBED.fullmatch(argument)
            return _embedded(found["label"], material) if found else match[0]
        return match[0]

    return replace


def _embedded(label: str, material: Material) -> str:
    """The cell as Quarto embeds it: a wrapper that names the cell, and the float in it."""
    index = material.index
    if label in material.passages:
        content = material.passages[label]
    elif label in index["figures"]:
        caption = escape(index["figures"][label]["caption"])
        content = f"![{caption}]({label}.svg){{#{label}}}"
    elif label in index["tables"]:
        table = index["tables"][label]
        content = f"{table['markdown']}\n: {escape(table['caption'])} {{#{label}}}"
    else:
        return f"?{label}"
    wrapper = f'{{.quarto-embed-nb-cell notebook-cellId="cell-{label}"}}'
    return f"\n::: {wrapper}\n\n{content}\n\n:::\n"


def source_lines(text: str) -> Iterator[tuple[int, str, str]]:
    """Numbered lines, each with its place: `text`, `fence` (opens a code block) or `code`."""
    fence = ""
    for number, line in enumerate(text.splitlines(), 1):
        match = _FENCE.match(line.lstrip())
        if fence:
            yield number, line, "code"
            if match and match[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        else:
            fence = match[1] if match else ""
            yield number, line, "fence" if fence else "text"
