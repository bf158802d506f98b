"""All adapters by name."""

from __future__ import annotations

import difflib

from standards_report.errors import UsageError
from standards_report.ingest import iso_open_data, itu_exports
from standards_report.ingest.result import Adapter

ADAPTERS: dict[str, Adapter] = {
    adapter.name: adapter for adapter in (iso_open_data.ADAPTER, *itu_exports.ADAPTERS)
}


def adapter(name: str) -> Adapter:
    """The adapter of that name; UsageError, with the nearest, where there is none."""
    if name in ADAPTERS:
        return ADAPTERS[name]
    near = difflib.get_close_matches(name, ADAPTERS, 1)
    hint = f"did you mean {near[0]}?" if near else f"one of {', '.join(ADAPTERS)}"
    raise UsageError(f"no adapter {name!r}: {hint}")
