"""How long things take, side by side, as medians and as ratios: `make bench`.

Absolute times depend on the machine and on what else it does; compare ratios, of figures of
one run. All commands of a part take turns, so that a change of the machine's pace meets all.

    make bench                              everything, medians of five
    make bench ARGS="notebooks --runs 1"    one part, once
    make bench ARGS="builds --against COMMIT"    with the builds of another commit in turn
"""

from __future__ import annotations

import argparse
import csv
import ctypes
import io
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from standards_report.observations.domain.editions import load_edition
from standards_report.observations.domain.releases import open_id
from standards_report.observations.notebook_metadata import notebook_names
from standards_report.pipeline.notebooks.parameters import parameters_for
from standards_report.project import Project

ROOT = Path(__file__).resolve().parents[2]
_LEFT_OUT = (".git", ".venv", ".build", "_site", "_executed", ".*cache", "records", "tests")
_BUILD = ("-m", "standards_report", "build", "--engine", "pandoc")
# Parts of a build that have no command of their own, as scripts on the project at hand.
_PRELUDE = """
import os, sys
from pathlib import Path
from standards_report.observations.domain.editions import load_edition
from standards_report.project import find_project
project = find_project()
edition = load_edition(project.editions, sys.argv[1])
target = Path(sys.argv[2]) if len(sys.argv) > 2 else None
"""
_COMPUTE = """
from standards_report.build.compute import compute
compute(project, [edition], os.cpu_count() or 1)
"""


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds by the clock and of processors, peak memory in bytes."""

    wall: float
    cpu: float
    peak: float


def run(arguments: Sequence[str], folder: Path, *, python: str = sys.executable) -> Cost:
    """Runs Python with the arguments in a folder, to its end; it has to succeed."""
    started = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen([python, *arguments], cwd=folder, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(said.read().decode())
    every = [used, *_left_behind()]
    cpu = sum(one.ru_utime + one.ru_stime for one in every)
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(wall, cpu, max(one.ru_maxrss for one in every) * unit)


def adopt_orphans() -> None:
    """Lets processes that outlive their parents, as servers of kernels do, count here as well.

    Linux has it (prctl(2), PR_SET_CHILD_SUBREAPER); elsewhere their processor time is missing.
    """
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)


def _left_behind() -> Iterator[resource.struct_rusage]:
    """What orphans took, as each of them ends."""
    while True:
        try:
            yield os.wait4(-1, 0)[2]
        except ChildProcessError:
            return


def total(costs: Sequence[Cost]) -> Cost:
    """One command after another."""
    return Cost(
        sum(one.wall for one in costs),
        sum(one.cpu for one in costs),
        max(one.peak for one in costs),
    )


def in_turns(actions: Mapping[str, Callable[[], Cost]], runs: int) -> dict[str, Cost]:
    """The median of each action's costs over so many rounds of all of them."""
    found: dict[str, list[Cost]] = {name: [] for name in actions}
    for _ in range(runs):
        for name, action in actions.items():
            found[name].append(action())
    return {
        name: Cost(
            statistics.median(one.wall for one in costs),
            statistics.median(one.cpu for one in costs),
            max(one.peak for one in costs),
        )
        for name, costs in found.items()
    }


def show(title: str, costs: Mapping[str, Cost]) -> None:
    """Prints the costs, and how many times faster than the first one each is."""
    print(f"\n{title:<48}{'wall':>9}{'ratio':>8}{'processor':>13}{'ratio':>8}{'peak':>9}")
    first = next(iter(costs.values()))
    for name, one in costs.items():
        clock = f"{name:<48}{one.wall:7.2f} s{first.wall / one.wall:6.1f} x"
        other = f"{one.cpu:11.2f} s{first.cpu / one.cpu:6.1f} x{one.peak / 1024**2:6.0f} MB"
        print(clock + other, flush=True)


def copied(folder: Path) -> Project:
    """The project without anything that has been made."""
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*_LEFT_OUT))
    return Project(folder)


def forget(project: Project, *names: str) -> None:
    """Removes what was made."""
    for name in names:
        shutil.rmtree(project.root / name, ignore_errors=True)


def notebooks(project: Project, runs: int) -> None:
    """All notebooks of the open edition: by the papermill command, and by the pipeline."""
    edition = load_edition(project.editions, open_id(project))
    names = notebook_names(project, edition)
    out = project.root.with_name("papermill")
    out.mkdir()

    def papermill(name: str) -> Cost:
        source = project.notebooks / f"{name}.ipynb"
        notebook = json.loads(source.read_text(encoding="utf-8"))
        given = parameters_for(notebook, edition.parameters(), name)
        settings = json.dumps(given)  # JSON is YAML
        options = ("--no-progress-bar", "--kernel", "python3", "--parameters_yaml", settings)
        command = ("-m", "papermill", str(source), str(out / source.name), *options)
        return run(command, project.notebooks)

    def pipeline() -> Cost:
        forget(project, ".build")
        return run(("-c", _PRELUDE + _COMPUTE, edition.id), project.root)

    actions = {
        "the papermill command, one after another": lambda: total([papermill(n) for n in names]),
        "this pipeline from nothing": pipeline,
        "this pipeline, nothing changed": lambda: run(
            ("-c", _PRELUDE + _COMPUTE, edition.id), project.root
        ),
    }
    show(f"{len(names)} notebooks of edition {edition.id}", in_turns(actions, runs))


