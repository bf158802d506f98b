"""What the notebook of one country is given: its facts, and what is known of their rows.

In a build the notebook gets it as a file that was cut for it; in Jupyter it is computed from the
tables. Both are the same.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from standards_report.measures.attached_rows import ROWS
from standards_report.measures.country.country_facts import CountryFacts, facts_of_countries
from standards_report.observations import Study, as_of_before, given_text, open_study
from standards_report.observations.as_of import seen_sources
from standards_report.project import locate_project


def open_country(
    notebook: str, country: str, *, edition: str, as_of: str, first_year: int
) -> tuple[Study, CountryFacts]:
    """The study of a notebook that tells of one country, and the facts on that country.

    Raises DataError for a code of no country, and as `open_study` does.
    """
    given = given_text()
    if given is not None:
        return _from_json(given)
    study = open_study(notebook, as_of)
    study.check_countries([country])
    before = as_of_before(locate_project().editions, edition)
    return study, _facts(study, [country], first_year, before)[country]


def country_inputs(
    study: Study, countries: Collection[str], first_year: int, before: str
) -> dict[str, str]:
    """What the notebook of each country is given, as text, by the code of the country.

    `before` is the day as of which the edition before knew its sources; empty for none.
    """
    facts = _facts(study, countries, first_year, before)
    return {code: _to_json(study, own) for code, own in facts.items()}


def _facts(
    study: Study, countries: Collection[str], first_year: int, before: str
) -> dict[str, CountryFacts]:
    seen = seen_sources(study.table("sources"), before) if before else set()
    tables = {name: study.table(name) for name in study.declared}
    return facts_of_countries(tables, countries, first_year, seen)


def _to_json(study: Study, facts: CountryFacts) -> str:
    content = {
        "country": facts.country,
        "release": facts.release,
        "holders_day": facts.holders_day,
        "parts": {name: _plain(part) for name, part in facts.parts()},
        "study": study.part(facts.rows()),
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True) + "\n"


def _from_json(text: str) -> tuple[Study, CountryFacts]:
    content = json.loads(text)
    told: dict[str, Any] = {name: _frame(part) for name, part in content["parts"].items()}
    told |= {name: content[name] for name in ("country", "release", "holders_day")}
    facts = CountryFacts(**told)
    return Study.of_part(content["study"]), facts


def _plain(part: pd.DataFrame) -> dict[str, Any]:
    """The table as plain values; a missing number is null."""
    numbers = [name for name in part.columns if pd.api.types.is_numeric_dtype(part[name])]
    cells = {
        str(name): [None if name in numbers and pd.isna(cell) else cell for cell in part[name]]
        for name in part.columns
    }
    for name in numbers:
        cells[name] = [None if cell is None else float(cell) for cell in cells[name]]
    return {"numbers": numbers, "cells": cells, "columns": list(part.columns)}


def _frame(part: Mapping[str, Any]) -> pd.DataFrame:
    columns = {name: part["cells"][name] for name in part["columns"]}
    for name in columns:
        if name.endswith(ROWS):
            columns[name] = [tuple(ids) for ids in columns[name]]
    frame = pd.DataFrame(columns)
    return frame.astype(dict.fromkeys(part["numbers"], "float64"))
