"""The commands, nothing else: each reads its arguments, calls one room and prints."""

from __future__ import annotations

import errno
import gc
import os
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from standards_report.errors import (
    Fault,
    RenderError,
    ReportError,
    UsageError,
    fault_lines,
)
from standards_report.project import Project, find_project
from standards_report.streams import print_utf8, settle_streams

if TYPE_CHECKING:
    from standards_report.build.build import BuildPlan
    from standards_report.commands.releasing import Released

app = typer.Typer(
    help="A report on participation in international standards bodies that recomputes itself.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # half of the time that --help takes
)

Engine = Literal["auto", "quarto", "pandoc"]
Jobs = Annotated[int, typer.Option(help="Steps that run at the same time.", min=1)]
_JOBS = os.cpu_count() or 1
_INTERRUPTED = 130
_REMEDIES = {errno.ENOENT: "restore it", errno.EISDIR: "name a file, not a folder"}
_NO_ROOM = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))


@app.command()
def build(
    editions: Annotated[list[str] | None, typer.Argument(help="Else the open one.")] = None,
    to: Annotated[
        list[str] | None,
        typer.Option(metavar="FORMAT", help="Set the text as this alone, such as html."),
    ] = None,
    engine: Annotated[Engine, typer.Option(help="What renders the report.")] = "auto",
    jobs: Jobs = _JOBS,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each step runs.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Compute everything again.")] = False,
    release: Annotated[bool, typer.Option("--release", help="Pack it into its archive.")] = False,
    allow_stale: Annotated[
        bool, typer.Option("--allow-stale", help="Render false sentences too, marked in red.")
    ] = False,
    backend: Annotated[
        Literal["threads", "dask"], typer.Option(help="Where steps run: here, or on a cluster.")
    ] = "threads",
    scheduler: Annotated[str, typer.Option(help="Address of the Dask scheduler.")] = "",
) -> None:
    """Compute and render the open edition into _site/, the released ones beside it."""
    from standards_report.render.quarto.quarto_program import choose_engine, engine_name

    started, project = time.monotonic(), find_project()
    quarto, note = choose_engine(engine)
    if note:
        _say(note)
    _say(f"Engine: {engine_name(quarto)}")
    special = editions or explain or force or release or allow_stale or backend != "threads"
    if not (special or scheduler) and _is_settled(project, engine_name(quarto), to or (), started):
        return

    from standards_report.build.build import BuildPlan
    from standards_report.build.build import build as run
    from standards_report.build.formats import FORMATS as EVERY
    from standards_report.build.formats import formats_named

    formats = formats_named(to or ())
    if release and (allow_stale or formats != EVERY):
        raise UsageError("a release is whole and true: drop --allow-stale and --to")
    if (backend == "dask") != bool(scheduler):
        raise UsageError("--backend dask and --scheduler ADDRESS go together: give both or none")
    plan = BuildPlan(
        project,
        editions or [],
        quarto,
        jobs,
        formats=formats,
        allow_stale=allow_stale,
        force=force,
        explain=explain,
        scheduler=scheduler,
    )
    released = _released(plan) if release else None
    built = released.built if released else run(plan)
    _say_done(len(built.outcome.ran), built.outcome.unchanged, built.changed, started)
    for line in released.lines() if released else ():
        _say(line)
    for line in fault_lines(built.stale):
        _say(f"Stale: {line}")
    print(project.relative(project.site / "index.html"))


def _is_settled(project: Project, engine: str, formats: Sequence[str], started: float) -> bool:
    """Whether a build would change nothing, by hashes alone. Says so then, as the build would."""
    from standards_report.ingest.transaction import finish_interrupted
    from standards_report.pipeline.graph.settled import kind_of, recall, unnamed
    from standards_report.pipeline.progress import Reporter

    settled = recall(project, kind_of(engine, formats), Reporter(), finish_interrupted)
    if settled is None:
        return False
    if settled.missing:
        _say(unnamed(settled.missing))
    _say_done(0, settled.steps, [], started)
    print(project.relative(project.site / "index.html"))
    return True


def _say_done(ran: int, unchanged: int, changed: Sequence[str], started: float) -> None:
    _say(f"{ran} steps ran, {unchanged} unchanged, {time.monotonic() - started:.1f} s")
    _say(f"Changed in _site/: {', '.join(changed) or 'nothing'}")


