"""What the cells of an executed notebook emitted, and the copy of it that pages embed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from standards_report.display.mime import MIME
from standards_report.display.text.markdown import escape
from standards_report.errors import Fault, NotebookError
from standards_report.pipeline.notebooks.sanitize import active_content, without_active_content

Cell = dict[str, Any]
_LABEL = re.compile(r"^#\| *label: *(\S+) *$", re.MULTILINE)
_PREFIX = {"figure": "fig-", "table": "tbl-"}
_NAME = re.compile(r"[a-z]+-[A-Za-z0-9_-]+")
# Metadata of an execution that says when, where or by whom it was run.
_VOLATILE = ("execution", "papermill", "collapsed")


def collect_emissions(notebook: Mapping[str, Any], shown: str) -> dict[str, Any]:
    """Returns `figures` and `tables` by label and `values` by name, in the notebook's order.

    `shown` names the notebook in messages. Raises NotebookError with a fault for every figure or
    table that has no label of its kind, every label that has neither, and every name that is used
    twice.
    """
    found: dict[str, dict[str, Any]] = {"figures": {}, "tables": {}, "values": {}}
    faults = []
    for number, cell in enumerate(_own_cells(notebook), 1):
        place = f"{shown}, cell {number}"
        label = label_of(cell)
        shows = [emitted for emitted in _emitted(cell) if emitted["kind"] != "values"]
        faults += _label_faults(label, shows, place)
        for figure in shows[:1] if label else []:  # or a table
            figure |= {"label": label, "svg": _output(cell, "image/svg+xml")}
            figure |= {"markdown": _output(cell, "text/markdown")}
            faults += _content_faults(figure, place)
            _add(found[f"{figure['kind']}s"], str(label), figure, place, faults)
        for emitted in _emitted(cell):
            for value in emitted.get("values", ()):
                _add(found["values"], value["name"], value | {"cell": cell["id"]}, place, faults)
    if faults:
        raise NotebookError(faults)
    return found


def label_of(cell: Mapping[str, Any]) -> str | None:
    """The label that a code cell has in a line such as `#| label: fig-members`."""
    match = _LABEL.search(_source(cell)) if cell["cell_type"] == "code" else None
    return match.group(1) if match else None


def strip_volatile(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """The executed notebook without what differs from run to run, and without active content."""
    cells = []
    for cell in notebook["cells"]:
        cell = {**cell, "metadata": _lasting(cell["metadata"])}
        if "injected-parameters" in cell["metadata"].get("tags", []):
            cell["id"] = "injected-parameters"
        if cell["cell_type"] == "code":
            cell["outputs"] = [_lasting_output(output) for output in cell["outputs"]]
        cells.append(cell)
    return {**notebook, "cells": cells, "metadata": _lasting(notebook["metadata"])}


def with_captions(notebook: Mapping[str, Any], emissions: Mapping[str, Any]) -> dict[str, Any]:
    """The notebook with the computed caption and alt text as options of each labelled cell.

    Quarto and our own engine read them there. A labelled cell keeps only the output that it is
    labelled for.
    """
    return {**notebook, "cells": [_with_options(cell, emissions) for cell in notebook["cells"]]}


def _with_options(cell: Cell, emissions: Mapping[str, Any]) -> Cell:
    label = label_of(cell)
    if label in emissions["figures"]:
        figure = emissions["figures"][label]
        options = {"fig-cap": escape(figure["caption"]), "fig-alt": figure["alt"]}
    elif label in emissions["tables"]:
        # Quarto reads it first as an attribute, which takes a backslash away, then as Markdown.
        caption = escape(emissions["tables"][label]["caption"])
        options = {"tbl-cap": caption.replace("\\", "\\\\")}
    else:
        return cell
    lines = [f"#| {name}: {json.dumps(text, ensure_ascii=False)}" for name, text in options.items()]
    source = _LABEL.sub(lambda match: "\n".join([match.group(0), *lines]), _source(cell), count=1)
    outputs = [output for output in cell["outputs"] if _kind(output) in ("figure", "table")]
    return {**cell, "source": source.splitlines(keepends=True), "outputs": outputs}


def _own_cells(notebook: Mapping[str, Any]) -> list[Cell]:
    """The author's cells, without the one that papermill injected."""
    return [
        cell
        for cell in notebook["cells"]
        if "injected-parameters" not in cell["metadata"].get("tags", [])
    ]


def _emitted(cell: Mapping[str, Any]) -> list[dict[str, Any]]:
    outputs = cell.get("outputs", [])
    return [output["data"][MIME] for output in outputs if MIME in output.get("data", {})]


def _kind(output: Mapping[str, Any]) -> str:
    return str(output.get("data", {}).get(MIME, {}).get("kind", ""))


def _output(cell: Mapping[str, Any], mime: str) -> str:
    for output in cell["outputs"]:
        if mime in output.get("data", {}):
            return "".join(output["data"][mime])
    return ""


def _label_faults(label: str | None, shows: list[dict[str, Any]], place: str) -> list[Fault]:
    if not label:
        remedy = "begin it with #| label: fig-… or tbl-…"
        return [
            Fault(place, 0, f"emits a {emitted['kind']} without a label", remedy)
            for emitted in shows
        ]
    if len(shows) != 1:
        what = f"the cell labelled {label!r} emits {len(shows)} figures or tables"
        return [Fault(place, 0, what, "let it emit one")]
    prefix = _PREFIX[shows[0]["kind"]]
    if not label.startswith(prefix):
        what = f"a {shows[0]['kind']} is labelled {label!r}"
        return [Fault(place, 0, what, f"let the label begin with {prefix}")]
    if not _NAME.fullmatch(label):
        what = f"the label {label!r} cannot name a file"
        return [Fault(place, 0, what, "use letters, digits and hyphens")]
    return []


def _content_faults(emitted: Mapping[str, Any], place: str) -> list[Fault]:
    remedy = "draw with matplotlib and emit it with Emitter.figure or Emitter.table"
    return [
        Fault(place, 0, f"{emitted['label']!r} holds {what}", remedy)
        for what in active_content(emitted)
    ]


def _add(
    known: dict[str, Any], name: str, emitted: dict[str, Any], place: str, faults: list[Fault]
) -> None:
    if name in known:
        faults.append(Fault(place, 0, f"{name!r} is emitted twice", "give each its own name"))
    known[name] = emitted


def _source(cell: Mapping[str, Any]) -> str:
    return "".join(cell["source"])


def _lasting(metadata: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in metadata.items() if key not in _VOLATILE}


def _lasting_output(output: dict[str, Any]) -> dict[str, Any]:
    output = without_active_content(output)
    return {**output, "execution_count": None} if "execution_count" in output else output
