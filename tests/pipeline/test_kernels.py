"""Kernels: apart from each other, in the notebook's folder, and with nothing of the reader's."""

from __future__ import annotations

import os
import py_compile
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import standards_report
from standards_report.errors import NotebookError
from standards_report.pipeline.kernels.fork_server import end_kernels

from tests.support.cells import run_cells

_PACKAGE = Path(standards_report.__file__).parent


@pytest.mark.slow
def test_what_one_notebook_changes_another_does_not_see(tmp_path: Path) -> None:
    leave = "import builtins, os, pandas; builtins.left = pandas.left = 1; os.environ['LEFT'] = '1'"
    look = "print(hasattr(builtins, 'left'), hasattr(pandas, 'left'), 'LEFT' in os.environ)"
    assert run_cells(tmp_path, leave, look).printed == "True True True"
    assert run_cells(tmp_path, "import builtins, os, pandas", look).printed == "False False False"


@pytest.mark.slow
def test_notebooks_run_at_the_same_time(tmp_path: Path) -> None:
    names = [f"notebook-{number}" for number in range(6)]
    with ThreadPoolExecutor(6) as pool:
        ran = list(pool.map(lambda name: run_cells(tmp_path, f"print('{name}')", name=name), names))
    assert [notebook.printed for notebook in ran] == names


def test_a_kernel_that_dies_is_a_fault_of_its_notebook(tmp_path: Path) -> None:
    with pytest.raises(NotebookError, match=r"dies.*died"):
        run_cells(tmp_path, "import os; os._exit(3)", name="dies")


