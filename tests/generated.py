"""Generated records of which the truth is known, in the forms of the exports."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
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
