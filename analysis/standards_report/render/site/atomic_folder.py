"""A folder takes another one's place in one step, so that there is no moment without it."""

from __future__ import annotations

import ctypes
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def replace_folder(new: Path, target: Path, old: Path) -> None:
    """Puts `new` at `target`; what was there lies at `old` afterwards.

    Linux exchanges the two names in one step (renameat2(2), RENAME_EXCHANGE). Elsewhere two
    renames follow each other, and `recover_folder` mends what a kill between them leaves.
    """
    if not target.exists():
        new.rename(target)
    elif _exchange(new, target):
        new.rename(old)
    else:
        target.rename(old)
        new.rename(target)


def recover_folder(target: Path, old: Path) -> bool:
    """Brings back what a killed build had moved away; returns whether there was need to."""
    if target.exists() or not old.exists():
        return False
    old.rename(target)
    return True


def _exchange(first: Path, second: Path) -> bool:
    """Whether the system exchanged the two names."""
    call = _renameat2()
    if call is None:
        return False
    names = os.fsencode(first), os.fsencode(second)
    return bool(call(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0)


@cache
def _renameat2() -> Any:
    if not sys.platform.startswith("linux"):
        return None
    return getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
