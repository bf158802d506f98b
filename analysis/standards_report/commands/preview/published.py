"""Files of the site by their address, and nothing that lies elsewhere."""

from __future__ import annotations

import hashlib
from pathlib import Path
from urllib.parse import unquote

_SHARED = (".css", ".js")
# Changes with the text of any page, and does nothing before somebody searches.
_OF_ALL_TEXTS = "search-index.js"


class Drafts:
    """Pages that a build has made and not published yet, by their files in the site."""

    def __init__(self) -> None:
        self._pages: dict[Path, bytes] = {}

    def put(self, file: Path, content: bytes) -> None:
        """Shows the content for the file, whatever the file holds."""
        self._pages = {**self._pages, file: content}

    def clear(self) -> None:
        """Shows what is published."""
        self._pages = {}

    def page(self, file: Path | None) -> str:
        """The draft of a page; empty where there is none."""
        return self._pages.get(file, b"").decode() if file else ""

    def read(self, file: Path) -> bytes:
        """What is shown for a file. Raises OSError."""
        draft = self._pages.get(file)
        return file.read_bytes() if draft is None else draft


def published_file(site: Path, address: str) -> Path | None:
    """The file at an address; None where there is none in the site.

    An address is taken apart once and as it is: parts that climb, hidden names and links
    are no part of a site, so none of them is followed.
    """
    try:
        path = unquote(address, errors="strict")
    except UnicodeDecodeError:
        return None
    first, *parts = path.split("/")
    if first or "\0" in path or "\\" in path:
        return None
    if parts[-1] == "":
        parts[-1] = "index.html"
    if any(not part or part.startswith(".") for part in parts):
        return None
    try:
        real = site.resolve(strict=True)
        found = real.joinpath(*parts).resolve(strict=True)
    except (OSError, RuntimeError):
        return None
    return found if found == real.joinpath(*parts) and found.is_file() else None


def is_folder(site: Path, address: str) -> bool:
    """Whether an address without a slash at its end is that of a page's folder."""
    return not address.endswith("/") and published_file(site, f"{address}/") is not None


def page_version(site: Path, page: Path | None, drafts: Drafts) -> str:
    """A hash of a page, or of its draft, with the styles and scripts of its edition.

    Empty where it is gone.
    """
    if page is None:
        return ""
    digest = hashlib.sha256()
    try:
        digest.update(drafts.read(page))
        edition = page.relative_to(site.resolve()).parts[0]
        for file in sorted((site / edition).rglob("*")) if (site / edition).is_dir() else []:
            if file.suffix in _SHARED and file.name != _OF_ALL_TEXTS:
                digest.update(file.read_bytes())
    except OSError:  # the edition is being replaced
        return ""
    return digest.hexdigest()[:16]
