"""Names that look alike are one, or a fault that shows them apart, at every door."""

from __future__ import annotations

import csv
import json
import shutil
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report.errors import DataError
from standards_report.evidence.claims.row_lookup import Observed, ReadError
from standards_report.ingest import plan_ingest, write_plan
from standards_report.ingest.naming.entity_names import slug
from standards_report.observations.domain.names import fold, look, odd_characters, tidy
from standards_report.observations.tables.loader import load_tables
from standards_report.project import Project

from tests.conftest import ROOT, SMALL, SmallProject
from tests.support.ingesting import (
    DAY,
    committee,
    committees,
    empty_project,
    plan,
    rows,
    write_lines,
)

_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}  # full-width forms of ASCII
_NAMES = st.text(st.sampled_from("aZ09 .&+-'éüñçßİıı华为कि한글Ωя"), min_size=1, max_size=12)
ALIKE = {
    "accents apart": ("Tüv Süd", "Tu\u0308v Su\u0308d"),
    "a no-break space": ("Tüv Süd", "Tüv\xa0Süd"),
    "a narrow space": ("Tüv Süd", "Tüv\u202fSüd"),
    "an ideographic space": ("中国 移动", "中国\u3000移动"),
    "a line separator": ("Nokia Bell", "Nokia\u2028Bell"),
    "a paragraph separator": ("Nokia Bell", "Nokia\u2029Bell"),
    "a next line": ("Nokia Bell", "Nokia\x85Bell"),
    "two spaces": ("Nokia Bell", "Nokia  Bell"),
    "a line end": ("Nokia Bell", '"Nokia\nBell"'),
    "full width": ("NTT", "ＮＴＴ"),
    "a ligature": ("Profile", "Proﬁle"),
    "a hyphen that does not break": ("T-Mobile", "T\u2011Mobile"),
    "Cyrillic letters": ("AT&T", "\u0410\u0422&\u0422"),
    "a dotted capital": ("İTÜ", "I\u0307TÜ"),
    "a capital with a dot": ("Istanbul", "İstanbul"),
    "a dotless letter": ("Turk Telekom Isparta", "Turk Telekom ısparta"),
    "case": ("Türkiye", "TÜRKİYE"),
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return empty_project(tmp_path / "report")


def _members(project: Project, *names: str, category: str = "sector") -> Path:
    path = project.root / "members.csv"
    lines = [f"{name},CHN,{category}\n" for name in names]
    path.write_text("member,country,category\n" + "".join(lines), encoding="utf-8", newline="")
    return path


def _refused(project: Project, path: Path) -> str:
    with pytest.raises(DataError) as caught:
        plan_ingest(project, "itu-members", [path], DAY, None)
    return "\n".join(map(str, caught.value.faults))


def _small_data(tmp_path: Path, file: str, old: str, new: str) -> Path:
    data = tmp_path / "data"
    shutil.copytree(SMALL / "data", data)
    text = (data / file).read_text(encoding="utf-8")
    assert old in text
    (data / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return data


def _faults(data: Path) -> str:
    with pytest.raises(DataError) as caught:
        load_tables(data)
    return "\n".join(map(str, caught.value.faults))


@given(_NAMES)
def test_a_name_has_one_fold_in_every_form(name: str) -> None:
    forms = [unicodedata.normalize(form, name) for form in ("NFC", "NFD", "NFKC", "NFKD")]
    forms += [name.translate(_WIDE), name.replace(" ", "\xa0"), name.replace(" ", "\u2028")]
    forms += [f" {name}\u3000", "\u200b".join(name), fold(name)]
    assert {fold(form) for form in forms} == {fold(name)}
    assert {look(form) for form in forms[:-1]} == {look(name)}


@given(_NAMES, _NAMES)
def test_names_of_other_letters_and_signs_stay_two(first: str, second: str) -> None:
    def letters(name: str) -> str:
        plain = unicodedata.normalize("NFKC", name.replace("ı", "i").casefold()).split()
        return " ".join(plain).replace("i\u0307", "i")

    assert (fold(first) == fold(second)) == (letters(first) == letters(second))


@given(_NAMES)
def test_a_tidy_text_has_nothing_odd_and_the_same_look(name: str) -> None:
    written = unicodedata.normalize("NFD", name).replace(" ", "\u2009") + "\x85"
    assert list(odd_characters(tidy(written))) == []
    assert look(tidy(written)) == look(name)


@pytest.mark.parametrize("kind", ALIKE)
def test_two_members_that_look_alike_are_refused_with_both_lines(
    project: Project, kind: str
) -> None:
    first, second = ALIKE[kind]
    said = _refused(project, _members(project, "Other", first, second))
    assert "members.csv:4: " in said
    assert "line 3" in said
    if not first.isascii() and tidy(first) != tidy(second):
        assert ascii(first)[1:-1] in said


def test_a_member_of_two_categories_is_one_name_in_one_spelling(project: Project) -> None:
    path = _members(project, "NTT")
    path.write_text(path.read_text() + "ＮＴＴ,CHN,associate\n", encoding="utf-8")
    said = _refused(project, path)
    assert r"in line 2: '\uff2e\uff34\uff34' and 'NTT': check which of them" in said


def test_spaces_and_forms_of_an_export_do_not_reach_the_records(project: Project) -> None:
    path = _members(project, "Tu\u0308v\xa0Su\u0308d\xa0", "中国\u3000移动").rename(
        project.root / "a\xa0b.csv"
    )
    write_plan(plan_ingest(project, "itu-members", [path], DAY, None))
    found = load_tables(project.data, ["member_records"])["member_records"].rows
    assert found["member"].tolist() == ["Tüv Süd", "中国 移动"]
    assert found["locator"].tolist() == ["a b.csv"] * 2


NAMES = [
    "华为技术",
    "中兴通讯",
    "C",
    "C++",
    "C#",
    "Société",
    "Societe",
    "A B",
    "A-B",
    "A/B",
    "AT&T",
]


@given(st.permutations(NAMES))
def test_ids_of_records_hold_what_their_slug_lost_in_any_order(names: list[str]) -> None:
    import pandas as pd
    from standards_report.ingest.adapter import Request
    from standards_report.ingest.itu.itu_adapters import _ids

    request = Request([], DAY, None, None, {})  # type: ignore[arg-type]
    ids = dict(zip(names, _ids(pd.DataFrame({"m": names}), request, "x", ["m"]), strict=True))
    assert len(set(ids.values())) == len(NAMES)
    assert ids["C"] == f"x.{DAY}.c"
    assert ids["华为技术"] == f"x.{DAY}.e8877254"
    assert ids["C++"] == f"x.{DAY}.{slug('C++')}"
    assert ids["Société"].startswith(f"x.{DAY}.societe-")
    assert ids["A B"] == f"x.{DAY}.a-b.fea4c5ce"  # "A-B" and "A/B" leave the same


def test_published_ids_are_as_they_were() -> None:
    for table in ("iso_committee_counts", "iso_snapshot_changes", "iso_committees_created"):
        with (ROOT / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            members = {row["member"] for row in csv.DictReader(file) if row["member"]}
            file.seek(0)
            ids = "\n".join(row["id"] for row in csv.DictReader(file))
        assert members
        assert all(f".{slug(member)}" in ids for member in members)


def test_chinese_members_are_written(project: Project) -> None:
    path = _members(project, "华为技术", "中兴通讯", "Acme")
    write_plan(plan_ingest(project, "itu-members", [path], DAY, None))
    ids = [row["id"] for row in rows(project, "records/member_records")]
    assert len(set(ids)) == 3
    assert ids[2] == f"itu-members.{DAY}.acme.chn.sector"


@pytest.mark.parametrize(
    ("known", "written", "found"),
    [
        ("C Alliance", "C++ Alliance", False),
        ("C++ Alliance", "c++ alliance", True),
        ("Group 3.5", "Group 35", False),
        ("Example Co., Ltd.", "EXAMPLE CO LTD", True),
        ("İstanbul Teknik", "ISTANBUL TEKNİK", True),
        ("Türk Telekom", "Tu\u0308rk\xa0Telekom", True),
        ("ＮＴＴ Data", "NTT Data", True),
        ("कि", "क", False),
    ],
)
def test_entities_are_found_by_all_their_letters_and_signs(
    known: str, written: str, found: bool
) -> None:
    import pandas as pd
    from standards_report.ingest.naming.entity_names import KnownNames

    rows = pd.DataFrame({"name": [known], "seat_country": [""], "hq_country": [""]})
    assert KnownNames(rows).find(written) == (known if found else "")


@pytest.mark.parametrize(
    ("space", "says"),
    [
        ("\xa0", "holds no-break space (U+00A0), which looks like a space: replace it"),
        ("\u202f", "narrow no-break space (U+202F)"),
        ("\u3000", "ideographic space (U+3000)"),
        ("\u2028", "holds a line separator (U+2028): replace it with a space"),
        ("\x85", "holds a line separator (U+0085): replace it with a space"),
        ("\u3164", "holds an invisible character (U+3164): delete that"),
    ],
)
def test_a_table_has_plain_spaces(tmp_path: Path, space: str, says: str) -> None:
    data = _small_data(tmp_path, "countries.csv", "CHN,China", f"CHN,Chi{space}na")
    assert says in _faults(data)


def test_letters_of_a_table_are_in_one_piece(tmp_path: Path) -> None:
    data = _small_data(tmp_path, "countries.csv", "CHN,China", "CHN,Chu\u0308na")
    assert "Chüna" in load_tables(data)["countries"].rows["name"].tolist()


def test_cells_that_look_alike_are_shown_apart(tmp_path: Path) -> None:
    data = _small_data(tmp_path, "countries.csv", "JPN,Japan", "JPN,Ｃｈｉｎａ")
    said = _faults(data)
    assert "looks like 'China' in line" in said
    assert r"'\uff23\uff48\uff49\uff4e\uff41' and 'China'" in said


def test_a_reference_that_looks_right_is_shown_apart(tmp_path: Path) -> None:
    with (SMALL / "data" / "itu_members.csv").open(encoding="utf-8", newline="") as file:
        source = next(csv.DictReader(file))["source"]
    wide = source.translate(_WIDE)
    data = _small_data(tmp_path, "itu_members.csv", f",{source},", f",{wide},")
    assert f"looks like {source!r} in sources.csv: {wide!a} and" in _faults(data)


def test_names_of_one_entity_may_differ_in_case(tmp_path: Path) -> None:
    data = _small_data(tmp_path, "entities.csv", "\n", "\n")
    with (data / "entities.csv").open(encoding="utf-8", newline="") as file:
        header, first, *_ = csv.reader(file)
    for entity, is_fault in ((first[1], False), ("Another", True)):
        with (data / "entities.csv").open("w", encoding="utf-8", newline="") as file:
            again = [first[0].upper(), entity, *first[2:]]
            csv.writer(file, lineterminator="\n").writerows([header, first, again])
        if is_fault:
            assert f"name {again[0]!r} looks like {first[0]!r} in line 2" in _faults(data)
        else:
            assert len(load_tables(data)["entities"].rows) == 2


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        (
            "Ｃｈｉｎａ",
            r"has name 'Ｃｈｉｎａ': write it as the known name that looks the same",
        ),
        ("china", "did you mean 'China'"),
        ("Chile", ""),
    ],
)
def test_a_text_of_a_claim_that_only_looks_right_counts_nothing(wanted: str, says: str) -> None:
    observed = Observed(load_tables(SMALL / "data"), [])
    if says:
        with pytest.raises(ReadError, match=says):
            observed.select("countries", {"name": wanted})
    else:
        assert observed.select("countries", {"name": wanted}) == []


def test_committees_and_bodies_of_iso(project: Project, tmp_path: Path) -> None:
    records = committees()
    records[3]["reference"] = "ISO/TC\xa01"  # written as an escape
    path = tmp_path / "snapshot.jsonl"
    path.write_text("\n".join(map(json.dumps, records)) + "\n", encoding="ascii")
    references = plan(project, path).result.tables["iso_committees"]["reference"]
    assert not any("\xa0" in reference for reference in references)
    wide = committee(8, "ISO/TC １", "Twice", secretariat={"id": 1511, "acronym": "ＤＩＮ"})
    with pytest.raises(DataError) as caught:
        plan(project, write_lines(path, [*committees(), wide]))
    said = "\n".join(map(str, caught.value.faults))
    assert "'ISO/TC １' shows no known kind of committee" in said
    wide["reference"] = "ISO/TC 11"
    with pytest.raises(DataError, match=r"looks like 'DIN' in .*: '.uff24.uff29.uff2e' and 'DIN'"):
        plan(project, write_lines(path, [*committees(), wide]))


@pytest.mark.slow
def test_keys_labels_and_claims_are_shown_apart(built: SmallProject) -> None:
    project = built
    project.append(
        "references.bib",
        "@misc{Müller, title={A}}\n@misc{Ｍüller, title={B}}\n",
    )
    project.append(
        "chapters/members.qmd",
        "\n\n## One {#sec-büro}\n\nSee @mu\u0308ller, @Mu\u0308ller and @sec-bu\u0308ro.\n"
        "\n## Two {#sec-ｂüro}\n\nA line\u2028separator.\n",
    )
    process = project.run("check")
    said = process.stdout + process.stderr
    assert process.returncode == 1
    assert "chapters/members.qmd:42: a line separator (U+2028)" in said
    project.replace("chapters/members.qmd", "\u2028", " ")
    said = project.run("check").stderr + project.run("check").stdout
    assert "unknown citation @müller: did you mean 'Müller'?" in said
    assert "unknown citation @Müller" not in said
    assert "@sec-büro leads nowhere" not in said
    assert r"written 'sec-\uff42\xfcro' and 'sec-b\xfcro'" in said
    assert r"written '\uff2d\xfcller' and 'M\xfcller'" in said
