"""What the pages of an edition have for programs, whichever engine set them."""

from __future__ import annotations

from pathlib import Path


def without_what_programs_read(edition: Path) -> list[str]:
    """Chapters of an edition whose pages lack something that is there for programs."""
    index = (edition / "assets" / "search-index.js").read_text(encoding="utf-8")
    listed = (edition / "llms.txt").read_text(encoding="utf-8")
    lacking = []
    for page in [edition / "index.html", *sorted((edition / "chapters").glob("*.html"))]:
        place, twin = page.relative_to(edition).as_posix(), page.with_suffix(".md")
        head = page.read_text(encoding="utf-8").partition("</head>")[0]
        wanted: dict[str, bool | str] = {
            "Markdown": twin.is_file() and twin.read_text(encoding="utf-8").startswith("# "),
            "link to it": f'type="text/markdown" title="This page as Markdown" href="{twin.name}"',
            "line in llms.txt": f"({place.removesuffix('.html')}.md)" in listed,
            "search": f'"{place}"' in index,
            "data": '<script type="application/ld+json">{"@context"',
            "preview": '<meta property="og:title"',
            "citation": '<meta name="citation_title"',
            "icon": '<link rel="icon"',
        }
        lacking += [
            f"{place}: {what}"
            for what, found in wanted.items()
            if not (found if isinstance(found, bool) else head.count(found) == 1)
        ]
    return lacking
