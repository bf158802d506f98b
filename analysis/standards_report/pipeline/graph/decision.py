"""Decides whether a step has to run, and why: a closed list of reasons."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from standards_report.pipeline.graph.content_hash import digest
from standards_report.pipeline.graph.environment import environment_hash
from standards_report.pipeline.graph.memory import Memory, Record
from standards_report.pipeline.graph.sources import Sources
from standards_report.pipeline.graph.step import Step

# Reasons that lie in what the last build left, not in what it read.
UNREADABLE, DAMAGED = "its record cannot be read", "its result is not what it was"


class Decision:
    """Compares what steps would read now with what they read for their last results."""

    def __init__(self, memory: Memory, sources: Sources, *, force: bool = False) -> None:
        self.memory = memory
        self._sources = sources
        self._force = force
        self._environment = environment_hash()

    def inputs(self, step: Step) -> Record:
        """What the step would read if it ran now. The steps before it must be done."""
        settings = {name: _hash_of(value) for name, value in step.settings.items()}
        return Record(
            settings={"Python and packages": self._environment, **settings},
            files={name: self._sources.group(paths) for name, paths in step.files.items()},
            results={name: self._result_of(name) for name in step.after},
        )

    def reasons(self, step: Step, inputs: Record) -> list[str]:
        """Why the step has to run with these inputs; empty where its result is up to date."""
        if self._force:
            return ["forced"]
        record = self.memory.recall(step.name)
        if record is None:
            known = self.memory.is_known(step.name)
            return [UNREADABLE if known else "never run before"]
        reasons = list(self._differences(inputs, record))
        if not reasons and not self.memory.holds(step.name, record):
            reasons = [DAMAGED]
        return reasons

    def moved(self, step: Step, found: Mapping[str, str]) -> list[str]:
        """Names of files that the step reads and that have changed since they were hashed."""
        paths = [path for group in step.files.values() for path in group]
        return self._sources.moved(paths, found)

    def _result_of(self, name: str) -> str:
        step, _, file = name.partition("::")
        record = self.memory.recall(step)
        if record is None:
            return ""
        return record.outputs.get(file, "") if file else record.result

    def _differences(self, now: Record, before: Record) -> Iterator[str]:
        for what, new, old in (
            ("setting", now.settings, before.settings),
            ("input", now.files, before.files),
            ("result", now.results, before.results),
            ("input", self._sources.found(before.found), before.found),
        ):
            for name in sorted({*new, *old}):
                if new.get(name) != old.get(name):
                    yield f"{what} changed: {_last_part(name)}"


def _last_part(name: str) -> str:
    return Path(name).name if "/" in name else name


def _hash_of(value: object) -> str:
    return digest({"": json.dumps(value, sort_keys=True, ensure_ascii=False)})
