"""Links to where a report may not lead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from standards_report.render.document.lines import line_of
from standards_report.render.document.parse import Document
from standards_report.render.lint.problem import UNSAFE, Finding, shortened
from standards_report.render.pandoc.syntax_tree import nodes

_SCHEMES = ("http", "https", "mailto")
_SCHEME = re.compile(r"([^/?#:]*):")
# What browsers pass over in an address.
_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0]+")
_SOURCE = re.compile(r"\.qmd(?=[#?]|\Z)")


def link_findings(document: Document) -> Iterator[Finding]:
    """Links with another scheme than those of the web and of mail, links to source files, and
    links and spans that show nothing."""
    for node in nodes(document.blocks, ("Link", "Span")):
        if not node["c"][1]:
            what = f"a {node['t'].lower()} without words"
            yield Finding(line_of(node), what, "put the words into its brackets", "")
    for link in nodes(document.blocks, ("Link", "Image")):
        target = _IGNORED.sub("", link["c"][2][0])
        scheme = _SCHEME.match(target)
        if scheme and scheme[1].lower() not in _SCHEMES:
            what = f"a link of the scheme {shortened(scheme[1].lower())!r}"
            yield Finding(line_of(link), what, "link to http, https or mailto", UNSAFE)
        elif target.replace("\\", "/").startswith("//"):
            what = f"a link without its scheme ({shortened(target)})"
            yield Finding(line_of(link), what, "begin it with https:", UNSAFE)
        elif not scheme and _SOURCE.search(target):
            what = f"a link to a source file ({shortened(target)})"
            yield Finding(line_of(link), what, "refer to it as @sec-…")
