"""The program: hashes its own code, then loads the commands."""

from __future__ import annotations

import sys
from pathlib import Path

# `python -m` puts the working folder first in the search path. A file there must not be taken
# for an installed module.
if sys.path and Path(sys.path[0] or ".").resolve() == Path.cwd():
    del sys.path[0]

try:
    from standards_report import own_code  # noqa: F401
    from standards_report.cli import main
except KeyboardInterrupt:  # the commands, which would report it, are not loaded yet
    raise SystemExit(130) from None

if __name__ == "__main__":
    main()
