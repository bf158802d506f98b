"""Technology areas of rows, and the organization to which a row belongs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

_SHORTEST = 5  # letters of a word that can name an area: "deep" and "sea" say too little
_ORGANISATIONS = ("ITU", "ISO")


@dataclass(frozen=True)
class Area:
    """A technology area: the labels of its rows, and the sections of the source on it."""

    labels: tuple[str, ...]
    sections: tuple[str, ...]


# Appendix 3 of the CIRA report has a section for each area. Some of its rows have a narrower
# label, since their counts hold only for a part of the area, and some have none.
AREAS: Mapping[str, Area] = {
    "5G": Area(("5G",), ("5G Communications",)),
    "smart cities": Area(("smart cities",), ("Smart Cities in",)),
    "IoT": Area(
        (
            "IoT",
            "blockchain for IoT",
            "digital twin",
            "ecological monitoring",
            "sensor networks",
            "smart manufacturing",
            "smart oceans",
        ),
        ("IoT in",),
    ),
    "quantum": Area(("quantum", "QKD", "X.1811"), ("Quantum",)),
    "big data": Area(("big data", "big data driven networking"), ("Big Data in",)),
    "AI": Area(("AI", "AI and cloud computing"), ("AI in",)),
}


def of_area(rows: pd.DataFrame, area: str) -> pd.DataFrame:
    """The rows of one area (a key of AREAS), by their label or by the section that states them.

    `rows` has `locator`, and `technology` or `topic` where its table has labels.
    """
    chosen = AREAS[area]
    headings = tuple(f"Appendix 3, {section}" for section in chosen.sections)
    found = rows["locator"].str.startswith(headings)
    for column in ("technology", "topic"):
        if column in rows:
            found |= rows[column].isin(chosen.labels)
    return rows[found]


def theme_named(title: str, themes: Sequence[str]) -> str:
    """The first of the themes that has a word of at least five letters in the title; else empty.

    Words are whole, in singular or plural. A rule this wide finds what others leave out, and also
    takes in what has only a word in common, as building materials.
    """
    for theme in themes:
        words = [word for word in re.findall(r"[a-z]+", theme.lower()) if len(word) >= _SHORTEST]
        if words and re.search(rf"\b(?:{'|'.join(words)})s?\b", title.lower()):
            return theme
    return ""


def organisation(
    rows: pd.DataFrame, bodies: pd.DataFrame, standards: pd.DataFrame | None = None
) -> pd.Series[str]:
    """`ITU`, `ISO` or empty for each row.

    `rows` has `body` and `locator`, and `standard` where its table names standards. The
    organization is that of the body (`bodies` has `id` and `parent`); without a body, that of
    the standard (`standards` has `id` and `organisation`), else that of the section of
    Appendix 3.
    """
    parents = dict(zip(bodies["id"], bodies["parent"], strict=True))
    makers: dict[str, str] = {}
    if standards is not None:
        makers = dict(zip(standards["id"], standards["organisation"], strict=True))
    found = []
    for row in rows.to_dict("records"):
        body = row["body"] or makers.get(row.get("standard", ""), "")
        found.append(_root(body, parents) or _of_section(row["locator"], body))
    return pd.Series(found, index=rows.index, dtype=str)


def _root(body: str, parents: Mapping[str, str]) -> str:
    while parents.get(body):
        body = parents[body]
    first = body.split("/")[0]
    return first if first in _ORGANISATIONS else ""


def _of_section(locator: str, body: str) -> str:
    if body or not locator.startswith("Appendix 3, "):
        return ""
    return "ISO" if " in ISO" in locator else "ITU"
