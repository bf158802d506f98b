"""Kernels that are forked: apart from each other, in the notebook's folder, ended with it."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from standards_report.errors import NotebookError
from standards_report.pipeline.forking import can_fork
from standards_report.pipeline.notebooks import Run, run_notebook

pytestmark = pytest.mark.skipif(not can_fork(), reason="this system cannot fork kernels")


def _run(folder: Path, name: str, *sources: str) -> str:
    """Runs a notebook of these cells and returns what they printed."""
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
    path = folder / f"{name}.ipynb"
    path.write_text(json.dumps(notebook | {"nbformat_minor": 5}), encoding="utf-8")
    executed, emitted, failed = (
        folder / f"{name}.{part}.ipynb" for part in ("executed", "emitted", "failed")
    )
    run_notebook(Run(path, name, {}, executed, emitted, failed, folder))
    executed = json.loads(executed.read_text(encoding="utf-8"))
    texts = [output.get("text", "") for cell in executed["cells"] for output in cell["outputs"]]
    return "".join("".join(text) for text in texts).strip()


def test_what_one_notebook_changes_another_does_not_see(tmp_path: Path) -> None:
    leave = "import builtins, os, pandas; builtins.left = pandas.left = 1; os.environ['LEFT'] = '1'"
    look = "print(hasattr(builtins, 'left'), hasattr(pandas, 'left'), 'LEFT' in os.environ)"
    assert _run(tmp_path, "first", leave, look) == "True True True"
    assert _run(tmp_path, "second", "import builtins, os, pandas", look) == "False False False"


def test_it_runs_in_the_notebook_folder_with_the_environment_of_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAID_BY_THE_BUILD", "yes")
    printed = _run(
        tmp_path, "where", "import os; print(os.getcwd(), os.environ['SAID_BY_THE_BUILD'])"
    )
    assert printed == f"{tmp_path} yes"


def test_notebooks_run_at_the_same_time(tmp_path: Path) -> None:
    names = [f"notebook-{number}" for number in range(6)]
    with ThreadPoolExecutor(6) as pool:
        said = list(pool.map(lambda name: _run(tmp_path, name, f"print('{name}')"), names))
    assert said == names


def test_a_kernel_that_dies_is_a_fault_of_its_notebook(tmp_path: Path) -> None:
    with pytest.raises(NotebookError, match=r"dies.*died"):
        _run(tmp_path, "dies", "import os; os._exit(3)")
