"""Removes active content from the outputs of a notebook: pages get pictures and text alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from standards_report.display.mime import MIME
from standards_report.display.text.markdown import holds_markup

_SHOWN = (MIME, "image/svg+xml", "text/markdown", "text/plain")
# The elements of a drawing. Scripts, links, foreign objects and animations are not among them.
_DRAWN = re.compile(
    "svg|g|defs|style|clipPath|pattern|path|rect|circle|ellipse|line|polyline|polygon|text|tspan"
    "|use|image|title|desc|marker|mask|symbol|linearGradient|radialGradient|stop"
)
_ELSEWHERE = re.compile(r"url\(\s*[\"']?(?!#)|@import|expression\(|javascript:", re.IGNORECASE)


def without_active_content(output: dict[str, Any]) -> dict[str, Any]:
    """The output with nothing but text, Markdown and SVG; HTML, scripts and widgets are dropped.

    Markdown and SVG stay only beside an emission, which `active_content` checks.
    """
    if "data" not in output:
        return output
    kept = _SHOWN if MIME in output["data"] else ("text/plain",)
    data = {mime: content for mime, content in output["data"].items() if mime in kept}
    return {**output, "data": data, "metadata": {}}


def active_content(svg: str, markdown: str) -> Iterator[str]:
    """What a figure (`svg`) or table (`markdown`) holds that is neither drawing nor text."""
    if svg:
        yield from dict.fromkeys(_not_drawn(svg))
    if holds_markup(markdown):
        yield "markup in its cells"


def _not_drawn(svg: str) -> Iterator[str]:
    if "<!" in svg.replace("<!--", ""):
        yield "a document type"
        return
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        yield f"an SVG that cannot be read ({error})"
        return
    for element in root.iter():
        name = _plain(element.tag)
        if not _DRAWN.fullmatch(name):
            yield f"an element <{name}>"
        if name == "style" and _ELSEWHERE.search(element.text or ""):
            yield "a style that loads something from elsewhere"
        for key, value in element.attrib.items():
            yield from _attribute(_plain(key), value)


def _attribute(key: str, value: str) -> Iterator[str]:
    if key.lower().startswith("on"):
        yield f"an attribute {key}"
    elif key == "href" and not value.startswith(("#", "data:image/png;base64,")):
        yield f"a link to {value!r}"
    elif _ELSEWHERE.search(value):
        yield f"an attribute {key} that loads something from elsewhere"


def _plain(name: str) -> str:
    """The name without the namespace that ElementTree puts in front of it."""
    return str(name).rpartition("}")[2]
