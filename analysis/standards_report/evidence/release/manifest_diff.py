"""A rebuilt edition against the released one: which files differ, and what may be the reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from standards_report.errors import Fault

_CAUSES = {"inputs": "input", "code": "code", "tools": "version", "parameters": "parameter"}
_SHOWN = 8


def differences(released: Mapping[str, Any], rebuilt: Mapping[str, Any], shown: str) -> list[Fault]:
    """A fault for each output that is not the same in both manifests, with the possible causes.

    `shown` names the released manifest. Causes are all inputs, code, versions of tools and
    parameters that differ as well; where none does, the build itself is not reproducible.
    """
    causes = _causes(released, rebuilt)
    remedy = (
        f"differs as well: {', '.join(causes)}" if causes else "nothing else differs: report it"
    )
    before, after = released["outputs"], rebuilt["outputs"]
    return [
        Fault(shown, 0, f"{name} {_state(before.get(name), after.get(name))}", remedy)
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    ]


def _causes(released: Mapping[str, Any], rebuilt: Mapping[str, Any]) -> list[str]:
    causes = []
    if released["engine"] != rebuilt["engine"]:
        causes.append(f"engine ({released['engine']}, now {rebuilt['engine']})")
    for part, word in _CAUSES.items():
        before, after = released[part], rebuilt[part]
        names = [name for name in sorted({*before, *after}) if before.get(name) != after.get(name)]
        causes += [f"{word} {name}" for name in names[:_SHOWN]]
        if len(names) > _SHOWN:
            causes.append(f"and {len(names) - _SHOWN} more")
    return causes


def _state(before: str | None, after: str | None) -> str:
    if before is None:
        return "was not released"
    return "was not rebuilt" if after is None else "differs"
