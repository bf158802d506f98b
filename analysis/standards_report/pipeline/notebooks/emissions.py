"""What cells emitted, read from an executed notebook, and the copy that engines embed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Annotated, Any, TypeVar

from pydantic import Field, TypeAdapter, ValidationError

from standards_report.display.emitted import (
    Emissions,
    EmittedFigure,
    EmittedTable,
    EmittedValue,
    EmittedValues,
    FigureResult,
    TableResult,
    ValueResult,
)
from standards_report.display.mime import MIME
from standards_report.display.text.markdown import escape
from standards_report.errors import Fault, NotebookError
from standards_report.pipeline.notebooks.sanitize import active_content, without_active_content

Cell = dict[str, Any]
_Emitted = EmittedFigure | EmittedTable | EmittedValues
_Named = TypeVar("_Named")
_EMITTED: TypeAdapter[_Emitted] = TypeAdapter(Annotated[_Emitted, Field(discriminator="kind")])
_LABEL = re.compile(r"^#\| *label: *(\S+) *$", re.MULTILINE)
_PREFIX = {"figure": "fig-", "table": "tbl-"}
_NAME = re.compile(r"[a-z]+-[A-Za-z0-9_-]+")
# Metadata of an execution that says when, where or by whom it was run.
_VOLATILE = ("execution", "papermill", "collapsed")


def collect_emissions(
    notebook: Mapping[str, Any], shown: str, *, may_be_empty: bool = False
) -> Emissions:
    """Figures and tables by label and values by name, in the order of the notebook.

    `shown` is the path of the notebook; results carry the name of its file. Raises NotebookError
    for every figure or table without a label of its kind, every label without one, every name
    that is used twice, and every emission that `display` did not make. With `may_be_empty`, a
    labelled cell may emit nothing.
    """
    found = _Found(shown, may_be_empty)
    for number, cell in enumerate(_own_cells(notebook), 1):
        found.add_cell(cell, f"{shown}, cell {number}")
    if found.faults:
        raise NotebookError(found.faults)
    return Emissions(figures=found.figures, tables=found.tables, values=found.values)


class _Found:
    """What the cells of a notebook emit, as far as they have been read."""

    def __init__(self, shown: str, may_be_empty: bool) -> None:
        self.figures: dict[str, FigureResult] = {}
        self.tables: dict[str, TableResult] = {}
        self.values: dict[str, ValueResult] = {}
        self.faults: list[Fault] = []
        self._notebook = PurePosixPath(shown).stem
        self._may_be_empty = may_be_empty

    def add_cell(self, cell: Cell, place: str) -> None:
        """Adds what a cell emits. `place` names the cell in faults."""
        try:
            emitted = list(_emitted(cell))
        except ValidationError as error:
            self.faults.append(_foreign(error, place))
            return
        label = label_of(cell)
        items = [emission for emission in emitted if not isinstance(emission, EmittedValues)]
        if items or not self._may_be_empty:
            self.faults += _label_faults(label, items, place)
        if label and items:
            self._add_item(label, items[0], cell, place)
        for emission in emitted:
            for value in emission.values if isinstance(emission, EmittedValues) else ():
                self._add_value(value, str(cell["id"]), place)

    def _add_item(
        self, label: str, item: EmittedFigure | EmittedTable, cell: Cell, place: str
    ) -> None:
        svg, markdown = _output(cell, "image/svg+xml"), _output(cell, "text/markdown")
        self.faults += _content_faults(label, svg, markdown, place)
        content = {
            **dict(item),
            "label": label,
            "notebook": self._notebook,
            "anchor": label,
            "svg": svg,
            "markdown": markdown,
        }
        if isinstance(item, EmittedFigure):
            self._add(self.figures, label, FigureResult.model_validate(content), place)
        else:
            self._add(self.tables, label, TableResult.model_validate(content), place)

    def _add_value(self, value: EmittedValue, cell: str, place: str) -> None:
        home = {"notebook": self._notebook, "cell": cell, "anchor": cell}
        result = ValueResult.model_validate({**dict(value), **home})
        self._add(self.values, value.name, result, place)

    def _add(self, known: dict[str, _Named], name: str, result: _Named, place: str) -> None:
        if name in known:
            remedy = "give each its own name"
            self.faults.append(Fault(place, 0, f"{name!r} is emitted twice", remedy))
        known[name] = result


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


def with_captions(notebook: Mapping[str, Any], emissions: Emissions) -> dict[str, Any]:
    """The notebook with the computed caption and alt text as options of each labelled cell.

    Quarto and our own engine read them there. A labelled cell keeps only the output that it is
    labelled for.
    """
    return {**notebook, "cells": [_with_options(cell, emissions) for cell in notebook["cells"]]}


def _with_options(cell: Cell, emissions: Emissions) -> Cell:
    label = label_of(cell)
    if label in emissions.figures:
        figure = emissions.figures[label]
        options = {"fig-cap": escape(figure.caption), "fig-alt": figure.alt}
    elif label in emissions.tables:
        # Quarto reads it first as an attribute, which takes a backslash away, then as Markdown.
        caption = escape(emissions.tables[label].caption)
        options = {"tbl-cap": caption.replace("\\", "\\\\")}
    else:
        return cell
    lines = [f"#| {name}: {json.dumps(text, ensure_ascii=False)}" for name, text in options.items()]
    at_label = _LABEL.sub(lambda match: "\n".join([match.group(0), *lines]), _source(cell), count=1)
    outputs = [output for output in cell["outputs"] if _kind(output) in ("figure", "table")]
    return {**cell, "source": at_label.splitlines(keepends=True), "outputs": outputs}


def _own_cells(notebook: Mapping[str, Any]) -> list[Cell]:
    """The author's cells: without the one that papermill injected."""
    return [
        cell
        for cell in notebook["cells"]
        if "injected-parameters" not in cell["metadata"].get("tags", [])
    ]


