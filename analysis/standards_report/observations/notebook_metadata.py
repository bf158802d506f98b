"""Reads notebooks, and what they declare in their metadata."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from standards_report.errors import DataError, Fault, NotebookError
from standards_report.observations.domain.editions import Edition
from standards_report.observations.json_reader import parse_json
from standards_report.project import Project
from standards_report.source_files import read_text, source_files

KEY = "standards_report"
_FORMAT = 4  # of notebooks, since 2015
_CELLS = ("code", "markdown", "raw")
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")


def notebook_names(project: Project, edition: Edition | None = None) -> list[str]:
    """Names of the notebooks that an edition runs once (default: of all), in alphabetical order.

    Raises NotebookError where a file is not a notebook.
    """
    return [path.stem for path in _known(project, edition) if not run_for_each(path)]


def series_names(project: Project, edition: Edition | None = None) -> list[str]:
    """Names of the notebooks that an edition runs once for each value of a parameter."""
    return [path.stem for path in _known(project, edition) if run_for_each(path)]


def run_for_each(notebook: Path) -> str:
    """The parameter for each value of which a notebook is run, as `country`; empty for none."""
    return str(_metadata(notebook).get("each", ""))


def page_folder(notebook: Path) -> str:
    """The folder for the pages of a notebook that is run many times; its name, if it says none."""
    return str(_metadata(notebook).get("pages", "") or notebook.stem)


def list_figure(notebook: Path) -> str:
    """The label of the figure above the list of such pages; empty where there is none."""
    return str(_metadata(notebook).get("figure", ""))


def _known(project: Project, edition: Edition | None) -> list[Path]:
    paths = source_files(project.notebooks, "*.ipynb")
    if edition is None:
        return paths
    as_of = edition.as_of.isoformat()
    return [path for path in paths if known_since(path) <= as_of]


def known_since(notebook: Path) -> str:
    """The day (YYYY-MM-DD) from which the data of a notebook are known; empty for no such day.

    An edition as of an earlier day does not run the notebook.
    """
    return str(_metadata(notebook).get("since", ""))


def declared_tables(notebook: Path) -> tuple[str, ...]:
    """Names of the tables that a notebook declares in its metadata.

    Raises NotebookError where it declares none.
    """
    tables = _metadata(notebook).get("tables")
    if not tables or not isinstance(tables, list) or not all(isinstance(n, str) for n in tables):
        what = "declares no tables"
        remedy = f'add "{KEY}": {{"tables": [...]}} to its metadata'
        raise NotebookError(Fault(notebook.name, 0, what, remedy))
    return tuple(tables)


def read_notebook(path: Path) -> dict[str, Any]:
    """Reads a notebook as plain objects: `cells`, each with `cell_type`, `metadata` and `source`.

    Raises NotebookError where the file is not a notebook, or its name cannot be that of a page.
    """
    return _parsed(_text(path), path)


def _text(path: Path) -> str:
    if not _NAME.fullmatch(path.stem):
        what = f"{path.name!r} cannot name a notebook"
        raise NotebookError(Fault(path.parent.name, 0, what, "use letters, digits, _ and -"))
    try:
        return read_text(path, path.name)
    except DataError as error:
        raise NotebookError(error.faults) from None


def _parsed(text: str, path: Path) -> dict[str, Any]:
    try:
        content, twice = parse_json(text)
        json.dumps(content, ensure_ascii=False).encode()  # half a surrogate pair cannot be encoded
        usable = _is_form_of_notebook(content)
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        usable = False
    if not usable:
        remedy = "restore it, or save it again in Jupyter"
        raise NotebookError(Fault(path.name, 0, "is not a notebook", remedy))
    if twice:
        what = f"has {', '.join(map(repr, twice))} twice in one object of its JSON"
        raise NotebookError(Fault(path.name, 0, what, "keep the one that you mean"))
    own: dict[str, Any] = content
    return own


def _is_form_of_notebook(content: dict[str, Any]) -> bool:
    """Whether everything that is read of a notebook before it runs is there in its form."""
    cells = content["cells"]
    parts = [content["metadata"], *(cell["metadata"] for cell in cells)]
    tags = [part.get("tags", []) for part in parts]
    sources = [cell["source"] for cell in cells]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return (
        content["nbformat"] == _FORMAT
        and isinstance(content["nbformat_minor"], int)
        and all(isinstance(output["output_type"], str) for output in outputs)
        and all(cell["cell_type"] in _CELLS for cell in cells)
        and all(isinstance(part, dict) for part in parts)
        and all(isinstance(names, list) for names in tags)
        and all(isinstance(source, str) or _are_lines(source) for source in sources)
    )


def _are_lines(source: object) -> bool:
    return isinstance(source, list) and all(isinstance(line, str) for line in source)


def _metadata(notebook: Path) -> dict[str, Any]:
    return _own_metadata(_text(notebook), notebook)


@lru_cache(maxsize=256)  # a build needs each four times, and `preview` builds often
def _own_metadata(text: str, notebook: Path) -> dict[str, Any]:
    own = _parsed(text, notebook)["metadata"].get(KEY)
    return own if isinstance(own, dict) else {}
