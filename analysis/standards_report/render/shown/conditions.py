"""Passages that belong to some editions or formats only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from standards_report.render.document.lines import line_of
from standards_report.render.pandoc.syntax_tree import Node, nodes, rewrite

VISIBLE, HIDDEN = "content-visible", "content-hidden"
_CONDITIONAL = ("Div", "Span")
_SENSES = ("when", "unless")
_SUBJECTS = ("profile", "format", "meta")


@dataclass(frozen=True)
class Setting:
    """What a passage can depend on. It counts as shown if any of the `forms` of text has it."""

    profile: str
    forms: Sequence[str]
    metadata: Mapping[str, Any]


@dataclass(frozen=True)
class Condition:
    """One condition of a passage: `how` it is then, as in shown when-meta first-focus."""

    line: int
    how: str
    sense: str
    subject: str
    name: str


def keep_visible(blocks: list[Node], setting: Setting) -> list[Node]:
    """The blocks without what the setting hides; conditions themselves are taken away."""

    def visible(node: Node) -> Any:
        _, classes, attributes = node["c"][0]
        if VISIBLE not in classes and HIDDEN not in classes:
            return None
        if not _is_shown(VISIBLE in classes, dict(attributes), setting):
            return []
        return rewrite(node["c"][1], _CONDITIONAL, visible)

    kept: list[Node] = rewrite(blocks, _CONDITIONAL, visible)
    return kept


def conditions(blocks: list[Node]) -> Iterator[Condition]:
    """Every condition in a chapter, on whatever it depends."""
    for node in nodes(blocks, _CONDITIONAL):
        _, classes, attributes = node["c"][0]
        if VISIBLE in classes or HIDDEN in classes:
            how = "shown" if VISIBLE in classes else "hidden"
            for key, value in attributes:
                sense, _, subject = key.partition("-")
                if sense in _SENSES and subject in _SUBJECTS:
                    yield Condition(line_of(node), how, sense, subject, value)


def _is_shown(shows: bool, attributes: Mapping[str, str], setting: Setting) -> bool:
    return any(_holds(attributes, setting, form) == shows for form in setting.forms)


def _holds(attributes: Mapping[str, str], setting: Setting, form: str) -> bool:
    """Whether all conditions hold: `when-` ones match and `unless-` ones do not."""
    return all(
        _matches(name, attributes[f"{sense}-{name}"], setting, form) == (sense == "when")
        for sense in _SENSES
        for name in _SUBJECTS
        if f"{sense}-{name}" in attributes
    )


def _matches(name: str, wanted: str, setting: Setting, form: str) -> bool:
    if name == "profile":
        return wanted == setting.profile
    if name == "format":
        return wanted == form
    return bool(_lookup(setting.metadata, wanted))


def _lookup(metadata: Mapping[str, Any], path: str) -> Any:
    found: Any = metadata
    for part in path.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found
