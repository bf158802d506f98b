"""The tables that a notebook reads: those that it declares, as the edition knew them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standards_report.errors import DataError, Fault
from standards_report.observations.as_of import seen_sources
from standards_report.observations.domain.countries import is_iso_code, iso_name
from standards_report.observations.domain.dates import OPEN, by_end, in_words, parse_span
from standards_report.observations.notebook_metadata import KEY, declared_tables
from standards_report.observations.tables.loader import load_tables
from standards_report.observations.tables.schema import REFERENCE
from standards_report.project import locate_project

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Country:
    """How the report names a country."""

    code: str
    name: str
    in_text: str
    adjective: str


@dataclass(frozen=True)
class Study:
    """Observations as one edition sees them, for one notebook."""

    as_of: str
    tables: dict[str, pd.DataFrame]
    declared: tuple[str, ...]
    _origin: dict[str, tuple[str, str, str]] = field(repr=False)
    _of_records: frozenset[str] = frozenset()  # tables of records
    # How many decimals the source prints, by the id of a row and a number in that row.
    printed: Mapping[tuple[str, float], int] = field(default_factory=dict, repr=False)

    def table(self, name: str) -> pd.DataFrame:
        """The rows of a declared table. Raises DataError for a table that is not declared."""
        if name not in self.declared:
            what = f"table {name!r} is read but not declared"
            remedy = f"add it to metadata.{KEY}.tables of the notebook"
            raise DataError(Fault(f"data/{name}.csv", 0, what, remedy))
        return self.tables[name].copy()

    def country(self, code: str) -> Country:
        """The names of a country, from ISO 3166-1 where countries.csv has no row for `code`.

        Raises DataError for a code that neither of them has.
        """
        self.check_countries([code])
        countries = self.tables["countries"].set_index("code").to_dict("index")
        if code in countries:
            row = countries[code]
            return Country(code, str(row["name"]), str(row["in_text"]), str(row["adjective"]))
        name = iso_name(code)
        return Country(code, name, name, name)

    def check_countries(self, codes: Iterable[str]) -> None:
        """Raises DataError with every code that neither countries.csv nor ISO 3166-1 has."""
        known = set(self.tables["countries"]["code"])
        remedy = "give alpha-3 codes of ISO 3166-1 or of data/countries.csv, as CHN"
        faults = [
            Fault(repr(code), 0, "is the code of no country", remedy)
            for code in codes
            if code not in known and not is_iso_code(code)
        ]
        if faults:
            raise DataError(faults)

    @property
    def subjects(self) -> tuple[str, ...]:
        """Codes of the countries that are the subject of a source, whatever the focus is."""
        countries = self.tables["countries"]
        if "subject_of" not in countries:
            return ()
        return tuple(countries.loc[countries["subject_of"] != "", "code"])

    def sources_of(self, rows: Iterable[str]) -> list[str]:
        """Keys of the sources of the rows with these ids, in order of first use."""
        return list(dict.fromkeys(self._origin[row][1] for row in rows))

    def citable(self, rows: Iterable[str]) -> tuple[str, ...]:
        """The ids that may be published for these rows, in order of first use.

        Records are not published, and their ids may hold names. The key of the export that a
        record is from (in sources.csv) stands for its id.
        """
        places = ((row, self._origin.get(row, ("", "", ""))) for row in rows)
        kept = (of[1] if of[0] in self._of_records else row for row, of in places)
        return tuple(dict.fromkeys(kept))

    def latest_date(self, rows: Iterable[str]) -> str:
        """The date of these rows that ends last, as written; empty where there is none."""
        dates = [self._origin[row][2] for row in rows]
        return max((date for date in dates if date), key=by_end, default="")

    def when(self, rows: Iterable[str]) -> str:
        """`latest_date` in words, as `July 2022`; empty where there is none."""
        latest = self.latest_date(rows)
        return in_words(latest) if latest else ""

    def held_until(self, rows: Iterable[str]) -> str:
        """The latest date for which any of these rows holds; empty where none has a date.

        A period without an end holds until the day from which its source is known. So does a date
        after that day, such as the year in the title of a plan.
        """
        sources = self.tables["sources"]
        known = dict(zip(sources["key"], sources["known_from"], strict=True))
        ends = [
            known[source] if _reaches_beyond(date, known[source]) else date
            for _, source, date in (self._origin[row] for row in rows)
            if date
        ]
        return max(ends, key=by_end, default="")

    def part(self, rows: Iterable[str]) -> dict[str, Any]:
        """What is known of these rows, and the names of sources and countries, as plain values.

        A study that `of_part` makes of it answers like this one where only these rows are asked
        about. It has no tables of observations.
        """
        wanted = dict.fromkeys(rows)
        digits = [
            [row, number, places]
            for (row, number), places in self.printed.items()
            if row in wanted and places
        ]
        return {
            "as_of": self.as_of,
            "origin": {row: list(self._origin[row]) for row in wanted},
            "printed": sorted(digits),
            "sources": self.tables["sources"][["key", "known_from"]].to_dict("list"),
            "countries": self.tables["countries"].to_dict("list"),
        }

    @classmethod
    def of_part(cls, part: Mapping[str, Any]) -> Study:
        """The study of a result of `part`."""
        import pandas as pd

        tables = {name: pd.DataFrame(part[name]) for name in ("sources", "countries")}
        origin = {row: (of[0], of[1], of[2]) for row, of in part["origin"].items()}
        printed = {(row, number): places for row, number, places in part["printed"]}
        return cls(part["as_of"], tables, tuple(tables), origin, frozenset(), printed)


def _reaches_beyond(date: str, known: str) -> bool:
    return date.endswith(OPEN) or parse_span(date).first.isoformat() > known


def open_study(notebook: str, as_of: str, project_folder: Path | None = None) -> Study:
    """Opens the tables that `analysis/notebooks/<notebook>.ipynb` declares, as known on `as_of`.

    `as_of` is a day (YYYY-MM-DD). A row is part of the study where its source was known by then, or
    is literature. Raises NotebookError where the notebook declares no tables, and DataError where
    `as_of` is no day or a table does not match its schema.
    """
    _check_day(as_of)
    project = locate_project(project_folder)
    declared = declared_tables(project.notebooks / f"{notebook}.ipynb")
    all_loaded = load_tables(project.data, [*declared, *REFERENCE])
    seen = seen_sources(all_loaded["sources"].rows, as_of)
    tables: dict[str, pd.DataFrame] = {}
    origin: dict[str, tuple[str, str, str]] = {}
    for name, loaded in all_loaded.items():
        rows = loaded.rows
        if "source" in rows:
            rows = rows[rows["source"].isin(seen)].reset_index(drop=True)
        tables[name] = rows
        origin.update(_origins(name, rows))
    of_records = frozenset(name for name, loaded in all_loaded.items() if loaded.table.optional)
    printed = {
        key: digits for loaded in all_loaded.values() for key, digits in loaded.printed.items()
    }
    return Study(as_of, tables, (*declared, *REFERENCE), origin, of_records, printed)


def _check_day(text: str) -> None:
    """Days are compared as texts, so that each has to be written in full."""
    try:
        is_day = date.fromisoformat(text).isoformat() == text
    except ValueError:
        is_day = False
    if not is_day:
        raise DataError(Fault(repr(text), 0, "is no day", "write `as_of` as YYYY-MM-DD"))


def _origins(table: str, rows: pd.DataFrame) -> dict[str, tuple[str, str, str]]:
    if "id" not in rows or "source" not in rows:
        return {}
    dates: Any = rows["date"] if "date" in rows else [""] * len(rows)
    return {
        identifier: (table, source, date)
        for identifier, source, date in zip(rows["id"], rows["source"], dates, strict=True)
    }
