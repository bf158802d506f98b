"""Which countries there are to tell of: those that any table of participation names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from standards_report.observations.domain.countries import CODE_COLUMNS

if TYPE_CHECKING:
    import pandas as pd

# Sizes stand beside participation, and are none: a country in these alone is not told of.
NOT_PARTICIPATION = ("economy_sizes", "countries", "country_groups")


def code_columns(columns: Iterable[str]) -> list[str]:
    """Those of the columns that hold codes of countries, in their order."""
    return [name for name in columns if name in CODE_COLUMNS]


def named_countries(tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Codes of all countries that the tables name, in alphabetical order.

    `tables` maps names of tables to their rows; those of `NOT_PARTICIPATION` are left out.
    """
    codes: set[str] = set()
    for name, rows in tables.items():
        if name not in NOT_PARTICIPATION:
            for column in code_columns(rows.columns):
                codes.update(rows[column].unique())
    return sorted(codes - {""})
