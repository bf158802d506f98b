"""`python -m tests.fuzz.run [TARGET…] --seconds N`: the coverage-guided fuzzer, a process a target.

What breaks a target is kept in `tests/fuzz/cases/TARGET/`, which the test suite runs again.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

_LONGEST = 4096  # bytes of an input
_WAIT = 20  # seconds after which one input counts as a hang


def main() -> int:
    """Fuzzes each target for its time; returns 1 where one broke."""
    parser = argparse.ArgumentParser()
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--seconds", type=int, default=120, help="for each target")
    parser.add_argument("--inside", default="", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        _fuzz(*given.inside.split(":", 2))
    from tests.fuzz.targets import TARGETS

    broken = [name for name in given.targets or TARGETS if _fuzz_apart(name, given.seconds)]
    print(f"Broken: {', '.join(broken) or 'none'}")
    return 1 if broken else 0


def _fuzz_apart(name: str, seconds: int) -> int:
    """Fuzzes one target in a process of its own, which a crash may end."""
    from tests.fuzz.seeds import CASES, seeds

    with tempfile.TemporaryDirectory(prefix="corpus-") as corpus:
        for at, seed in enumerate(seeds(name)):
            (Path(corpus) / f"seed-{at}").write_bytes(seed)
        command = [sys.executable, "-m", "tests.fuzz.run", f"--inside={name}:{seconds}:{corpus}"]
        process = subprocess.run(command, capture_output=True, text=True, errors="replace")
    lines = process.stderr.splitlines()
    ended = [line for line in lines if line.startswith("Done")] or lines[-8:]
    print(f"{name}: {' '.join(ended) if process.returncode == 0 else 'BROKEN'}", flush=True)
    if process.returncode:
        lines = [f"exit code {process.returncode}", *process.stdout.splitlines(), *lines]
        print("\n".join(lines[-60:]), f"see {CASES / name}", sep="\n", flush=True)
    return process.returncode


def _fuzz(name: str, seconds: str, corpus: str) -> None:
    import atheris

    with atheris.instrument_imports(include=["standards_report"]):
        from tests.fuzz.targets import run
    from tests.fuzz.seeds import CASES

    (CASES / name).mkdir(parents=True, exist_ok=True)
    options = [f"-max_total_time={seconds}", f"-max_len={_LONGEST}", f"-timeout={_WAIT}"]
    options += [f"-artifact_prefix={CASES / name}/", "-rss_limit_mb=4096", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *options, corpus], lambda content: run(name, content))
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
