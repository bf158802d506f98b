"""What a chapter attributes to somebody can be looked up."""

from __future__ import annotations

import pytest
from standards_report.render.document.parse import parse
from standards_report.render.lint.uncited import basis_faults


def places(text: str) -> list[int]:
    return [fault.line for fault in basis_faults(parse(text, "a.qmd").blocks, "a.qmd")]


@pytest.mark.parametrize(
    "text",
    [
        "The source\nsays that it rose.",
        "It rose, according to the experts.",
        "Its authors conclude that it rose, see @sec-a.",
        "- Critics argue that it rose.",
        "[It rose]{.needs-citation}.",
        "[It rose]{.needs-citation} by {{< var a.b >}}.",
    ],
)
def test_a_statement_of_somebody_needs_a_basis(text: str) -> None:
    assert places(f"# Heading\n\nIt is cited [@a].\n\n{text}\n") == [5]


@pytest.mark.parametrize(
    "text",
    [
        "The source says that it rose [@a].",
        "According to the source it rose by {{< var a.b >}}.",
        'The source says that [it rose]{.claim data-claim="a.b"}.',
        "The source gives these numbers (@tbl-a).",
        "[It rose]{.needs-citation} [@a].",
        "## What the source says",
        "A source of light is named.",
        "It rose.",
    ],
)
def test_a_basis_in_the_paragraph_is_enough(text: str) -> None:
    assert places(f'::: {{.content-visible when-profile="a"}}\n{text}\n:::\n') == []
