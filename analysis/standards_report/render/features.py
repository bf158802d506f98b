"""Syntax of Quarto that the embedded engine does not have, with the nearest way that both have."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from standards_report.errors import Fault
from standards_report.observations.editions import Edition
from standards_report.project import Project
from standards_report.render.book import FORMATS, load_book
from standards_report.render.kept import Kept
from standards_report.render.shortcodes import SHORTCODE, source_lines
from standards_report.workspace import Workspace

_CALLOUTS = tuple(f"callout-{kind}" for kind in ("note", "tip", "warning", "important", "caution"))
_CONDITIONS = ("content-visible", "content-hidden")
# Divs of the report's own that both engines leave alone but for their looks.
_OWN = ("finding-card", "recommendation")
_DIVS = (*_CONDITIONS, *_CALLOUTS, *_OWN)
_SPANS = (*_CONDITIONS, "claim", "smallcaps", "underline", "mark")
_HEADINGS = ("unnumbered",)
_THEOREMS = ("thm", "lem", "cor", "prp", "cnj", "def", "exm", "exr", "sol", "rem", "alg")
_OTHER_REFERENCES = (*_THEOREMS, "eq", "lst", "nte", "tip", "wrn", "imp", "cau", "dia", "vid")

_DIV = re.compile(r"^\s*:{3,}\s*([^\s:].*?)\s*:*\s*$")
_HEADING = re.compile(r"^(#{1,6})\s.*?(?:\{([^{}]*)\})?\s*$")
_SPAN = re.compile(r"\]\{([^{}]*)\}")
_TABLE_CAPTION = re.compile(r"^:\s+.*\{([^{}]*)\}\s*$")
_CONDITION = re.compile(r"(?:when|unless)-(profile|format|meta)")
_PART = re.compile(r"""([.#=]?)([\w:-]+)(?:=("[^"]*"|'[^']*'|\S*))?""")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_DEEPEST = 5
_MODULES = [Path(__file__).with_name(f"{name}.py") for name in ("features", "shortcodes")]

_VALUE = "emit a value from a notebook, and write {{< var name >}}"
_SHORTCODES = {
    "include": "put the text into the chapter itself",
    "meta": _VALUE,
    "env": _VALUE,
    "video": "give a link",
}
_IN_NOTEBOOK = "emit it from a notebook, and embed its cell"
_FOUND: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"!\[[^\]]*\]\("), "an image", _IN_NOTEBOOK),
    (re.compile(r"</?[A-Za-z][\w-]*(?:\s[^<>]*)?/?>"), "raw HTML", "write it in Markdown"),
    (re.compile(r"(?<!\\)\\[A-Za-z]+\{"), "raw TeX", "write it in Markdown"),
    (
        re.compile(r"(?<!\\)\$(?:\$|(?=\S)(?:[^$\\]|\\.)*?(?<=\S)\$(?!\d))"),
        "a formula, for which Quarto's pages ask another host",
        "write it in words",
    ),
    (re.compile(r"\]\([^)\s]*\.qmd\b"), "a link to a source file", "refer to it as @sec-…"),
    (
        re.compile(rf"(?<![\w@])@(?:{'|'.join(_OTHER_REFERENCES)})-[\w-]+"),
        "a reference to something else than a figure, table or section",
        "say it in words, or refer with @fig-, @tbl- or @sec-",
    ),
    (re.compile(r"(?<![\w@])@(?:Fig|Tbl|Sec)-[\w-]+"), "a reference in capitals", "write @fig-…"),
)
_INLINE = (
    (re.compile(r"`\{\w+\}[^`]*`"), "code that is run", _VALUE),
    (re.compile(r"`\{=\w+\}"), "raw text of one format", "write it in Markdown"),
)

_Found = Iterator[tuple[str, str]]


def feature_faults(project: Project, edition: Edition) -> list[Fault]:
    """A fault for each use of syntax outside what both engines have, in the chapters of an
    edition; passages that belong to others are read as well."""
    faults = []
    kept = Kept(Workspace(project, edition.id).folder / "kept-features")
    for chapter in load_book(project, edition).chapters:
        text = (project.root / chapter.file).read_text(encoding="utf-8")
        found = kept.text([text], _MODULES, partial(_as_json, text))
        faults += [
            Fault(chapter.file, line, f"{what}: only one engine has it", remedy)
            for line, what, remedy in json.loads(found)
        ]
    kept.forget_others()
    return sorted(set(faults))


def _as_json(text: str) -> str:
    return json.dumps(list(foreign_syntax(text)))


