"""`python -m tests.tools.mutations`: ten lines are broken, one by one, and the suite has to notice.

Each mutation is made in a copy of the project; the tests beside it pass without it and fail
with it. Prints a line a mutation and returns 1 where one was not caught.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_COPIED = ("_extensions", "analysis", "data", "editions", "tests")
_FILES = ("_quarto.yml", "pyproject.toml", "references.bib")


@dataclass(frozen=True)
class Mutation:
    """A line of the code, what takes its place, and the tests that have to fail."""

    file: str
    line: str
    broken: str
    tests: str


MUTATIONS = (
    Mutation(
        "measures/shares/shares.py",
        'summed["percent"] = summed["value"] / whole * 100 if whole',
        'summed["percent"] = summed["value"] / whole * 99 if whole',
        "tests/measures/test_measures.py",
    ),
    Mutation(
        "measures/shares/deviation.py",
        'both["deviation"] = both["value"] - both["mean"]',
        'both["deviation"] = both["mean"] - both["value"]',
        "tests/measures/test_trends_and_intervals.py",
    ),
    Mutation(
        "measures/trends/growth.py",
        "return last / (1 + growth / 100)",
        "return last / (1 - growth / 100)",
        "tests/measures/test_statements_in_time.py",
    ),
    Mutation(
        "observations/as_of.py",
        'known = (sources["known_from"] <= as_of)',
        'known = (sources["known_from"] < as_of)',
        "tests/observations/test_visibility.py",
    ),
    Mutation(
        "observations/tables/constraints.py",
        'has_ends & (rows["low"] > rows["high"])',
        'has_ends & (rows["low"] < rows["high"])',
        "tests/observations/test_reading.py",
    ),
    Mutation(
        "evidence/claims/claim.py",
        'return "within rounding" if holds else "fails"',
        'return "within rounding" if not holds else "fails"',
        "tests/evidence/test_claims.py",
    ),
    Mutation(
        "evidence/claims/units.py",
        "(PERCENT, PERCENT): POINTS,",
        "(PERCENT, PERCENT): PERCENT,",
        "tests/evidence/test_expressions.py",
    ),
    Mutation(
        "render/shown/uses.py",
        "if notebooks[label] != notebook:",
        "if notebooks[label] == notebook:",
        "tests/render/test_chapter_text.py",
    ),
    Mutation(
        "render/document/numbering.py",
        "sections[depth + 1 :] = [0] * (len(sections) - depth - 1)",
        "pass",
        "tests/render/test_chapter_text.py",
    ),
    Mutation(
        "pipeline/notebooks/emissions.py",
        "if name in known:",
        "if name not in known:",
        "tests/pipeline/test_emissions.py",
    ),
)


def main() -> int:
    """Tries every mutation; returns 1 where the tests do not pass before, or pass after it."""
    with tempfile.TemporaryDirectory(prefix="mutations-") as folder:
        copy = Path(folder) / "project"
        _copy_to(copy)
        tests = dict.fromkeys(one.tests for one in MUTATIONS)
        if not _passes(copy, *tests):
            print("The tests do not pass as they are.")
            return 1
        survivors = [one for one in MUTATIONS if not _is_caught(copy, one)]
    print(f"{len(MUTATIONS) - len(survivors)} of {len(MUTATIONS)} mutations were caught.")
    return 1 if survivors else 0


def _copy_to(copy: Path) -> None:
    copy.mkdir()
    for name in _COPIED:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in _FILES:
        shutil.copyfile(ROOT / name, copy / name)


def _is_caught(copy: Path, mutation: Mutation) -> bool:
    path = copy / "analysis" / "standards_report" / mutation.file
    text = path.read_text(encoding="utf-8")
    if text.count(mutation.line) != 1:
        print(f"{mutation.file}: the line to break is not there once: {mutation.line}")
        return False
    path.write_text(text.replace(mutation.line, mutation.broken), encoding="utf-8")
    caught = not _passes(copy, mutation.tests)
    path.write_text(text, encoding="utf-8")
    verdict = "caught by" if caught else "NOT CAUGHT by"
    print(f"{mutation.file}: {mutation.broken}: {verdict} {mutation.tests}", flush=True)
    return caught


def _passes(copy: Path, *tests: str) -> bool:
    """Whether the tests pass in the copy. Raises RuntimeError where they cannot be run."""
    command = [sys.executable, "-m", "pytest", "-n0", "-x", "-q", "-m", "not slow", *tests]
    process = subprocess.run(
        [*command, "-p", "no:cacheprovider"],
        cwd=copy,
        capture_output=True,
        text=True,
        # The copy stands before the installed package; no stale byte code is read.
        env={
            **os.environ,
            "PYTHONPATH": str(copy / "analysis"),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
    )
    if process.returncode not in (0, 1):
        raise RuntimeError(process.stdout + process.stderr)
    return process.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
