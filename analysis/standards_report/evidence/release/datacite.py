"""What a repository that registers DOIs asks for, in the form of DataCite schema 4.5 and later."""

from __future__ import annotations

import json
from collections.abc import Iterable

from standards_report.media_types import BYTES, media_type
from standards_report.observations.domain.editions import Edition


def datacite_text(edition: Edition, author: str, files: Iterable[str]) -> str:
    """DataCite metadata of an edition, published as `files`. The depositor adds the identifier."""
    content = {
        "creators": [{"name": author, "nameType": "Organizational"}],
        "titles": [{"title": edition.title}, {"title": edition.subtitle, "titleType": "Subtitle"}],
        "publisher": {"name": author},
        "publicationYear": str(edition.date.year),
        "types": {"resourceTypeGeneral": "Report", "resourceType": "Reproducible report"},
        "dates": [
            {"date": edition.date.isoformat(), "dateType": "Issued"},
            {
                "date": edition.as_of.isoformat(),
                "dateType": "Other",
                "dateInformation": "Day by which the sources of the edition were known",
            },
        ],
        "language": "en-US",
        "version": edition.version,
        "rightsList": [
            {
                "rights": "Creative Commons Attribution 4.0 International",
                "rightsIdentifier": "CC-BY-4.0",
                "rightsIdentifierScheme": "SPDX",
                "rightsUri": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "formats": sorted({media_type(name, BYTES) for name in files}),
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
