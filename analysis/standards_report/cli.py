"""The commands, nothing else: each reads its arguments, calls one room and prints."""

from __future__ import annotations

import errno
import gc
import os
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from standards_report.errors import (
    CheckError,
    DataError,
    Fault,
    NotebookError,
    RenderError,
    ReportError,
    SourceError,
    UsageError,
    fault_lines,
)
from standards_report.project import find_project
from standards_report.render.book.format_names import FORM_OF
from standards_report.streams import print_utf8, settle_streams

if TYPE_CHECKING:
    from standards_report.render.chapters.report import Report

app = typer.Typer(
    help="A report on participation in international standards bodies that recomputes itself.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # half of the time that --help takes
)

Engine = Literal["auto", "quarto", "pandoc"]


def _format(name: str) -> str:
    if name not in FORM_OF:
        raise typer.BadParameter(f"{name!r} is no format: {' or '.join(FORM_OF)}")
    return name


Jobs = Annotated[int, typer.Option(help="Steps that run at the same time.", min=1)]
_JOBS = os.cpu_count() or 1
_INTERRUPTED = 130
_REMEDIES = {errno.ENOENT: "restore it", errno.EISDIR: "name a file, not a folder"}
_NO_ROOM = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))


@app.command()
def build(
    editions: Annotated[list[str] | None, typer.Argument(help="Editions; none means all.")] = None,
    to: Annotated[
        list[str] | None,
        typer.Option(parser=_format, metavar="|".join(FORM_OF), help="Set the text as this alone."),
    ] = None,
    engine: Annotated[Engine, typer.Option(help="What renders the report.")] = "auto",
    jobs: Jobs = _JOBS,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each step runs.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Compute everything again.")] = False,
    release: Annotated[bool, typer.Option("--release", help="Record it for verify.")] = False,
    allow_stale: Annotated[
        bool, typer.Option("--allow-stale", help="Render false sentences too, marked in red.")
    ] = False,
    backend: Annotated[
        Literal["threads", "dask"], typer.Option(help="Where steps run: here, or on a cluster.")
    ] = "threads",
    scheduler: Annotated[str, typer.Option(help="Address of the Dask scheduler.")] = "",
) -> None:
    """Compute and render editions into _site/."""
    from standards_report.build.build import BuildPlan
    from standards_report.build.build import build as run
    from standards_report.build.formats import FORMATS as EVERY
    from standards_report.build.formats import formats_named
    from standards_report.render.quarto.quarto_program import choose_engine

    formats = formats_named(to or FORM_OF)
    if release and (allow_stale or formats != EVERY):
        raise UsageError("a release is whole and true: drop --allow-stale and --to")
    if (backend == "dask") != bool(scheduler):
        raise UsageError("--backend dask and --scheduler ADDRESS go together: give both or none")
    started = time.monotonic()
    project = find_project()
    quarto, note = choose_engine(engine)
    if note:
        _say(note)
    plan = BuildPlan(
        project,
        editions or [],
        quarto,
        jobs,
        formats=formats,
        allow_stale=allow_stale,
        force=force,
        explain=explain,
        release=release,
        scheduler=scheduler,
    )
    _say(f"Engine: {plan.engine}")
    built = run(plan)
    ran, seconds = len(built.outcome.ran), time.monotonic() - started
    _say(f"{ran} steps ran, {built.outcome.unchanged} unchanged, {seconds:.1f} s")
    _say(f"Changed in _site/: {', '.join(built.changed) or 'nothing'}")
    if release:
        _say(f"Released: {', '.join(built.released) or 'as before'}")
    for line in fault_lines(built.stale):
        _say(f"Stale: {line}")
    print(project.relative(project.site / "index.html"))


@app.command()
def preview(
    edition: Annotated[str, typer.Argument(help="Edition; the newest by default.")] = "",
    engine: Annotated[Engine, typer.Option(help="What renders the report.")] = "auto",
    port: Annotated[int, typer.Option(help="Port on this machine; 0 takes a free one.")] = 0,
    jobs: Jobs = _JOBS,
) -> None:
    """Build, serve here, and build again when a source changes."""
    from standards_report.commands.preview.loop import preview as show
    from standards_report.observations.domain.editions import edition_ids

    project = find_project()
    newest = edition_ids(project.editions)[:1]
    show(project, edition or "".join(newest), engine, jobs, port, partial(print, flush=True))


@app.command()
def check() -> None:
    """Check data, sources, citations, references, values, claims."""
    try:
        faults = _all_faults()
    except (SourceError, DataError, NotebookError, RenderError) as error:
        # What stops any other command is a fault like the others here.
        raise CheckError(error.faults) from None
    if faults:
        raise CheckError(faults)
    _say("No faults found.")


