"""References that only one engine follows."""

from __future__ import annotations

from collections.abc import Iterator

from standards_report.render.document.facts import citations
from standards_report.render.document.lines import line_of
from standards_report.render.document.parse import Document
from standards_report.render.lint.problem import Finding
from standards_report.render.pandoc.cross_references import is_reference
from standards_report.render.pandoc.syntax_tree import nodes

_OTHERS = (
    *("thm", "lem", "cor", "prp", "cnj", "def", "exm", "exr", "sol", "rem", "alg"),
    *("eq", "lst", "nte", "tip", "wrn", "imp", "cau", "dia", "vid"),
)
_CAPITALS = ("Fig", "Tbl", "Sec")


def reference_findings(document: Document) -> Iterator[Finding]:
    """References to other things than figures, tables and sections, in capitals, or in one
    bracket with something else."""
    for node in nodes(document.blocks, ("Cite",)):
        keys = [citation["citationId"] for citation in node["c"][0]]
        if len(keys) > 1 and any(map(is_reference, keys)):
            named = "; ".join(f"@{key}" for key in keys)
            what = f"a reference in one bracket with others ([{named}])"
            remedy = "write each reference by itself, as @fig-… and @tbl-…, and works as [@…; @…]"
            yield Finding(line_of(node), what, remedy, "it cannot be told how to print it")
    for citation in citations(document.blocks):
        prefix, dash, _ = citation.key.partition("-")
        if dash and prefix in _OTHERS:
            what = (
                f"a reference to something else than a figure, table or section (@{citation.key})"
            )
            remedy = "say it in words, or refer with @fig-, @tbl- or @sec-"
            yield Finding(citation.line, what, remedy)
        elif dash and prefix in _CAPITALS:
            what = f"a reference in capitals (@{citation.key})"
            yield Finding(citation.line, what, "write @fig-…")
