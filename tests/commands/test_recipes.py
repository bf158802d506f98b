"""The recipes of CONTRIBUTING that end with a release, followed through the commands in a
repository of its own: a year, and an erratum."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from standards_report.errors import DataError
from standards_report.evidence.release.release_faults import errata_faults, release_faults
from standards_report.project import Project

from tests.conftest import SmallProject
from tests.support.releasing import archive, commit, done, git, release

_HEADER = "version,wrong,right,touches\n"
_ERRATUM = "2030.2,Its callout had the wrong words.,It has the right ones.,chapters/members.qmd\n"


def page(project: SmallProject, place: str) -> str:
    """A page of the site, its white space plain."""
    return " ".join((project.site / place).read_text(encoding="utf-8").split())


@pytest.mark.slow
def test_a_year(released: SmallProject) -> None:
    done(released.run("new-edition", "2031", "--as-of", "2031-12-31", "--title", "A later report"))
    commit(released, "Open edition 2031")
    before = released.hashes()

    # What other sources say by then, as rows with a source that is known from a day on.
    released.append(
        "data/itu_members.csv", "m.jpn.2031,2031-05,ITU,JPN,total,98,,,count,exact,later,Page 4,,\n"
    )
    listed = done(released.run("work-list", "2031", "--output", "work.md")).stdout
    assert listed.startswith("# Work list of edition 2031\n")
    (released.root / "work.md").unlink()
    done(released.build())
    done(released.run("check"))
    draft = page(released, "2031/index.html")
    assert "draft of version 2031.1, not released" in draft
    after = released.hashes()
    old = {name: known for name, known in before.items() if name.startswith("2030/")}
    assert {name: known for name, known in after.items() if name.startswith("2030/")} == old

    released.replace("editions/2031.yml", "date: null", "date: 2032-02-01")
    done(released.build())
    commit(released, "Edition 2031, as it is released")
    assert release(released) == "2031.1"
    assert (
        "files of version 2031.1 are as released" in done(released.run("verify", "2031.1")).stderr
    )
    assert "Released</dt> <dd>1 February 2032" in page(released, "2031/index.html")
    done(released.run("export", "2031.1", "--target", "crate.zip"))
    with zipfile.ZipFile(released.root / "crate.zip") as crate:
        assert "editions/releases/2030.1.zip" in crate.namelist(), "with which it is compared"
        assert "editions/releases/2031.1.zip" not in crate.namelist()
    changes = done(released.run("diff", "2030", "2031", "--format", "csv")).stdout
    rows = list(csv.DictReader(io.StringIO(changes)))
    assert next(row for row in rows if row["item"] == "itu.members.JPN.latest")["new"] == "98"


@pytest.mark.slow
def test_an_erratum(released: SmallProject) -> None:
    done(released.run("new-edition", "2031", "--as-of", "2031-12-31"))
    released.append("chapters/members.qmd", "\nWhat the next edition says.\n")
    commit(released, "Work on edition 2031")

    # A branch from the commit of the release, the correction, the next version.
    git(released, "switch", "--quiet", "--create", "erratum-2030.2", "HEAD~2")
    released.replace("chapters/members.qmd", "A callout.", "The right callout.")
    released.replace("editions/2030.yml", "2030.1", "2030.2")
    released.replace("editions/2030.yml", "date: 2030-12-31", "date: 2031-05-01")
    errata = released.root / "editions" / "errata.csv"
    errata.write_text(_HEADER + _ERRATUM.replace("members.qmd", "membres.qmd"), encoding="utf-8")
    done(released.build("--to", "html"))
    commit(released, "The callout has the right words")
    process = released.build("--release")
    assert process.returncode == 3
    said = "editions/errata.csv:2: touches 'chapters/membres.qmd', which version 2030.2 does not"
    assert said in process.stderr
    errata.write_text(_HEADER + _ERRATUM, encoding="utf-8")
    commit(released, "The erratum names its chapter")
    assert release(released) == "2030.2"

    # Main keeps its own files, and takes archive, record, description and list.
    git(released, "switch", "--quiet", "main")
    git(released, "merge", "--quiet", "--strategy", "ours", "--no-edit", "erratum-2030.2")
    taken = ["editions/2030.yml", "editions/errata.csv"]
    taken += [f"editions/releases/2030.2.{kind}" for kind in ("zip", "yml")]
    git(released, "checkout", "erratum-2030.2", "--", *taken)
    commit(released, "Release 2030.2")
    git(released, "branch", "--delete", "--force", "erratum-2030.2")

    done(released.build())
    done(released.run("check"))
    assert "The right callout." in page(released, "2030/chapters/members.html")
    assert "The right callout." not in page(released, "2030/v/2030.1/chapters/members.html")
    assert "What the next edition says." in page(released, "2031/chapters/members.html")
    assert "1 correction</a> since it was first published" in page(released, "index.html")
    shown = page(released, "versions.html")
    assert "<td>Its callout had the wrong words.</td><td>It has the right ones.</td>" in shown
    assert "<code>chapters/members.qmd</code>" in shown
    with zipfile.ZipFile(archive(released, "2030.2")) as files:
        assert files.read("record/errata.csv").decode() == _HEADER + _ERRATUM
    differ = done(released.run("diff", "2030.1", "2030.2")).stdout
    assert "A callout. → The right callout." in " ".join(differ.split())
    assert "version 2030.2 are as released" in done(released.run("verify", "2030.2")).stderr


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("version,wrong\n", "editions/errata.csv:1: has other columns: write its first line as"),
        (f"{_HEADER}2030.1,a,b\n", "editions/errata.csv:2: has 3 cells instead of 4"),
        (f"{_HEADER}2030,a,b,c\n", "editions/errata.csv:2: '2030' is no version"),
        (f"{_HEADER}2030.1,,b,c\n", "editions/errata.csv:2: says nothing under 'wrong'"),
        (f"{_HEADER}2030.1,a,b,\n", "editions/errata.csv:2: names no statement that it touches"),
        (
            f"{_HEADER}2030.7,a,b,c\n",
            "editions/errata.csv:2: version 2030.7 is neither released nor open: did you mean",
        ),
        (
            f"{_HEADER}2030.1,a,b,members.ordr members.order\n",
            "editions/errata.csv:2: touches 'members.ordr', which version 2030.1 does not have: "
            "did you mean 'members.order'?",
        ),
    ],
)
def test_the_list_of_errata_is_checked(released: SmallProject, text: str, says: str) -> None:
    errata = released.root / "editions" / "errata.csv"
    errata.write_text(text, encoding="utf-8")
    try:
        project = Project(released.root)
        faults = [*release_faults(project), *errata_faults(project)]
    except DataError as error:
        faults = list(error.faults)
    (fault,) = faults
    assert str(fault).startswith(says)
