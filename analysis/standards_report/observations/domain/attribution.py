"""Attributes entities to countries by one of two rules.

`seat` attributes an entity to the country where the named unit sits: a subsidiary in another
country counts for that country. `headquarters` attributes it to the country from which its group
is led. The source document follows neither rule throughout, so a count by country always says
which rule it used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_report.observations.domain.editions import Attribution

if TYPE_CHECKING:
    import pandas as pd

COLUMN: dict[Attribution, str] = {"seat": "seat_country", "headquarters": "hq_country"}
ATTRIBUTION_IN_WORDS: dict[Attribution, str] = {
    "seat": "the country where the named unit sits",
    "headquarters": "the country where its group has its headquarters",
}


def attribute(rows: pd.DataFrame, entities: pd.DataFrame, rule: Attribution) -> pd.DataFrame:
    """Attributes each row that names an entity to a country by `rule`.

    `rows` has `entity`, the name as sources write it. `entities` has `name`, `entity`,
    `seat_country` and `hq_country`. Returns the rows that name an entity, with `country` and
    `canonical` (the entity that the name stands for) added, and `seat_country` and `hq_country`
    as well. A country that `entities` does not know is empty.
    """
    named = rows[rows["entity"] != ""].copy()
    known = entities.set_index("name")
    named["country"] = named["entity"].map(known[COLUMN[rule]])
    named["canonical"] = named["entity"].map(known["entity"])
    for column in COLUMN.values():
        named[column] = named["entity"].map(known[column])
    return named