def builds(project: Project, runs: int, against: str = "") -> None:
    """Builds of the open edition from nothing, and after each kind of change; engine: embedded.

    With `against`, a commit, its builds of the same kinds take turns with these.
    """
    sides = {"": _Side(project, sys.executable)}
    if against:
        sides[f" ({against})"] = _checked_out(project.root.with_name("against"), against)
    actions: dict[str, Callable[[], Cost]] = {}
    for name, side in sides.items():
        actions[f"from nothing{name}"] = side.cold
        actions[f"nothing changed{name}"] = side.build
        actions[f"one table changed{name}"] = side.one_table
        if not name:
            actions["one chapter changed, --to html"] = partial(side.one_chapter, "--to", "html")
            actions["the same with its PDF"] = side.build
        actions[f"one chapter changed{name}"] = side.one_chapter
        actions[f"--help{name}"] = side.help
    costs = in_turns(actions, runs)
    show(f"edition {sides[''].edition}", costs)
    for name, cost in costs.items():
        if against and (theirs := costs.get(f"{name} ({against})")):
            print(f"{name:<48}{theirs.wall / cost.wall:6.1f} times as fast as {against}")


@dataclass(frozen=True)
class _Side:
    """A copy of the project, and the Python that has its dependencies."""

    project: Project
    python: str

    @property
    def edition(self) -> str:
        return open_id(self.project)

    def build(self, *asked: str) -> Cost:
        """Builds the open edition."""
        command = (*_BUILD, self.edition, *asked)
        return run(command, self.project.root, python=self.python)

    def cold(self) -> Cost:
        """The same from nothing."""
        forget(self.project, ".build", "_site")
        return self.build()

    def one_table(self) -> Cost:
        """The same after a note in a table."""
        _change_last_row(self.project.data / "itu_members.csv")
        return self.build()

    def one_chapter(self, *asked: str) -> Cost:
        """The same after a sentence in a chapter."""
        chapter = self.project.chapters / "membership.qmd"
        text = chapter.read_text(encoding="utf-8")
        chapter.write_text(f"{text}\nOne sentence more.\n", encoding="utf-8")
        return self.build(*asked)

    def help(self) -> Cost:
        """The shortest command."""
        command = ("-m", "standards_report", "--help")
        return run(command, self.project.root, python=self.python)


def _checked_out(folder: Path, commit: str) -> _Side:
    """The project as of a commit, in an environment of its own."""
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    subprocess.run(["git", "checkout", "--quiet", commit], cwd=folder, check=True)
    subprocess.run(["make", "--silent", ".venv/.report"], cwd=folder, check=True)
    return _Side(Project(folder), str(folder / ".venv" / "bin" / "python"))


def _change_last_row(path: Path) -> None:
    """Adds a word to the last cell of the last row, which is a note."""
    *before, last = path.read_text(encoding="utf-8").splitlines(keepends=True)
    row = next(csv.reader([last]))
    row[-1] = f"{row[-1]} again".strip()
    changed = io.StringIO()
    csv.writer(changed, lineterminator="\n").writerow(row)
    path.write_text("".join(before) + changed.getvalue(), encoding="utf-8")


def data(project: Project, runs: int) -> None:
    """Loading and checking all tables, then ingest and records at growing sizes."""
    load = "from standards_report.observations.tables.loader import load_tables\n"
    newest = open_id(project)
    actions = {
        "load and check all tables": lambda: run(
            ("-c", _PRELUDE + load + "load_tables(project.data)", newest), project.root
        ),
        "import pandas, for comparison": lambda: run(("-c", "import pandas"), project.root),
    }
    show("data", in_turns(actions, runs))
    print(flush=True)
    for part in ("benchmark_ingest", "benchmark_records"):
        subprocess.run([sys.executable, "-m", f"tests.tools.{part}"], cwd=ROOT, check=True)


PARTS: dict[str, Callable[[Project, int], None]] = {
    "notebooks": notebooks,
    "builds": builds,
    "data": data,
}


def main() -> None:
    """Runs the parts that are asked for, each on a copy of the project."""
    parser = argparse.ArgumentParser(description=__doc__, add_help=True)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="which; all by default")
    parser.add_argument("--runs", type=int, default=5, help="rounds of which medians are taken")
    parser.add_argument("--against", default="", help="a commit whose builds take turns with these")
    chosen = parser.parse_args()
    adopt_orphans()
    for name in chosen.parts or PARTS:
        with tempfile.TemporaryDirectory(prefix="benchmark-") as temporary:
            project = copied(Path(temporary).resolve() / "report")
            if name == "builds":
                builds(project, chosen.runs, chosen.against)
            else:
                PARTS[name](project, chosen.runs)


if __name__ == "__main__":
    main()
