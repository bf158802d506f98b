"""axe on every page of an edition and of the root: at two widths, light and dark.

    python -m tests.tools.axe_pages _site 2026

Minutes: the suite looks at a page of each template and at ten drawn at random.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.support.axe import violations_in_all_forms
from tests.support.browser import NARROW, WIDE, chromium


def main(site: Path, edition: str) -> int:
    pages = [*sorted(site.glob("*.html")), *sorted((site / edition).rglob("*.html"))]
    pages = [path for path in pages if "v" not in path.relative_to(site).parts]
    faults = 0
    with chromium() as browser:
        for path in pages:
            for line in violations_in_all_forms(browser, path, (WIDE, NARROW)):
                faults += 1
                print(line, flush=True)
    print(f"{len(pages)} pages, {faults} violations")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
