"""Gathers the index of an edition: what its notebooks emitted, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from standards_report.display.emitted import Emissions, FigureResult, TableResult, ValueResult
from standards_report.errors import Fault, NotebookError
from standards_report.evidence.claims.left_out import left_out
from standards_report.evidence.claims.verdicts import environment_of, judged_ledgers
from standards_report.evidence.results.findings import gather_arguments
from standards_report.evidence.results.freshness import last_observed
from standards_report.evidence.results.index import About, Index
from standards_report.evidence.results.index_rows import (
    Body,
    Country,
    CoveredPart,
    Gap,
    Source,
    TableRow,
    Term,
)
from standards_report.observations.as_of import seen_sources
from standards_report.observations.domain.countries import iso_name
from standards_report.observations.domain.editions import Edition, previous_edition
from standards_report.observations.tables.table import Tables
from standards_report.project import Project

if TYPE_CHECKING:
    import pandas as pd

_Result = TypeVar("_Result", FigureResult, TableResult, ValueResult)
_Row = TypeVar("_Row", bound=TableRow)


def build_index(
    project: Project, edition: Edition, emitted: Mapping[str, Path], tables: Tables, about: About
) -> Index:
    """Gathers what the notebooks of an edition emitted (`emitted`: notebook to file) and what
    it says of all tables. `about` says what the edition rests on.

    Raises NotebookError where two notebooks use one name, CheckError where the ledger is not
    usable.
    """
    results = _gather(emitted)
    before = previous_edition(project.editions, edition)
    sources = tables["sources"].rows
    seen = seen_sources(sources, edition.as_of.isoformat())
    environment = environment_of(results.values, tables, seen, left_out(project, edition))
    known = sources[sources["key"].isin(seen)].set_index("key", drop=False)
    ledgers = judged_ledgers(tables, environment, results.values, seen)
    arguments = gather_arguments(tables, ledgers.claims, seen)
    return Index(
        edition=edition,
        carried_from=before.as_of.isoformat() if before else "",
        focus=_focus(edition, tables["countries"].rows),
        figures=results.figures,
        tables=results.tables,
        values=results.values,
        claims=ledgers.claims,
        audits=ledgers.audits,
        findings=arguments.findings,
        recommendations=arguments.recommendations,
        sources={str(key): Source.of(row) for key, row in known.to_dict("index").items()},
        observed=tuple(last_observed(tables, edition.as_of)),
        gaps=_visible(Gap, tables["gaps"].rows, seen),
        coverage=_visible(CoveredPart, tables["coverage"].rows, seen),
        bodies=_visible(Body, tables["bodies"].rows, seen),
        glossary=_visible(Term, tables["glossary"].rows, {"", *seen}),
        about=about,
    )


def _gather(emitted: Mapping[str, Path]) -> Emissions:
    """What all notebooks emitted, in one. Raises NotebookError with every name used twice."""
    results = Emissions(figures={}, tables={}, values={})
    faults: list[Fault] = []
    for _, path in sorted(emitted.items()):
        own = Emissions.model_validate_json(path.read_bytes())
        faults += _add(results.values, own.values)
        faults += _add(results.figures, own.figures)
        faults += _add(results.tables, own.tables)
    faults += _nesting_faults(results.values)
    if faults:
        raise NotebookError(faults)
    return results


def _add(known: dict[str, _Result], own: Mapping[str, _Result]) -> list[Fault]:
    """Adds results of a notebook to those that are known. Returns a fault for each name that is
    taken.
    """
    faults = [
        Fault(
            f"{result.notebook}.ipynb",
            0,
            f"{name!r} is also emitted by {known[name].notebook}.ipynb",
            "rename one",
        )
        for name, result in own.items()
        if name in known
    ]
    known.update(own)
    return faults


def _nesting_faults(values: Mapping[str, ValueResult]) -> list[Fault]:
    """A name cannot be both a value and a group of values."""
    groups = {
        ".".join(parts[:depth])
        for parts in (name.split(".") for name in values)
        for depth in range(1, len(parts))
    }
    return [
        Fault(f"{values[name].notebook}.ipynb", 0, f"{name!r} is also a group", "rename it")
        for name in sorted(groups & set(values))
    ]


def _focus(edition: Edition, countries: pd.DataFrame) -> tuple[Country, ...]:
    known = countries.set_index("code", drop=False).to_dict("index")
    return tuple(
        Country.of(known[code]) if code in known else _plain_country(code)
        for code in edition.focus_countries
    )


def _plain_country(code: str) -> Country:
    name = iso_name(code)
    return Country(code=code, name=name, in_text=name, adjective=name)


def _visible(kind: type[_Row], rows: pd.DataFrame, seen: set[str]) -> tuple[_Row, ...]:
    return tuple(kind.of(row) for row in rows[rows["source"].isin(seen)].to_dict("records"))
