"""A command that is killed, or during which files are saved, at a chosen moment of its work.

The text below runs as the command's process: Python announces what it opens and changes to its
audit hooks, and the hook counts.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.stateful.edits import Contents

_CHANGES = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.truncate")
_CHILD = """\
import base64, json, os, signal, sys, threading
with open(sys.argv[1]) as file:
    plan = json.load(file)
root, where, log = plan["root"] + os.sep, plan["where"], plan["log"]
produced = (root + ".build" + os.sep, root + "_site" + os.sep)
counts = dict.fromkeys(("scratch", "site", "reading"), 0)
lock, mine, owner = threading.Lock(), threading.local(), os.getpid()

def kind(event, arguments):
    path = arguments[0] if arguments else None
    if isinstance(path, bytes):
        path = os.fsdecode(path)
    if not isinstance(path, (str, os.PathLike)):
        return None, ""
    if event == "open":
        mode, flags = arguments[1], arguments[2]
        writes = set(mode) & set("wax+") if isinstance(mode, str) else flags & 3
    elif event in {changes!r}:
        writes = True
    else:
        return None, ""
    path = os.path.abspath(os.fspath(path))
    if writes:
        found = [path.startswith(folder) for folder in produced]
        return ("scratch" if found[0] else "site" if found[1] else None), path
    return ("reading" if path.startswith(root) and not path.startswith(produced) else None), path

def note(line):
    with open(log, "a") as file:
        file.write(line + "\\n")

def save(contents):
    for path, content in contents.items():
        path = os.path.join(root, path)
        if content is None:
            os.path.exists(path) and os.unlink(path)
            continue
        content = base64.b64decode(content)
        time = os.stat(path) if os.path.exists(path) else None
        if time and open(path, "rb").read() == content:
            continue
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(log + ".part", "wb") as file:
            file.write(content)
        if plan["old_time"] and time:
            os.utime(log + ".part", ns=(time.st_atime_ns, time.st_mtime_ns))
        os.replace(log + ".part", path)

def watch(event, arguments):
    if getattr(mine, "busy", False) or os.getpid() != owner:
        return
    what, path = kind(event, arguments)
    if what is None:
        return
    with lock:
        mine.busy = True
        try:
            counts[what] += 1
            happened = plan["moments"].get(str(counts[what])) if what == where else None
            if happened is None:
                return
            begun = "published" if counts["site"] else "computing"
            note(" ".join((happened["do"], begun, event, path)))
            if happened["do"] == "kill":
                os.kill(os.getpid(), happened["signal"])
            else:
                save(happened["contents"])
        finally:
            mine.busy = False

del sys.argv[1]
sys.argv[0] = "standards-report"
from standards_report.__main__ import main
sys.addaudithook(watch)
main()
"""


@dataclass(frozen=True)
class Happened:
    """What a watched command came to: "kill", "save" or "undo", and whether it had begun to
    publish by then."""

    what: str
    publishing: bool
    place: str


def watched(
    root: Path, where: str, moments: Mapping[int, Mapping[str, object]], old_time: bool
) -> tuple[str, ...]:
    """The start of a command line, for the command's arguments to follow."""
    log = _log(root)
    log.unlink(missing_ok=True)
    plan = {
        "root": str(root),
        "where": where,
        "log": str(log),
        "moments": {str(number): dict(happens) for number, happens in moments.items()},
        "old_time": old_time,
    }
    file = root.parent / "plan.json"
    file.write_text(json.dumps(plan), encoding="utf-8")
    return (sys.executable, "-c", _CHILD.replace("{changes!r}", repr(_CHANGES)), str(file))


def kill(signal: int) -> dict[str, object]:
    """The process gets a signal."""
    return {"do": "kill", "signal": signal}


def save(contents: Contents, do: str = "save") -> dict[str, object]:
    """Files are saved, each in one step."""
    encoded = {
        path: None if content is None else base64.b64encode(content).decode()
        for path, content in contents.items()
    }
    return {"do": do, "contents": encoded}


def happened(root: Path) -> list[Happened]:
    """What happened during the last watched command."""
    log = _log(root)
    lines = log.read_text(encoding="utf-8").splitlines() if log.is_file() else []
    parts = [line.split(" ", 2) for line in lines]
    return [Happened(what, begun == "published", place) for what, begun, place in parts]


def _log(root: Path) -> Path:
    return root.parent / "happened"
