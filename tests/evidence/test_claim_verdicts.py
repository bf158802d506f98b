"""Names that nothing has, and sentences on claims that cannot be computed: what `check` says."""

from __future__ import annotations

from typing import Any

import pytest
from standards_report.errors import CheckError
from standards_report.evidence.claims.claim import Outcome
from standards_report.evidence.claims.evaluation import Environment
from standards_report.evidence.claims.expressions import parse_expression
from standards_report.evidence.claims.judged import JudgedClaim
from standards_report.evidence.claims.left_out import LeftOut, left_out
from standards_report.evidence.claims.row_lookup import Observed
from standards_report.evidence.claims.units import NotComputableError, Quantity
from standards_report.evidence.claims.unknown_names import unknown_names
from standards_report.evidence.results.index import Index
from standards_report.evidence.results.index_rows import Source
from standards_report.observations.domain.editions import load_edition
from standards_report.observations.tables.loader import load_tables
from standards_report.project import Project
from standards_report.render.checks.uncomputable_claims import uncomputable_faults
from standards_report.render.document.claim_marks import Mark

from tests.conftest import SMALL, SmallProject
from tests.evidence.test_claims import check_in_process
from tests.support.results import index_of, made

CLAIM = 'k.one,comparison,One promise,"{expression}",,,,register,Page 3,,,{because}\n'
NOTHING = 'total(""itu_members"", country=""USA"") > 1'  # no row has the number
SENTENCE = '\n[A sentence on it]{.claim data-claim="k.one"}.\n'
CHAPTER = "chapters/members.qmd:35"
ROW = "data/claims.csv:4"


def said(project: SmallProject, expression: str, because: str = "", prose: str = "") -> list[str]:
    """What the check says of the small project with one claim more, in line 4 of the ledger."""
    project.append("data/claims.csv", CLAIM.format(expression=expression, because=because))
    project.append("chapters/members.qmd", prose)
    try:
        return check_in_process(project)
    except CheckError as error:
        return [str(fault) for fault in error.faults]


@pytest.mark.parametrize(
    ("expression", "column", "what"),
    [
        ("itu.members.CHN.latst > 1", 1, "no notebook emits 'itu.members.CHN.latst'"),
        ("1 < contributions.al", 5, "did you mean 'contributions.all'?"),
        ('row(""m.kor.203O"") > 1', 1, "no row is called 'm.kor.203O': did you mean 'm.kor.2030'?"),
        ('count(""itu_member"") > 1', 1, "no table is called 'itu_member': did you mean 'itu_mem"),
        ('count(""itu_members"", contry=""CHN"") > 1', 1, "'contry': did you mean 'country'?"),
        ('distinct(""itu_members"", ""contry"") > 1', 1, "'contry': did you mean 'country'?"),
        ('cell(""m.chn.2030"", ""qualifer"") == ""about""', 1, "did you mean 'qualifier'?"),
        ("1 < totl(2, 3)", 5, "no function is called 'totl': did you mean 'total'?"),
        (f'{NOTHING} and row(""m.none.2030"") > 1', 45, "no row is called 'm.none.2030'"),
    ],
)
def test_a_misspelled_name_is_named_at_its_row_with_the_nearest_one(
    built: SmallProject, expression: str, column: int, what: str
) -> None:
    faults = said(built, expression)
    assert len(faults) == 1
    assert faults[0].startswith(f"{ROW}: claim 'k.one': expression, column {column}: ")
    assert what in faults[0]


def test_every_misspelled_name_of_both_ledgers_is_named_at_once(built: SmallProject) -> None:
    built.replace("data/audits.csv", 'row(""m.kor.2030"") > ', 'row(""m.kor.203"") > ')
    built.replace("data/claims.csv", "itu.members.CHN.times", "itu.members.CHN.time")
    faults = said(built, 'no.such > 1 or row(""m.none"") > absent.too')
    assert [fault.partition(": ")[0] for fault in faults] == [
        *("data/audits.csv:3", "data/claims.csv:3", ROW, ROW, ROW),
    ]


@pytest.mark.slow
def test_a_misspelled_name_fails_the_check_and_stops_the_build(built: SmallProject) -> None:
    before = built.hashes()
    built.replace("data/claims.csv", "itu.members.CHN.times", "itu.members.CHN.time")
    words = "data/claims.csv:3: claim 'members.growth': expression, column 1: no notebook emits "
    for process in (built.run("check"), built.build()):
        assert process.returncode == 1, process.stderr
        assert words + "'itu.members.CHN.time': did you mean " in process.stderr
    assert built.hashes() == before


def test_a_sentence_on_what_cannot_be_computed_is_a_fault(built: SmallProject) -> None:
    (fault,) = said(built, NOTHING, prose=SENTENCE)
    assert fault.startswith(f"{CHAPTER}: “A sentence on it.” rests on claim 'k.one', which cannot")
    assert "no row of itu_members.csv has the number" in fault
    assert f"say why in not_computable_because at {ROW}" in fault


def test_a_row_that_says_why_lets_a_sentence_rest_on_it(built: SmallProject) -> None:
    assert said(built, NOTHING, "The register leaves it out.", SENTENCE) == []


