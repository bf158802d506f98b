"""What a repository that registers DOIs asks for, in the form of DataCite schema 4.5 and later."""

from __future__ import annotations

import json
from collections.abc import Iterable

from standards_report.media_types import BYTES, media_type
from standards_report.observations.domain.editions import Edition
from standards_report.observations.domain.releases import Release

# What an edition says of itself, or the record of a version.
Described = Edition | Release


def datacite_text(edition: Described, author: str, files: Iterable[str]) -> str:
    """DataCite metadata of an edition, published as `files`. The depositor adds the identifier."""
    content = {
        "creators": [{"name": author, "nameType": "Organizational"}],
        "titles": [{"title": edition.title}, {"title": edition.subtitle, "titleType": "Subtitle"}],
        "publisher": {"name": author},
        "publicationYear": edition.released_on[:4],
        "types": {"resourceTypeGeneral": "Report", "resourceType": "Reproducible report"},
        "dates": [
            {"date": edition.released_on, "dateType": "Issued"},
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
