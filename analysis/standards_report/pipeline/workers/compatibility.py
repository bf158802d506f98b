"""Describes what is wrong with a worker of a cluster, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

_NAMED = 3  # differences, or workers, in one line
Difference = tuple[str, str]


def named(names: list[str]) -> str:
    """The addresses of workers, as a message names them."""
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"Dask worker {', '.join(sorted(names)[:_NAMED])}{more}"


def difference(answer: Any, wanted: Mapping[str, Any], root: Path) -> Difference:
    """What is wrong with a worker that gave this answer, and the remedy."""
    if not isinstance(answer, dict):
        return cannot_run(answer)
    if answer.get("folder") != wanted["folder"]:
        what = f"cannot read and write the project's folder {root}"
        return what, "mount it there under the same path"
    return code_or_packages(answer, wanted)


def cannot_run(error: object) -> Difference:
    """What is wrong with a worker that could not answer, and the remedy."""
    what = f"cannot run the report ({type(error).__name__}: {error})"
    return what, "install the same environment there, and restart the worker"


def code_or_packages(answer: Mapping[str, Any], wanted: Mapping[str, Any]) -> Difference:
    """How the code or packages of a worker differ from those of this process, and the remedy."""
    code = _differing(answer.get("code", {}), wanted["code"])
    if code:
        what = f"has loaded other code of the report ({_few(code)})"
        return what, "bring it up to date and restart the worker"
    has, here = answer.get("versions", {}), wanted["versions"]
    names = _differing(has, here)
    if names:
        told = [
            f"{name} {has.get(name, 'missing')}, here {here.get(name, 'none')}" for name in names
        ]
        what = f"has other packages ({_few(told, '; ')})"
    else:
        what = "has another build of Python or of a package"
    return what, "install the same lock file there, or share this environment, and restart it"


def _differing(these: Mapping[str, str], those: Mapping[str, str]) -> list[str]:
    return sorted(
        name for name in these.keys() | those.keys() if these.get(name) != those.get(name)
    )


def _few(names: list[str], between: str = ", ") -> str:
    more = [f"{len(names) - _NAMED} more"] if len(names) > _NAMED else []
    return between.join([*names[:_NAMED], *more])
