"""What an edition may see: rows whose source was known on its as-of date."""

from __future__ import annotations

import pandas as pd


def seen_sources(sources: pd.DataFrame, as_of: str) -> set[str]:
    """Keys of the sources that an edition sees.

    `sources` is the table of that name, `as_of` a day (YYYY-MM-DD). The literature is context,
    not observation, and always seen.
    """
    known = (sources["known_from"] <= as_of) | (sources["kind"] == "literature")
    return set(sources.loc[known, "key"])
