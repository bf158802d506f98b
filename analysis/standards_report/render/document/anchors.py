"""Links of chapters to places in the report and to files of its site; whether they are there."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from standards_report.errors import Fault
from standards_report.render.document.labels import labels_of
from standards_report.render.document.lines import line_of
from standards_report.render.pandoc.syntax_tree import Node, nodes

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# What Typst gives no label to.
_UNLABELLED = ("Code", "CodeBlock", "Link", "Image")
_CALLOUT = "callout-"


@dataclass(frozen=True)
class Places:
    """What one format shows of a chapter: its links to the report itself, as line and address, and
    the places in it that links can lead to."""

    links: list[tuple[int, str]]
    anchors: list[str]


def places_of(shown: list[Node]) -> Places:
    """The links and the places of what is shown of a chapter."""
    links = [
        (line_of(node), node["c"][2][0])
        for node in nodes(shown, ("Link",))
        if not _SCHEME.match(node["c"][2][0])
    ]
    passed = {node["c"][0][0] for node in nodes(shown, _UNLABELLED)}
    for node in nodes(shown, ("Div",)):
        if any(name.startswith(_CALLOUT) for name in node["c"][0][1]):
            passed.add(node["c"][0][0])
    return Places(links, [label.name for label in labels_of(shown) if label.name not in passed])


def dead_links(
    pages: Mapping[str, str], shown: Mapping[str, Mapping[str, Places]], files: Collection[str]
) -> Iterator[Fault]:
    """Links that lead nowhere. `pages` are those of the chapters by their sources, `shown` is what
    each format shows of them, `files` what else the edition publishes. One that several formats
    show is told once."""
    told = set()
    for form, chapters in shown.items():
        several = Counter(name for places in chapters.values() for name in {*places.anchors})
        for file, places in chapters.items():
            for line, address in places.links:
                path, _, name = address.partition("#")
                if not path:
                    found = _in_chapter(name, several[name], name in places.anchors)
                elif form != "html":
                    found = _in_print(address)
                else:
                    found = _on_site(path, name, pages[file], pages, chapters, files)
                if found and (file, line, address) not in told:
                    told.add((file, line, address))
                    yield Fault(file, line, *found)


def _in_chapter(name: str, chapters: int, is_here: bool) -> tuple[str, str] | None:
    if not is_here:
        what = f"a link to '#{name}', which this chapter does not have"
        return what, "correct it, or refer to another chapter's as @sec-…, @fig-… or @tbl-…"
    if chapters > 1:
        return f"a link to '#{name}', which several chapters have", "give the place another label"
    return None


def _in_print(address: str) -> tuple[str, str]:
    what = f"a link to a file of the site ({address}), which pages alone can follow"
    return what, 'refer to it as @sec-…, or show it in a passage with when-format="html"'


def _on_site(
    path: str,
    name: str,
    page: str,
    pages: Mapping[str, str],
    chapters: Mapping[str, Places],
    files: Collection[str],
) -> tuple[str, str] | None:
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path)))
    source = next((file for file, page in pages.items() if page == target), None)
    if source is None and target not in files:
        return f"a link to {path!r}, which the edition does not publish", "correct it"
    if source and name and name not in chapters[source].anchors:
        return f"a link to '#{name}', which {source} does not have", "refer to it as @sec-…"
    return None
