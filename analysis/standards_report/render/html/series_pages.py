"""The pages of a notebook that is run once for each value, their list, and their data."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from standards_report.csv_writer import csv_text
from standards_report.display.emitted import Emissions, TableResult
from standards_report.errors import Fault, NotebookError
from standards_report.render.book.book import Chapter
from standards_report.render.chapters.format import Download
from standards_report.render.html.pages import (
    SERIES_ENTRIES,
    Content,
    Pages,
    page_text,
    render_template,
    write_text,
)
from standards_report.render.html.search_index import Entry
from standards_report.render.html.series import INDEX, Series
from standards_report.render.html.series_body import Places, series_body, series_item, values_used
from standards_report.workspace import PUBLISHED

_TITLE, _ABOUT, _STANDING = "name", "identity", "standing"


@dataclass(frozen=True)
class Told:
    """One run: the value, the title of its page, and what it emitted."""

    value: str
    title: str
    about: str
    emissions: Emissions


def write_series(series: Series, downloads: Sequence[Download], folder: Path) -> None:
    """Writes a page and a file of data for each value, the list of all, the notebook, and what
    search finds.

    Raises NotebookError for each value that the text names and no cell emits.
    """
    told = [_told(series, value) for value in series.values]
    _check_names(series, told)
    target = folder / PUBLISHED
    pages = Pages(series.report, target, downloads)
    told.sort(key=lambda run: run.title.casefold())
    entries: list[Entry] = []
    for place, run in enumerate(told):
        entries.append(_write_page(pages, series, told, place))
        write_text(target / series.folder / f"{run.value}.csv", _data(run.emissions))
    write_text(target / series.folder / f"{INDEX}.html", _list(pages, series, told))
    write_text(target / series.folder / "datapackage.json", _package(series, told))
    copy = target / "notebooks" / series.source.name
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(series.source, copy)
    write_text(folder / SERIES_ENTRIES, json.dumps(entries, ensure_ascii=False))


def _told(series: Series, value: str) -> Told:
    emissions = series.emissions(value)
    values = emissions.values
    # Names in the notebook begin with one word, as `country.name`.
    stem = next(iter(sorted(values))).partition(".")[0] if values else ""
    texts = {
        part: values[f"{stem}.{part}"].text if f"{stem}.{part}" in values else ""
        for part in (_TITLE, _ABOUT)
    }
    return Told(value, texts[_TITLE] or value, texts[_ABOUT], emissions)


def _check_names(series: Series, told: Sequence[Told]) -> None:
    wanted = set(values_used(series.cells))
    missing = sorted({name for run in told for name in wanted - run.emissions.values.keys()})
    shown = series.report.project.relative(series.source)
    faults = [
        Fault(shown, 0, f"no cell emits the value {name!r}", "emit it, or name another one")
        for name in missing
    ]
    if faults:
        raise NotebookError(faults)


def _write_page(pages: Pages, series: Series, told: Sequence[Told], place: int) -> Entry:
    run = told[place]
    chapter = series.page(run.value, run.title)
    places = Places(f"{run.value}.csv", chapter.path_to(f"notebooks/{series.source.name}"))
    body = series_body(series.cells, run.emissions, series.report.index.sources, places)
    around = _around(series, run)
    content = Content(
        body=around["before"] + body.html + around["after"],
        headings=body.headings,
        description=f"{run.title}. {run.about}",
        previous=_neighbor(told, place - 1),
        next=_neighbor(told, place + 1),
    )
    write_text(pages.folder / chapter.page, page_text(pages, chapter, content))
    return {
        "address": chapter.page,
        "chapter": series.folder.capitalize(),
        "title": run.title,
        "text": run.about,
    }


def _around(series: Series, run: Told) -> dict[str, str]:
    """What stands before and after the text of a page: the way to the list, data, how to cite."""
    report = series.report
    edition, publisher = report.edition, report.publisher
    parts = {}
    for name in ("before", "after"):
        parts[name] = render_template(
            f"series_{name}.html.j2",
            list=f"{INDEX}.html",
            listed=series.folder,
            value=run.value,
            title=run.title,
            edition=edition,
            released=edition.released_in_words or "not released",
            author=publisher.author,
            address=publisher.address(f"{edition.id}/{series.folder}/{run.value}.html"),
            notebook=series.source.name,
        )
    return parts


def _neighbor(told: Sequence[Told], place: int) -> dict[str, str] | None:
    if not 0 <= place < len(told):
        return None
    return {"address": f"{told[place].value}.html", "heading": told[place].title}


def _list(pages: Pages, series: Series, told: Sequence[Told]) -> str:
    """The list of all values with the numbers of their first table, in one table."""
    tables = [_standing(run.emissions) for run in told]
    heads = list(dict.fromkeys(name for lines in tables for name in lines))
    chapter = series.page(INDEX, series.folder.capitalize())
    body = render_template(
        "series_list.html.j2",
        listed=series.folder,
        figure=_figure(series, chapter),
        heads=heads,
        lines=[
            {"value": run.value, "title": run.title, "cells": [lines.get(name) for name in heads]}
            for run, lines in zip(told, tables, strict=True)
        ],
    )
    description = f"All {series.folder} of this edition, in a list that sorts and compares."
    return page_text(pages, chapter, Content(body=body, headings=(), description=description))


def _figure(series: Series, chapter: Chapter) -> str:
    """The figure above the list, with its caption; empty where the edition has none."""
    figure = series.figure
    if figure is None:
        return ""
    places = Places(
        chapter.path_to(f"data/{figure.label}.csv"),
        chapter.path_to(f"notebooks/{figure.notebook}.html#{figure.label}"),
    )
    return series_item(figure, series.report.index.sources, places)


def _standing(emissions: Emissions) -> dict[str, dict[str, str]]:
    """Each line of the table of standing: number, rank and share, under what is counted."""
    table = next((table for label, table in emissions.tables.items() if _STANDING in label), None)
    return {} if table is None else {line["heading"]: line for line in _lines(table)}


def _lines(table: TableResult) -> list[dict[str, str]]:
    return [
        {
            name: "" if cell is None else str(cell)
            for name, cell in zip(table.columns, line, strict=True)
        }
        for line in table.data
    ]


def _data(emissions: Emissions) -> str:
    """All tables and figures of a page in one file: the label, their columns, their rows last."""
    items = list(emissions.items.values())
    columns = dict.fromkeys(name for item in items for name in item.columns[:-1])
    lines: list[list[Any]] = []
    for item in items:
        for cells in item.data:
            line = dict(zip(item.columns, cells, strict=True))
            lines.append([item.label, *(line.get(name) for name in columns), cells[-1]])
    for value in emissions.values.values():
        line = {"what": value.text}
        rows = " ".join(value.rows)
        lines.append([value.name, *(line.get(name) for name in columns), rows])
    return csv_text(["table", *columns, "rows"], lines)


def _package(series: Series, told: Sequence[Told]) -> str:
    """The files of data as a Frictionless data package."""
    edition = series.report.edition
    package = {
        "name": f"{series.folder}-{edition.id}",
        "title": f"{edition.title}, edition {edition.id}: {series.folder}",
        "version": edition.version,
        "resources": [
            {
                "name": run.value.lower(),
                "path": f"{run.value}.csv",
                "title": f"What the page of {run.title} shows, with the rows behind each line",
                "format": "csv",
                "mediatype": "text/csv",
            }
            for run in told
        ],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"
