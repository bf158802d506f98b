"""Ingest: one adapter a module; a raw export in, tidy rows out, all of them or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_report.lazy import attach

if TYPE_CHECKING:
    from standards_report.ingest.adapters import ADAPTERS as ADAPTERS
    from standards_report.ingest.plan import Plan as Plan
    from standards_report.ingest.plan import plan_ingest as plan_ingest
    from standards_report.ingest.plan import write_plan as write_plan
    from standards_report.ingest.summary import print_plan as print_plan

__getattr__ = attach(
    __name__,
    {
        "ADAPTERS": "adapters",
        "Plan": "plan",
        "plan_ingest": "plan",
        "print_plan": "summary",
        "write_plan": "plan",
    },
)
