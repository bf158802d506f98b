"""Who owns a project. A build runs its notebooks, so it asks before it runs those of others."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from standards_report.errors import Fault, UsageError

TRUST = "STANDARDS_REPORT_TRUST"
_CONTAINED = {"container", "KUBERNETES_SERVICE_HOST"}


def is_trusted(owners: Iterable[int], user: int, behind: int | None, *, contained: bool) -> bool:
    """Whether `user` may run the files of `owners` without being asked.

    The rule is that of git's `safe.directory`: users may run their own files, and root may also
    run those of `behind`, the user who called sudo. Unlike git, root in a container (`contained`)
    may run everything, since the files there were put in for it.
    """
    if user == 0 and contained:
        return True
    own = {user, behind} if user == 0 else {user}
    return set(owners) <= own


def require_trusted(root: Path, parts: Iterable[Path]) -> None:
    """Asks the user where `root` or one of its existing `parts` belongs to another user.

    Raises UsageError where the answer is not yes, or where there is no terminal to ask on. The
    environment variable `TRUST` names a project that needs no question; `*` stands for all.
    """
    if not hasattr(os, "geteuid"):  # a system whose files have no such owners
        return
    paths = [root, *(path for path in parts if path.exists())]
    owners = {path.stat().st_uid for path in paths}
    behind = os.environ.get("SUDO_UID", "")
    user = os.geteuid()
    sudo = int(behind) if behind.isdecimal() else None
    if _is_named(root) or is_trusted(owners, user, sudo, contained=_in_container()):
        return
    what = "belongs to another user, and its notebooks would run as you"
    if _agreed(root, what):
        os.environ[TRUST] = str(root)  # for processes that this command starts
        return
    remedy = f"set {TRUST} to its path if you trust it, or to * for all projects"
    raise UsageError(Fault(str(root), 0, what, remedy))


def _is_named(root: Path) -> bool:
    named = os.environ.get(TRUST, "")
    return named == "*" or (named != "" and Path(named).resolve() == root.resolve())


def _agreed(root: Path, what: str) -> bool:
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    sys.stderr.write(f"{Fault(str(root), 0, what)}. Go on? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _in_container() -> bool:
    """Whether this process seems to run in a container.

    Docker and Podman leave a file; systemd, LXC and Kubernetes set a variable; others have a user
    namespace that does not hold all users.
    """
    if any(Path(name).exists() for name in ("/.dockerenv", "/run/.containerenv")):
        return True
    if not _CONTAINED.isdisjoint(os.environ):
        return True
    try:
        users = Path("/proc/self/uid_map").read_text(encoding="ascii").split()
    except OSError:
        return False
    return users[:3] != ["0", "0", "4294967295"]
