"""The same inputs give the same bytes, wherever and however they are built."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import SmallProject, new_project


@pytest.mark.slow
def test_two_clean_builds_agree_byte_for_byte(built: SmallProject, tmp_path: Path) -> None:
    other = new_project(tmp_path / "elsewhere" / "and deeper")
    process = other.run(
        "build", "--engine", "pandoc", "--jobs", "1", TZ="Pacific/Auckland", LANG="de_DE.UTF-8"
    )
    assert process.returncode == 0, process.stderr
    assert other.hashes() == built.hashes()


def test_no_published_file_names_this_machine(built: SmallProject) -> None:
    for path in built.site.rglob("*"):
        if path.suffix in {".html", ".json", ".csv", ".ipynb", ".js"}:
            text = path.read_text(encoding="utf-8")
            assert str(built.root.parent) not in text, path
            assert str(Path.home()) not in text or str(Path.home()) == "/", path
