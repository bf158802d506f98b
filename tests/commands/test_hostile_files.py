"""What would make a command wait for ever, or end in a traceback: one line within seconds."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from standards_report.errors import DataError
from standards_report.files import write_whole
from standards_report.ingest.raw_file import read_text as read_export
from standards_report.source_files import is_source, read_source, read_text, source_files

from tests.conftest import SmallProject

_LIMIT = 30  # seconds; an answer takes less than one on a machine that has nothing else to do
_COMMANDS = {
    "build": ("build", "--engine", "pandoc"),
    "check": ("check",),
    "claims": ("claims",),
    "trace": ("trace", "itu.members.CHN.latest"),
    "diff": ("diff", "2030", "2031"),
    "new-edition": ("new-edition", "2031", "--as-of", "2031-12-31"),
    "export": ("export", "2030"),
    "ingest": ("ingest", "itu-members", "x.csv", "--date", "2031-01-01"),
    "preview": ("preview",),
}
_Hazard = Callable[[Path], object]


def _clear(path: Path) -> Path:
    path.unlink(missing_ok=True)
    return path


def _pipe(file: str) -> _Hazard:
    return lambda root: os.mkfifo(_clear(root / file))


def _folder(file: str) -> _Hazard:
    return lambda root: _clear(root / file).mkdir()


def _link(file: str, target: str) -> _Hazard:
    return lambda root: _clear(root / file).symlink_to(target)


def _add(file: str, content: bytes) -> _Hazard:
    return lambda root: (root / file).write_bytes((root / file).read_bytes() + content)


def _large(file: str) -> _Hazard:
    return lambda root: os.truncate(root / file, 2**42)


def _socket(file: str) -> _Hazard:
    def make(root: Path) -> None:
        with socket.socket(socket.AF_UNIX) as made:  # whose names are short
            made.bind(os.path.relpath(root / file))

    return make


def _name(folder: str, name: bytes) -> _Hazard:
    return lambda root: Path(os.fsdecode(os.fsencode(root / folder) + b"/" + name)).touch()


def _notebook(edit: Callable[[Any], object]) -> _Hazard:
    def make(root: Path) -> None:
        path = root / "analysis" / "notebooks" / "other.ipynb"
        content = json.loads(path.read_text(encoding="utf-8"))
        edit(content)
        path.write_text(json.dumps(content), encoding="utf-8")

    return make


def _replace(file: str, old: str, new: str) -> _Hazard:
    return lambda root: SmallProject(root).replace(file, old, new)


ABOUT = "chapters/about.qmd"
_MERGED = "a: &a {k: 1}\n" + "".join(
    f"{new}: &{new} {{<<: [{', '.join([f'*{old}'] * 10)}]}}\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
# What is done, what is said of it, and the exit code of a build.
HAZARDS: dict[str, tuple[_Hazard, str, int]] = {
    "a pipe as a chapter": (_pipe(ABOUT), f"{ABOUT}: is a pipe", 2),
    "a pipe as a table": (_pipe("data/gaps.csv"), "data/gaps.csv: is a pipe", 2),
    "a pipe as an edition": (_pipe("editions/2031.yml"), "editions/2031.yml: is a pipe", 2),
    "a pipe as configuration": (_pipe("_quarto.yml"), "_quarto.yml: is a pipe", 2),
    "a pipe as a lock file": (_pipe("requirements.lock"), "requirements.lock: is a pipe", 2),
    "a socket": (_socket("chapters/s.qmd"), "chapters/s.qmd: is a socket", 2),
    "an endless file": (_link(ABOUT, "/dev/zero"), f"{ABOUT}: is a link out of the project", 2),
    "a link to nowhere": (_link(ABOUT, "none"), f"{ABOUT}: is a link that leads nowhere", 2),
    "a link to itself": (_link(ABOUT, "about.qmd"), f"{ABOUT}: is a link that leads nowhere", 2),
    "a folder as a table": (_folder("data/gaps.csv"), "data/gaps.csv: is a folder", 2),
    "a folder as a chapter": (_folder(ABOUT), f"{ABOUT}: is a folder", 2),
    "a folder as works": (_folder("references.bib"), "references.bib: is a folder", 2),
    "no works": (lambda root: _clear(root / "references.bib"), "references.bib: missing", 2),
    "a huge table": (_large("data/gaps.csv"), "data/gaps.csv: larger than 1024 MB", 2),
    "a huge chapter": (_large(ABOUT), f"{ABOUT}: larger than 64 MB", 2),
    "Latin-1 in a chapter": (_add(ABOUT, b"\xe9"), f"{ABOUT}:12: not UTF-8", 2),
    "Latin-1 in works": (_add("references.bib", b"\xe9"), "references.bib:5: not UTF-8", 2),
    "a NUL byte": (_add(ABOUT, b"\0"), f"{ABOUT}:12: holds a NUL byte", 2),
    "a name in Latin-1": (_name("chapters", b"\xe9.qmd"), "has a name that is not UTF-8", 2),
    "a bomb of merges": (_add("_quarto.yml", _MERGED.encode()), "aliases expand to more", 3),
    "a key twice": (
        _add("_quarto.yml", b"book: {}\n"),
        "_quarto.yml:26: key 'book' also stands in line 5",
        3,
    ),
    "a book that is a list": (
        _replace("_quarto.yml", "book:\n", "book: [1]\nother:\n"),
        "_quarto.yml: book: is no list of keys and values",
        3,
    ),
    "chapters by key": (
        _replace("_quarto.yml", "chapters:\n    - index.qmd\n", "chapters:\n    a: b\n  x:\n"),
        "_quarto.yml: lists no chapters",
        5,
    ),
    "a chapter that is gone": (lambda root: _clear(root / ABOUT), f"no chapter '{ABOUT}'", 5),
    "tables that are no list": (
        _replace("data/datapackage.yaml", "\nresources:\n", "\nresources: 5\nother:\n"),
        "data/datapackage.yaml: resources: is not a list",
        3,
    ),
    "an empty notebook": (
        lambda root: (root / "analysis" / "notebooks" / "other.ipynb").write_bytes(b""),
        "other.ipynb: is not a notebook",
        4,
    ),
    "half a surrogate": (
        _notebook(lambda notebook: notebook["metadata"].update(title="\ud800")),
        "other.ipynb: is not a notebook",
        4,
    ),
    "a notebook without end": (
        lambda root: (root / "analysis" / "notebooks" / "x.ipynb").write_text("[" * 100_000),
        "x.ipynb: is not a notebook",
        4,
    ),
    "the source of a cell twice": (
        _replace("analysis/notebooks/other.ipynb", '"source": [', '"source": "", "source": ['),
        "other.ipynb: has 'source' twice in one object of its JSON: keep the one that you",
        4,
    ),
    "outputs that are none": (
        _notebook(lambda notebook: notebook["cells"][1].update(outputs="x")),
        "other.ipynb: is not a notebook",
        4,
    ),
    "tables by one name": (
        _notebook(lambda notebook: notebook["metadata"]["standards_report"].update(tables="x")),
        "other.ipynb: declares no tables",
        4,
    ),
}
_QUICK = {"a pipe as a chapter", "Latin-1 in a chapter", "a bomb of merges", "half a surrogate"}


def _refused(project: SmallProject, *command: str) -> tuple[int, str]:
    """Exit code and the one line that a command answers with; the site stays as it was."""
    before = project.hashes()
    process = subprocess.run(
        [sys.executable, "-m", "standards_report", *command],
        cwd=project.root,
        capture_output=True,
        text=True,
        timeout=_LIMIT,
        stdin=subprocess.DEVNULL,
    )
    assert "Traceback" not in process.stderr
    said = [line for line in process.stderr.splitlines() if not line.startswith("Engine: ")]
    assert len(said) == 1, process.stderr
    assert project.hashes() == before
    return process.returncode, said[0]


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=[] if name in _QUICK else pytest.mark.slow) for name in HAZARDS],
)
def test_a_build_and_a_check_name_it_in_one_line(built: SmallProject, name: str) -> None:
    make, says, exit_code = HAZARDS[name]
    make(built.root)
    for command, expected in (("build", exit_code), ("check", 1)):
        code, said = _refused(built, *_COMMANDS[command])
        assert says in said
        assert code == expected


@pytest.mark.slow
@pytest.mark.parametrize("command", [name for name in _COMMANDS if name not in ("build", "check")])
def test_every_command_looks_before_it_reads(built: SmallProject, command: str) -> None:
    os.mkfifo(built.root / "chapters" / "new.qmd")
    code, said = _refused(built, *_COMMANDS[command])
    assert "chapters/new.qmd: is a pipe" in said
    assert code == 2
    assert not (built.root / "editions" / "2031.yml").exists()


@pytest.mark.slow
def test_what_editors_and_systems_leave_is_no_source(built: SmallProject) -> None:
    before = built.hashes()
    for file in (ABOUT, "data/gaps.csv", "editions/2030.yml", "analysis/notebooks/other.ipynb"):
        path = built.root / file
        path.with_name(f".#{path.name}").symlink_to("ann@host.example.4711:1700000000")
        for name in (f"#{path.name}#", f"{path.name}~", f"._{path.name}", f".{path.name}.swp"):
            path.with_name(name).write_bytes(b"\0\5\x16\7\xff")
        path.with_name(".DS_Store").write_bytes(b"\0\0\0\1Bud1")
        path.with_name(".ipynb_checkpoints").mkdir()
        (path.with_name(".ipynb_checkpoints") / path.name).write_bytes(b"\xff")
    process = built.run("check")
    assert process.returncode == 0, process.stderr
    process = built.build()
    assert process.returncode == 0, process.stderr
    assert built.hashes() == before


@pytest.mark.parametrize("name", [".#a.qmd", "#a#", "a~", "._a.csv", ".DS_Store", "~$a.csv"])
def test_names_that_are_passed_over(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert not is_source(name)
    assert source_files(tmp_path, "*") == []


@pytest.mark.slow
def test_a_raw_cell_is_left_to_other_programs(built: SmallProject) -> None:
    raw = {"cell_type": "raw", "id": "raw", "metadata": {}, "source": ["RAW-TEXT\n"]}
    _notebook(lambda notebook: notebook["cells"].append(raw))(built.root)
    process = built.build()
    assert process.returncode == 0, process.stderr
    assert "RAW-TEXT" not in built.page("notebooks/other.html")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="the system has no such device")
def test_an_export_that_never_ends_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for path, kind in ((Path("/dev/zero"), "a device"), (tmp_path / "pipe.csv", "a pipe")):
        with pytest.raises(DataError, match=f"{path.name}: is {kind}"):
            read_export(path, "a table")


def test_a_file_is_read_up_to_a_size_and_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.qmd"
    path.write_bytes(b"one\r\ntwo\xc3\xa9\n")
    assert read_text(path, "a.qmd") == "one\ntwoé\n"
    assert read_source(path, "a.qmd", most=11) == path.read_bytes()
    with pytest.raises(DataError, match=r"a\.qmd: larger than 0 MB"):
        read_source(path, "a.qmd", most=10)
    with pytest.raises(DataError, match="none: missing: restore it"):
        read_source(tmp_path / "none", "none")


def test_a_whole_file_is_not_written_through_what_lies_in_its_way(tmp_path: Path) -> None:
    outside, target = tmp_path / "outside", tmp_path / "target"
    outside.write_bytes(b"kept")
    (tmp_path / ".target.part").symlink_to(outside)
    write_whole(target, b"new")
    assert (outside.read_bytes(), target.read_bytes()) == (b"kept", b"new")
    os.mkfifo(tmp_path / ".target.part")
    write_whole(target, b"newer")
    assert target.read_bytes() == b"newer"


def _build_in(folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    shutil.copytree(Path(__file__).parents[1] / "small", folder)
    shutil.copytree(Path(__file__).parents[2] / "_extensions", folder / "_extensions")
    return SmallProject(folder).run("build", "--engine", "pandoc", **environment)


@pytest.mark.parametrize(
    "name",
    [
        "%20 ;?'\"\n#报告📊",
        *(
            pytest.param(name, marks=pytest.mark.slow)
            for name in ("a%2Fb", "a;b", "a?b", "?", "a\nb", "a b", "-a", "$a`b`", "[a]*", "a\\b")
        ),
    ],
)
@pytest.mark.slow
def test_a_project_is_built_in_a_folder_of_any_name(
    tmp_path: Path, published: SmallProject, name: str
) -> None:
    with tempfile.TemporaryDirectory() as short:  # names of sockets may not be long
        temporary = Path(short) / "%20 ;?"
        temporary.mkdir()
        process = _build_in(tmp_path / name, {"TMPDIR": str(temporary)})
    assert process.returncode == 0, process.stderr
    assert SmallProject(tmp_path / name).hashes() == published.hashes()
