"""Makes the library that draws figures anew on pages (`make plot`). Needs npm.

`plot/` beside this file holds what goes in: the packages with their versions and, in the lock, the
hash of each. Pages get one classic script, which they load when a reader first asks a figure.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from standards_report.errors import Fault, RenderError, ReportError
from standards_report.project import find_project

_PARTS = Path(__file__).parent / "plot"
SCRIPT, NOTICE = "plot.js", "plot-licenses.txt"
GLOBAL = "Plot"  # the name by which scripts of the pages call it
_OPTIONS = (
    "--bundle",
    "--minify",
    "--format=iife",
    f"--global-name={GLOBAL}",
    "--target=es2019",
    "--charset=ascii",
    "--legal-comments=none",
    "--metafile=made.json",
)


def make_bundle(folder: Path) -> tuple[bytes, str]:
    """Makes the script in `folder` and returns it with the licenses of all that it holds.

    The bytes are the same every time. Raises RenderError where npm or esbuild fails.
    """
    shutil.copytree(_PARTS, folder, dirs_exist_ok=True)
    _run(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    _run(folder, "npx", "esbuild", "entry.js", *_OPTIONS, f"--outfile={SCRIPT}")
    script = (folder / SCRIPT).read_bytes()
    inputs = json.loads((folder / "made.json").read_bytes())["inputs"]
    return script, _notice(folder, script, sorted({_package(path) for path in inputs} - {""}))


def _package(path: str) -> str:
    """The package that a file is of: `node_modules/@observablehq/plot/src/a.js` is of plot's."""
    parts = path.split("/")
    if parts[0] != "node_modules":
        return ""
    return "/".join(parts[1:3] if parts[1].startswith("@") else parts[1:2])


def _notice(folder: Path, script: bytes, packages: list[str]) -> str:
    """Names, versions and licenses of the packages, and the hash of the script."""
    lines = [
        f"{SCRIPT} holds parts of the packages below, put together by esbuild (make plot).",
        f"SHA-256 of {SCRIPT}: {hashlib.sha256(script).hexdigest()}",
        "",
    ]
    texts: dict[str, list[str]] = {}
    for name in packages:
        own = folder / "node_modules" / name
        described = json.loads((own / "package.json").read_bytes())
        text = next(own.glob("LICENSE*")).read_text(encoding="utf-8").strip()
        texts.setdefault(text, []).append(f"{name} {described['version']} ({described['license']})")
    for text, named in texts.items():
        lines += ["-" * 80, *named, "", text, ""]
    return "\n".join(line.rstrip() for line in "\n".join(lines).splitlines()) + "\n"


def _run(folder: Path, program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if not found:
        raise RenderError(Fault(program, 0, "was not found", "install Node.js, which includes it"))
    process = subprocess.run([found, *arguments], cwd=folder, capture_output=True, text=True)
    if process.returncode:
        reason = " ".join(process.stderr.split())[-300:] or f"{program} gives no reason"
        raise RenderError(Fault(" ".join([program, *arguments[:2]]), 0, "failed", reason))


def main() -> int:
    """Writes script and notice into the folder that both engines share. Returns the exit code."""
    target = find_project().extension / "lazy"
    try:
        with tempfile.TemporaryDirectory() as folder:
            script, notice = make_bundle(Path(folder))
    except ReportError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    (target / SCRIPT).write_bytes(script)
    (target / NOTICE).write_text(notice, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
