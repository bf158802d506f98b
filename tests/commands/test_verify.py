"""A release is rebuilt from its commit and compared, file by file."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from standards_report.evidence.release.manifest import Manifest
from standards_report.evidence.release.manifest_diff import differences

from tests.conftest import SmallProject
from tests.support.releasing import commit, done, git, recorded, repacked
from tests.support.results import made

# Takes the site from where a commit keeps it: quicker than to build it.
_STUB = "report:\n\tmkdir -p _site && cp -r made _site/2030\n"


def stubbed(project: SmallProject, makefile: str = _STUB) -> SmallProject:
    """The project, its release one of a commit whose `make report` copies the site."""
    shutil.copytree(project.site / "2030", project.root / "made", dirs_exist_ok=True)
    return recommitted(project, makefile)


def recommitted(project: SmallProject, makefile: str = _STUB) -> SmallProject:
    """The project, its release one of a commit of all that there is now."""
    (project.root / "Makefile").write_text(makefile, encoding="utf-8")
    recorded(project, "2030.1", commit=commit(project, "As it is now"))
    return project


def told(process: subprocess.CompletedProcess[str], code: int) -> str:
    """The only line of a command that ends with this code."""
    assert process.returncode == code, process.stderr
    (line,) = process.stderr.splitlines()
    return line


@pytest.mark.slow
def test_a_release_is_compared_with_what_its_commit_makes(released: SmallProject) -> None:
    stubbed(released)
    released.append("chapters/members.qmd", "\nWhat comes later does not count.\n")
    process = done(released.run("verify", "2030.1"))
    assert "files of version 2030.1 are as released." in process.stderr
    assert process.stdout.startswith("Commit ")
    assert "\n  mkdir -p _site && cp -r made _site/2030\n" in process.stdout
    assert not (released.root / ".build" / "verify").exists()

    # Another file than the manifest of the commit's own build names.
    page = released.root / "made" / "chapters" / "members.html"
    page.write_text("x", encoding="utf-8")
    (released.root / "made" / "more.html").write_text("x", encoding="utf-8")
    process = recommitted(released).run("verify", "2030")
    assert process.returncode == 6
    lines = process.stderr.splitlines()
    assert len(lines) == 2
    start = "editions/releases/2030.1.zip: chapters/members.html differs: "
    assert lines[0] == f"{start}nothing else differs: report it"
    assert "more.html was not released" in lines[1]


@pytest.mark.slow
def test_what_cannot_be_rebuilt_here_never_differs(released: SmallProject, tmp_path: Path) -> None:
    gone = "report:\n\t@echo 'No matching distribution found for pandas==1' >&2; exit 1\n"
    said = told(stubbed(released, gone).run("verify", "2030.1"), 2)
    assert "could not be rebuilt here: No matching distribution found for pandas==1" in said
    assert "see that the package index can be reached" in said
    pinned = "all requirements must have their versions pinned with ==. These do not:"
    old_pip = f"report:\n\t@echo 'ERROR: In --require-hashes mode, {pinned}' >&2; exit 1\n"
    said = told(recommitted(released, old_pip).run("verify", "2030.1"), 2)
    assert "the pip that this Python brings cannot read requirements.lock of commit" in said
    assert "brings a newer pip (23.3.2 or later), and try again" in said
    said = told(recommitted(released, "report:\n").run("verify", "2030.1"), 2)
    assert "make report of its commit makes no edition 2030" in said
    assert told(released.run("verify", "2031.1"), 2).startswith("no release '2031.1'")

    released.append("chapters/members.qmd", "\nOnce more.\n")
    commit(released, "Another commit")
    shallow = SmallProject(tmp_path / "shallow")
    git(released, "clone", "--quiet", "--depth", "1", released.root.as_uri(), str(shallow.root))
    assert "fetch the history first: git fetch --unshallow" in told(
        shallow.run("verify", "2030"), 2
    )
    recorded(released, "2030.1", commit="0" * 40)
    said = told(released.run("verify", "2030.1"), 2)
    assert "commit 000000000000: is not in the history at hand: fetch it first" in said
    shutil.rmtree(shallow.root / ".git")
    assert "run it in a clone" in told(shallow.run("verify", "2030.1"), 2)


def test_another_python_and_another_quarto_are_asked_for(released: SmallProject) -> None:
    def change(files: dict[str, bytes], engine: str, python: str) -> None:
        manifest = json.loads(files["site/manifest.json"])
        manifest["engine"] = engine
        manifest["tools"]["Python"] = python
        files["site/manifest.json"] = json.dumps(manifest).encode()

    repacked(released, "2030.1", lambda files: change(files, "pandoc", "3.99"))
    said = told(released.run("verify", "2030.1"), 2)
    assert "was built with Python 3.99, which is not here: install it" in said
    repacked(released, "2030.1", lambda files: change(files, "quarto 7.7.7", ""))
    said = told(released.run("verify", "2030.1"), 2)
    assert "was rendered by quarto 7.7.7, " in said


@pytest.mark.slow
def test_a_release_is_rebuilt_from_its_commit(released: SmallProject) -> None:
    released.replace("chapters/members.qmd", "A callout.", "Another callout.")
    process = done(released.run("verify", "2030.1"))
    assert "are as released" in process.stderr


def test_missing_and_added_files_and_unexplained_ones_are_told_apart() -> None:
    released = made(Manifest, engine="pandoc", outputs={"a": "1", "b": "1"})
    rebuilt = made(Manifest, engine="pandoc", outputs={"b": "2", "c": "1"})
    said = [str(fault) for fault in differences(released, rebuilt, "manifest")]
    assert [line.split(":")[1].strip() for line in said] == [
        "a was not rebuilt",
        "b differs",
        "c was not released",
    ]
    assert all("nothing else differs" in line for line in said)


def test_what_else_differs_is_named_and_counted() -> None:
    inputs = {f"input-{number}": "1" for number in range(10)}
    released = made(Manifest, engine="quarto 1.9", inputs=inputs, tools={"pandas": "1"})
    rebuilt = made(Manifest, engine="pandoc", outputs={"a": "1"}, tools={"pandas": "2"})
    (fault,) = differences(released, rebuilt, "manifest")
    assert "engine (quarto 1.9, now pandoc), input input-0, " in str(fault)
    assert str(fault).endswith("input input-7, and 2 more, version pandas")