def test_what_no_sentence_rests_on_needs_no_reason(built: SmallProject) -> None:
    assert said(built, NOTHING) == []


def test_a_reason_for_what_can_be_computed_is_a_fault(built: SmallProject) -> None:
    (fault,) = said(built, "itu.members.CHN.latest > 1", "The register leaves it out.", SENTENCE)
    assert fault.startswith(f"{ROW}: claim 'k.one': not_computable_because is filled in, and ")
    assert "edition 2030, the first that lists it, computes it: holds" in fault


def test_a_sentence_on_a_country_beyond_the_focus_is_none(built: SmallProject) -> None:
    assert said(built, "itu.members.USA.latest > 1", prose=SENTENCE) == []


@pytest.mark.slow
def test_the_same_sentence_is_a_fault_where_the_country_is_in_the_focus(
    built: SmallProject,
) -> None:
    built.replace("editions/2030.yml", "[CHN, JPN]", "[CHN, JPN, USA]")
    said(built, "itu.members.USA.latest > 1", prose=SENTENCE)
    process = built.run("check")
    assert process.returncode == 1
    assert f"{CHAPTER}: “A sentence on it.” rests on claim 'k.one'" in process.stderr
    assert "itu.members.USA.latest is not in our sources" in process.stderr


def test_a_file_without_the_column_is_read(built: SmallProject) -> None:
    path = built.root / "data" / "claims.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    shorter = "".join(f"{line.rpartition(',')[0]}\n" for line in lines)
    path.write_text(shorter, encoding="utf-8")
    assert "not_computable_because" not in shorter
    assert check_in_process(built) == []


@pytest.mark.slow
def test_a_reason_is_shown_beside_the_verdict(small: SmallProject) -> None:
    row = CLAIM.format(expression=NOTHING, because="The register leaves it out.")
    small.append("data/claims.csv", row)
    assert small.build().returncode == 0
    shown = "The register leaves it out (no row of itu_members.csv has the number)"
    assert shown in small.page("chapters/claims.html")
    assert "The register leaves it out." in small.page("data/claims.csv")
    listed = small.run("claims", "--verdict", "not computable")
    assert f"One promise: {shown}" in listed.stdout
    table = small.run("claims", "--format", "csv").stdout
    assert table.splitlines()[0].endswith("reason,not_computable_because")


# What an edition leaves out.
VALUES = {"itu.members.CHN.latest": Quantity(1.0), "itu.members.CHN.none": None}
OBSERVED = Observed(load_tables(SMALL / "data"), {"register"})
LATER = LeftOut(("CHN",), {"soon": "emit.value('soon.all', 1, [])"})


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("itu.members.CHN.none", "is not in our sources"),
        ("itu.members.JPN.latest", "JPN is not a focus country of this edition"),
        ("soon.all", "this edition does not run soon.ipynb yet"),
        ("m.chn._2031.stated", "m.chn.2031 is not known to this edition"),
    ],
)
def test_what_an_edition_does_not_emit_is_no_misspelled_name(name: str, reason: str) -> None:
    environment = Environment(VALUES, OBSERVED, LATER)
    assert unknown_names(parse_expression(f"{name} > 1"), environment) == []
    with pytest.raises(NotComputableError, match=reason):
        environment.value(name)


@pytest.mark.parametrize(
    "name", ["itu.members.JPN.latst", "itu.members.JPX.latest", "sooner.all", "m.chn._2030.stated"]
)
def test_a_misspelled_name_stays_one_beside_what_is_left_out(name: str) -> None:
    environment = Environment(VALUES, OBSERVED, LATER)
    (error,) = unknown_names(parse_expression(f"{name} > 1"), environment)
    assert f"no notebook emits '{name}'" in str(error)


def test_notebooks_of_later_data_are_left_out(small: SmallProject) -> None:
    def later(notebook: Any) -> None:
        notebook["metadata"]["standards_report"]["since"] = "2031-01-01"

    small.edit_notebook("other", later)
    place = Project(small.root)
    found = left_out(place, load_edition(place.editions, "2030"))
    assert found.focus == ("CHN", "JPN")
    assert list(found.later) == ["other"]
    assert found.notebook("contributions.all") == "other"


def index_with(outcome: Outcome, known_from: str, before: str) -> Index:
    claim = made(JudgedClaim, outcome=outcome, not_computable_because="So.", source="s")
    source = made(Source, kind="evidence", known_from=known_from)
    return index_of(carried_from=before, claims={"k.one": claim}, sources={"s": source})


@pytest.mark.parametrize(
    ("known_from", "before", "faults"),
    [("2030-06-01", "", 1), ("2030-06-01", "2030-12-31", 0), ("2031-06-01", "2030-12-31", 1)],
    ids=["the only edition", "listed before", "new in this edition"],
)
def test_the_first_edition_that_lists_a_row_decides_on_its_reason(
    known_from: str, before: str, faults: int
) -> None:
    marks = [("chapters/a.qmd", Mark("k.one", 1, "A sentence"))]
    assert len(uncomputable_faults(index_with("holds", known_from, before), marks)) == faults
    assert uncomputable_faults(index_with("not computable", known_from, before), marks) == []
