"""The numbers of the chapter on output and seats, counted again from the raw records.

Nothing of the adapters or measures is used. Numbers are drawn at random, always the same.
"""

from __future__ import annotations

import csv
import json
import random
import re
from collections import Counter, defaultdict
from functools import cache
from typing import Any

import pytest
from standards_report.observations.domain.editions import load_edition
from standards_report.pipeline.notebooks.notebook_runner import Run, run_notebook

from tests.conftest import ROOT
from tests.report.test_raw_recounts import all_documents, by_stage, in_force
from tests.report.test_record_counts import rows_of
from tests.support.raw_records import SHARED, WHY, Document, texts
from tests.support.real import computed

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not SHARED.is_dir(), reason=WHY)]
_STAGES = re.compile(r"[/ ](?:CD|DIS|FDIS|WD|PWI|NP|AWI|PRF)(?= )")
_AMENDS = re.compile(r"/(?:\w+ )?(F?DAM|F?DCOR|F?DAmd|Amd|Cor|Add|Suppl)\b[^0-9]*([0-9]*)", re.I)
_YEAR = r":((?:19|20)[0-9]{2})"


@pytest.fixture(scope="module")
def emitted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the notebook of the open edition emits."""
    folder = tmp_path_factory.mktemp("output")
    parameters = load_edition(ROOT / "editions", computed(ROOT)[0]).parameters()
    source = ROOT / "analysis" / "notebooks" / "iso_output.ipynb"
    executed, written, failed = (
        folder / name for name in ("executed.ipynb", "emitted.json", "failed.ipynb")
    )
    run_notebook(Run(source, "iso_output", parameters, executed, written, failed, ROOT))
    found: dict[str, Any] = json.loads(written.read_text(encoding="utf-8"))
    return found


def drawn(item: dict[str, Any], number: int) -> list[dict[str, Any]]:
    lines = [dict(zip(item["columns"], row, strict=True)) for row in item["data"]]
    return random.Random(f"recount {item['label']}").sample(lines, number)


@cache
def countries() -> dict[str, str]:
    return {row["acronym"]: row["country"] for row in rows_of("member_bodies")}


@cache
def served() -> dict[str, str]:
    """The country that serves each committee, from the raw committee data."""
    path = SHARED / "iso-open-data" / "iso_technical_committees-2025-07-01.jsonl"
    records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    holders = {one["reference"]: (one["secretariat"] or {}).get("acronym") for one in records}
    return {committee: countries()[member] for committee, member in holders.items() if member}


def project(reference: str) -> tuple[str, str]:
    """A project without words of its stage, and the amendment that it is."""
    for draft in ("DTS", "DTR", "DPAS", "FDTS", "FDTR"):
        reference = re.sub(rf"[/ ]{draft} ", f"/{draft.lstrip('F').lstrip('D')} ", reference)
    reference = _STAGES.sub("", reference)
    amends = _AMENDS.search(reference)
    base = re.split(_YEAR, reference[: amends.start()] if amends else reference)[0].strip()
    if not amends:
        return re.sub(r"\.[0-9]$", "", base), ""
    return base, ("cor" if "cor" in amends[1].lower() else "amd") + (amends[2] or "0")


@cache
def projects() -> dict[tuple[str, str], Document]:
    found: dict[tuple[str, str], Document] = {}
    records = by_stage("10", "20", "30", "40", "50")
    for one in sorted(records, key=lambda one: one.order):
        found[project(one.reference)] = one
    return found


def by_country(documents: list[Document]) -> Counter[str]:
    return Counter(served().get(one.committee, "") for one in documents)


@pytest.mark.parametrize(
    ("label", "name"), [("in_force", "documents"), ("in_progress", "projects")]
)
def test_drawn_countries(emitted: dict[str, Any], label: str, name: str) -> None:
    kinds = {"documents": list(in_force().values()), "projects": list(projects().values())}
    found = by_country(kinds[name])
    values = emitted["values"]
    assert values[f"iso_output.{label}.joined"]["number"] == found.total() - found[""]
    assert values[f"iso_output.unjoined.{label}"]["number"] == found[""]
    named = sorted({key.split(".")[2] for key in values if key.startswith("iso_output.seats.")})
    codes = [code for code in named if len(code) == 3 and code.isupper()]
    for code in random.Random(f"recount {label}").sample(codes, 5):
        assert values[f"iso_output.{label}.{code}.count"]["number"] == found[code]
        share = found[code] / (found.total() - found[""]) * 100
        assert values[f"iso_output.{label}.{code}.share"]["number"] == pytest.approx(share)


def test_drawn_shares_of_seats_and_documents(emitted: dict[str, Any]) -> None:
    seats = Counter(served().values())
    found = by_country(list(in_force().values()))
    for row in drawn(emitted["figures"]["fig-iso-output-seats"], 6):
        assert row["seats"] == seats[row["country"]]
        assert row["seat_share"] == pytest.approx(seats[row["country"]] / seats.total() * 100)
        assert row["value"] == found[row["country"]]
        assert row["times"] == pytest.approx(
            found[row["country"]] / (found.total() - found[""]) / seats[row["country"]]
            * seats.total()
        )  # fmt: skip


def test_drawn_committees(emitted: dict[str, Any]) -> None:
    for row in drawn(emitted["figures"]["fig-iso-output-committees"], 5):
        for column, documents in (
            ("value", in_force().values()),
            ("projects in progress", projects().values()),
        ):
            found = [one for one in documents if one.committee == row["committee"]]
            assert row[column] == len(found)
        assert row["country"] == served().get(row["committee"], "")


@cache
def years() -> dict[tuple[str, str], set[tuple[str, str, str]]]:
    """By year and kind: reference, amendment and committee of its newest record."""
    newest: dict[tuple[str, str, str], Document] = {}
    for one in sorted(by_stage("60", "90", "95"), key=lambda one: one.order):
        amends = _AMENDS.search(one.reference)
        if amends:
            # A corrigendum of an amendment counts as a corrigendum.
            changes = one.reference[amends.start() :]
            own = re.findall(_YEAR, changes)
            kind = "cor" if "cor" in changes.lower() else "amd"
            newest[one.base, kind + amends[2], own[-1] if own else ""] = one
        else:
            newest[one.base, "", one.published[:4]] = one
    found: dict[tuple[str, str], set[tuple[str, str, str]]] = defaultdict(set)
    for (base, amendment, year), one in newest.items():
        found[year, "amendments" if amendment else "documents"].add(
            (base, amendment, one.committee)
        )
    return found


def test_drawn_years(emitted: dict[str, Any]) -> None:
    for row in drawn(emitted["figures"]["fig-iso-output-years"], 8):
        of_jtc_1 = row["country"] == "jtc_1"
        found = years()[row["date"], "documents" if of_jtc_1 else row["country"]]
        kept = [one for one in found if not of_jtc_1 or re.match("ISO/IEC JTC 1(/|$)", one[2])]
        assert row["value"] == len(kept)


def test_drawn_shares_of_the_ten_largest(emitted: dict[str, Any]) -> None:
    for row in drawn(emitted["figures"]["fig-iso-output-ten"], 4):
        found = Counter(committee for _, _, committee in years()[row["date"], "documents"])
        ten = sum(number for _, number in found.most_common(10))
        assert row["value"] == pytest.approx(ten / found.total() * 100)


def test_drawn_fields(emitted: dict[str, Any]) -> None:
    for row in drawn(emitted["figures"]["fig-iso-output-fields"], 6):
        found = by_country(
            [
                one
                for one in in_force().values()
                if any(code.startswith(row["subject"]) for code in one.ics)
            ]
        )
        assert row["count"] == found[row["country"]]
        assert row["whole"] == found.total() - found[""]


def test_amendments_that_carry_the_date_of_another_document(emitted: dict[str, Any]) -> None:
    own = [
        (years[-1], one.published[:4])
        for one in by_stage("60", "90", "95")
        if (part := _AMENDS.search(one.reference))
        and (years := re.findall(_YEAR, one.reference[part.start() :]))
    ]
    values = emitted["values"]
    assert values["iso_output.totals.amendments_with_a_year"]["number"] == len(own)
    otherwise = sum(named != dated for named, dated in own)
    assert values["iso_output.totals.amendments_dated_otherwise"]["number"] == otherwise
    # Of documents themselves none does, so their years can be counted.
    plain = [one for one in all_documents() if not _AMENDS.search(one.reference)]
    dated = [
        (found[1], one.published[:4])
        for one in plain
        if one.published and one.stage in ("60", "90", "95")
        and (found := re.search(_YEAR, one.reference))
    ]  # fmt: skip
    assert len(dated) > 50_000
    assert not [pair for pair in dated if pair[0] != pair[1]]


def test_names_of_fields_are_those_of_the_records() -> None:
    with (ROOT / "data" / "ics_fields.csv").open(encoding="utf-8", newline="") as file:
        names = {row["field"]: row["name"] for row in csv.DictReader(file)}
    wanted = dict(random.Random("fields").sample(sorted(names.items()), 12))
    for _, text in texts(SHARED / "relaton" / "iso-2025-06-02.tar.xz"):
        for field in re.findall(r"code: '?01\.040\.([0-9]{2})\b", text):
            if field in wanted:
                name = re.escape(wanted.pop(field)).replace(r"\ ", r"\s+")
                assert re.search(rf"text: '?{name}\.? \(Vocabularies\)", text), name
        if not wanted:
            return
    pytest.fail(f"no record has a vocabulary of {sorted(wanted)}")
