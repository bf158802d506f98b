"""Turns raw exports into tidy rows of tables. Each body that exports has a folder here.

Nothing here computes results of the report: measures do that from the rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_report.lazy import attach

if TYPE_CHECKING:
    from standards_report.ingest.dry_run import print_plan as print_plan
    from standards_report.ingest.plan import IngestPlan as IngestPlan
    from standards_report.ingest.plan import plan_ingest as plan_ingest
    from standards_report.ingest.plan import write_plan as write_plan
    from standards_report.ingest.registry import ADAPTERS as ADAPTERS

__getattr__ = attach(
    __name__,
    {
        "ADAPTERS": "registry",
        "IngestPlan": "plan",
        "plan_ingest": "plan",
        "print_plan": "dry_run",
        "write_plan": "plan",
    },
)
