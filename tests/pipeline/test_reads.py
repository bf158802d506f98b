"""What a notebook reads is an input, with the hash that it had, or is refused."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from standards_report.errors import NotebookError
from standards_report.pipeline.graph.content_hash import file_hash, folder_hash

from tests.conftest import SmallProject
from tests.support.cells import run_cells

_OWN = "analysis/notebooks/tried.ipynb"


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _plant(root: Path, path: str, text: str) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_hash_is_that_of_the_content_alone(tmp_path: Path) -> None:
    file = _plant(tmp_path, "folder/file", "some text")
    assert file_hash(file) == _sha(b"some text")
    os.utime(file, (0, 0))
    assert file_hash(file) == _sha(b"some text")
    assert file_hash(tmp_path / "missing") == file_hash(tmp_path) == ""
    _plant(tmp_path, "folder/another", "")
    assert folder_hash(tmp_path / "folder") == _sha(b"another\0file")
    assert folder_hash(tmp_path / "missing") == folder_hash(file) == ""
    os.mkfifo(tmp_path / "pipe")
    assert file_hash(tmp_path / "pipe") == ""


def test_files_modules_and_folders_of_the_project_are_inputs(tmp_path: Path) -> None:
    _plant(tmp_path, "data/extra.csv", "x\n1\n")
    _plant(tmp_path, "analysis/notebooks/beside.py", "from parts import deep\n")
    _plant(tmp_path, "analysis/notebooks/parts/__init__.py", "")
    _plant(tmp_path, "analysis/notebooks/parts/deep.py", "VALUE = 3\n")
    _plant(tmp_path, "analysis/notebooks/bare/inner.py", "VALUE = 4\n")
    _plant(tmp_path, "analysis/more/further.py", "VALUE = 5\n")
    ran = run_cells(
        tmp_path,
        "import beside, sys, pathlib, pandas as pd, bare.inner",
        "print(beside.deep.VALUE, pd.read_csv('../../data/extra.csv').x[0], bare.inner.VALUE)",
        "print([path.name for path in pathlib.Path('../../data').glob('*.csv')])",
        "sys.path.append('../more'); import further; print(further.VALUE)",
    )
    assert ran.printed == "3 1 4\n['extra.csv']\n5"
    expected = {
        "analysis/notebooks/beside.py": _sha(b"from parts import deep\n"),
        "analysis/notebooks/beside/__init__.py": "",
        "analysis/notebooks/bare.py": "",
        "analysis/notebooks/bare/__init__.py": "",
        "analysis/notebooks/bare/": _sha(b"inner.py"),
        "analysis/notebooks/bare/inner.py": _sha(b"VALUE = 4\n"),
        "analysis/notebooks/parts/": _sha(b"__init__.py\0deep.py"),
        "analysis/notebooks/parts/__init__.py": _sha(b""),
        "analysis/notebooks/parts/deep.py": _sha(b"VALUE = 3\n"),
        "analysis/more/": _sha(b"further.py"),
        "analysis/more/further.py": _sha(b"VALUE = 5\n"),
        "data/": _sha(b"extra.csv"),
        "data/extra.csv": _sha(b"x\n1\n"),
    }
    assert ran.reads == dict(sorted(expected.items()))


def test_a_file_that_was_looked_for_and_is_not_there_is_an_input(tmp_path: Path) -> None:
    look = "try:\n    open('extra.csv')\nexcept FileNotFoundError:\n    print('missing')"
    ran = run_cells(
        tmp_path, look, "try:\n    import beside\nexcept ImportError:\n    print('too')"
    )
    assert ran.printed == "missing\ntoo"
    assert ran.reads == dict.fromkeys(
        (
            "analysis/notebooks/beside.py",
            "analysis/notebooks/beside/__init__.py",
            "analysis/notebooks/extra.csv",
        ),
        "",
    )


def test_the_hash_is_that_of_the_moment_when_the_file_was_first_opened(tmp_path: Path) -> None:
    _plant(tmp_path, "data/extra.csv", "before")
    change = (
        "path = '../../data/extra.csv'; old = open(path).read(); open(path, 'w').write('after')"
    )
    ran = run_cells(tmp_path, change, "print(old, open(path).read())")
    assert ran.printed == "before after"
    assert ran.reads == {"data/extra.csv": _sha(b"before")}


def test_what_a_notebook_wrote_itself_is_no_input(tmp_path: Path) -> None:
    ran = run_cells(
        tmp_path,
        "import os, pathlib, tempfile",
        "pathlib.Path('made.txt').write_text('made'); os.rename('made.txt', 'moved.txt')",
        "os.mkdir('folder'); pathlib.Path('folder/inner').write_text('x')",
        "print(pathlib.Path('moved.txt').read_text(), os.listdir('folder'))",
        "with tempfile.TemporaryFile() as file:\n    file.write(b'x')",
        "path = pathlib.Path(tempfile.mkdtemp(), 'x'); path.write_text('own'); path.read_text()",
    )
    assert ran.printed == "made ['inner']"
    assert ran.reads == {}


def test_a_folder_that_was_there_is_not_the_notebook_s_own(tmp_path: Path) -> None:
    _plant(tmp_path, "data/extra.csv", "x")
    make = "import pathlib; pathlib.Path('../../data').mkdir(exist_ok=True)"
    ran = run_cells(tmp_path, make, "pathlib.Path('../../data/extra.csv').read_text()")
    assert ran.reads == {"data/extra.csv": _sha(b"x")}


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="this system has no such folder")
def test_a_project_may_lie_where_reading_is_free() -> None:
    with TemporaryDirectory(dir="/dev/shm") as folder:
        _plant(Path(folder), "data/extra.csv", "x")
        ran = run_cells(Path(folder), "open('../../data/extra.csv').read()", "open('/dev/null')")
    assert ran.reads == {"data/extra.csv": _sha(b"x")}


def test_a_project_is_reached_by_ansecond_name(tmp_path: Path) -> None:
    root = tmp_path / "project"
    file = _plant(root, "data/extra.csv", "x")
    (tmp_path / "link").symlink_to(root)
    second_name = tmp_path / "link" / "data" / "extra.csv"
    ran = run_cells(tmp_path / "link", f"open({str(file)!r})", f"open({str(second_name)!r})")
    assert ran.reads == {"data/extra.csv": _sha(b"x")}


def test_a_database_is_an_input(tmp_path: Path) -> None:
    base = tmp_path / "data" / "base.db"
    base.parent.mkdir()
    with sqlite3.connect(base) as connection:
        connection.execute("create table numbers as select 3 as x")
    connection.close()
    look = "import sqlite3; print(sqlite3.connect({}).execute('select x from numbers').fetchall())"
    plain, uri = "'../../data/base.db'", "'file:../../data/base.db?mode=ro', uri=True"
    for asked in (plain, uri):
        ran = run_cells(tmp_path, look.format(asked))
        assert ran.printed == "[(3,)]"
        assert ran.reads == {"data/base.db": file_hash(base)}
    assert run_cells(tmp_path, "import sqlite3; sqlite3.connect(':memory:')").reads == {}


def test_tables_that_were_read_ahead_are_inputs_all_the_same(small: SmallProject) -> None:
    load = "from standards_report.observations.tables.loader import load_tables; import pathlib"
    ran = run_cells(small.root, load, "load_tables(pathlib.Path('../../data'), ['bodies'])")
    assert ran.reads["data/bodies.csv"] == file_hash(small.root / "data" / "bodies.csv")
    assert "data/datapackage.yaml" in ran.reads


def test_what_is_installed_and_the_system_s_own_is_read_freely(tmp_path: Path) -> None:
    ran = run_cells(
        tmp_path,
        "import zoneinfo, seaborn, matplotlib.pyplot as plt, wave, platform, statsmodels.api",
        "zoneinfo.ZoneInfo('Asia/Tokyo'); platform.platform(); open('/proc/self/stat').read()",
        "plt.plot([1]); plt.savefig('drawn.svg'); print(open(plt.__file__).readline() != '')",
    )
    assert ran.printed == "True"
    # What libraries can do without might lie beside the notebook.
    assert set(ran.reads.values()) <= {""}


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("open('{elsewhere}').read()", "a cell reads {elsewhere}, which lies outside the project"),
        ("import pandas; pandas.read_csv('{elsewhere}')", "which lies outside the project"),
        ("open('link').read()", "which lies outside the project"),
        ("import os; os.listdir('/')", "a cell reads /, which lies outside the project"),
        ("import os; os.open('/etc/passwd', os.O_RDONLY)", "/etc/passwd, which lies outside"),
        ("open('../../.build/old').read()", "a cell reads .build/old, which builds write"),
        ("import os; os.listdir('../../_site')", "a cell reads _site, which builds write"),
        ("import subprocess; subprocess.run(['cat'])", "starts another program (subprocess.Popen)"),
        ("import os; os.system('true')", "starts another program (os.system)"),
        ("!true", "starts another program"),
        ("import os; os.posix_spawn('/bin/true', ['true'], {{}})", "starts another program"),
        ("import os; os.fork()", "starts another program (os.fork)"),
        (
            "import multiprocessing as m; m.get_context('spawn').Process().start()",
            "starts another program (multiprocessing)",
        ),
        ("import urllib.request as u; u.urlopen('http://localhost:1')", "uses the network"),
        ("import socket; socket.create_connection(('127.0.0.1', 1))", "uses the network"),
    ],
)
def test_what_nobody_can_know_is_refused_with_place_and_remedy(
    tmp_path: Path, cell: str, what: str
) -> None:
    elsewhere = _plant(tmp_path, "elsewhere.csv", "x\n1\n")
    root = tmp_path / "project"
    _plant(root, ".build/old", "x")
    _plant(root, "_site/index.html", "x")
    (root / "analysis" / "notebooks").mkdir(parents=True)
    (root / "analysis" / "notebooks" / "link").symlink_to(elsewhere)
    with pytest.raises(NotebookError) as raised:
        run_cells(root, "1", cell.format(elsewhere=elsewhere))
    (fault,) = raised.value.faults
    assert fault.where.startswith("tried, cell 3, line 1")
    assert what.format(elsewhere=elsewhere) in fault.what
    assert fault.remedy
    assert (root / ".build" / "failed" / "tried").exists()


def test_a_module_from_elsewhere_is_not_found_and_the_place_is_named(tmp_path: Path) -> None:
    _plant(tmp_path, "elsewhere/strange.py", "")
    find = f"import sys; sys.path.append({str(tmp_path / 'elsewhere')!r})"
    with pytest.raises(NotebookError, match=r"elsewhere, which lies outside the project"):
        run_cells(tmp_path / "project", find, "import strange")


def test_a_cell_that_goes_on_without_what_was_refused_is_no_fault(tmp_path: Path) -> None:
    look = (
        "try:\n    open('/etc/passwd')\nexcept OSError as error:\n    print(type(error).__name__)"
    )
    ran = run_cells(tmp_path / "project", look)
    assert (ran.printed, ran.reads) == ("RefusedError", {})
