"""How long things take, side by side, as medians and as ratios: `make bench`.

Absolute times depend on the machine and on what else it does; compare ratios, of figures of
one run. All commands of a part take turns, so that a change of the machine's pace meets all.

    make bench                              everything, medians of five
    make bench ARGS="notebooks --runs 1"    one part, once
"""

from __future__ import annotations

import argparse
import csv
import ctypes
import io
import json
import math
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
from pathlib import Path

from standards_report.observations.editions import edition_ids, load_edition
from standards_report.pipeline.compute import notebook_names
from standards_report.pipeline.parameters import parameters_for
from standards_report.project import Project
from standards_report.render.local_socket import socket_address
from standards_report.render.press import stop_press
from standards_report.render.standby import stop_standby

ROOT = Path(__file__).resolve().parent.parent
_LEFT_OUT = (".git", ".venv", ".build", "_site", "_executed", ".*cache", "records", "tests")
_READS = 5.0  # seconds in which an author reads what has come of a change
_BUILD = ("-m", "standards_report", "build", "--engine", "pandoc")
# Parts of a build that have no command of their own, as scripts on the project at hand.
_PRELUDE = """
import os, sys
from pathlib import Path
from standards_report.observations.editions import load_edition
from standards_report.project import find_project
project = find_project()
edition = load_edition(project.editions, sys.argv[1])
target = Path(sys.argv[2]) if len(sys.argv) > 2 else None
"""
_COMPUTE = """
from standards_report.render.build import compute
compute(project, [edition], os.cpu_count() or 1)
"""
_HTML = """
from standards_report.render.pages import write_pages
write_pages(project, edition, target)
"""
_PDF = """
from standards_report.render.pdf import write_pdf, write_typst
write_typst(project, edition, target)
write_pdf(project, edition, target, target / "report.pdf")
"""


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds by the clock and of processors, peak memory in bytes.

    Not a number where the work was done by a process that waits for more.
    """

    wall: float
    cpu: float
    peak: float


def run(arguments: Sequence[str], folder: Path, *, waiting: bool = False) -> Cost:
    """Runs Python with the arguments in a folder, to its end; it has to succeed.

    `waiting` says that it leaves processes behind that wait, or has them work for it.
    """
    started = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=folder, stdout=said, stderr=said
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(said.read().decode())
    if waiting:
        return Cost(wall, math.nan, math.nan)
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
        print(clock if math.isnan(one.cpu) else clock + other, flush=True)


def copied(folder: Path) -> Project:
    """The project without anything that has been made."""
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*_LEFT_OUT))
    return Project(folder)


def forget(project: Project, *names: str) -> None:
    """Removes what was made."""
    for name in names:
        shutil.rmtree(project.root / name, ignore_errors=True)


def notebooks(project: Project, runs: int) -> None:
    """All notebooks of the newest edition: by the papermill command, and by the pipeline."""
    edition = load_edition(project.editions, edition_ids(project.editions)[0])
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


def builds(project: Project, runs: int) -> None:
    """Builds of all editions from nothing, and after each kind of change; engine: embedded."""
    newest = edition_ids(project.editions)[0]
    chapter = project.chapters / "membership.qmd"
    table = project.data / "itu_members.csv"
    target = str(project.root.with_name("rendered"))
    kept = project.scratch / "editions" / newest

    def build(*asked: str) -> Cost:
        return run((*_BUILD, *asked), project.root, waiting="--warm" in asked)

    def cold() -> Cost:
        forget(project, ".build", "_site")
        return build()

    def one_chapter(*editions: str) -> Cost:
        text = chapter.read_text(encoding="utf-8")
        chapter.write_text(f"{text}\nOne sentence more.\n", encoding="utf-8")
        return build(*editions)

    def one_chapter_warm(*editions: str) -> Cost:
        try:
            one_chapter("--warm", *editions)  # which leaves processes behind
            while not Path(socket_address(project, "standby")).exists():
                time.sleep(0.1)
            one_chapter("--warm", *editions)  # which the press has then set
            time.sleep(_READS)
            return one_chapter("--warm", *editions)
        finally:
            stop_press(project)
            stop_standby(project)
            list(_left_behind())

    def one_table() -> Cost:
        _change_last_row(table)
        return build()

    def part(script: str) -> Cost:
        for name in ("parsed", "kept-pages", "kept-pdf"):
            shutil.rmtree(kept / name, ignore_errors=True)
        return run(("-c", _PRELUDE + script, newest, target), project.root)

    actions = {
        "all editions from nothing": cold,
        "nothing changed": build,
        "one table changed": one_table,
        "one chapter changed": one_chapter,
        f"one chapter changed, edition {newest} alone": lambda: one_chapter(newest),
        "one chapter changed, --warm": one_chapter_warm,
        f"one chapter changed, edition {newest} alone, --warm": lambda: one_chapter_warm(newest),
        f"pages of edition {newest} from nothing": lambda: part(_HTML),
        f"PDF of edition {newest} from nothing": lambda: part(_PDF),
        "--help": lambda: run(("-m", "standards_report", "--help"), project.root),
    }
    show("builds", in_turns(actions, runs))


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
    load = "from standards_report.observations.store import load_tables\n"
    newest = edition_ids(project.editions)[0]
    actions = {
        "load and check all tables": lambda: run(
            ("-c", _PRELUDE + load + "load_tables(project.data)", newest), project.root
        ),
        "import pandas, for comparison": lambda: run(("-c", "import pandas"), project.root),
    }
    show("data", in_turns(actions, runs))
    print(flush=True)
    subprocess.run([sys.executable, "-m", "tests.benchmark_ingest"], cwd=ROOT, check=True)


PARTS = {"notebooks": notebooks, "builds": builds, "data": data}


def main() -> None:
    """Runs the parts that are asked for, each on a copy of the project."""
    parser = argparse.ArgumentParser(description=__doc__, add_help=True)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="which; all by default")
    parser.add_argument("--runs", type=int, default=5, help="rounds of which medians are taken")
    chosen = parser.parse_args()
    adopt_orphans()
    for name in chosen.parts or PARTS:
        with tempfile.TemporaryDirectory(prefix="benchmark-") as temporary:
            PARTS[name](copied(Path(temporary).resolve() / "report"), chosen.runs)


if __name__ == "__main__":
    main()
