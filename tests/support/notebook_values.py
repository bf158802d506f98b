"""The values of the report's own notebooks over rows that a test has changed.

The code cells run here, without a kernel and without the cells that draw: a test that changes rows
needs their numbers alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from standards_report import display, observations
from standards_report.display.emitter import Emitter
from standards_report.display.text.cells import json_cell
from standards_report.evidence.claims.units import Quantity
from standards_report.observations.notebook_metadata import read_notebook
from standards_report.observations.study import Study, open_study

from tests.conftest import ROOT

_DRAWS = "#| label: fig-"
Changes = Mapping[str, float | str | None]


def changed(table: pd.DataFrame, rows: Changes) -> pd.DataFrame:
    """The table with another number, or for a text another date, in the rows of these ids.

    A row is taken out where it has None.
    """
    if "id" not in table or not set(rows) & set(table["id"]):
        return table
    gone = [name for name, cell in rows.items() if cell is None]
    kept = table[~table["id"].isin(gone)].reset_index(drop=True)
    for name, cell in rows.items():
        if cell is not None:
            kept.loc[kept["id"] == name, "date" if isinstance(cell, str) else "value"] = cell
    return kept


def values_of(
    notebook: str, study: Study, parameters: Mapping[str, Any], wanted: Collection[str]
) -> dict[str, Quantity | None]:
    """What the notebook emits of that study, by name, at least until all of `wanted` are there.

    Figures and tables are left out. A cell that draws runs only where a later one needs it.
    """
    found: dict[str, Quantity | None] = {}

    class Recorder(Emitter):
        def value(
            self,
            name: str,
            number: float | None,
            rows: Iterable[str],
            *,
            unit: str = "count",
            digits: int | None = None,
        ) -> None:
            del rows, digits  # a verdict needs the numbers alone
            cell = json_cell(number)
            found[name] = None if cell is None else Quantity(float(cell), unit)

        def text(self, *given: Any, **named: Any) -> None:
            pass

        def figure(self, *given: Any, **named: Any) -> None:
            pass

        chart = table = figure

    path = ROOT / "analysis" / "notebooks" / f"{notebook}.ipynb"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(display, "Emitter", Recorder)
        patch.setattr(observations, "open_study", lambda *_: study)
        _run(path, {**parameters}, lambda: set(wanted) <= set(found))
    return found


def study_of(notebook: str, as_of: str) -> Study:
    """The study of one of the report's own notebooks, to be changed."""
    return open_study(notebook, as_of, ROOT)


def with_rows(study: Study, rows: Changes) -> Study:
    """The study with other cells in rows; see `changed`. Raises KeyError for an unknown row."""
    known = {name for table in study.tables.values() if "id" in table for name in table["id"]}
    if unknown := set(rows) - known:
        raise KeyError(*sorted(unknown))
    tables = {name: changed(table, rows) for name, table in study.tables.items()}
    return replace(study, tables=tables)


def _run(path: Path, known: dict[str, Any], is_done: Callable[[], bool]) -> None:
    passed_over = []
    for code in _code_of(path):
        if is_done():
            return
        if code.startswith(_DRAWS):
            passed_over.append(code)
            continue
        try:
            exec(code, known)
        except NameError:
            for drawing in passed_over:
                exec(drawing, known)
            exec(code, known)


def _code_of(path: Path) -> list[str]:
    """The code cells behind the parameters."""
    cells = read_notebook(path)["cells"]
    return [
        "".join(cell["source"])
        for cell in cells
        if cell["cell_type"] == "code" and "parameters" not in cell["metadata"].get("tags", ())
    ]
