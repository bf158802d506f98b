"""What a notebook says of itself in its metadata."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from standards_report.errors import Fault, NotebookError

KEY = "standards_report"


def known_since(notebook: Path) -> str:
    """The day from which the data of a notebook are known; empty for one of every edition.

    An edition as of an earlier day has nothing to show from it, and does not run it.
    """
    return str(_metadata(notebook).get("since", ""))


def declared_tables(notebook: Path) -> tuple[str, ...]:
    """The tables that a notebook declares in its metadata.

    Raises NotebookError where it declares none.
    """
    tables = _metadata(notebook).get("tables")
    if not tables:
        what = "declares no tables"
        remedy = f'add "{KEY}": {{"tables": [...]}} to its metadata'
        raise NotebookError(Fault(notebook.name, 0, what, remedy))
    return tuple(tables)


def _metadata(notebook: Path) -> dict[str, Any]:
    content = json.loads(notebook.read_text(encoding="utf-8"))
    own: dict[str, Any] = content.get("metadata", {}).get(KEY, {})
    return own