@pytest.mark.parametrize("name", ["a{x}", "{y}", "100%", "a;b", "what?", "a\nb", "ä ö"])
def test_any_name_of_the_folder_will_do(tmp_path: Path, name: str) -> None:
    root = tmp_path / name
    folder = root / "analysis" / "notebooks"
    folder.mkdir(parents=True)
    (folder / "beside.py").write_text("VALUE = 7\n", encoding="utf-8")
    ran = run_cells(root, "import beside, os; print(beside.VALUE, ascii(os.getcwd()))")
    assert ran.printed == f"7 {str(folder)!a}"
    assert "analysis/notebooks/beside.py" in ran.reads


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The home of a reader who has set up everything in a way of her own, and works in a folder
    that shadows what notebooks import; kernels are started anew there.

    What is run of it leaves a file in `ran/`.
    """
    home = tmp_path_factory.mktemp("reader")
    (home / "ran").mkdir()

    def plant(path: str, text: str = "") -> None:
        name = path.replace("/", "-")
        leave = f"import pathlib; pathlib.Path({str(home / 'ran' / name)!r}).touch()\n"
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_text(text or leave, encoding="utf-8")

    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    profile = ".ipython/profile_default"
    for path in (
        f"{profile}/startup/00.py",
        f"{profile}/ipython_config.py",
        f"{profile}/ipython_kernel_config.py",
        ".jupyter/jupyter_config.py",
        f".local/lib/{version}/site-packages/usercustomize.py",
        "elsewhere/sitecustomize.py",
        "startup.py",
        *(f"work/{name}.py" for name in ("pandas", "seaborn", "json", "ipython_config")),
        *(f"work/analysis/notebooks/{name}.py" for name in ("pandas", "seaborn", "json")),
        "work/analysis/notebooks/ipython_config.py",
    ):
        plant(path)
    for path in (".config/matplotlib", "work", "work/analysis/notebooks"):
        plant(f"{path}/matplotlibrc", "lines.linewidth: 9\naxes.grid: True\n")
    with pytest.MonkeyPatch.context() as patch:
        end_kernels()
        patch.chdir(home / "work")
        for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "MPLCONFIGDIR", "PYTHONNOUSERSITE"):
            patch.delenv(name, raising=False)
        for name, value in {
            "HOME": home,
            "PYTHONPATH": f"{home / 'elsewhere'}{os.pathsep}{home / 'work'}",
            "PYTHONSTARTUP": home / "startup.py",
            "PYTHONHASHSEED": "7",
            "MATPLOTLIBRC": home / "work",
            "TZ": "Asia/Tokyo",
            "LC_ALL": "C",
            "SAID_BY_THE_READER": "yes",
        }.items():
            patch.setenv(name, str(value))
        yield home
        end_kernels()


def test_what_is_planted_would_be_run(reader: Path) -> None:
    subprocess.run([sys.executable, "-c", ""], check=True, cwd=reader / "work")
    assert (reader / "ran" / "elsewhere-sitecustomize.py").exists()
    (reader / "ran" / "elsewhere-sitecustomize.py").unlink()


def test_nothing_that_the_reader_set_up_is_run(reader: Path) -> None:
    ran = run_cells(reader / "work", "import json, pandas, seaborn; print(pandas.__name__)")
    assert ran.printed == "pandas"
    assert not list((reader / "ran").iterdir())


def test_figures_have_no_settings_and_fonts_but_ours(reader: Path) -> None:
    ran = run_cells(
        reader / "work",
        "import matplotlib, matplotlib.pyplot as plt",
        "from matplotlib.font_manager import fontManager",
        "print(plt.rcParams['lines.linewidth'], plt.rcParams['axes.grid'])",
        "fonts = fontManager.ttflist + fontManager.afmlist",
        "own = matplotlib.get_data_path()",
        "print(len(fonts) > 9, all(font.fname.startswith(own) for font in fonts))",
        "print(matplotlib.get_cachedir(), matplotlib.get_configdir())",
    )
    settings, fonts, folders = ran.printed.splitlines()
    assert settings == "1.5 False"
    assert fonts == "True True"
    assert str(reader) not in folders


def test_the_environment_is_the_same_for_every_reader(reader: Path) -> None:
    ran = run_cells(
        reader / "work",
        "import os, time, sys, locale",
        "print(sorted(name for name in os.environ if not name.startswith('COVERAGE')))",
        "print(time.tzname[0], hash('a'), os.environ['LC_ALL'], locale.getencoding())",
        "print(os.getcwd(), [path for path in sys.path if not path.startswith(sys.base_prefix)])",
    )
    names, fixed, places = ran.printed.splitlines()
    assert "SAID_BY_THE_READER" not in names
    assert "PYTHONSTARTUP" not in names
    seeded = subprocess.run(
        [sys.executable, "-c", "print(hash('a'))"],
        env={"PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
    )
    assert fixed == f"UTC {seeded.stdout.strip()} C.UTF-8 UTF-8"
    assert places.startswith(f"{reader / 'work' / 'analysis' / 'notebooks'} ")
    assert str(reader) not in places.partition(" ")[2]
    assert str(_PACKAGE.parent) not in places.partition(" ")[2]


def test_kernels_use_the_package_of_the_build_as_it_stands_on_disk(tmp_path: Path) -> None:
    ran = run_cells(
        tmp_path,
        "import standards_report.display.emitter as page",
        "print(page.__file__, type(page.__spec__.loader).__name__)",
    )
    assert ran.printed == f"{_PACKAGE / 'display' / 'emitter.py'} FromSource"


def test_a_module_beside_that_changed_under_its_old_time_and_size_is_read_anew(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "analysis" / "notebooks"
    (folder / "parts").mkdir(parents=True)
    files = [folder / name for name in ("beside.py", "parts/__init__.py", "parts/deep.py")]
    for file in files:
        file.write_text("VALUE = 1\n", encoding="utf-8")
        py_compile.compile(str(file))
        before = file.stat()
        file.write_text("VALUE = 2\n", encoding="utf-8")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    look = "import beside, parts.deep; print(beside.VALUE, parts.VALUE, parts.deep.VALUE)"
    # Python itself takes what was compiled before.
    plain = subprocess.run(
        [sys.executable, "-c", look], cwd=folder, capture_output=True, text=True, check=True
    )
    assert plain.stdout.strip() == "1 1 1"
    compiled = {path: path.read_bytes() for path in folder.rglob("*.pyc")}
    assert run_cells(tmp_path, look).printed == "2 2 2"
    assert {path: path.read_bytes() for path in folder.rglob("*.pyc")} == compiled
    for path in compiled:
        path.unlink()
    assert run_cells(tmp_path, look).printed == "2 2 2"
    assert not list(folder.rglob("*.pyc"))