@app.command()
def preview(
    edition: Annotated[str, typer.Argument(help="Edition; the open one by default.")] = "",
    engine: Annotated[Engine, typer.Option(help="What renders the report.")] = "auto",
    port: Annotated[int, typer.Option(help="Port on this machine; 0 takes a free one.")] = 0,
    jobs: Jobs = _JOBS,
) -> None:
    """Build, serve here, and build again when a source changes."""
    from standards_report.commands.preview.loop import preview as show
    from standards_report.observations.domain.releases import open_id

    project = find_project()
    show(project, edition or open_id(project), engine, jobs, port, partial(print, flush=True))


@app.command()
def check() -> None:
    """Check data, sources, citations, references, values, claims."""
    from standards_report.commands.check import check_here

    check_here(_JOBS)
    _say("No faults found.")


@app.command()
def claims(
    edition: Annotated[str, typer.Option(help="Edition or version; else the open one.")] = "",
    format: Annotated[Literal["text", "csv", "json"], typer.Option(help="How to print.")] = "text",
    ledger: Annotated[
        Literal["all", "claims", "audits"],
        typer.Option(help="Claims of the prose, audits of the source, or all."),
    ] = "all",
    verdict: Annotated[str, typer.Option(help="Only those, as fails or disagrees.")] = "",
    kind: Annotated[str, typer.Option(help="Only those of a kind, as comparison.")] = "",
    chapter: Annotated[str, typer.Option(help="Only those that a chapter rests on.")] = "",
) -> None:
    """List claims and audits with their verdicts."""
    from standards_report.commands.list_claims import Selection, claims_as, select_entries
    from standards_report.commands.published_records import ledgers

    record, used = ledgers(find_project(), edition, chapter, _JOBS)
    entries = select_entries(record, Selection(ledger, verdict, kind, used))
    listed = claims_as(entries, format)
    if format == "text":
        print(listed, end="")
    else:
        print_utf8(listed)


@app.command()
def trace(
    identifier: Annotated[
        str,
        typer.Argument(
            help="A figure, table, value, claim or audit; a number, as A3; a country, as IND, "
            "or a quantity of it, as IND.secretariats."
        ),
    ],
    edition: Annotated[str, typer.Option(help="Edition or version; else the open one.")] = "",
) -> None:
    """Show where something comes from: cell, rows, sources."""
    from standards_report.commands.country_numbers import is_country
    from standards_report.commands.published_records import country_trace, lineage
    from standards_report.evidence.results.lineage import trace_lines

    project = find_project()
    lines = (
        country_trace(project, edition, identifier)
        if is_country(identifier)
        else trace_lines(lineage(project, edition, _JOBS), identifier)
    )
    for line in lines:
        print(line)


@app.command()
def verify(
    version: Annotated[str, typer.Argument(help="A released version, as 2025.2.")],
    records: Annotated[
        Path | None, typer.Option(help="Folder that has the records it was computed from.")
    ] = None,
) -> None:
    """Rebuild a release from its commit and compare every file."""
    from standards_report.commands.verify import verify as rebuild

    rebuilt, count = rebuild(find_project(), version, records, partial(print, flush=True))
    _say(f"All {count} files of version {rebuilt} are as released.")


@app.command()
def export(
    edition: Annotated[str, typer.Argument(help="A published edition.")],
    target: Annotated[str, typer.Option(help="File to write.")] = "",
) -> None:
    """Pack an edition with data, code and provenance (RO-Crate)."""
    from standards_report.commands.export import export as pack

    path, count = pack(find_project(), edition, target, _JOBS)
    _say(f"{count} files")
    print(path)


@app.command()
def diff(
    old: Annotated[str, typer.Argument(help="The earlier edition or version.")],
    new: Annotated[str, typer.Argument(help="The later edition or version.")],
    format: Annotated[Literal["text", "csv"], typer.Option(help="How to print.")] = "text",
    country: Annotated[str, typer.Option(help="What is about this country alone, as IND.")] = "",
) -> None:
    """Show all that differs between what two editions published."""
    from shutil import get_terminal_size

    from standards_report.commands.published_records import changes
    from standards_report.evidence.results.changes_csv import changes_csv, changes_lines

    if old == new:
        raise UsageError(f"{old} twice: name two editions or versions")
    found = changes(find_project(), old, new, _JOBS, country)
    if format == "csv":
        print_utf8(changes_csv(found))
    else:
        print("\n".join(changes_lines(found, get_terminal_size().columns)))


