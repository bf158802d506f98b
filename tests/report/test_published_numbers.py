"""The numbers of the source document as ground truth."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from standards_report.measures import compare_totals, first_statement, shares, with_rows
from standards_report.observations import attribute

from tests.conftest import ROOT
from tests.support.tables import real_tables

SEEDS = ROOT.parent / "shared" / "seeds"
TEXTS = {"cira": "003_9dad470ca391f4cf.txt", "zhi": "000_e718ededb6c7b840.txt"}
# How the documents put numbers in words. Words such as "every", "most" and "none" became
# shares; the note of such a row says so.
WORDS = {
    0: "no|none|never|not|average", 0.2: "fifth", 1: "one|a|an|only|each|single",
    2: "two|both|double|latter", 3: "three|thrice|third", 4: "four|fourth", 5: "five", 6: "six",
    7: "seven", 8: "eight", 9: "nine", 10: "ten|decade|double digits", 11: "eleven",
    12: "twelve", 20: "twenty", 50: "half|most|majority",
    100: "every|all|hundred|entirely|only|each", 1e8: "hundred million",
}  # fmt: skip
TABLES = real_tables()


def rows(table: str) -> pd.DataFrame:
    return TABLES[table].rows


def test_the_categories_of_table_3_add_up() -> None:
    members = with_rows(rows("itu_members"))
    members = members[(members["body"] == "ITU-T") & (members["date"] == "2022-07")]
    members = first_statement(members, ["country", "category"])
    check = compare_totals(members, ["country"], "category", "total").set_index("country")
    assert check["total"].to_dict() == {"CHN": 95, "USA": 83}
    assert check["difference"].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("seat", {"CHN": 338, "USA": 123, "DEU": 21}),
        ("headquarters", {"CHN": 359, "USA": 63, "FIN": 60}),
    ],
)
def test_table_6_under_both_rules_of_attribution(rule: str, expected: dict[str, int]) -> None:
    listed = rows("contributions")
    listed = listed[listed["locator"].str.endswith("Table 6")]
    counted = shares(with_rows(attribute(listed, rows("entities"), rule)), ["country"])  # type: ignore[arg-type]
    assert dict(zip(counted["country"], counted["value"], strict=True)) == expected


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the source documents are not beside the project")
@pytest.mark.parametrize("table", [name for name in TABLES if "line" in TABLES[name].rows])
def test_a_number_stands_where_its_row_says(table: str) -> None:
    texts = {
        source: (SEEDS / name).read_text(encoding="utf-8").split("\n")
        for source, name in TEXTS.items()
    }
    misses = []
    for row in rows(table).to_dict("records"):
        if pd.isna(row["line"]) or row["source"] not in texts:
            continue
        lines = texts[row["source"]]
        at = int(row["line"])
        assert at <= len(lines)
        around = " ".join(lines[max(0, at - 3) : at + 2]).replace(",", "")
        for column in ("value", "low", "high"):
            number = row.get(column)
            if number is not None and pd.notna(number) and not stands_in(float(number), around):
                misses.append(f"{row['id']}: {number:g} not near line {at}")
    assert not misses


def stands_in(number: float, text: str) -> bool:
    """Whether a number stands in the text, in digits (with a note number glued on) or words."""
    digits = re.escape(f"{abs(number):g}")
    if re.search(rf"(?<![\d.]){digits}(?:\.0)?(?:\.\d\d|\d{{2,3}})?(?!\.?\d)", text):
        return True
    words = WORDS.get(abs(number), "")
    return bool(words) and bool(re.search(rf"\b(?:{words})\b|{words}-fold", text, re.IGNORECASE))
