"""Slow tests of the report that share what takes long to compute run in one process."""

from __future__ import annotations

from pathlib import Path

import pytest

_HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)  # before the groups become a part of the names
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Groups the slow tests of a module, and of one choice of focus where it has several.

    Else each process would compute what they share anew: a fixture lives as long as its process.
    """
    for item in items:
        if item.path.parent == _HERE and item.get_closest_marker("slow"):
            callspec = getattr(item, "callspec", None)
            focus = callspec.params.get("report", "") if callspec else ""
            item.add_marker(pytest.mark.xdist_group(f"{item.path.stem} {focus}"))
