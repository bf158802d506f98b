"""A rebuilt edition against the released one: which files differ, and what may be the reason."""

from __future__ import annotations

from collections.abc import Mapping

from standards_report.errors import Fault
from standards_report.evidence.release.manifest import Manifest

_SHOWN = 8


def differences(released: Manifest, rebuilt: Manifest, shown: str) -> list[Fault]:
    """A fault for each output that is not the same in both manifests, with the possible causes.

    `shown` names the released manifest. Causes are all inputs, code, versions of tools and
    parameters that differ as well. Where none does, the build itself is not reproducible.
    """
    causes = _causes(released, rebuilt)
    remedy = (
        f"differs as well: {', '.join(causes)}" if causes else "nothing else differs: report it"
    )
    before, after = released.outputs, rebuilt.outputs
    return [
        Fault(shown, 0, f"{name} {_state(before.get(name), after.get(name))}", remedy)
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    ]


def _causes(released: Manifest, rebuilt: Manifest) -> list[str]:
    causes = []
    if released.engine != rebuilt.engine:
        causes.append(f"engine ({released.engine}, now {rebuilt.engine})")
    causes += _changed("input", released.inputs, rebuilt.inputs)
    causes += _changed("code", released.code, rebuilt.code)
    causes += _changed("version", released.tools, rebuilt.tools)
    causes += _changed("parameter", released.parameters, rebuilt.parameters)
    return causes


def _changed(word: str, before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    """The names that differ, each after `word`: the first ones, and how many more."""
    names = [name for name in sorted({*before, *after}) if before.get(name) != after.get(name)]
    more = len(names) - _SHOWN
    changed = [f"{word} {name}" for name in names[:_SHOWN]]
    return [*changed, f"and {more} more"] if more > 0 else changed


def _state(before: str | None, after: str | None) -> str:
    if before is None:
        return "was not released"
    return "was not rebuilt" if after is None else "differs"
