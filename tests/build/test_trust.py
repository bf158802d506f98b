"""What is published is what the sources at hand give, whatever happened before or meanwhile."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT, SmallProject, new_project

_TABLE, _ROW = "data/itu_members.csv", "m.jpn.2030,2030,ITU,JPN,total,"
pytestmark = pytest.mark.slow
_BUILD = [sys.executable, "-m", "standards_report", "build", "--engine", "pandoc"]


def as_clean(project: SmallProject, folder: Path, *arguments: str) -> None:
    """The site is that of a build from nothing, byte for byte."""
    ignored = shutil.ignore_patterns(".build", "_site")
    shutil.copytree(project.root, folder, ignore=ignored)
    clean = SmallProject(folder)
    process = clean.build(*arguments)
    assert process.returncode == 0, process.stderr
    assert project.hashes() == clean.hashes()


def with_old_time(path: Path, old: str, new: str) -> None:
    """Another content of the same size under the time of the old one."""
    before = path.stat()
    text = path.read_text(encoding="utf-8")
    assert old in text
    assert len(old) == len(new)
    path.write_text(text.replace(old, new), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (_TABLE, f"{_ROW}24", f"{_ROW}22"),
        *(
            pytest.param(*change, marks=pytest.mark.slow)
            for change in (
                ("analysis/notebooks/other.ipynb", ".sum()", ".max()"),
                ("chapters/members.qmd", "A callout.", "A CALLOUT."),
                ("editions/2030.yml", 'version: "2030.1"', 'version: "2030.2"'),
                ("references.bib", "A Synthetic", "A SYNTHETIC"),
            )
        ),
    ],
)
def test_another_content_under_its_old_time_is_seen(
    built: SmallProject, tmp_path: Path, file: str, old: str, new: str
) -> None:
    with_old_time(built.root / file, old, new)
    process = built.build()
    assert process.returncode == 0, process.stderr
    as_clean(built, tmp_path / "clean")


def test_a_chapter_that_comes_back_with_its_old_time_is_checked(built: SmallProject) -> None:
    with_old_time(built.root / "chapters/members.qmd", "@register", "@registry")
    process = built.build()
    assert process.returncode == 1
    assert "unknown citation @registry" in process.stderr
    assert built.run("check").returncode == 1


def test_a_table_that_is_saved_while_its_notebook_runs_is_read_again(
    built: SmallProject, tmp_path: Path
) -> None:
    read = tmp_path / "read"
    wait = f"\nimport pathlib, time; pathlib.Path({str(read)!r}).touch(); time.sleep(3)\n"

    def slow(content: dict[str, object]) -> None:
        cells: list[dict[str, object]] = content["cells"]  # type: ignore[assignment]
        cells[-1]["source"] = "".join(cells[-1]["source"]) + wait  # type: ignore[arg-type]

    built.edit_notebook("members", slow)
    build = subprocess.Popen(_BUILD, cwd=built.root, stderr=subprocess.PIPE, text=True)
    while not read.exists() and build.poll() is None:
        time.sleep(0.05)
    time.sleep(0.3)
    built.replace(_TABLE, f"{_ROW}24", f"{_ROW}22")
    said = build.communicate()[1]
    assert build.returncode == 0, said
    assert "Changed while the build ran: data/itu_members.csv" in said
    assert "JPN.latest,22," in built.page("data/values.csv")
    assert "0 steps ran" in built.build().stderr
    as_clean(built, tmp_path / "clean")


def _fake_package(folder: Path, version: str) -> None:
    """Describes a package as installed in a folder, in one version."""
    for old in folder.glob("*.dist-info"):
        shutil.rmtree(old)
    info = folder / f"somepackage-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Name: somepackage\nVersion: {version}\n", encoding="utf-8")


def test_another_version_of_a_package_computes_everything_again(
    small: SmallProject, tmp_path: Path
) -> None:
    packages = tmp_path / "packages"
    path = os.pathsep.join([str(packages), os.environ.get("PYTHONPATH", "")])
    command = ("build", "--engine", "pandoc", "--to", "html")
    _fake_package(packages, "1.0")
    assert small.run(*command, PYTHONPATH=path).returncode == 0
    tools = json.loads(small.page("manifest.json"))["tools"]
    assert tools["somepackage"] == "1.0"
    assert tools["Python"] == ".".join(map(str, sys.version_info[:2]))
    assert {"platform", "pandas", "matplotlib", "typst"} <= tools.keys()
    assert "0 steps ran" in small.run(*command, PYTHONPATH=path).stderr
    _fake_package(packages, "1.1")
    process = small.run(*command, PYTHONPATH=path)
    assert " 0 unchanged" in process.stderr
    assert json.loads(small.page("manifest.json"))["tools"]["somepackage"] == "1.1"


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _cut(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


@pytest.mark.parametrize("spoil", [_flip, _cut, Path.unlink])
def test_what_lies_in_the_scratch_folder_is_compared_before_it_is_used(
    built: SmallProject, spoil: object
) -> None:
    before = built.hashes()
    for path in sorted((built.root / ".build").rglob("*")):
        if path.is_file() and path.stat().st_size and "results" in path.parts:
            spoil(path)  # type: ignore[operator]
    built.append("chapters/members.qmd", "\nA sentence more.\n")
    process = built.build()
    assert process.returncode == 0, process.stderr
    assert "A sentence more." in built.page("chapters/members.html")
    built.replace("chapters/members.qmd", "\nA sentence more.\n", "")
    assert built.build().returncode == 0
    assert built.hashes() == before


def test_pages_alone_have_no_older_pdf_beside_them_and_say_so(
    built: SmallProject, tmp_path: Path
) -> None:
    pdf = built.site / "2030" / "standards-report-2030.pdf"
    assert pdf.is_file()
    whole = built.hashes()
    process = built.build("--to", "html")
    assert process.returncode == 0, process.stderr
    assert not pdf.exists()
    assert "standards-report-2030.pdf" not in built.page("index.html")
    assert "no PDF in this build" in built.page("index.html")
    as_clean(built, tmp_path / "clean", "--to", "html")
    refused = built.run("export", "2030", "--target", "x.zip")
    assert refused.returncode == 2
    assert "is not built as pdf" in refused.stderr
    assert built.build().returncode == 0
    assert built.hashes() == whole


def test_the_pdf_alone_has_no_older_pages_beside_it(built: SmallProject) -> None:
    assert built.build("--to", "pdf").returncode == 0
    assert not (built.site / "2030" / "index.html").exists()
    assert (built.site / "2030" / "standards-report-2030.pdf").is_file()
    listed = (built.site / "index.html").read_text(encoding="utf-8")
    assert "no pages in this build" in listed
    assert 'href="2030/index.html"' not in listed


def test_force_computes_everything_again_and_changes_nothing(built: SmallProject) -> None:
    before = built.hashes()
    process = built.build("--force")
    assert " 0 unchanged" in process.stderr
    assert built.hashes() == before


@pytest.mark.parametrize("option", [("--allow-stale",), ("--to", "html")])
def test_a_release_is_whole_and_true(built: SmallProject, option: tuple[str, ...]) -> None:
    process = built.build("--release", *option)
    assert process.returncode == 2
    assert "a release is whole and true" in process.stderr


class TestExport:
    """Only what is current, complete and true is packed, and nothing else."""

    def refused(self, project: SmallProject) -> str:
        process = project.run("export", "2030", "--target", "x.zip")
        assert process.returncode == 2, process.stderr
        assert not (project.root / "x.zip").exists()
        assert "Traceback" not in process.stderr
        return process.stderr

    def test_a_site_that_is_older_than_its_table_is_refused(self, built: SmallProject) -> None:
        built.replace(_TABLE, f"{_ROW}24", f"{_ROW}22")
        assert "is older than its sources (input changed: itu_members.csv" in self.refused(built)

    def test_a_page_that_was_edited_by_hand_is_found(self, built: SmallProject) -> None:
        page = built.site / "2030" / "index.html"
        page.write_text(page.read_text(encoding="utf-8") + "<p>x</p>", encoding="utf-8")
        assert "index.html is not as it was built" in self.refused(built)

    def test_a_site_that_may_hold_false_sentences_is_refused(self, built: SmallProject) -> None:
        built.replace(_TABLE, f"{_ROW}24", f"{_ROW}26")
        assert built.build("--allow-stale").returncode == 0
        assert "may hold false sentences" in self.refused(built)

    def test_what_git_ignores_or_does_not_know_stays_out(self, built: SmallProject) -> None:
        shutil.copyfile(ROOT / ".gitignore", built.root / ".gitignore")
        (built.root / "Makefile").write_text("report:\n", encoding="utf-8")
        for command in (("init", "-q"), ("add", "-A")):
            subprocess.run(["git", *command], cwd=built.root, check=True)
        for name in ("data/records/secret.csv", "analysis/secret.env", "chapters/notes/secret.txt"):
            (built.root / name).parent.mkdir(exist_ok=True)
            (built.root / name).write_text("secret\n", encoding="utf-8")
        process = built.run("export", "2030", "--target", "x.zip")
        assert process.returncode == 0, process.stderr
        names = zipfile.ZipFile(built.root / "x.zip").namelist()
        assert "chapters/members.qmd" in names
        assert not [name for name in names if "secret" in name]


def test_a_build_that_waited_looks_when_it_has_the_lock(built: SmallProject) -> None:
    script = (
        "import pathlib, time\n"
        "from standards_report.pipeline.lock import only_build\n"
        "from standards_report.pipeline.progress import Reporter\n"
        "from standards_report.project import Project\n"
        "with only_build(Project(pathlib.Path.cwd()), Reporter(quiet=True)):\n"
        "    pathlib.Path('holding').touch(); time.sleep(2)\n"
        "    path = pathlib.Path('data/itu_members.csv')\n"
        f"    path.write_text(path.read_text().replace('{_ROW}24', '{_ROW}22'))\n"
    )
    holder = subprocess.Popen([sys.executable, "-c", script], cwd=built.root)
    while not (built.root / "holding").exists():
        assert holder.poll() is None
        time.sleep(0.05)
    (built.root / "holding").unlink()
    built.append("chapters/members.qmd", "\nA sentence more.\n")
    process = built.build()
    assert holder.wait() == 0
    assert process.returncode == 0, process.stderr
    assert "JPN.latest,22," in built.page("data/values.csv")


def test_code_that_changes_while_it_runs_publishes_nothing(tmp_path: Path) -> None:
    """The process runs what it has loaded, not what lies there now."""
    shutil.copytree(
        ROOT / "analysis" / "standards_report",
        tmp_path / "code" / "standards_report",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    project = new_project(tmp_path / "project")
    module = tmp_path / "code" / "standards_report" / "measures" / "shares" / "shares.py"
    project.edit_notebook(
        "members",
        lambda content: content["cells"][-1].update(  # type: ignore[index]
            source=f"open({str(module)!r}, 'a').write('#')"
        ),
    )
    process = project.run("build", "--engine", "pandoc", PYTHONPATH=str(tmp_path / "code"))
    assert process.returncode == 2, process.stderr
    assert "measures/shares/shares.py: changed while the build ran: build again" in process.stderr
    assert not project.site.exists()


def test_compiled_code_is_known_by_the_content_of_its_source(tmp_path: Path) -> None:
    code = tmp_path / "code"
    shutil.copytree(
        ROOT / "analysis" / "standards_report",
        code / "standards_report",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    command = [sys.executable, "-m", "standards_report", "check", "--help"]
    environment = {**os.environ, "PYTHONPATH": str(code), "PYTHONDONTWRITEBYTECODE": ""}

    def said() -> str:
        run = subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, env=environment, check=True
        )
        return run.stdout

    assert "Check data" in said()
    said()
    with_old_time(
        code / "standards_report" / "cli.py", "Check data, sources", "Prove data, sources"
    )
    assert "Prove data" in said()
