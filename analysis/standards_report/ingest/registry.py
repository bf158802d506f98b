"""All adapters, by name."""

from __future__ import annotations

from standards_report.errors import UsageError
from standards_report.ingest.adapter import Adapter
from standards_report.ingest.economy.companies_adapter import ADAPTER as COMPANIES
from standards_report.ingest.economy.economy_adapter import ADAPTER as ECONOMY
from standards_report.ingest.iso import iso_adapter as iso_open_data
from standards_report.ingest.itu import itu_adapters as itu_exports
from standards_report.ingest.relaton.iso_documents.iso_documents_adapter import (
    ADAPTER as RELATON_ISO,
)
from standards_report.ingest.relaton.itu_recommendations.recommendations_adapter import (
    ADAPTER as RELATON_ITU,
)
from standards_report.ingest.relaton.mobile_specifications.mobile_specifications_adapter import (
    ADAPTER as RELATON_3GPP,
)
from standards_report.suggestions import did_you_mean

ADAPTERS: dict[str, Adapter] = {
    adapter.name: adapter
    for adapter in (
        iso_open_data.ADAPTER,
        *itu_exports.ADAPTERS,
        RELATON_ISO,
        RELATON_3GPP,
        RELATON_ITU,
        COMPANIES,
        ECONOMY,
    )
}


def adapter(name: str) -> Adapter:
    """The adapter of that name. Raises UsageError with the nearest name where there is none."""
    if name in ADAPTERS:
        return ADAPTERS[name]
    raise UsageError(f"no adapter {name!r}: {did_you_mean(name, ADAPTERS)}")
