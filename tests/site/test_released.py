"""Releases beside the open edition: put back where they were changed, refused where they are not
as they were released."""

from __future__ import annotations

import json
import zipfile

import pytest

from tests.conftest import SmallProject
from tests.site.test_site import broken_links
from tests.site.test_switcher import editions_of
from tests.support.releasing import archive, commit, done, recorded, release


def packed_site(project: SmallProject, version: str) -> dict[str, bytes]:
    """What readers saw of a version, by its place in the edition."""
    with zipfile.ZipFile(archive(project, version)) as files:
        return {
            name.removeprefix("site/"): files.read(name)
            for name in files.namelist()
            if name.startswith("site/")
        }


def lying(project: SmallProject, folder: str) -> dict[str, bytes]:
    """Every file of a folder of the site."""
    top = project.site / folder
    return {
        path.relative_to(top).as_posix(): path.read_bytes()
        for path in top.rglob("*")
        if path.is_file()
    }


def test_what_was_changed_or_left_over_is_put_back(released: SmallProject) -> None:
    before = packed_site(released, "2030.1")
    assert lying(released, "2030") == before
    page = released.site / "2030" / "index.html"
    page.write_bytes(page.read_bytes().replace(b"report", b"rumour"))
    (released.site / "2030" / "left-over.html").write_text("x", encoding="utf-8")
    (released.site / "2030" / "data" / "values.csv").unlink()
    assert "Changed in _site/: 2030" in done(released.build()).stderr
    assert lying(released, "2030") == before
    assert "Changed in _site/: nothing" in done(released.build()).stderr


def test_a_flipped_byte_stops_the_build_and_the_last_site_stays(released: SmallProject) -> None:
    before = released.hashes()
    path = archive(released, "2030.1")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    for command in (("build",), ("trace", "members.order"), ("verify", "2030.1")):
        process = released.run(*command)
        assert process.returncode == 3, command
        *_, line = process.stderr.splitlines()
        assert line.startswith("editions/releases/2030.1.zip: is not as it was released")
    assert released.hashes() == before


@pytest.mark.slow
def test_a_description_that_was_changed_is_a_fault(released: SmallProject) -> None:
    released.replace("editions/2030.yml", "A small report", "A great report")
    for command, code in (("build", 3), ("check", 1)):
        process = released.run(command)
        assert process.returncode == code
        said = "editions/2030.yml: is not as it was released in 2030.1 (title): restore it"
        assert said in process.stderr


def test_an_edition_that_is_neither_open_nor_released_is_a_fault(released: SmallProject) -> None:
    text = (released.root / "editions" / "2030.yml").read_text(encoding="utf-8")
    (released.root / "editions" / "2029.yml").write_text(text.replace("2030", "2029"), "utf-8")
    for command, code in (("build", 3), ("check", 1)):
        process = released.run(command)
        assert process.returncode == code
        said = "editions/2029.yml: is neither the open edition, 2030, nor released: name it"
        assert said in process.stderr


def test_records_say_what_is_wrong_with_them(released: SmallProject) -> None:
    recorded(released, "2030.1", commit="HEAD", sha256="1")
    process = released.build()
    assert process.returncode == 3
    assert "editions/releases/2030.1.yml: commit: " in process.stderr
    assert "editions/releases/2030.1.yml: sha256: " in process.stderr
    recorded(released, "2030.1", commit="0" * 40, sha256="1" * 64, edition="2031")
    assert "is not one of edition '2031'" in released.build().stderr


def test_the_list_and_the_script_name_releases(released: SmallProject) -> None:
    listed = (released.site / "index.html").read_text(encoding="utf-8")
    assert "Version 2030.1, released 31 December 2030, sources known on" in listed
    assert 'href="versions.html"' in listed
    versions = (released.site / "versions.html").read_text(encoding="utf-8")
    assert 'href="2030/index.html">Version 2030.1</a>, released 31 December 2030' in versions
    [edition] = editions_of(released.site)
    pages = edition.pop("pages")
    assert "chapters/members.html" in json.dumps(pages)
    # Archives hold pages that read this form: it never changes.
    assert edition == {
        "id": "2030",
        "version": "2030.1",
        "released": "2030-12-31",
        "versions": [{"version": "2030.1", "released": "2030-12-31", "folder": "2030"}],
    }


@pytest.mark.slow
def test_an_edition_and_a_version_beside_the_released_ones(released: SmallProject) -> None:
    first = packed_site(released, "2030.1")
    released.replace("editions/2030.yml", "2030.1", "2030.2")
    released.replace("chapters/members.qmd", "A callout.", "Another callout.")
    done(released.build())
    commit(released, "Say it in other words")
    assert release(released) == "2030.2"
    done(released.run("new-edition", "2031", "--as-of", "2031-12-31"))
    released.append("chapters/members.qmd", "\nIt goes on.\n")
    done(released.build())

    assert lying(released, "2030/v/2030.1") == first
    second = packed_site(released, "2030.2")
    below = {f"v/2030.1/{name}": content for name, content in first.items()}
    found = lying(released, "2030")
    assert b'href="2030.1/index.html">Version 2030.1</a>' in found.pop("v/index.html")
    assert b"../../assets/switcher.js" in found.pop("v/editions.js")
    assert found == second | below
    assert not broken_links(released.site)
    assert "Another callout." in second["chapters/members.html"].decode()

    said = done(released.build()).stderr
    assert "Changed in _site/: nothing" in said, "lists of versions are the same in each process"

    draft = (released.site / "2031" / "index.html").read_text(encoding="utf-8")
    assert "draft of version 2031.1, not released" in draft
    assert "<dt>Released</dt>" not in draft
    listed = (released.site / "index.html").read_text(encoding="utf-8")
    assert "Draft of version 2031.1, not released, sources known on" in listed
    assert 'Earlier versions: <a href="2030/v/2030.1/index.html">2030.1</a>' in listed
    later, earlier = editions_of(released.site)
    assert (later["version"], later["released"]) == ("2031.1", "")
    assert earlier["versions"] == [
        {"version": "2030.2", "released": "2030-12-31", "folder": "2030"},
        {"version": "2030.1", "released": "2030-12-31", "folder": "2030/v/2030.1"},
    ]
