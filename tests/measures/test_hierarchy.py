"""Elements and what they belong to."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from standards_report.measures import with_elements, with_rows


def listed(parents: list[int | None]) -> pd.DataFrame:
    """A list of two storeys: element `n` belongs to the top of that number, or is one."""
    return with_rows(
        pd.DataFrame(
            {
                "id": [f"f.{index}" for index in range(len(parents))],
                "parent": ["" if parent is None else f"f.{parent}" for parent in parents],
                "factor": [f"Factor {index}" for index in range(len(parents))],
            }
        )
    )


def test_each_top_has_the_elements_below_it() -> None:
    tops = with_elements(listed([None, 0, None, 0]), "factor")
    assert tops["elements"].tolist() == [("Factor 1", "Factor 3"), ()]
    assert tops["parts"].tolist() == [2, 0]
    assert tops["rows"].tolist() == [("f.0", "f.1", "f.3"), ("f.2",)]


@given(st.lists(st.sampled_from([None, 0]), max_size=12))
def test_no_element_is_lost_or_doubled(below: list[int | None]) -> None:
    tops = with_elements(listed([None, *below]), "factor")
    assert tops["parts"].sum() + len(tops) == len(below) + 1
    assert sum(map(len, tops["rows"])) == len(below) + 1
