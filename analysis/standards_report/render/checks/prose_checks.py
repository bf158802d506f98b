"""What can be wrong in sources, citations, references, values and claims, all at once."""

from __future__ import annotations

from standards_report.errors import Fault
from standards_report.observations.domain.names import written_as
from standards_report.render.chapters.chapter_files import load_findings
from standards_report.render.chapters.material import load_material
from standards_report.render.chapters.report import Report
from standards_report.render.checks.claim_sentences import (
    idle_disputes,
    stale_faults,
    unknown_claims,
)
from standards_report.render.checks.finding_links import link_faults
from standards_report.render.checks.manuscript import load_manuscript, prose_faults
from standards_report.render.checks.older_exports import older_export_faults
from standards_report.render.checks.statement_faults import statement_faults
from standards_report.render.checks.uncomputable_claims import uncomputable_faults
from standards_report.render.checks.unknown_conditions import unknown_conditions
from standards_report.render.lint import lint_faults
from standards_report.render.pandoc.bibliography import bibliography_keys
from standards_report.render.static.glyphs import glyph_faults


def prose_check(report: Report, allow_stale: bool = False) -> list[Fault]:
    """Faults of the chapters under an edition: syntax that one engine alone has, what they name
    and nothing provides, and, unless they are allowed, sentences that rest on a claim that fails.
    """
    manuscript = load_manuscript(report)
    files = manuscript.reviews
    foreign = lint_faults({file: load_findings(report.project, file) for file in files})
    if foreign:  # what they make of the text is no use to further checks
        return foreign
    index = report.index
    faults = prose_faults(report, manuscript, load_material(report))
    faults += unknown_conditions(report.project, files)
    faults += unknown_claims(index, manuscript.marks)
    faults += uncomputable_faults(index, manuscript.marks)
    faults += link_faults(report.project, index, manuscript.targets)
    if not allow_stale:
        faults += stale_faults(index, manuscript.marks)
        faults += statement_faults(report.project, index, is_open=report.is_open)
    if report.is_open:
        faults += idle_disputes(index, manuscript.marks)
        faults += older_export_faults(report.project, index)
    return report.named(faults)


def stale_check(report: Report) -> list[Fault]:
    """Sentences and statements of an edition that rest on a claim that fails."""
    index = report.index
    faults = stale_faults(index, load_manuscript(report).marks)
    faults += statement_faults(report.project, index, is_open=report.is_open)
    return report.named(faults)


def source_check(report: Report) -> list[Fault]:
    """Sources without an entry in the bibliography, and characters that no font has."""
    index = report.index
    known = bibliography_keys(report.project)
    faults = [
        Fault(
            "data/sources.csv",
            0,
            f"{key}: no entry {source.bibkey!r}",
            written_as(source.bibkey, known) or "add it to references.bib",
        )
        for key, source in index.sources.items()
        if source.bibkey not in known
    ]
    return [*report.named(faults), *glyph_faults(report.project)]
