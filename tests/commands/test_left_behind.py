"""Files of editors and systems: no sources by their names, and sources in the form they save."""

from __future__ import annotations

import ast
import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report import own_code
from standards_report.commands.preview import watching
from standards_report.errors import DataError
from standards_report.ingest import plan_ingest
from standards_report.observations.domain.yaml_reader import parse_yaml
from standards_report.observations.tables.csv_reader import parse_cells
from standards_report.observations.tables.schema import Field, Table
from standards_report.render.quarto.quarto_project import _copy
from standards_report.source_files import copy_sources, is_source, read_text, source_files

from tests.conftest import ROOT, SmallProject
from tests.support.ingesting import DAY, committees, empty_project, plan, write_lines

PACKAGE = ROOT / "analysis" / "standards_report"
LEFT_BEHIND = [
    *(".#a.qmd", "#a.qmd#", "a.qmd~", "a.qmd.~1~", "%a.qmd%", ".a.qmd.swp", "a.swo", "4913"),
    *("a.csv.bak", "a.qmd.orig", "a.qmd.rej", "a.tmp", "A.BAK", "a.save", "a.csv.old"),
    *("._a.qmd", ".DS_Store", "Thumbs.db", "ehthumbs.db", "desktop.ini", "Icon\r", "__MACOSX"),
    *("~$a.xlsx", "~$a.csv", ".~lock.a.csv#", "~WRL0001.tmp", ".goutputstream-X1"),
    *(".ipynb_checkpoints", "a-checkpoint.ipynb", "__pycache__", "a.pyc", ".nfs0001"),
    *("a.sync-conflict-20300115-101010-ABCDEFG.csv", "a (Ann's conflicted copy 2030-01-15).csv"),
    *("a_BACKUP_4711.csv", "a_REMOTE_4711.csv", "a.csv.part", "a.csv.crdownload"),
]
SOURCES = [
    *("a.qmd", "_quarto.yml", "references.bib", "a_b.csv", "4913.csv", "bak.csv", "tmp", "a#b.js"),
    *("base_2030.csv", "checkpoint.ipynb", "icon.svg", "original.qmd", "a~b.qmd", "swap.csv"),
]
_SAVED: dict[str, Callable[[bytes], bytes]] = {
    "a mark of byte order": lambda content: b"\xef\xbb\xbf" + content,
    "Windows": lambda content: b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"),
    "an old system": lambda content: content.replace(b"\n", b"\r"),
}
_FORM = Table(
    "t", "T", "", "t.csv", tuple(Field(n, "string", "", False, False, None, (), None, None)
    for n in ("a", "b")), ()
)  # fmt: skip
_CELLS = st.text(st.sampled_from('ab ,"\nü'), max_size=6)


@pytest.mark.parametrize("name", LEFT_BEHIND)
def test_what_is_left_behind_is_no_source(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert not is_source(name)
    assert source_files(tmp_path, "*") == []


@pytest.mark.parametrize("name", SOURCES)
def test_names_of_authors_are_sources(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert source_files(tmp_path, "*") == [tmp_path / name]


def test_preview_watches_what_a_build_reads(small: SmallProject) -> None:
    from standards_report.project import Project

    project = Project(small.root)
    for name in LEFT_BEHIND:
        assert not watching.is_source(project, small.root / "chapters" / name)
        assert not watching.is_library(watching.LIBRARY / name)
    for name in SOURCES:
        assert watching.is_source(project, small.root / "data" / name)


def test_no_other_module_lists_folders_of_sources() -> None:
    # Folders that builds, Python or the system fill; nothing in them is an author's.
    others = {
        "source_files.py": 3,
        "ingest/transaction.py": 1,  # tables that wait for their places
        "ingest/relaton/clones/clone_checks.py": 2,  # a clone that lies outside the project
        "ingest/relaton/clones/record_files.py": 1,
        "pipeline/graph/content_hash.py": 2,  # results, and folders that a notebook listed
        "pipeline/graph/settled.py": 1,  # results, and the site
        "pipeline/kernels/fork_server.py": 1,
        "pipeline/graph/environment.py": 1,
        "render/static/fonts.py": 1,
        "commands/preview/published.py": 1,
        "render/site/publish.py": 1,
        "render/quarto/quarto_project.py": 1,
        "render/site/files_for_programs.py": 2,
        "render/static/plot_bundle.py": 2,  # packages of npm
    }
    listing = {"copytree", "glob", "iterdir", "listdir", "rglob", "scandir", "walk"}
    found: dict[str, int] = {}
    for path in source_files(PACKAGE, "**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in listing
                and not (isinstance(node.func.value, ast.Name) and node.func.value.id == "ast")
            ):
                name = path.relative_to(PACKAGE).as_posix()
                found[name] = found.get(name, 0) + 1
    assert found == others, "list sources by source_files(), and copy them by copy_sources()"


def test_a_lock_beside_the_code_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cli.py").touch()
    (tmp_path / ".#cli.py").symlink_to("ann@host.example.4711:1700000000")
    (tmp_path / "cli.py~").touch()
    monkeypatch.setattr(own_code, "PACKAGE", tmp_path)
    assert list(own_code.code_files()) == [tmp_path / "cli.py"]


def test_copies_are_of_sources_and_in_one_form(tmp_path: Path) -> None:
    folder = tmp_path / "chapters"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "a.qmd").write_bytes(b"\xef\xbb\xbf# Bu\xcc\x88ro\r\rText\r")
    (folder / "picture.png").write_bytes(b"\r\n\r\0")
    (folder / ".#a.qmd").symlink_to("ann@host.example.4711:1700000000")
    (folder / "a.qmd.orig").touch()
    copy_sources(folder, tmp_path / "copy", _copy)
    copied = {path.name: path for path in (tmp_path / "copy").rglob("*") if path.is_file()}
    assert copied.keys() == {"a.qmd", "picture.png"}
    assert copied["a.qmd"].read_bytes() == "# Büro\n\nText\n".encode()
    assert copied["picture.png"].read_bytes() == b"\r\n\r\0"


@given(st.lists(st.tuples(_CELLS, _CELLS), min_size=1, max_size=4), st.sampled_from(list(_SAVED)))
def test_a_table_is_the_same_whichever_system_saved_it(
    rows: list[tuple[str, str]], system: str
) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([("a", "b"), *rows])
    content = text.getvalue().encode()
    plain, saved = (parse_cells(one, "t.csv", _FORM) for one in (content, _SAVED[system](content)))
    assert saved == plain
    assert plain[0].rows == [list(row) for row in rows]
    assert plain[0].lines[0] == 2


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"a,b\n1,2\n3,4\r5,6\n", 3), (b"a,b\r\n1,2\r\n3,x\ry\r\n", 3), (b'a,b\n1,"x\ry"\n', 2)],
)
def test_lines_that_end_in_several_ways_are_refused(content: bytes, line: int) -> None:
    cells, faults = parse_cells(content, "t.csv", _FORM)
    assert cells.rows == []
    assert [(fault.line, fault.what) for fault in faults] == [
        (line, "holds a carriage return (U+000D) without a line feed")
    ]