def foreign_syntax(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, what it is, and what to write in its place."""
    for number, line, place in source_lines(text):
        if number == 1 and line.strip() == "---":
            remedy = "write the title as # Title; settings belong to _quarto.yml"
            yield number, "front matter in a chapter", remedy
        found = _in_fence(line) if place == "fence" else _in_text(line) if place == "text" else ()
        for what, remedy in found:
            yield number, what, remedy


def _in_fence(line: str) -> _Found:
    info = line.strip().lstrip("`~").strip()
    if info.startswith("{="):
        yield f"a raw block {info}", "write it in Markdown"
    elif info.startswith("{") and not info.startswith(("{.", "{#")):
        name = info.strip("{}").split(maxsplit=1)[0].rstrip(",")
        kind = "a diagram" if name in ("mermaid", "dot") else "code that is run"
        yield f"{kind} ({name})", _IN_NOTEBOOK


def _in_text(line: str) -> _Found:
    for pattern, what, remedy in _INLINE:
        if match := pattern.search(line):
            yield f"{what} ({match[0]})", remedy
    without_code = _CODE.sub("", line)
    for code in SHORTCODE.finditer(without_code):
        if code["name"] not in ("var", "embed"):
            remedy = _SHORTCODES.get(code["name"], "use var or embed")
            yield f"the shortcode {code['name']!r}", remedy
    plain = SHORTCODE.sub("", without_code)
    if re.search(r"(?<!\{)\{\{<", plain):
        yield "a shortcode over several lines", "write it on one line"
    div = _DIV.match(plain)
    if div:
        yield from _in_div(div[1])
        return
    for pattern, what, remedy in _FOUND:
        if match := pattern.search(plain):
            yield f"{what} ({match[0]})", remedy
    heading = _HEADING.match(plain)
    if heading:
        yield from _in_heading(len(heading[1]), heading[2] or "")
    caption = _TABLE_CAPTION.match(plain)
    if caption:
        yield from _unknown(caption[1], "table", ())
    elif not heading:
        for span in _SPAN.finditer(plain):
            yield from _in_span(span[1])


def _in_heading(level: int, attributes: str) -> _Found:
    if level > _DEEPEST:
        yield f"a heading of level {level}", f"use level {_DEEPEST} at most"
    yield from _unknown(
        attributes.replace("-", " ") if attributes == "-" else attributes, "heading", _HEADINGS
    )


def _in_div(attributes: str) -> _Found:
    """Faults of what opens a fenced div: `{.class #id key=value}`, or a class alone."""
    inside = attributes.strip("{}") if attributes.startswith("{") else "." + attributes
    identifier, classes, keys = _parts(inside)
    prefix = identifier.partition("-")[0]
    if prefix in _THEOREMS or "proof" in classes:
        yield f"a theorem ({identifier or 'proof'})", "write it as text or in a callout"
    elif prefix in ("fig", "tbl", "lst", "eq"):
        yield f"a figure or table of the chapter's own ({identifier})", _IN_NOTEBOOK
    elif any(name.startswith("layout") for name in keys):
        yield "a layout of several columns", "let figures and tables follow each other"
    elif "panel-tabset" in classes:
        yield "tabs", "use headings, one for each"
    elif any(name in ("aside",) or name.startswith("column-") for name in classes):
        yield "text in the margin", "use a footnote"
    elif classes and classes[0] in _CALLOUTS:
        yield from _in_callout(keys)
    elif not (identifier == "refs" and not classes):
        yield from _unknown(inside, "block", _DIVS)


def _in_callout(keys: dict[str, str]) -> _Found:
    for name in keys:
        remedy = "write the title as a heading in it" if name == "title" else "leave it out"
        yield f"{name!r} of a callout", remedy


def _in_span(attributes: str) -> _Found:
    if not attributes.startswith("="):
        yield from _unknown(attributes, "span", _SPANS)


def _unknown(attributes: str, kind: str, known: tuple[str, ...]) -> _Found:
    """Faults of classes and keys that mean nothing to the embedded engine."""
    _, classes, keys = _parts(attributes)
    for name in classes:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            listed = ", ".join(known)
            remedy = f"did you mean {near[0]!r}?" if near else f"use {listed}" if listed else ""
            yield f"the {kind} class {name!r}", remedy or "leave it out"
    conditional = any(name in _CONDITIONS for name in classes)
    if conditional and not keys:
        yield "a condition without when- or unless-", "add when-format, when-profile or when-meta"
    for key, value in keys.items():
        yield from _in_key(key, value, kind, conditional)


def _in_key(key: str, value: str, kind: str, conditional: bool) -> _Found:
    condition = _CONDITION.fullmatch(key) if conditional else None
    if condition and condition[1] == "format" and value not in FORMATS:
        near = "html" if value.startswith("html") else "typst"
        yield f"the condition {key}={value!r}", f"write {key}={near!r}"
    elif not condition and not key.startswith("data-"):
        yield f"{key!r} of a {kind}", "leave it out"


def _parts(attributes: str) -> tuple[str, list[str], dict[str, str]]:
    """Identifier, classes and keys of attributes as Pandoc reads them."""
    identifier, classes, keys = "", [], {}
    for sign, name, value in _PART.findall(attributes):
        if sign == "#":
            identifier = name
        elif sign == ".":
            classes.append(name)
        elif value or name:
            keys[name] = value.strip("\"'")
    return identifier, classes, keys
