"""An SVG of matplotlib, made fit to stand among others in one page."""

from __future__ import annotations

import re
from functools import cache
from html import escape

from standards_report.display.figures.palette import (
    CHINESE_FONT,
    CHINESE_ON_PAGES,
    GRID,
    INK,
    MUTED,
    PALETTE,
)

# Texts have `&lt;` for it, and attributes `&gt;` for the other.
_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r'(\bid="|url\(#|href="#)([^")]+)')
_ROOT = re.compile(r"<svg\b[^>]*>")
_STYLE = re.compile(r"<defs>\s*<style\b.*?</style>\s*</defs>", re.DOTALL)
_VIEW_BOX = re.compile(r'viewBox="([^"]+)"')


def prepare_svg(svg: str, label: str, alt: str, *, answers: bool = False) -> str:
    """The figure as one inline element, sized by the page and named by its alt text.

    Identifiers get the label as prefix, since a page may hold several figures. Colours of the house
    style become variables of the page, with themselves as fallback: a figure follows the light or
    dark theme. Chinese is in the font that pages have for it. A drawing that `answers` says so to
    the script that draws it anew.
    """
    asked = f'data-answers="{label}" ' if answers else ""
    view_box = _VIEW_BOX.search(svg)
    root = (
        f'<svg class="figure-svg" role="img" aria-label="{escape(alt)}" {asked}'
        f'viewBox="{view_box.group(1) if view_box else "0 0 100 100"}" '
        # matplotlib says this in a style element, which would hold for the whole page.
        'stroke-linejoin="round" stroke-linecap="butt" '
        'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
    )
    svg = _TAG.sub(lambda tag: _fit_tag(tag[0], label), _STYLE.sub("", svg))
    svg = _ROOT.sub(lambda _: root, svg, count=1)
    return "".join(line.strip() + "\n" for line in svg.rstrip().split("\n"))


def _fit_tag(tag: str, label: str) -> str:
    """A tag with identifiers, colours and fonts of the page. Texts between tags are data."""
    tag = _ID.sub(lambda match: f"{match.group(1)}{label}-{match.group(2)}", tag)
    for name, colour in _variables().items():
        tag = tag.replace(colour, f"var(--figure-{name}, {colour})")
    return tag.replace(f"'{CHINESE_FONT}'", f"'{CHINESE_ON_PAGES}'")


@cache
def _variables() -> dict[str, str]:
    series = {f"series-{number}": colour for number, colour in enumerate(PALETTE, 1)}
    return {"ink": INK, "muted": MUTED, "grid": GRID, **series}


def standalone_svg(svg: str, alt: str) -> str:
    """The figure as a file of its own, named by its alt text, legible without the house font."""
    named, known = "font-family: 'Fira Sans'", "font-family: 'Fira Sans', sans-serif"
    svg = _TAG.sub(lambda tag: tag[0].replace(named, known), svg)
    root = _ROOT.search(svg)
    if root:
        described = f'{root[0][:-1]} role="img" aria-label="{escape(alt)}">'
        svg = svg.replace(root[0], described, 1)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{svg}'
