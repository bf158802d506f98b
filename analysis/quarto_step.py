"""Called by `quarto render` before (`pre`) and after (`post`) rendering.

Quarto runs this with whichever Python it finds, so only the standard library is used here;
the work is done by the project's own environment.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# `standards-report build` sets this when it calls Quarto itself: then all is already done.
INSIDE = "STANDARDS_REPORT_BUILD"


def project_python() -> str:
    """The interpreter of the project's environment, or the one that runs this."""
    for place in ("bin/python", "Scripts/python.exe"):
        candidate = ROOT / ".venv" / place
        if candidate.is_file():
            return str(candidate)
    return sys.executable


def main() -> int:
    if os.environ.get(INSIDE):
        return 0
    command = [project_python(), "-m", "standards_report", "quarto-step", sys.argv[1]]
    missing = False
    # Line by line as it comes: to compute takes minutes, and shows how far it is.
    with subprocess.Popen(
        command, cwd=ROOT, stderr=subprocess.PIPE, text=True, errors="replace"
    ) as process:
        for line in process.stderr or ():
            sys.stderr.write(line)
            sys.stderr.flush()
            missing = missing or "No module named" in line
    if missing:
        sys.stderr.write("The report's environment is missing: run `make report` once.\n")
    return process.returncode


if __name__ == "__main__":
    sys.exit(main())
