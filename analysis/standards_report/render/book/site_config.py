"""Who publishes the report and where, as `_quarto.yml` says it."""

from __future__ import annotations

from dataclasses import dataclass

from standards_report.errors import DataError, Fault
from standards_report.observations.domain.yaml_reader import read_yaml
from standards_report.project import Project

_PARTS = ("book", "website", "publication")
_PUBLICATION = ("contact", "repository", "license")


@dataclass(frozen=True)
class Publisher:
    """The author in a citation, the address of the site (no slash at its end) if it has one, what
    stands at the foot of its pages, and what `publication` says: who publishes this copy, how to
    reach them, where the repository is, and under which licenses."""

    author: str
    site: str
    footer: str = ""
    name: str = ""
    contact: str = ""
    repository: str = ""
    license: str = ""

    def address(self, path: str) -> str:
        """Where a file of the site is published; nothing where the site has no address."""
        return f"{self.site}/{path}" if self.site else ""

    def missing(self) -> list[str]:
        """What readers look for and `_quarto.yml` leaves empty, by the names of its keys."""
        stated = {
            "book: site-url": self.site,
            "publication: contact": self.contact,
            "publication: repository": self.repository,
        }
        return [key for key, text in stated.items() if not text]


def load_publisher(project: Project) -> Publisher:
    """Reads `author`, `site-url` (or that of the website) and `page-footer` of the book, and
    `publication`.

    Raises DataError where `_quarto.yml` is not readable, or a part of it has another form.
    """
    config = read_yaml(project.root / "_quarto.yml", "_quarto.yml")
    parts = {name: config.get(name) or {} for name in _PARTS}
    faults = [
        Fault("_quarto.yml", 0, f"{name}: is no list of keys and values", "write it as key: value")
        for name, part in parts.items()
        if not isinstance(part, dict)
    ]
    if faults:
        raise DataError(faults)
    book = parts["book"]
    site = book.get("site-url") or parts["website"].get("site-url") or ""
    author = book.get("author") or ""
    names = author if isinstance(author, list) else [author]
    footer = str(book.get("page-footer") or "")
    cited = ", ".join(map(str, names))
    own = {key: str(parts["publication"].get(key) or "") for key in _PUBLICATION}
    name = str(parts["publication"].get("publisher") or cited)
    return Publisher(cited, str(site).rstrip("/"), footer, name, **own)
