"""What a build gives to a notebook in place of tables: the part that the notebook tells of.

A notebook that is run once for each country would read every table each time. A step of the build
cuts the tables for all of them at once, and each notebook runs again where its own part changes.
"""

from __future__ import annotations

import os
from pathlib import Path

GIVEN = "STANDARDS_REPORT_GIVEN"  # names the file, for the kernel of such a notebook


def given_text() -> str | None:
    """The text of the file that the build gives to this notebook; None where it gives none."""
    path = os.environ.get(GIVEN, "")
    return Path(path).read_text(encoding="utf-8") if path else None