def test_lines_of_an_old_system_are_counted() -> None:
    _, faults = parse_cells(b"a,b\r1,2\r3\r4,\xc2\xa0\r", "t.csv", _FORM)
    assert [fault.line for fault in faults] == [4]
    _, faults = parse_cells(b"a,b\r1,2\r3\r", "t.csv", _FORM)
    assert [fault.line for fault in faults] == [3]


@pytest.mark.parametrize("system", _SAVED)
def test_texts_and_settings_are_the_same_whichever_system_saved_them(
    tmp_path: Path, system: str
) -> None:
    save, path = _SAVED[system], tmp_path / "a.qmd"
    path.write_bytes(save("# Büro\n\nText\n".encode()))
    assert read_text(path, "a.qmd") == "# Büro\n\nText\n"
    assert parse_yaml(save("a: ü\nb:\n  - 1\n".encode()), "a.yml") == {"a": "ü", "b": [1]}
    with pytest.raises(DataError, match=r"a\.yml:3: key 'a' also stands in line 1"):
        parse_yaml(save(b"a: 1\nb: 2\na: 3\n"), "a.yml")


@pytest.mark.parametrize("system", _SAVED)
def test_exports_are_the_same_whichever_system_saved_them(tmp_path: Path, system: str) -> None:
    project = empty_project(tmp_path / "report")
    save, path = _SAVED[system], tmp_path / "a.csv"
    path.write_bytes(save("member,country,category\nTüv,DEU,sector\n华为,CHN,sector\n".encode()))
    records = plan_ingest(project, "itu-members", [path], DAY, None).result.tables
    assert records["member_records"]["member"].tolist() == ["Tüv", "华为"]
    assert records["member_records"]["line"].tolist() == [2, 3]
    snapshot = write_lines(tmp_path / "a.jsonl", committees())
    plain = plan(project, snapshot).result.tables["iso_committees"]
    snapshot.write_bytes(save(snapshot.read_bytes()))
    assert plan(project, snapshot).result.tables["iso_committees"].equals(plain)


_TEXTS = [
    *("_quarto.yml", "index.qmd", "references.bib", "chapters/members.qmd", "editions/2030.yml"),
    *("data/itu_members.csv", "data/sources.csv", "data/datapackage.yaml"),
    *("analysis/notebooks/members.ipynb", "analysis/notebooks/other.ipynb"),
]


@pytest.mark.slow
@pytest.mark.parametrize("system", _SAVED)
def test_a_site_is_the_same_whichever_system_saved_its_sources(
    built: SmallProject, system: str
) -> None:
    before = built.hashes()
    for name in _TEXTS:
        path = built.root / name
        path.write_bytes(_SAVED[system](path.read_bytes()))
        path.with_name(f"{path.name}.bak").symlink_to("none")
        shutil.copyfile(path, path.with_name(f"{path.stem} (conflicted copy){path.suffix}"))
    assert (process := built.run("check")).returncode == 0, process.stdout + process.stderr
    assert (process := built.build()).returncode == 0, process.stderr
    after = built.hashes()
    assert {name for name in before | after if before.get(name) != after.get(name)} == {
        "2030/manifest.json"  # which names the bytes of the sources
    }
