"""How a figure or table is cited: as text, and as reference managers read it.

A citation is an item of CSL-JSON. RIS, which Pandoc reads and does not write, is a list of tagged
lines.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from standards_report.display.emitted import FigureResult, Item
from standards_report.evidence.results.index import Index
from standards_report.render.book.site_config import Publisher

_NBSP = "\N{NO-BREAK SPACE}"


def item_page(label: str) -> str:
    """The page of a figure or table, below the folder of its edition."""
    return f"figures/{label}.html"


@dataclass(frozen=True)
class Citation:
    """One figure or table: `number` is that of the chapter, as “Figure 4.2”, or empty."""

    text: str
    csl: Mapping[str, Any]

    @property
    def csl_json(self) -> str:
        """The citation as a file of CSL-JSON."""
        return json.dumps([self.csl], ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @property
    def ris(self) -> str:
        """The citation as a file of RIS."""
        csl = self.csl
        parts = csl["issued"]["date-parts"][0] if "issued" in csl else ()
        day = "".join(f"{part:02d}/" for part in parts)
        lines = {
            "TY": "CHART" if csl["type"] == "figure" else "DATA",
            "AU": csl["author"][0]["literal"] if "author" in csl else "",
            "TI": csl["title"],
            "T2": csl["container-title"],
            "ET": csl["version"],
            "DA": day,
            "N1": csl["note"],
            "UR": csl.get("URL", ""),
            "ID": csl["id"],
        }
        told = [f"{tag}  - {' '.join(text.split())}\r\n" for tag, text in lines.items() if text]
        return "".join(told) + "ER  - \r\n"


def citation_of(item: Item, index: Index, publisher: Publisher, number: str = "") -> Citation:
    """How to cite one figure or table: by its caption and label, which no edition renumbers, with
    the number that it has in this edition, its sources, and its address where the site has one."""
    edition, label = index.edition, item.label
    address = publisher.address(f"{edition.id}/{item_page(label)}")
    number = number.replace(_NBSP, " ")
    author = f"{publisher.author}: " if publisher.author else ""
    named = f"{number}, {label}" if number else label
    sources = source_words(item, index)
    words = (
        f"{author}{edition.title}. Edition {edition.id}, version {edition.version}, "
        f"{edition.released_in_words or 'not released'}. "
        f"“{item.caption.removesuffix('.')}” ({named}). Source: {sources}."
    )
    day = edition.date
    note = f"{number}. " if number else ""
    csl = {
        "id": f"{label}-{edition.version}",
        "type": "figure" if isinstance(item, FigureResult) else "dataset",
        "title": item.caption.removesuffix("."),
        "container-title": edition.title,
        "version": edition.version,
        "note": f"{note}Edition {edition.id}, version {edition.version}. Source: {sources}.",
        **({"author": [{"literal": publisher.author}]} if publisher.author else {}),
        **({"issued": {"date-parts": [[day.year, day.month, day.day]]}} if day else {}),
        **({"URL": address} if address else {}),
    }
    return Citation(f"{words} {address}".strip(), csl)


def source_words(item: Item, index: Index) -> str:
    """The sources of a figure or table as the line under it names them."""
    names = [index.sources[key].short for key in item.sources]
    return "; ".join(names) or "none of the sources prints a number"
