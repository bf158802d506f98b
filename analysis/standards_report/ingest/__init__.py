"""A raw export in, tidy rows out, all of them or none; a folder for each body that exports.

Nothing here counts for the report: measures do, over the rows.
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
