"""How old the tables of data are, for the chapter on data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from standards_report.display.text.markdown import pipe_table
from standards_report.evidence.results.age import age_in_words
from standards_report.observations.domain.dates import in_words


def ages_markdown(index: Mapping[str, Any]) -> str:
    """A table of the tables of data: when each was last observed, and how long ago that was."""
    day = index["edition"]["as_of"]
    rows = [
        [one["title"], in_words(one["written"]), age_in_words(one["written"], day)]
        for one in index["observed"]
    ]
    return pipe_table(["Table", "Last observed", "Before this edition"], rows, [False] * 3)
