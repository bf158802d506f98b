"""Whose project it is: a build runs its notebooks, so those of another user are asked about."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from standards_report.errors import Fault, UsageError

TRUST = "STANDARDS_REPORT_TRUST"
_CONTAINED = {"container", "KUBERNETES_SERVICE_HOST"}


def is_trusted(owners: Iterable[int], user: int, behind: int | None, *, contained: bool) -> bool:
    """Whether a user may run what belongs to `owners` without being asked.

    As git has it for its `safe.directory`: what is the user's own, and to root also what
    belongs to `behind`, who called sudo. Other than git, root in a container may run
    everything: the files there are those that somebody put in for it, whatever their owner.
    """
    if user == 0 and contained:
        return True
    own = {user, behind} if user == 0 else {user}
    return set(owners) <= own


def require_trusted(root: Path, parts: Iterable[Path]) -> None:
    """Asks on a terminal where `root`, or one of those of its `parts` that are there, belongs to
    another user.

    Raises UsageError for an answer that is not yes, and where nobody can be asked. The
    environment variable in `TRUST` names a project that needs no question, or all with `*`.
    """
    if not hasattr(os, "geteuid"):  # a system without owners of this kind
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
        os.environ[TRUST] = str(root)  # for what this command starts
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
    """Whether this looks like a container: Docker and Podman leave a file, systemd, LXC and
    Kubernetes a variable, and others a user namespace that does not hold all users."""
    if any(Path(name).exists() for name in ("/.dockerenv", "/run/.containerenv")):
        return True
    if not _CONTAINED.isdisjoint(os.environ):
        return True
    try:
        users = Path("/proc/self/uid_map").read_text(encoding="ascii").split()
    except OSError:
        return False
    return users[:3] != ["0", "0", "4294967295"]
