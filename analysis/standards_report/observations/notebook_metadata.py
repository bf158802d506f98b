"""What a notebook says of itself in its metadata."""

from __future__ import annotations

import json
from pathlib import Path

from standards_report.errors import Fault, NotebookError

KEY = "standards_report"


def declared_tables(notebook: Path) -> tuple[str, ...]:
    """The tables that a notebook declares in its metadata.

    Raises NotebookError where it declares none.
    """
    metadata = json.loads(notebook.read_text(encoding="utf-8")).get("metadata", {})
    tables = metadata.get(KEY, {}).get("tables")
    if not tables:
        what = "declares no tables"
        remedy = f'add "{KEY}": {{"tables": [...]}} to its metadata'
        raise NotebookError(Fault(notebook.name, 0, what, remedy))
    return tuple(tables)
