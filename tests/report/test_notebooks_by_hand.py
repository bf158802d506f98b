"""A notebook that is opened in Jupyter computes what the open edition does."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from standards_report.observations.domain.releases import open_edition
from standards_report.observations.notebook_metadata import run_for_each
from standards_report.pipeline.notebooks.parameters import declared_parameters
from standards_report.project import Project

from tests.conftest import ROOT, SmallProject

NOTEBOOKS = sorted((ROOT / "analysis" / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_defaults_are_those_of_the_open_edition(path: Path) -> None:
    given = open_edition(Project(ROOT)).parameters()
    declared = declared_parameters(json.loads(path.read_text(encoding="utf-8")), path.name)
    declared.pop(run_for_each(path), None)  # an edition runs it with many values
    assert declared == {name: given[name] for name in declared}


@pytest.mark.slow
def test_a_notebook_runs_in_jupyter_from_its_folder(small: SmallProject) -> None:
    command = ("nbconvert", "--to", "notebook", "--execute", "--stdout", "members.ipynb")
    process = subprocess.run(
        [sys.executable, "-m", "jupyter", *command],
        cwd=small.root / "analysis" / "notebooks",
        capture_output=True,
        text=True,
    )
    assert process.returncode == 0, process.stderr
    cells = json.loads(process.stdout)["cells"]
    outputs = {cell["id"]: cell["outputs"] for cell in cells if cell["cell_type"] == "code"}
    assert any("image/" in kind for out in outputs["fig-members"] for kind in out.get("data", ()))


def test_jupyter_is_in_the_environment() -> None:
    process = subprocess.run(
        [sys.executable, "-m", "jupyter", "lab", "--version"], capture_output=True, text=True
    )
    assert process.returncode == 0, process.stderr
    locked = (ROOT / "requirements-test.lock").read_text(encoding="utf-8")
    assert f"\njupyterlab=={process.stdout.strip()} \\\n" in locked
