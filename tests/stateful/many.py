"""`python -m tests.stateful.many --sequences 1000`: many courses, and what failed as cases.

Prints each failure with its operations, shortened, and writes it to tests/stateful/cases/,
which the suite follows from then on. Returns 1 where something failed.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import signal
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from tests.conftest import ROOT
from tests.stateful.exploring import CASES, Failure, Ground, base_seed, explore
from tests.stateful.operations import as_json

_SHARE = 10  # sequences of one seed


def main() -> int:
    """Follows the sequences; returns the exit code."""
    options = _options()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    began = time.monotonic()
    failures: dict[str, list[tuple[int, Failure]]] = {}
    shares = range(options.seed, options.seed + -(-options.sequences // _SHARE))
    count = 0
    with tempfile.TemporaryDirectory(prefix="stateful-", dir=options.folder) as folder:
        ground = Ground(Path(folder), options.code, not options.ignore_processes)
        with ProcessPoolExecutor(options.jobs) as pool:
            work = {
                pool.submit(
                    _share, Path(folder), options.code, options.ignore_processes, number
                ): number
                for number in shares
            }
            for share in as_completed(work):
                found = share.result()
                count += _SHARE
                for failure in found:
                    failures.setdefault(_kind(failure), []).append((work[share], failure))
                failed = sum(map(len, failures.values()))
                print(f"{count} sequences, {failed} failed", flush=True)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(
            f"{time.monotonic() - began:.0f} s, {used.ru_utime + used.ru_stime:.0f} s of processors"
        )
        for kind, alike in failures.items():
            number, failure = min(alike, key=lambda found: len(found[1].sequence))
            if options.shorten:
                failure = ground.shorten(failure)
            print(f"\n{kind} ({len(alike)} times; seed {number})\n{failure}", flush=True)
            if options.keep:
                _keep(kind, number, failure)
    return 1 if failures else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sequences", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=base_seed())
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--code", type=Path, default=ROOT / "analysis")
    parser.add_argument("--folder", type=Path, help="where the projects lie")
    parser.add_argument("--ignore-processes", action="store_true")
    parser.add_argument("--no-shorten", dest="shorten", action="store_false")
    parser.add_argument("--no-keep", dest="keep", action="store_false")
    return parser.parse_args()


def _share(folder: Path, code: Path, ignore_processes: bool, number: int) -> list[Failure]:
    def say(failure: Failure | None) -> None:
        print(f"  seed {number}: {failure.what if failure else 'agrees'}", flush=True)

    return explore(Ground(folder, code, not ignore_processes), _SHARE, number, say)


def _kind(failure: Failure) -> str:
    """What disagreed, after which operation that has to do with it."""
    disturbing = [
        operation.do
        for operation in failure.sequence
        if operation.do not in ("build", "check", "export")
    ]
    return f"{re.sub(r'[0-9]+|:.*', '', failure.what)} after {disturbing[-1:]}"


def _keep(kind: str, number: int, failure: Failure) -> None:
    name = re.sub(r"[^a-z]+", "-", kind.lower()).strip("-")[:60]
    path = CASES / f"{name}-{number}.json"
    why = json.dumps(f"{failure.what}; seed {number}")
    listed = ",\n  ".join(json.dumps(operation) for operation in as_json(failure.sequence))
    text = f'{{\n "why": {why},\n "operations": [\n  {listed}\n ]\n}}\n'
    path.write_text(text, encoding="utf-8")
    print(f"Kept as {path.relative_to(ROOT)}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
