"""Passages that belong to some editions or formats only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from standards_report.render.crossref import Node, rewrite

_CONDITIONAL = ("Div", "Span")


@dataclass(frozen=True)
class Setting:
    """What a passage can depend on."""

    profile: str
    format: str
    metadata: Mapping[str, Any]


def keep_visible(blocks: list[Node], setting: Setting) -> list[Node]:
    """The blocks without what the setting hides; conditions themselves are taken away."""

    def replace(node: Node) -> Any:
        _, classes, attributes = node["c"][0]
        shows = "content-visible" in classes
        if not shows and "content-hidden" not in classes:
            return None
        if _holds(dict(attributes), setting) != shows:
            return []
        return rewrite(node["c"][1], _CONDITIONAL, replace)

    visible: list[Node] = rewrite(blocks, _CONDITIONAL, replace)
    return visible


def _holds(attributes: Mapping[str, str], setting: Setting) -> bool:
    """Whether all conditions hold: `when-` ones match and `unless-` ones do not."""
    return all(
        _matches(name, attributes[f"{kind}-{name}"], setting) == (kind == "when")
        for kind in ("when", "unless")
        for name in ("profile", "format", "meta")
        if f"{kind}-{name}" in attributes
    )


def _matches(name: str, wanted: str, setting: Setting) -> bool:
    if name == "profile":
        return wanted == setting.profile
    if name == "format":
        return wanted == setting.format
    return bool(_lookup(setting.metadata, wanted))


def _lookup(metadata: Mapping[str, Any], path: str) -> Any:
    at: Any = metadata
    for part in path.split("."):
        at = at.get(part) if isinstance(at, Mapping) else None
    return at
