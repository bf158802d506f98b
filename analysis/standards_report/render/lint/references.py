"""References that only one engine follows."""

from __future__ import annotations

from collections.abc import Iterator

from standards_report.render.document.facts import citations
from standards_report.render.document.parse import Document
from standards_report.render.lint.finding import Finding

_OTHERS = (
    *("thm", "lem", "cor", "prp", "cnj", "def", "exm", "exr", "sol", "rem", "alg"),
    *("eq", "lst", "nte", "tip", "wrn", "imp", "cau", "dia", "vid"),
)
_CAPITALS = ("Fig", "Tbl", "Sec")


def reference_findings(document: Document) -> Iterator[Finding]:
    """References to other things than figures, tables and sections, or in capitals."""
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
