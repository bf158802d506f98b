"""What a chapter may not hold, found in its tree; a module for each kind of fault.

Nothing here looks at other chapters, at results or at data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from standards_report.errors import Fault
from standards_report.render.document.parse import Document
from standards_report.render.lint.attributes import attribute_findings
from standards_report.render.lint.claim_spans import mark_findings
from standards_report.render.lint.executable_code import code_findings
from standards_report.render.lint.headings import heading_findings
from standards_report.render.lint.links import link_findings
from standards_report.render.lint.notes import note_findings
from standards_report.render.lint.one_engine_references import reference_findings
from standards_report.render.lint.problem import Finding
from standards_report.render.lint.raw_text import raw_findings
from standards_report.render.lint.shortcode_forms import shortcode_findings
from standards_report.render.lint.unread_markup import separator_findings, unread_findings

_KINDS: tuple[Callable[[Document], Iterator[Finding]], ...] = (
    attribute_findings,
    code_findings,
    heading_findings,
    link_findings,
    mark_findings,
    note_findings,
    raw_findings,
    reference_findings,
    shortcode_findings,
    unread_findings,
)


def findings(document: Document, text: str = "") -> list[Finding]:
    """All that a chapter, or its text, may not hold, in the order of its lines; passages that an
    edition hides are read as well."""
    found = {finding for kind in _KINDS for finding in kind(document)}
    return sorted(found.union(separator_findings(text)))


def lint_faults(found: Mapping[str, Iterable[Finding]]) -> list[Fault]:
    """A fault for each finding, in all chapters."""
    return sorted(
        Fault(file, finding.line, finding.said, finding.remedy)
        for file, findings_there in found.items()
        for finding in findings_there
    )
