"""What stands for names and labels, as trees: values in prose, embedded figures and tables.

All of it is Markdown that the report writes itself. It is read apart from the chapters, so that
no chapter is read anew because a number has changed.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from standards_report.display.emitted import FigureResult, Item
from standards_report.display.text.markdown import escape
from standards_report.errors import Fault, RenderError
from standards_report.render.content.passages import NOTEBOOK
from standards_report.render.pandoc import program as pandoc
from standards_report.render.pandoc.syntax_tree import Node

_SHOWN = "what notebooks emit"


@dataclass(frozen=True)
class Material:
    """What shortcodes are replaced with, as Markdown."""

    names: Mapping[str, str]
    items: Mapping[str, Item]  # figures and tables by label
    passages: Mapping[str, str]
    homes: Mapping[str, str] = field(default_factory=dict)  # notebooks of passages, if not usual

    def home(self, passage: str) -> str:
        """The notebook in which a generated passage stands."""
        return self.homes.get(passage, NOTEBOOK)

    def notebooks(self) -> dict[str, str]:
        """Label of everything that can be embedded to the notebook that it stands in."""
        return {label: item.notebook for label, item in self.items.items()} | {
            label: self.home(label) for label in self.passages
        }


@dataclass(frozen=True)
class Fragments:
    """Inlines for names and blocks for labels. They are shared: who uses them copies them."""

    names: Mapping[str, list[Node]]
    cells: Mapping[str, list[Node]]

    def part(self, names: Collection[str], labels: Collection[str]) -> Fragments:
        """Those of the names and labels, as of one chapter."""
        return Fragments(
            {name: self.names[name] for name in sorted(names) if name in self.names},
            {label: self.cells[label] for label in sorted(labels) if label in self.cells},
        )

    def to_json(self) -> str:
        """The fragments as text, for a file."""
        content = {"names": self.names, "cells": self.cells}
        return json.dumps(content, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Fragments:
        """The fragments that `to_json` wrote."""
        content = json.loads(text)
        return cls(content["names"], content["cells"])


def fragments(material: Material, names: Collection[str], labels: Collection[str]) -> Fragments:
    """Reads the names and labels that chapters use with one run of Pandoc; unknown ones are left
    out.

    Raises RenderError where one of them is not one piece to Pandoc.
    """
    known = sorted({*names} & {*material.names})
    cells = sorted({*labels} & {*material.notebooks()})
    texts = [f"[{material.names[name]}]{{}}" for name in known]
    texts += [_cell(label, material) for label in cells]
    blocks = json.loads(pandoc.read("\n\n".join(texts), _SHOWN))["blocks"] if texts else []
    if len(blocks) != len(texts):
        blocks = [_alone(*pair) for pair in zip([*known, *cells], texts, strict=True)]
    inlines = [_inlines(*pair) for pair in zip(known, blocks, strict=False)]
    return Fragments(
        dict(zip(known, inlines, strict=True)),
        {label: [block] for label, block in zip(cells, blocks[len(known) :], strict=True)},
    )


def _cell(label: str, material: Material) -> str:
    """The cell as Quarto embeds it: a wrapper that names the cell, and the float in it."""
    if label in material.passages:
        content = material.passages[label]
    else:
        item = material.items[label]
        caption = escape(item.caption)
        if isinstance(item, FigureResult):
            content = f"![{caption}]({label}.svg){{#{label}}}"
        else:
            content = f"{item.markdown}\n: {caption} {{#{label}}}"
    wrapper = f'{{.quarto-embed-nb-cell notebook-cellId="cell-{label}"}}'
    return f"::: {wrapper}\n\n{content}\n\n:::"


def _alone(name: str, text: str) -> Node:
    """One fragment read by itself, to find the one that is not one piece."""
    blocks: list[Node] = json.loads(pandoc.read(text, name))["blocks"]
    if len(blocks) != 1:
        what = f"{name!r} is not one piece of Markdown"
        raise RenderError(Fault(_SHOWN, 0, what, "emit it as text, figure or table"))
    return blocks[0]


def _inlines(name: str, block: Node) -> list[Node]:
    if block["t"] != "Para" or [part["t"] for part in block["c"]] != ["Span"]:
        what = f"the text of {name!r} reads as markup"
        raise RenderError(Fault(_SHOWN, 0, what, "emit it as plain text"))
    inlines: list[Node] = block["c"][0]["c"][1]
    return inlines
