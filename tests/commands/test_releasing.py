"""A release is whole, true and committed; what was released is read without computing."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile

import pytest

from tests.conftest import SmallProject
from tests.support.releasing import archive, commit, done, git, release, repository


def test_what_is_not_committed_is_not_released(built: SmallProject) -> None:
    alone = built.build("--release")
    assert alone.returncode == 2
    assert "is no clone with a commit: release from a clone" in alone.stderr
    repository(built)
    built.append("chapters/members.qmd", "\nMore.\n")
    (built.root / "new.txt").write_text("x", encoding="utf-8")
    process = built.build("--release")
    assert process.returncode == 2
    assert "chapters/members.qmd: is not committed: commit it" in process.stderr
    assert "new.txt: is not committed" in process.stderr
    assert not (built.root / "editions" / "releases").exists()


@pytest.mark.slow
def test_only_the_open_edition_is_released_once_and_on_a_day(released: SmallProject) -> None:
    process = released.build("--release")
    assert process.returncode == 2
    assert "editions/2030.yml: version 2030.1 is released already" in process.stderr
    done(released.run("new-edition", "2031", "--as-of", "2031-12-31"))
    commit(released, "Open 2031")
    process = released.build("2030", "--release")
    assert process.returncode == 2
    assert "only the open edition, 2031, can be released" in process.stderr
    process = released.build("--release")
    assert process.returncode == 2
    assert "editions/2031.yml: states no day of release: write date:" in process.stderr
    released.replace("editions/2031.yml", "date: null", "date: 2031-12-30")
    commands = (("build",), ("check",), ("build", "--release"))
    for command, code in zip(commands, (3, 1, 3), strict=True):
        process = released.run(*command)
        assert process.returncode == code
        assert "date: 2031-12-30 is before as_of, 2031-12-31: write the day of" in process.stderr


@pytest.mark.slow
def test_a_released_edition_is_read_without_computing(released: SmallProject) -> None:
    shutil.rmtree(released.root / ".build")
    (released.root / "data" / "itu_members.csv").unlink()
    traced = done(released.run("trace", "itu.members.CHN.latest")).stdout
    assert "value itu.members.CHN.latest in edition 2030\n  prints as  25\n" in traced
    assert "m.chn.2030 = 25 count" in traced
    near = released.run("trace", "itu.members.CHN.last", "--edition", "2030.1")
    assert near.returncode == 2
    assert "did you mean 'itu.members.CHN.latest'" in near.stderr
    listed = done(released.run("claims", "--edition", "2030.1", "--format", "json")).stdout
    assert {"members.order", "members.growth"} <= {entry["id"] for entry in json.loads(listed)}
    of_chapter = done(released.run("claims", "--chapter", "members")).stdout
    assert "members.order" in of_chapter
    assert "members.korea" not in of_chapter
    assert released.run("claims", "--chapter", "membres").returncode == 2
    assert not (released.root / ".build" / "results").exists()


def test_a_released_edition_is_packed_with_the_sources_of_its_commit(
    released: SmallProject,
) -> None:
    released.append("chapters/members.qmd", "\nLater words.\n")
    done(released.run("export", "2030", "--target", "crate.zip"))
    with zipfile.ZipFile(released.root / "crate.zip") as crate:
        assert b"Later words" not in crate.read("chapters/members.qmd")
        page = crate.read("report/index.html")
        assert not [name for name in crate.namelist() if name.startswith("editions/releases")]
    assert page == (released.site / "2030" / "index.html").read_bytes()


@pytest.mark.slow
def test_the_same_commit_packs_to_the_same_bytes(released: SmallProject) -> None:
    before = archive(released, "2030.1").read_bytes()
    git(released, "reset", "--quiet", "--hard", "HEAD~1")
    shutil.rmtree(released.root / ".build")
    shutil.rmtree(released.site)
    assert release(released) == "2030.1"
    assert archive(released, "2030.1").read_bytes() == before


@pytest.mark.slow
def test_what_changed_since_a_release_comes_from_its_archive(released: SmallProject) -> None:
    done(released.run("new-edition", "2031", "--as-of", "2031-12-31"))
    process = done(released.build())
    assert "2030 index" not in process.stderr  # nothing of the released edition is computed
    printed = done(released.run("diff", "2030.1", "2031", "--format", "csv")).stdout
    changes = list(csv.DictReader(io.StringIO(printed)))
    told = {"kind": "value", "item": "itu.members.CHN.latest", "part": "", "old": "25", "new": "99"}
    assert told in changes
    published = (released.site / "2031" / "data" / "changes.csv").read_text(encoding="utf-8")
    assert list(csv.DictReader(io.StringIO(published))) == changes
    page = (released.site / "2031" / "chapters" / "changes.html").read_text(encoding="utf-8")
    assert "compares edition 2031 with edition 2030" in " ".join(page.split())
    manifest = json.loads((released.site / "2031" / "manifest.json").read_text(encoding="utf-8"))
    assert "editions/releases/2030.1.zip" in manifest["inputs"]
    unknown = released.run("diff", "2030.2", "2031")
    assert unknown.returncode == 2
    assert "no edition '2030.2' in editions/: did you mean '2030.1'" in unknown.stderr