@app.command()
def claims(
    edition: Annotated[str, typer.Option(help="Edition; the newest by default.")] = "",
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
    from standards_report.render.checks.claim_sentences import claims_of_chapter

    report = _computed(edition, chapters=bool(chapter))
    used = claims_of_chapter(report, chapter) if chapter else None
    entries = select_entries(report.index, Selection(ledger, verdict, kind, used))
    listed = claims_as(entries, format)
    if format == "text":
        print(listed, end="")
    else:
        print_utf8(listed)


@app.command()
def trace(
    identifier: Annotated[str, typer.Argument(help="A figure, table, value, claim or audit.")],
    edition: Annotated[str, typer.Option(help="Edition; the newest by default.")] = "",
) -> None:
    """Show where something comes from: cell, rows, sources."""
    from standards_report.evidence.results.lineage import trace_lines

    report = _computed(edition)
    for line in trace_lines(report.project, report.index, identifier):
        print(line)


@app.command()
def verify(
    edition: Annotated[str, typer.Argument(help="A released edition.")], jobs: Jobs = _JOBS
) -> None:
    """Rebuild a released edition and compare every file."""
    from standards_report.commands.verify import verify as rebuild

    count = rebuild(find_project(), edition, jobs)
    _say(f"All {count} files of edition {edition} are as released.")


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
    old: Annotated[str, typer.Argument(help="The earlier edition.")],
    new: Annotated[str, typer.Argument(help="The later edition.")],
    format: Annotated[Literal["text", "csv"], typer.Option(help="How to print.")] = "text",
) -> None:
    """Show all that two editions differ in."""
    from shutil import get_terminal_size

    from standards_report.build.compute import compute
    from standards_report.build.edition_changes import changes_between
    from standards_report.evidence.results.changes_csv import changes_csv, changes_lines
    from standards_report.observations.domain.editions import load_edition

    project = find_project()
    if old == new:
        raise UsageError(f"{old} twice: name two editions")
    editions = [load_edition(project.editions, name) for name in (old, new)]
    changes = changes_between(*compute(project, editions, _JOBS, chapters=True))
    if format == "csv":
        print_utf8(changes_csv(changes))
    else:
        print("\n".join(changes_lines(changes, get_terminal_size().columns)))


@app.command("new-edition")
def new_edition(
    edition: Annotated[str, typer.Argument(help="Id of the new edition, as 2026.")],
    as_of: Annotated[str, typer.Option(help="Sources known after this day are not seen.")],
    title: Annotated[str, typer.Option(help="Title; that of the last edition by default.")] = "",
    output: Annotated[Path | None, typer.Option(help="File for the work list.")] = None,
    months: Annotated[int, typer.Option(help="Age of observations that are old.", min=1)] = 24,
) -> None:
    """Open the next edition and list what to look at."""
    from standards_report.build.compute import compute
    from standards_report.commands.new_edition import work_list
    from standards_report.commands.work_list import work_list_markdown
    from standards_report.observations.next_edition import open_edition, write_edition
    from standards_report.render.site.publish import write_if_changed

    project = find_project()
    opened = open_edition(project.editions, edition, as_of, title)
    compute(project, [opened.previous], _JOBS, chapters=True)
    # The list comes first: where it cannot be made, no edition is left half opened.
    text = work_list_markdown(work_list(project, opened, months))
    if output:
        write_if_changed(output, text)
    written = write_edition(opened)
    print(text, end="")
    _say(f"Written: editions/{written.id}.yml, to follow edition {written.previous}")
    _say(
        f"Its subtitle is that of edition {written.previous}, “{written.subtitle}”: change it "
        "where it names a country that is not in focus"
    )


@app.command()
def ingest(
    adapter: Annotated[str, typer.Argument(help="Kind of export, as iso-open-data.")],
    files: Annotated[list[Path], typer.Argument(help="Files of the export.")],
    date: Annotated[str, typer.Option(help="Day of the export (YYYY-MM-DD).")],
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
        after_render(project)


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


def _computed(edition: str, *, chapters: bool = False) -> Report:
    """The report of that edition (default: the newest), computed, its chapters read if asked."""
    from standards_report.build.compute import compute
    from standards_report.observations.domain.editions import edition_ids, load_edition

    project = find_project()
    known = edition_ids(project.editions)
    if not known:
        raise UsageError("no edition in editions/: add one")
    chosen = load_edition(project.editions, edition or known[0])
    return compute(project, [chosen], _JOBS, chapters=chapters)[0]


def _all_faults() -> set[Fault]:
    """What is wrong in any edition. Raises a ReportError where something cannot be read."""
    from standards_report.build.compute import compute
    from standards_report.observations.domain.editions import edition_ids, load_edition
    from standards_report.render.checks.prose_checks import prose_check, source_check

    project = find_project()
    known = edition_ids(project.editions)
    if not known:
        raise UsageError("no edition in editions/: add one")
    editions = [load_edition(project.editions, name) for name in known]
    return {
        fault
        for report in compute(project, editions, _JOBS, prose=True)
        for find in (source_check, prose_check)
        for fault in find(report)
    }


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
