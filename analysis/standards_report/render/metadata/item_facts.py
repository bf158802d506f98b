"""What a program, or a person without the report, has to know of one figure or table."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from standards_report.display.emitted import FigureResult, Item
from standards_report.evidence.results.index import Index
from standards_report.evidence.results.index_rows import Source
from standards_report.render.book.site_config import Publisher
from standards_report.render.content.item_citation import Citation, item_page

_TERMS = "Data: as the sources allow (see sources). Text and drawing: CC BY 4.0."


@dataclass(frozen=True)
class ItemFacts:
    """A figure or table with what stands beside it: its number, how it is cited, the fields of its
    file as a data package names them, its sources."""

    item: Item
    index: Index
    publisher: Publisher
    number: str
    citation: Citation
    fields: Sequence[Mapping[str, Any]]

    @property
    def sources(self) -> list[Source]:
        """The sources that it rests on."""
        return [self.index.sources[key] for key in self.item.sources]

    @property
    def address(self) -> str:
        """The address of its page, or nothing where the site has none."""
        return self.publisher.address(f"{self.index.edition.id}/{item_page(self.item.label)}")

    @property
    def units(self) -> list[str]:
        """Units that a column of the data names."""
        places = [place for place, name in enumerate(self.item.columns) if name == "unit"]
        named = [row[place] for place in places for row in self.item.data]
        return [str(unit) for unit in dict.fromkeys(named) if unit]


def metadata_text(facts: ItemFacts) -> str:
    """The file `<label>.metadata.json`."""
    item, edition = facts.item, facts.index.edition
    content = {
        "label": item.label,
        "kind": item.kind,
        "number": facts.number,
        "title": item.caption,
        "note": item.note,
        "description": item.alt if isinstance(item, FigureResult) else "",
        "as_of": item.as_of,
        "units": facts.units,
        "attribution_rule_of_the_edition": edition.attribution,
        "edition": edition.id,
        "version": edition.version,
        "released": edition.released_on,
        "sources_known_on": edition.as_of.isoformat(),
        "terms": _TERMS,
        "sources": [_source(source) for source in facts.sources],
        "file": f"{item.label}.csv",
        "lines": len(item.data),
        "rows": list(item.rows),
        "fields": list(facts.fields),
        "notebook": f"notebooks/{item.notebook}.html#{item.label}",
        "page": item_page(item.label),
        "address": facts.address,
        "citation": facts.citation.text,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def readme_text(facts: ItemFacts) -> str:
    """The readme of the package, which stands before the data in the workbook too."""
    return "\n".join(" — ".join(filter(None, line)) for line in readme_lines(facts)) + "\n"


def readme_lines(facts: ItemFacts) -> list[tuple[str, str]]:
    """What a reader has to know of the data, as lines of two parts."""
    item, edition = facts.item, facts.index.edition
    label = item.label
    lines = [
        (facts.number or label, item.caption),
        ("Note", item.note),
        ("As of", item.when),
        ("Units", ", ".join(facts.units)),
        ("Edition", f"{edition.id}, version {edition.version}"),
        ("Report", edition.title),
        ("Address", facts.address),
        ("How to cite", facts.citation.text),
        ("Terms", _TERMS),
    ]
    lines = [line for line in lines if line[1]]
    lines += [("", ""), ("Columns", "what each holds")]
    lines += [(field["name"], field.get("description", "")) for field in facts.fields]
    lines += [("", ""), ("Sources", "by whom, and on what terms")]
    lines += [
        (source.title, f"{source.producer}. {source.licence}".strip(". "))
        for source in facts.sources
    ]
    return lines


def _source(source: Source) -> dict[str, str]:
    return {
        "key": source.key,
        "title": source.title,
        "producer": source.producer,
        "date": source.date,
        "known_from": source.known_from,
        "licence": source.licence,
        "obtain": source.obtain,
    }
