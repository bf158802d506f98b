"""The states that pytask remembers of all steps, read without delay.

pytask parses its lock file twice, with a parser in pure Python, and asks of each input and
output whether it follows a protocol, whose members Python 3.11 collects each time. Together that
takes as long as all else that a graph needs in which nothing has changed.

Loading this module loads pytask.
"""

from __future__ import annotations

import sys
import tomllib
import typing
from functools import cache, lru_cache
from pathlib import Path

import msgspec
from _pytask import lockfile

_by_pytask = lockfile.read_lockfile


def read_states(path: Path) -> lockfile._Lockfile | None:
    """pytask's lock file at `path`, or None where there is none.

    The same bytes are parsed once by a process, and not again by those that it forks.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    return _parsed(content) or _by_pytask(path)


def read_states_once() -> None:
    """Lets pytask read its lock file by `read_states`, and keep what protocols ask for."""
    lockfile.read_lockfile = read_states
    members = getattr(typing, "_get_protocol_attrs", None)
    if sys.version_info < (3, 12) and members and not hasattr(members, "cache_info"):
        typing._get_protocol_attrs = cache(members)  # type: ignore[attr-defined]


@lru_cache(maxsize=1)
def _parsed(content: bytes) -> lockfile._Lockfile | None:
    """The content as pytask holds it; None where pytask has to say what is wrong with it."""
    try:
        states = msgspec.convert(tomllib.loads(content.decode()), type=lockfile._Lockfile)
    except (ValueError, msgspec.ValidationError):
        return None
    return states if states.lock_version == lockfile.CURRENT_LOCKFILE_VERSION else None
