"""`python -m tests.tools.same_site OLD NEW`: which files of two sites differ, byte for byte.

Places in pages of notebooks are left out of links to them: a notebook may be cut into other cells.
Pages of notebooks, the page "About", the list of measures, the manifest and what search finds may
differ after a change of the code alone; of a PDF the text is compared, without hashes of the code.
Returns 1 where anything else does.
"""

from __future__ import annotations

import re
import subprocess
import sys
from difflib import unified_diff
from pathlib import Path

_PLACE = re.compile(rb"(notebooks/[a-z0-9_]+\.html)#[A-Za-z0-9_-]+")
_MAY_DIFFER = re.compile(
    r"[^/]+/(notebooks/.*|chapters/(about|methods)\.html|manifest\.json|assets/search-index\.js"
    r"|[^/]+\.pdf)"
)


def differences(old: Path, new: Path) -> list[str]:
    """Names of the files that differ, or that one of the sites lacks."""
    names = {
        path.relative_to(site).as_posix()
        for site in (old, new)
        for path in site.rglob("*")
        if path.is_file()
    }
    return [name for name in sorted(names) if _content(old / name) != _content(new / name)]


def _content(path: Path) -> object:
    if not path.is_file():
        return None
    return _PLACE.sub(rb"\1", path.read_bytes())


def _lines(pdf: Path) -> list[str]:
    shown = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True)
    return shown.stdout.decode("utf-8").splitlines()


def main(old: str, new: str) -> int:
    """Prints every difference, with a sign before those that a change of the code may not make."""
    found = differences(Path(old), Path(new))
    wrong = [name for name in found if not _MAY_DIFFER.fullmatch(name)]
    for name in found:
        print("!" if name in wrong else " ", name)
        if name.endswith(".pdf"):
            before, after = (_lines(Path(site) / name) for site in (old, new))
            for line in unified_diff(before, after, n=0, lineterm=""):
                print(f"    {line}")
    print(f"{len(found)} files differ, {len(wrong)} of them should not.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
