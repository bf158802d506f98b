"""Whether the sections, figures and tables that show a finding are still there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from standards_report.errors import Fault
from standards_report.evidence.results.index import Index
from standards_report.observations.domain.names import correction
from standards_report.project import Project
from standards_report.render.document.numbering import Target

_FINDINGS = "finding_evidence.csv"


def link_faults(project: Project, index: Index, targets: Mapping[str, Target]) -> list[Fault]:
    """A fault for each link of a finding to a section, figure or table that is not there."""
    path = project.data / _FINDINGS
    faults = []
    for name, finding in index.findings.items():
        for label in finding.places:
            if label not in targets:
                remedy = correction(label, targets, "correct the label")
                what = f"{name} rests on {label!r}, which no chapter shows"
                faults.append(Fault(f"data/{_FINDINGS}", _line_of(path, name, label), what, remedy))
    return faults


def _line_of(path: Path, name: str, target: str) -> int:
    """The line of the link from `name` to `target`."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if {name, target} <= set(line.split(",")):
            return number
    return 0
