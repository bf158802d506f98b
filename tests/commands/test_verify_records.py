"""A version that was computed from records is verified with the files that its author kept."""

from __future__ import annotations

import hashlib
import json
import shutil

import pytest

from tests.conftest import ROOT, SmallProject
from tests.support.releasing import commit, done, recorded, repacked, repository

_RECORDS = "data/records/member_records.csv"
_MEMBERS = "member,country,category\nAcme,CHN,sector\nTest University,CHN,academia\n"
_CELL = """\
#| label: tbl-records
counted = members_by_country(study.table("member_records"))
shown = {"country": "Country", "category": "Category", "value": "Members"}
emit.table(counted, shown, caption="Members counted from records.")\
"""


def with_records(project: SmallProject) -> SmallProject:
    """The project with an export of members, and a table that counts them."""
    shutil.copyfile(ROOT / "data" / "records.yaml", project.root / "data" / "records.yaml")

    def count(notebook: dict[str, object]) -> None:
        metadata, cells = notebook["metadata"], notebook["cells"]
        assert isinstance(metadata, dict)
        assert isinstance(cells, list)
        metadata["standards_report"]["tables"].append("member_records")
        first = "from standards_report.measures import members_by_country\n"
        cells.append({**cells[-1], "id": "tbl-records", "source": _CELL})
        cells[1]["source"].insert(0, first)

    project.edit_notebook("members", count)
    project.append(
        "chapters/members.qmd",
        "\nRecords are counted [@itu-exports].\n\n"
        "{{< embed /_executed/members.ipynb#tbl-records >}}\n",
    )
    entry = "\n@misc{itu-exports,\n  title = {{Exports}},\n  year = {2030},\n}\n"
    project.append("references.bib", entry)
    export = project.root / "members.csv"
    export.write_text(_MEMBERS, encoding="utf-8")
    day = ("--date", "2030-11-30", "--write")
    done(project.run("ingest", "itu-members", "members.csv", *day))
    export.unlink()
    # Writes what the new tables add to data/README.md, which is committed as well.
    done(project.build("--to", "html"))
    return project


@pytest.mark.slow
def test_records_are_asked_for_and_taken_by_their_hash(built: SmallProject) -> None:
    repository(with_records(built))
    said = done(built.build("--release")).stderr
    wanted = hashlib.sha256((built.root / _RECORDS).read_bytes()).hexdigest()
    assert "Keep a copy of these files as they are now: verify will need them:" in said
    assert f"  {_RECORDS} (SHA-256 {wanted})\n" in said
    assert "  standards-report verify 2030.1 --records data/records\n" in said
    commit(built, "Release 2030.1")
    manifest = json.loads((built.site / "2030" / "manifest.json").read_bytes())
    assert manifest["records"] == {_RECORDS: wanted}

    # The author's own records move on; what was kept has another name.
    kept = built.root.parent / "kept" / "of 2030"
    kept.mkdir(parents=True)
    (built.root / _RECORDS).rename(kept / "members (old).txt")
    (kept / "other.csv").write_text("x", encoding="utf-8")
    process = built.run("verify", "2030.1")
    assert process.returncode == 2
    (line,) = process.stderr.splitlines()
    assert f"{_RECORDS} (SHA-256 {wanted})" in line
    assert "--records FOLDER" in line
    process = done(built.run("verify", "2030.1", "--records", str(kept.parent)))
    assert "files of version 2030.1 are as released." in process.stderr
    assert not (built.root / _RECORDS).exists(), "they go into the other checkout alone"


@pytest.mark.slow
def test_what_lacks_is_named_at_once(released: SmallProject) -> None:
    contents = {"data/records/a.csv": b"a\n", "data/records/b.csv": b"b\n"}
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}

    def need(files: dict[str, bytes]) -> None:
        manifest = json.loads(files["site/manifest.json"])
        files["site/manifest.json"] = json.dumps({**manifest, "records": hashes}).encode()

    repacked(released, "2030.1", need)
    # Builds the site only where the records lie at their places.
    shutil.copytree(released.site / "2030", released.root / "made")
    found = " && ".join(f"test -f {name}" for name in contents)
    (released.root / "Makefile").write_text(
        f"report:\n\t{found} && mkdir -p _site && cp -r made _site/2030\n", encoding="utf-8"
    )
    recorded(released, "2030.1", commit=commit(released, "A quicker report"))

    process = released.run("verify", "2030.1")
    assert process.returncode == 2
    (line,) = process.stderr.splitlines()
    assert all(f"{name} (SHA-256 {wanted})" in line for name, wanted in hashes.items())
    kept = released.root.parent / "kept"
    process = released.run("verify", "2030.1", "--records", str(kept))
    assert process.returncode == 2
    assert "is no folder" in process.stderr

    kept.mkdir()
    (kept / "first").write_bytes(contents["data/records/a.csv"])
    (kept / "second").write_bytes(b"b, and more\n")
    process = released.run("verify", "2030.1", "--records", str(kept))
    assert process.returncode == 2
    (line,) = process.stderr.splitlines()
    assert "data/records/b.csv" in line
    assert "data/records/a.csv" not in line
    assert "differs" not in line
    (kept / "second").write_bytes(contents["data/records/b.csv"])
    process = done(released.run("verify", "2030.1", "--records", str(kept)))
    assert "are as released" in process.stderr