@app.command("new-edition")
def new_edition(
    edition: Annotated[str, typer.Argument(help="Id of the new edition, as 2026.")],
    as_of: Annotated[str, typer.Option(help="Sources known after this day are not seen.")],
    title: Annotated[str, typer.Option(help="Title; that of the last edition by default.")] = "",
) -> None:
    """Open the next edition, once the last one is released."""
    from standards_report.commands.new_edition import new_edition as open_next

    opened = open_next(find_project(), edition, as_of, title)
    for name in (f"editions/{opened.id}.yml", f"_quarto-{opened.id}.yml", "_quarto.yml"):
        _say(f"Written: {name}")
    _say("Written: its parameters, as defaults into the notebooks")
    _say(f"Edition {opened.id} is open and follows edition {opened.previous}. Next:")
    _say(f"  standards-report work-list {opened.id}")


@app.command("work-list")
def work_list(
    edition: Annotated[str, typer.Argument(help="Else the open one.")] = "",
    output: Annotated[Path | None, typer.Option(help="File for the list.")] = None,
    months: Annotated[int, typer.Option(help="Age of observations that are old.", min=1)] = 24,
) -> None:
    """List what the author of an open edition has to look at, as often as wanted."""
    from standards_report.build.compute import compute
    from standards_report.commands.gather_work import work_list as gather
    from standards_report.commands.work_list import work_list_markdown
    from standards_report.observations.domain.releases import open_id, require_open
    from standards_report.render.site.publish import write_if_changed

    project = find_project()
    opened = require_open(project, edition or open_id(project))
    [report] = compute(project, [opened], _JOBS, prose=True)
    text = work_list_markdown(gather(report, months))
    if output:
        write_if_changed(output, text)
    print(text, end="")


@app.command()
def ingest(
    adapter: Annotated[str, typer.Argument(help="Kind of export, as iso-open-data.")],
    files: Annotated[list[Path], typer.Argument(help="Files of the export.")],
    date: Annotated[
        str, typer.Option(help="Day of the export (YYYY-MM-DD), or its range as first/last day.")
    ],
    previous: Annotated[
        Path | None, typer.Option(help="The export before it, or none if that is lost.")
    ] = None,
    day_first: Annotated[
        bool | None,
        typer.Option("--day-first/--month-first", help="How to read 03/04/2025, if asked."),
    ] = None,
    unknown: Annotated[
        Path | None, typer.Option(help="File to write names into that entities.csv lacks.")
    ] = None,
    entities: Annotated[
        Path | None, typer.Option(help="That file, filled in: comes in with the export.")
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Write the rows into data/.")] = False,
) -> None:
    """Show what a raw export would change in data/, or write it."""
    from standards_report.commands.ingest_export import Order, ingest_export
    from standards_report.ingest import Answers

    answers = Answers(entities=entities)
    if day_first is not None:
        answers = Answers("day" if day_first else "month", entities)
    order = Order(adapter, files, date, previous, answers, unknown, write)
    ingest_export(find_project(), order, _say)


@app.command("quarto-step", hidden=True)
def quarto_step(moment: Literal["pre", "post"]) -> None:
    """What `quarto render` calls before and after it renders."""
    from standards_report.commands.quarto_hooks import after_render, before_render

    project = find_project()
    if moment == "pre":
        before_render(project, _JOBS)
    else:
        after_render(project, _JOBS)


def main() -> None:
    """Runs a command; faults are printed one a line, and their class gives the exit code."""
    # A command ends before its garbage matters; looking for it takes a tenth of a build.
    gc.set_threshold(200_000, 20, 100)
    settle_streams()
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except ReportError as error:
        for line in fault_lines(error.faults):
            _say(line)
        sys.exit(error.exit_code)
    except OSError as error:
        # A file that is open when there is no more room has no name in the error.
        place = error.filename or (error.errno in _NO_ROOM and "A file of the build")
        if not place:
            raise
        remedy = _REMEDIES.get(error.errno or 0, "free space, or check the owner")
        _say(str(Fault(str(place), 0, str(error.strerror), f"{remedy}, and try again")))
        _say("What is published in _site/ stays as it was.")
        sys.exit(RenderError.exit_code)
    except KeyboardInterrupt:
        _leave(_INTERRUPTED)
    except SystemExit as end:  # as Typer tells of an interrupt
        if end.code == _INTERRUPTED:
            _leave(_INTERRUPTED)
        raise


def _leave(code: int) -> None:
    """Ends at once: a thread may be in the midst of a long cell, or of a PDF."""
    from standards_report.pipeline.kernels.fork_server import end_kernels
    from standards_report.render.pandoc import program as pandoc

    end_kernels()
    pandoc.stop()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code)


def _released(plan: BuildPlan) -> Released:
    from standards_report.commands.releasing import release

    return release(plan)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
