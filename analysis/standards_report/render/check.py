"""What can be wrong in sources, citations, references, values and claims, all at once."""

from __future__ import annotations

from standards_report.errors import Fault
from standards_report.evidence.index import claim_faults, load_index
from standards_report.observations.editions import Edition
from standards_report.pipeline.compute import Workspace
from standards_report.project import Project
from standards_report.render.book import load_book
from standards_report.render.manuscript import (
    bibliography_keys,
    claims_used,
    load_material,
    prose_faults,
)
from standards_report.render.profile import profile_text


def prose_check(project: Project, edition: Edition) -> list[Fault]:
    """Faults of the chapters under an edition: what they name and nothing provides, and every
    sentence that rests on a claim that fails."""
    material = load_material(project, edition)
    used = claims_used(project, edition, load_book(project).chapters)
    faults = prose_faults(project, edition, material) + claim_faults(material.index, used)
    return sorted(set(faults))


def source_check(project: Project, edition: Edition) -> list[Fault]:
    """Sources without an entry in the bibliography, and a profile that is out of date."""
    index = load_index(Workspace(project, edition.id).index)
    known = bibliography_keys(project)
    faults = [
        Fault(
            "data/sources.csv",
            0,
            f"{key}: no entry {source['bibkey']!r}",
            "add it to references.bib",
        )
        for key, source in index["sources"].items()
        if source["bibkey"] not in known
    ]
    profile = project.root / f"_quarto-{edition.id}.yml"
    if not profile.is_file() or profile.read_text(encoding="utf-8") != profile_text(edition):
        what = f"does not match editions/{edition.id}.yml"
        faults.append(Fault(profile.name, 0, what, "run standards-report build, which writes it"))
    return faults
