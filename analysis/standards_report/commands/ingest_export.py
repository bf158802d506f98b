"""The command `ingest`: reads an export, shows what it would change, and writes that if asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from standards_report.errors import UsageError
from standards_report.files import write_whole
from standards_report.ingest import (
    Answers,
    UnknownNamesError,
    plan_ingest,
    print_plan,
    unknown_table,
    write_plan,
)
from standards_report.ingest.transaction import finish_interrupted
from standards_report.pipeline.lock import only_build
from standards_report.pipeline.progress import Reporter
from standards_report.project import Project


@dataclass(frozen=True)
class Order:
    """What the author asks for. `unknown` is the file for names that entities.csv lacks."""

    adapter: str
    files: Sequence[Path]
    date: str
    previous: Path | None
    answers: Answers
    unknown: Path | None
    write: bool


def ingest_export(project: Project, order: Order, say: Callable[[str], None]) -> None:
    """Carries the order out. Raises a ReportError with every fault; nothing is written then.

    Where the faults are unknown names, the table of them is written if there is a file for it.
    """
    if order.unknown and order.unknown.exists():
        raise UsageError(f"--unknown {order.unknown}: is there already: name another file")
    # No build reads tables while they change.
    with only_build(project, Reporter(), finish_interrupted):
        try:
            plan = plan_ingest(
                project, order.adapter, order.files, order.date, order.previous, order.answers
            )
        except UnknownNamesError as error:
            if order.unknown:
                # With a mark, spreadsheet programs show its letters as they are.
                table = unknown_table(error.names, project.data).encode("utf-8-sig")
                write_whole(order.unknown, table)
                say(f"{len(error.names)} unknown names are in {order.unknown}, to be filled in")
            raise
        print_plan(plan)
        # What a check of all tables would find at the end is found by the dry run as well.
        written = [] if plan.changes_nothing else write_plan(plan, commit=order.write)
    if order.unknown:
        say("No name is unknown, so there is no table to fill in.")
    if plan.changes_nothing:
        say("Nothing changes: data/ holds these rows already.")
    elif not order.write:
        say("Nothing written; add --write to write these rows.")
    else:
        say(f"Written: {', '.join(f'data/{name}' for name in written)}")
