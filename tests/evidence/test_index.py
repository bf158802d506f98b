"""The index of an edition: read as it was written, and as its published schema says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError
from standards_report.evidence.claims.judged import JudgedAudit, JudgedClaim
from standards_report.evidence.results.findings import Finding, Recommendation
from standards_report.evidence.results.index import Index, index_schema, load_index
from standards_report.evidence.results.index_rows import (
    Body,
    Country,
    CoveredPart,
    Gap,
    Source,
    Term,
)
from standards_report.observations.frozen_model import FrozenModel
from standards_report.observations.tables.schema import load_schema
from standards_report.project import Project
from standards_report.workspace import Workspace

from tests.conftest import ROOT
from tests.support.results import index_of, made

SCHEMA = json.loads(index_schema())
TABLES: dict[str, type[FrozenModel]] = {
    "sources": Source,
    "countries": Country,
    "gaps": Gap,
    "coverage": CoveredPart,
    "bodies": Body,
    "glossary": Term,
    "findings": Finding,
    "recommendations": Recommendation,
    "claims": JudgedClaim,
    "audits": JudgedAudit,
}
# What the index has under another name, or what judging a row has used up.
_ELSEWHERE = {"claims": {"line", "tolerance"}, "audits": {"line", "other_line", "tolerance"}}


def test_an_index_is_written_again_as_it_was_read(built_once: Path) -> None:
    path = Workspace(Project(built_once), "2030").index
    assert load_index(path).to_json() == path.read_text(encoding="utf-8")


def test_the_published_schema_is_that_of_the_index(built_once: Path) -> None:
    published = built_once / "_site" / "2030" / "data" / "index.schema.json"
    assert published.read_text(encoding="utf-8") == index_schema()
    Draft202012Validator.check_schema(SCHEMA)
    content = json.loads(Workspace(Project(built_once), "2030").index.read_bytes())
    assert list(Draft202012Validator(SCHEMA).iter_errors(content)) == []


def changed(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The content with one thing wrong in each."""
    yield content | {"more": 1}
    yield {name: part for name, part in content.items() if name != "claims"}
    claim = next(iter(content["claims"].values()))
    for wrong in ({"outcome": "agrees"}, {"ledger_line": "two"}, {"more": ""}, {"rows": "m.1"}):
        yield content | {"claims": {"k.one": claim | wrong}}


def test_schema_and_types_refuse_the_same() -> None:
    content = json.loads(index_of(claims={"k.one": made(JudgedClaim)}).to_json())
    wrong = list(changed(content))
    assert len(wrong) == 6
    for one in wrong:
        assert list(Draft202012Validator(SCHEMA).iter_errors(one))
        with pytest.raises(ValidationError):
            Index.from_json(json.dumps(one))


def test_a_line_that_a_row_does_not_name_is_no_key() -> None:
    claims = {name: made(JudgedClaim, source_line=line) for name, line in (("a", None), ("b", 3))}
    content = json.loads(index_of(claims=claims).to_json())["claims"]
    assert "source_line" not in content["a"]
    assert content["b"]["source_line"] == 3


@pytest.mark.parametrize("table", TABLES)
def test_the_index_keeps_every_column_of_what_it_takes_from_a_table(table: str) -> None:
    columns = set(load_schema(ROOT / "data").tables[table].columns)
    assert columns - _ELSEWHERE.get(table, set()) <= set(TABLES[table].model_fields)


def test_the_schema_says_what_types_of_all_floors_hold() -> None:
    described = SCHEMA["$defs"]["FigureResult"]["description"]
    assert "`alt` says what a reader would see" in described
    assert "`columns` and `data` hold what it shows" in described
