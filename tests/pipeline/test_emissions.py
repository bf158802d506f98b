"""What a notebook emits, as the runner reads it: labels, names, parameters, what is kept."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from standards_report.display.emitted import EmittedTable, EmittedValue, EmittedValues
from standards_report.display.mime import MIME
from standards_report.errors import NotebookError
from standards_report.pipeline.notebooks.emissions import (
    collect_emissions,
    strip_volatile,
    with_captions,
)
from standards_report.pipeline.notebooks.parameters import declared_parameters, parameters_for

from tests.support.results import made

TABLE = "| A |\n|---|\n| x |\n"


def cell(source: str, *bundles: dict[str, Any], **metadata: Any) -> dict[str, Any]:
    outputs = [
        {"output_type": "display_data", "data": data, "metadata": {"isolated": True}}
        for data in bundles
    ]
    known = {"cell_type": "code", "id": "c", "execution_count": 3}
    return {**known, "source": [source], "metadata": metadata, "outputs": outputs}


def notebook(*cells: dict[str, Any]) -> dict[str, Any]:
    return {"cells": list(cells), "metadata": {"papermill": {"duration": 1}, "title": "T"}}


def table(**more: Any) -> dict[str, Any]:
    emission = made(EmittedTable, caption="A *caption*", **more).model_dump(mode="json")
    return {MIME: emission, "text/markdown": [TABLE], "text/plain": "A", "text/html": "<b>A</b>"}


def value(name: str) -> dict[str, Any]:
    values = EmittedValues(values=(made(EmittedValue, name=name),))
    return {MIME: values.model_dump(mode="json"), "text/plain": f"{name} = 1"}


def faults(*cells: dict[str, Any]) -> str:
    with pytest.raises(NotebookError) as caught:
        collect_emissions(notebook(*cells), "n.ipynb")
    return "\n".join(map(str, caught.value.faults))


def test_figures_tables_and_values_are_gathered_by_their_names() -> None:
    found = collect_emissions(
        notebook(cell("#| label: tbl-a\n", table()), cell("x", value("a.b"), value("a.c"))), "n"
    )
    assert found.figures == {}
    assert found.tables["tbl-a"].markdown == TABLE
    assert list(found.values) == ["a.b", "a.c"]
    assert found.values["a.b"].cell == "c"


def test_results_say_where_they_stand_and_leave_the_notebook_as_it_was() -> None:
    run = notebook(cell("#| label: tbl-a\n", table()), cell("x", value("a.b")))
    before = deepcopy(run)
    found = collect_emissions(run, "analysis/notebooks/members.ipynb")
    assert (found.tables["tbl-a"].notebook, found.tables["tbl-a"].anchor) == ("members", "tbl-a")
    assert (found.values["a.b"].notebook, found.values["a.b"].anchor) == ("members", "c")
    assert run == before


def test_what_papermill_injected_is_no_cell_of_the_author() -> None:
    injected = cell("x = 1", table(), tags=["injected-parameters"])
    assert not collect_emissions(notebook(injected), "n").tables


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ([cell("x", table())], "n.ipynb, cell 1: emits a table without a label"),
        ([cell("#| label: tbl-a\n")], "'tbl-a' emits 0 figures or tables"),
        ([cell("#| label: tbl-a\n", table(), table())], "emits 2 figures or tables"),
        ([cell("#| label: fig-a\n", table())], "a table is labelled 'fig-a'"),
        ([cell("#| label: tbl-a/b\n", table())], "the label 'tbl-a/b' cannot name a file"),
        ([cell("x", value("a.b")), cell("y", value("a.b"))], "cell 2: 'a.b' is emitted twice"),
        ([cell("#| label: tbl-a\n", table())] * 2, "'tbl-a' is emitted twice"),
        ([cell("x", {MIME: {"kind": "chart"}})], "cell 1: emits what is no figure, table or value"),
        ([cell("x", {MIME: {"kind": "values", "values": [{"name": "a.b"}]}})], "values.0.as_of"),
    ],
)
def test_a_name_that_is_missing_wrong_or_used_twice_is_a_fault(
    cells: list[dict[str, Any]], says: str
) -> None:
    assert says in faults(*cells)


def test_the_embedded_copy_has_the_caption_and_nothing_that_differs_from_run_to_run() -> None:
    run = notebook(
        cell("#| label: tbl-a\nshow()", table(), papermill={"duration": 2}),
        cell("x", {"text/html": "<b>x</b>", "text/plain": "x"}, tags=["injected-parameters"]),
    )
    embedded = with_captions(strip_volatile(run), collect_emissions(run, "n"))
    first, second = embedded["cells"]
    assert "".join(first["source"]) == (
        '#| label: tbl-a\n#| tbl-cap: "A \\\\\\\\*caption\\\\\\\\*"\nshow()'
    )
    assert first["metadata"] == {}
    assert set(first["outputs"][0]["data"]) == {MIME, "text/markdown", "text/plain"}
    assert first["outputs"][0]["metadata"] == {}
    assert second["id"] == "injected-parameters"
    assert second["outputs"][0]["data"] == {"text/plain": "x"}
    assert embedded["metadata"] == {"title": "T"}


def test_an_edition_gives_what_the_parameters_cell_names() -> None:
    declared = notebook(cell('edition = "2022"\nfirst_year = 2012\n', tags=["parameters"]))
    given = {"edition": "2030", "first_year": 2020, "as_of": "2030-12-31"}
    assert declared_parameters(declared, "n") == {"edition": "2022", "first_year": 2012}
    assert parameters_for(declared, given, "n") == {"edition": "2030", "first_year": 2020}


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ('edition = "2022"\nas_off = "x"\n', "unknown parameter 'as_off': did you mean 'as_of'?"),
        ("colour = 'red'\n", "unknown parameter 'colour': use one of edition, as_of"),
        ("edition = 2022\n", "parameter 'edition' is int here: the edition gives str"),
        ("edition = print('x')\n", "the parameters cell is not usable"),
        ("import os\n", "line 1 is not a plain assignment"),
        ("edition = (\n", "the parameters cell is not usable"),
    ],
)
def test_a_parameter_that_no_edition_gives_is_a_fault(source: str, says: str) -> None:
    given = {"edition": "2030", "as_of": "2030-12-31"}
    with pytest.raises(NotebookError, match=r"n: |n, cell 1: ") as caught:
        parameters_for(notebook(cell(source, tags=["parameters"])), given, "n")
    assert says in str(caught.value)
