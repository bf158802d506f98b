"""JSON-LD in the words of schema.org: what a search engine or a catalogue reads of a page."""

from __future__ import annotations

import json
from typing import Any

from standards_report.observations.domain.editions import Edition
from standards_report.render.book.edition_words import LANG
from standards_report.render.book.site_config import Publisher
from standards_report.render.metadata.item_facts import ItemFacts

_CONTEXT = "https://schema.org"
_TEXT_LICENSE = "https://creativecommons.org/licenses/by/4.0/"
_FILES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


def report_data(edition: Edition, publisher: Publisher, description: str) -> dict[str, Any]:
    """An edition as a `Report`; addresses where the site has one."""
    address = publisher.address(f"{edition.id}/index.html")
    return _plain(
        {
            "@context": _CONTEXT,
            "@type": "Report",
            "@id": address,
            "url": address,
            "name": edition.title,
            "alternativeHeadline": edition.subtitle,
            "description": description,
            "reportNumber": edition.version,
            "version": edition.version,
            "inLanguage": LANG,
            "datePublished": edition.released_on,
            "creativeWorkStatus": "" if edition.date else "Draft",
            "license": _TEXT_LICENSE,
            "author": _author(publisher),
            "publisher": _author(publisher),
        }
    )


def chapter_data(
    edition: Edition, publisher: Publisher, page: str, heading: str, description: str
) -> dict[str, Any]:
    """A chapter of an edition as a `Chapter` of its `Report`."""
    address = publisher.address(f"{edition.id}/{page}")
    return _plain(
        {
            "@context": _CONTEXT,
            "@type": "Chapter",
            "@id": address,
            "url": address,
            "name": heading,
            "description": description,
            "inLanguage": LANG,
            "license": _TEXT_LICENSE,
            "isPartOf": _whole(edition, publisher),
        }
    )


def item_data(facts: ItemFacts, description: str) -> dict[str, Any]:
    """A figure or table as a `Dataset` with its sources, its columns and its files."""
    item, edition, publisher = facts.item, facts.index.edition, facts.publisher
    folder = publisher.address(f"{edition.id}/data")
    return _plain(
        {
            "@context": _CONTEXT,
            "@type": "Dataset",
            "@id": facts.address,
            "url": facts.address,
            "identifier": item.label,
            "name": f"{facts.number}: {item.caption}" if facts.number else item.caption,
            "description": description,
            "inLanguage": LANG,
            "version": edition.version,
            "datePublished": edition.released_on,
            "temporalCoverage": item.as_of,
            "creator": _author(publisher),
            "isAccessibleForFree": True,
            "isPartOf": _whole(edition, publisher),
            "isBasedOn": [
                _plain(
                    {
                        "@type": "CreativeWork",
                        "name": source.title,
                        "creditText": source.producer,
                        "datePublished": source.date,
                        "conditionsOfAccess": source.licence,
                    }
                )
                for source in facts.sources
            ],
            "variableMeasured": [
                _plain(
                    {
                        "@type": "PropertyValue",
                        "name": field["name"],
                        "description": field.get("description", ""),
                    }
                )
                for field in facts.fields
            ],
            "distribution": [
                {
                    "@type": "DataDownload",
                    "encodingFormat": kind,
                    "contentUrl": f"{folder or '../data'}/{item.label}.{ending}",
                }
                for ending, kind in _FILES.items()
            ],
            "citation": facts.citation.text,
        }
    )


def in_page(data: dict[str, Any]) -> str:
    """The data as text that cannot end the element of the page that holds it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _whole(edition: Edition, publisher: Publisher) -> dict[str, Any]:
    address = publisher.address(f"{edition.id}/index.html")
    return _plain({"@type": "Report", "@id": address, "name": edition.title})


def _author(publisher: Publisher) -> dict[str, Any]:
    if not publisher.author:
        return {}
    return _plain({"@type": "Organization", "name": publisher.author, "url": publisher.site})


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    """The data without what is empty."""
    return {name: value for name, value in data.items() if value not in ("", [], {})}
