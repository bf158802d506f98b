"""Commands that are killed at a chosen change of the file system, as a power cut would end them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_CHANGES = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.truncate")
# The child counts what it changes below the project and dies before the chosen change. Python
# announces each change to its audit hooks.
_CHILD = """\
import os, signal, sys
at, root, log = int(sys.argv[1]), sys.argv[2], sys.argv[3]
count = 0

def watch(event, arguments):
    global count
    if event == "open":
        changes = isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
    else:
        changes = event in {changes!r}
    path = arguments[0] if changes else ""
    if isinstance(path, bytes):
        path = os.fsdecode(path)
    if not changes or not isinstance(path, (str, os.PathLike)):
        return
    path = os.path.abspath(os.fspath(path))
    if path.startswith(root + os.sep) and not path.startswith(root + os.sep + ".build"):
        count += 1
        if count == at:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(watch)
sys.argv[1:] = sys.argv[4:]
from standards_report.cli import main
try:
    main()
finally:
    sys.stderr.flush()
    with open(log, "w") as file:
        file.write(str(count))
"""


def run_until(root: Path, at: int, *arguments: str) -> tuple[int, int]:
    """Runs a command and kills it before its change number `at` (0: never) outside `.build/`.

    Returns the exit code (negative where it was killed) and the number of changes (0 then).
    """
    log = root.parent / "changes"
    log.unlink(missing_ok=True)
    process = subprocess.run(
        [
            *(sys.executable, "-c", _CHILD.format(changes=_CHANGES)),
            *(str(at), str(root), str(log), *arguments),
        ],
        cwd=root,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONHASHSEED": "0"},
    )
    counted = int(log.read_text(encoding="utf-8")) if log.exists() else 0
    return process.returncode, counted
