"""Cells that are run as a notebook of a project, and what came of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from standards_report.pipeline.notebooks.notebook_runner import Run, run_notebook


@dataclass(frozen=True)
class Ran:
    """What cells printed, and what the notebook read."""

    printed: str
    reads: dict[str, str]


def run_cells(root: Path, *sources: str, name: str = "tried") -> Ran:
    """Runs the cells as a notebook `analysis/notebooks/NAME.ipynb` below `root`."""
    cells: list[dict[str, object]] = [
        {
            "cell_type": "code",
            "id": f"cell-{place}",
            "execution_count": None,
            "metadata": {"tags": ["parameters"]} if source == "" else {},
            "outputs": [],
            "source": source,
        }
        for place, source in enumerate(["", *sources])
    ]
    spec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = {"cells": cells, "metadata": {"kernelspec": spec}, "nbformat": 4}
    path = root / "analysis" / "notebooks" / f"{name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook | {"nbformat_minor": 5}), encoding="utf-8")
    executed, emitted, failed = (
        root / ".build" / part / name for part in ("executed", "emitted", "failed")
    )
    reads = run_notebook(Run(path, name, {}, executed, emitted, failed, root))
    content = json.loads(executed.read_text(encoding="utf-8"))
    texts = [output.get("text", "") for cell in content["cells"] for output in cell["outputs"]]
    return Ran("".join("".join(text) for text in texts).strip(), reads)
