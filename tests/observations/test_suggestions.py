"""What messages offer in place of a name that is not known."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from standards_report.suggestions import did_you_mean

PACKAGE = Path(__file__).resolve().parents[2] / "analysis" / "standards_report"


@pytest.mark.parametrize(
    ("known", "most", "otherwise", "said"),
    [
        (["alpha", "beta"], 1, "", "did you mean 'alpha'?"),
        (["alpha1", "alpha2"], 3, "", "did you mean 'alpha2' or 'alpha1'?"),
        (["alpha1", "alpha2", "alpha3"], 3, "", "did you mean 'alpha3', 'alpha2' or 'alpha1'?"),
        (["beta", "gamma"], 1, "", "use one of beta, gamma"),
        (["zeta"], 1, "", "use zeta"),
        (["zeta"], 1, "see the list", "see the list"),
        ([], 1, "", "there is none yet"),
    ],
)
def test_the_nearest_known_names_are_offered(
    known: list[str], most: int, otherwise: str, said: str
) -> None:
    assert did_you_mean("alpah", known, otherwise, most=most) == said


def test_only_one_module_looks_for_near_names() -> None:
    found = [
        path.name
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if getattr(node, "attr", getattr(node, "id", "")) == "get_close_matches"
    ]
    assert found == ["suggestions.py"]
