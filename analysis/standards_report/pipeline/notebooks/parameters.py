"""Reads the parameters cell of a notebook, and selects the parameters that it takes."""

from __future__ import annotations

import ast
import json
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


def with_defaults(text: str, given: Mapping[str, Any], shown: str) -> str:
    """The text of a notebook, its parameters cell with the values of `given` as defaults: those of
    the parameters that it declares. Everything else stays, comments of the cell included.

    Raises NotebookError where the cell cannot be read, ValueError where the text is no JSON.
    """
    notebook = json.loads(text)
    declared = declared_parameters(notebook, shown)
    for cell in notebook["cells"]:
        if TAG in cell["metadata"].get("tags", []):
            source = "".join(cell["source"])
            cell["source"] = _set_in(source, declared, given).splitlines(keepends=True)
            break
    written = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
    return text if notebook == json.loads(text) else written


def _set_in(source: str, declared: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    """The source of a parameters cell with other values, where those differ."""
    lines = source.splitlines(keepends=True)
    # From the end, so that lines before keep their numbers.
    for statement in reversed(ast.parse(source).body):
        assert isinstance(statement, ast.Assign)
        assert isinstance(statement.targets[0], ast.Name)
        name, value = statement.targets[0].id, statement.value
        if name not in given or given[name] == declared[name] or value.end_lineno is None:
            continue
        first, last = value.lineno - 1, value.end_lineno - 1
        # Columns of syntax trees count bytes.
        head = lines[first].encode()[: value.col_offset].decode()
        tail = lines[last].encode()[value.end_col_offset :].decode()
        lines[first : last + 1] = [head + json.dumps(given[name], ensure_ascii=False) + tail]
    return "".join(lines)


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
