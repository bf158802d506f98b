"""Generated records of which the truth is known, in the forms of the exports."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

# Names in entities.csv, with the country of the seat.
ENTITIES = {
    "Huawei Technologies Co., Ltd. (China)": "CHN",
    "China Mobile": "CHN",
    "Huawei Technologies Düsseldorf GmbH": "DEU",
    "AT&T": "USA",
    "Nokia USA (United States)": "USA",
    "Nokia": "",
}
HEADER = "item,question,title,status,process,timing,editors,supporting_members,first_registration"


def write_work_items(path: Path, number: int, names: Sequence[str], seed: int = 7) -> Counter[str]:
    """Writes that many Work Items; returns how many each name supports."""
    chance = random.Random(seed)
    supporters: Counter[str] = Counter()
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER + "\n")
        for at in range(number):
            chosen = chance.sample(names, chance.randrange(4))
            supporters.update(chosen)
            editors = chance.sample(names, chance.randrange(3))
            question = f"Q{at % 20 + 1}/{at % 11 + 2}"
            cells = [
                f"X.{at}",
                question,
                f"Title of the item number {at}",
                ("Under study", "Approved", "Dormant")[at % 3],
                ("AAP", "TAP")[at % 2],
                f"20{26 + at % 3}-0{at % 9 + 1}",
                quoted(editors),
                quoted(chosen),
                f"20{12 + at % 14}-{at % 12 + 1:02d}-{at % 28 + 1:02d}",
            ]
            file.write(",".join(cells) + "\n")
    return supporters


def quoted(names: Sequence[str]) -> str:
    """Several values in one cell."""
    return '"' + "; ".join(names) + '"' if names else ""


def write_members(path: Path, truth: Mapping[tuple[str, str], int]) -> None:
    """Writes as many members of each country and category as `truth` says."""
    lines = [
        f"Member {at} of {country},{country},{category}"
        for (country, category), number in truth.items()
        for at in range(number)
    ]
    path.write_text("\n".join(["member,country,category", *lines]) + "\n", encoding="utf-8")


def write_contributions(path: Path, number: int, seed: int = 7) -> Counter[tuple[int, str]]:
    """Writes that many Contributions of one to three entities; returns how many each country has
    a part in, by year, with the empty country for all."""
    chance = random.Random(seed)
    truth: Counter[tuple[int, str]] = Counter()
    lines = ["contribution,study_group,date,questions,title,sources"]
    for at in range(number):
        names = chance.sample(list(ENTITIES), chance.randrange(1, 4))
        year = 2012 + at % 10
        truth.update((year, country) for country in {ENTITIES[name] for name in names} - {""})
        truth[year, ""] += 1
        lines.append(f"SG15-C{at},SG15,{year}-0{at % 9 + 1},Q11/15,Title {at},{quoted(names)}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return truth


def write_trend(path: Path, number: int, first: float, slope: float, seed: int = 7) -> None:
    """Writes Work Items of ten years, each with one Supporting Member: a Chinese one with log
    odds of `first` at the start of the first year, which rise by `slope` a year."""
    chance = random.Random(seed)
    lines = [HEADER]
    for at in range(number):
        month = at * 120 // number
        log_odds = first + slope * (month + 0.5) / 12
        name = "China Mobile" if chance.random() < 1 / (1 + math.exp(-log_odds)) else "AT&T"
        start = f"{2013 + month // 12}-{month % 12 + 1:02d}"
        lines.append(f"X.{at},Q11/15,Title {at},Approved,AAP,2026-09,,{name},{start}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
