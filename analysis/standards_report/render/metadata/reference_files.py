"""Citations of figures and tables as files for reference managers: BibTeX, RIS, CSL-JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from standards_report.render.content.item_citation import Citation
from standards_report.render.pandoc import program as pandoc

# Endings of the files, and what their formats are called.
FORMATS = {"bib": "BibTeX", "ris": "RIS", "csl.json": "CSL-JSON"}


def reference_files(citations: Sequence[Citation]) -> list[Mapping[str, str]]:
    """For each citation its files by their endings."""
    entries = bibtex(citations)
    return [
        {"bib": entry, "ris": citation.ris, "csl.json": citation.csl_json}
        for citation, entry in zip(citations, entries, strict=True)
    ]


def bibtex(citations: Sequence[Citation]) -> list[str]:
    """Each citation as an entry of BibTeX, all of them by one run of Pandoc."""
    if not citations:
        return []
    text = json.dumps([citation.csl for citation in citations], ensure_ascii=False)
    written = pandoc.convert(text, "csljson", "bibtex", "citations of figures and tables")
    entries = [f"@{entry.rstrip()}\n" for entry in f"\n{written}".split("\n@")[1:]]
    return [
        next(entry for entry in entries if f"{{{citation.csl['id']},\n" in entry)
        for citation in citations
    ]
