"""The index: everything that an edition computed, in one type.

Pages, `check`, `trace` and `claims` read it. Nothing else passes from the computing half of a build
to the rendering half.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from standards_report.display.emitted import Emissions
from standards_report.evidence.claims.judged import JudgedAudit, JudgedClaim
from standards_report.evidence.results.findings import Finding, Recommendation
from standards_report.evidence.results.freshness import LastObserved
from standards_report.evidence.results.index_rows import (
    Body,
    Country,
    CoveredPart,
    Gap,
    Source,
    Term,
)
from standards_report.observations.domain.editions import Edition
from standards_report.observations.frozen_model import FrozenModel


class Vintage(FrozenModel):
    """How many rows of a source an edition sees, and the latest date that they speak of.

    `latest` is empty where no row has a date before the day on which the source was known.
    """

    rows: int = 0
    latest: str = ""


class Correction(FrozenModel):
    """An erratum of an edition: the version that has it right, what was wrong before, what is right
    now, and the ids of the statements that changed."""

    version: str
    wrong: str
    right: str
    touches: tuple[str, ...]


class About(FrozenModel):
    """What an edition rests on: its sources by key, versions of tools, hashes of its inputs; and
    what its versions have corrected so far, the newest first."""

    vintage: dict[str, Vintage]
    tools: dict[str, str]
    hashes: dict[str, str]
    errata: tuple[Correction, ...] = ()


class Index(Emissions):
    """Everything that an edition computed.

    Figures and tables stand under their label, values under their name, sources under their key.
    Claims, audits, findings and recommendations stand under their id. `carried_from` is the day of
    the edition before (YYYY-MM-DD). It is empty for the first edition. `observed` says when each
    table of data was last observed.
    """

    edition: Edition
    carried_from: str
    focus: tuple[Country, ...]
    claims: dict[str, JudgedClaim]
    audits: dict[str, JudgedAudit]
    findings: dict[str, Finding]
    recommendations: dict[str, Recommendation]
    sources: dict[str, Source]
    observed: tuple[LastObserved, ...]
    gaps: tuple[Gap, ...]
    coverage: tuple[CoveredPart, ...]
    bodies: tuple[Body, ...]
    glossary: tuple[Term, ...]
    about: About

    def to_json(self) -> str:
        """The index as the text that `from_json` reads. Its keys are sorted."""
        content = self.model_dump(mode="json")
        return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> Index:
        """The index that `to_json` wrote, in the order of its text."""
        return cls.model_validate_json(text)


def index_schema() -> str:
    """The JSON Schema of what `Index.to_json` writes."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Index.model_json_schema(mode="serialization"),
    }
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def load_index(path: Path) -> Index:
    """The index that a build left. All of this process share it: nobody may change it."""
    return _parsed(path.read_bytes())


@lru_cache(maxsize=4)
def _parsed(content: bytes) -> Index:
    return Index.from_json(content)
