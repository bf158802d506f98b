"""Reads the parameters cell of a notebook, and selects the parameters that it takes."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from standards_report.errors import Fault, NotebookError
from standards_report.suggestions import did_you_mean

TAG = "parameters"


def declared_parameters(notebook: Mapping[str, Any], shown: str) -> dict[str, Any]:
    """Names and defaults in the cell that is tagged `parameters`.

    Raises NotebookError where there is no such cell, or where it has anything but plain
    assignments of literals. `shown` names the notebook in messages.
    """
    for number, cell in enumerate(notebook["cells"], 1):
        if TAG in cell["metadata"].get("tags", []):
            return _assignments("".join(cell["source"]), f"{shown}, cell {number}")
    what = "no cell is tagged 'parameters'"
    raise NotebookError(Fault(shown, 0, what, "tag the cell that sets the defaults"))


def parameters_for(
    notebook: Mapping[str, Any], given: Mapping[str, Any], shown: str
) -> dict[str, Any]:
    """The parameters of `given`, those of an edition, that the notebook declares.

    Raises NotebookError with a fault for every declared parameter that `given` lacks, or has with
    another type.
    """
    declared = declared_parameters(notebook, shown)
    faults = []
    for name, default in declared.items():
        if name not in given:
            what = f"unknown parameter {name!r}"
            faults.append(Fault(shown, 0, what, did_you_mean(name, given)))
        elif type(default) is not type(given[name]):
            what = f"parameter {name!r} is {type(default).__name__} here"
            remedy = f"the edition gives {type(given[name]).__name__}"
            faults.append(Fault(shown, 0, what, remedy))
    if faults:
        raise NotebookError(faults)
    return {name: given[name] for name in declared}


def _assignments(source: str, shown: str) -> dict[str, Any]:
    parameters = {}
    try:
        for statement in ast.parse(source).body:
            if not isinstance(statement, ast.Assign) or not isinstance(
                statement.targets[0], ast.Name
            ):
                raise ValueError(f"line {statement.lineno} is not a plain assignment")
            parameters[statement.targets[0].id] = ast.literal_eval(statement.value)
    except (SyntaxError, ValueError) as error:
        what = f"the parameters cell is not usable ({error})"
        raise NotebookError(Fault(shown, 0, what, "assign literals only")) from None
    return parameters
