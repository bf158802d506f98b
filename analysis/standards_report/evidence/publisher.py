"""Who publishes the report and where, as `_quarto.yml` says it."""

from __future__ import annotations

from dataclasses import dataclass

from standards_report.project import Project


@dataclass(frozen=True)
class Publisher:
    """The author in a citation, and the address of the site (no slash at its end) if it has one."""

    author: str
    site: str

    def address(self, path: str) -> str:
        """Where a file of the site is published; nothing where the site has no address."""
        return f"{self.site}/{path}" if self.site else ""


def load_publisher(project: Project) -> Publisher:
    """Reads `author` and `site-url` of the book (or `site-url` of the website)."""
    import yaml

    config = yaml.safe_load((project.root / "_quarto.yml").read_text(encoding="utf-8"))
    book = config.get("book", {})
    site = book.get("site-url") or config.get("website", {}).get("site-url") or ""
    author = book.get("author") or ""
    names = author if isinstance(author, list) else [author]
    return Publisher(", ".join(map(str, names)), str(site).rstrip("/"))
