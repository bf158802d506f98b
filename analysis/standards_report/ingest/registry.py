"""All adapters by name."""

from __future__ import annotations

import difflib

from standards_report.errors import UsageError
from standards_report.ingest.adapter import Adapter
from standards_report.ingest.iso import iso_adapter as iso_open_data
from standards_report.ingest.itu import itu_adapters as itu_exports

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
