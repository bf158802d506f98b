"""What kinds of files are called on the web: of a site that is served, of a crate, of a deposit."""

from __future__ import annotations

from pathlib import PurePath

HTML = "text/html"
JAVASCRIPT = "text/javascript"
PLAIN = "text/plain"
BYTES = "application/octet-stream"
# A table of our own: that of the standard library follows Python's version and the machine.
_TYPES = {
    ".bib": "text/x-bibtex",
    ".css": "text/css",
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".epub": "application/epub+zip",
    ".html": HTML,
    ".ico": "image/vnd.microsoft.icon",
    ".ipynb": "application/x-ipynb+json",
    ".jpg": "image/jpeg",
    ".js": JAVASCRIPT,
    ".json": "application/json",
    ".md": "text/markdown",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".py": "text/x-python",
    ".pyi": "text/x-python",
    ".qmd": "text/markdown",
    ".ris": "application/x-research-info-systems",
    ".svg": "image/svg+xml",
    ".txt": PLAIN,
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}


def media_type(name: str, otherwise: str) -> str:
    """The media type of a file of this name; `otherwise` where its ending is not known."""
    return _TYPES.get(PurePath(name).suffix.lower(), otherwise)


def served_type(name: str) -> str:
    """The media type as a server states it: all our text is UTF-8."""
    kind = media_type(name, BYTES)
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
