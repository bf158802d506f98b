"""How old the tables of data are, for the chapter on data."""

from __future__ import annotations

from standards_report.display.text.markdown import pipe_table
from standards_report.evidence.results.age import age_in_words, release_day
from standards_report.evidence.results.index import Index
from standards_report.observations.domain.dates import in_words


def ages_markdown(index: Index) -> str:
    """A table of the tables of data: when each was last observed, and how long ago that was."""
    day = release_day(index.edition)
    rows = [
        [table.title, in_words(table.written), age_in_words(table.last, day)]
        for table in index.observed
    ]
    return pipe_table(["Table", "Last observed", "Before the release"], rows, [False] * 3)
