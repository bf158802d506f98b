"""Stages in the life of a standard, in their order."""

from __future__ import annotations

# The stages that sources date, in the words of standard_events.csv. ITU approves a standard, then
# publishes it. ISO and IEC approve a project first and publish the standard last.
STAGES = (
    "proposed",
    "approved as project",
    "registered in work program",
    "committee draft registered",
    "DIS registered",
    "approved",
    "published",
)
