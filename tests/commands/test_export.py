"""An edition packed for deposit."""

from __future__ import annotations

import hashlib
import json
import zipfile
from typing import Any

import pytest

from tests.conftest import SmallProject


def _graph(archive: zipfile.ZipFile) -> dict[str, Any]:
    content = json.loads(archive.read("ro-crate-metadata.json"))
    return {entity["@id"]: entity for entity in content["@graph"]}


@pytest.mark.slow
def test_a_crate_holds_the_report_what_computes_it_and_how_it_was_run(built: SmallProject) -> None:
    (built.root / "Makefile").write_text("report:\n", encoding="utf-8")
    first = built.run("export", "2030", "--target", "first.zip")
    assert first.returncode == 0, first.stderr
    second = built.run("export", "2030", "--target", "second.zip", TZ="Asia/Tokyo")
    assert second.returncode == 0, second.stderr
    assert (built.root / "first.zip").read_bytes() == (built.root / "second.zip").read_bytes()

    with zipfile.ZipFile(built.root / "first.zip") as archive:
        names = set(archive.namelist())
        graph = _graph(archive)
        manifest = json.loads(archive.read("report/manifest.json"))
        page = hashlib.sha256(archive.read("report/index.html")).hexdigest()
    assert page == manifest["outputs"]["index.html"]
    assert {"data/itu_members.csv", "analysis/notebooks/members.ipynb", "datacite.json"} <= names
    assert not [name for name in names if name.startswith("/") or ".." in name.split("/")]
    assert not [name for name in names if name.startswith((".build", "_site"))]

    listed = {part["@id"] for part in graph["./"]["hasPart"]}
    assert listed == names - {"ro-crate-metadata.json"}
    run = graph["#build-2030"]
    assert run["instrument"] == graph["./"]["mainEntity"] == {"@id": "Makefile"}
    assert {"@id": "report/index.html"} in run["result"]
    assert {"@id": "chapters/members.qmd"} in run["object"]
    assert graph["./"]["datePublished"] == "2030-12-31"


def test_an_edition_that_is_not_built_is_said(small: SmallProject) -> None:
    process = small.run("export", "2030")
    assert process.returncode == 2
    assert "is not built" in process.stderr
    assert not list(small.root.glob("*.zip"))