def _emitted(cell: Mapping[str, Any]) -> Iterator[_Emitted]:
    for output in cell.get("outputs", []):
        if MIME in output.get("data", {}):
            yield _EMITTED.validate_python(output["data"][MIME])


def _foreign(error: ValidationError, place: str) -> Fault:
    """A fault for an emission that is not of our types."""
    first = error.errors()[0]
    where = ".".join(map(str, first["loc"])) or "it"
    what = f"emits what is no figure, table or value: {where}: {first['msg']}"
    return Fault(place, 0, what, "emit it with page.figure, page.table or page.value")


def _kind(output: Mapping[str, Any]) -> str:
    return str(output.get("data", {}).get(MIME, {}).get("kind", ""))


def _output(cell: Mapping[str, Any], mime: str) -> str:
    for output in cell["outputs"]:
        if mime in output.get("data", {}):
            return "".join(output["data"][mime])
    return ""


def _label_faults(
    label: str | None, items: list[EmittedFigure | EmittedTable], place: str
) -> list[Fault]:
    if not label:
        remedy = "begin it with #| label: fig-… or tbl-…"
        return [Fault(place, 0, f"emits a {item.kind} without a label", remedy) for item in items]
    if len(items) != 1:
        what = f"the cell labelled {label!r} emits {len(items)} figures or tables"
        return [Fault(place, 0, what, "let it emit one")]
    kind = items[0].kind
    prefix = _PREFIX[kind]
    if not label.startswith(prefix):
        what = f"a {kind} is labelled {label!r}"
        return [Fault(place, 0, what, f"let the label begin with {prefix}")]
    if not _NAME.fullmatch(label):
        what = f"the label {label!r} cannot name a file"
        return [Fault(place, 0, what, "use letters, digits and hyphens")]
    return []


def _content_faults(label: str, svg: str, markdown: str, place: str) -> list[Fault]:
    remedy = "draw with matplotlib and emit it with Emitter.figure or Emitter.table"
    return [
        Fault(place, 0, f"{label!r} holds {what}", remedy) for what in active_content(svg, markdown)
    ]


def _source(cell: Mapping[str, Any]) -> str:
    return "".join(cell["source"])


def _lasting(metadata: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in metadata.items() if key not in _VOLATILE}


def _lasting_output(output: dict[str, Any]) -> dict[str, Any]:
    output = without_active_content(output)
    return {**output, "execution_count": None} if "execution_count" in output else output
