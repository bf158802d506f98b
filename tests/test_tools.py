"""Programs beside the suite: what they quote of the code stands there."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT
from tests.tools.mutations import MUTATIONS, Mutation


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: str(mutation.file))
def test_a_line_to_break_stands_once_and_has_its_tests(mutation: Mutation) -> None:
    code = (ROOT / "analysis" / "standards_report" / mutation.file).read_text(encoding="utf-8")
    assert code.count(mutation.line) == 1
    assert (ROOT / mutation.tests).is_file()
