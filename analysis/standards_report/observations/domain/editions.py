"""Editions: what differs between one year's report and the next.

Only `editions/<id>.yml` says it. Notebooks get it as parameters, Quarto as a profile, and pages
as values.
"""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    StringConstraints,
    ValidationError,
    field_validator,
)

from standards_report.errors import DataError, Fault, UsageError
from standards_report.observations.domain.countries import is_iso_code
from standards_report.observations.domain.dates import in_words, parse_span
from standards_report.observations.domain.names import UNSEEN
from standards_report.observations.domain.yaml_reader import parse_yaml
from standards_report.source_files import read_text, source_files
from standards_report.suggestions import did_you_mean

# Figures have a color and a form of mark for so many countries.
_MOST = 6
# What files of released editions state, and no later edition does.
RETIRED = ("passages",)
EDITION_ID = re.compile(r"[0-9]{4}(?:-[a-z0-9]+)?")
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Attribution = Literal["seat", "headquarters"]


class Edition(BaseModel):
    """One edition of the report, as its file describes it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}(-[a-z0-9]+)?$")]
    title: str
    subtitle: str
    version: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}(-[a-z0-9]+)?\.[0-9]+$")]
    date: Annotated[datetime.date | None, "day of release; none while it is a draft"] = None
    as_of: datetime.date
    first_year: int
    focus_countries: Annotated[tuple[Country, ...], "in the order in which the report names them"]
    case_question: Annotated[str, StringConstraints(pattern=r"^Q[0-9]+/[0-9]+$")]
    attribution: Attribution
    study_periods: tuple[str, ...]
    previous: Annotated[str, "edition that this one follows and is compared with"] = ""

    @field_validator("focus_countries")
    @classmethod
    def _known_countries(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        if not 1 <= len(codes) <= _MOST:
            raise ValueError(f"name one to {_MOST} countries")
        if len(set(codes)) < len(codes):
            raise ValueError("a country is named twice")
        unknown = [code for code in codes if not is_iso_code(code)]
        if unknown:
            raise ValueError(f"not an ISO 3166-1 alpha-3 code: {', '.join(unknown)}")
        return codes

    @field_validator("title", "subtitle")
    @classmethod
    def _one_line(cls, text: str) -> str:
        if UNSEEN.search(text) or "\n" in text or not text.strip():
            raise ValueError("write one line of visible characters")
        return text

    @field_validator("study_periods")
    @classmethod
    def _periods(cls, periods: tuple[str, ...]) -> tuple[str, ...]:
        for period in periods:
            parse_span(period)
        return periods

    @property
    def released_on(self) -> str:
        """The day of release (YYYY-MM-DD); empty for a draft."""
        return self.date.isoformat() if self.date else ""

    @property
    def released_in_words(self) -> str:
        """The day of release as prose writes it; empty for a draft."""
        return in_words(self.released_on) if self.date else ""

    def parameters(self) -> dict[str, Any]:
        """The parameters of a notebook: plain values by the names in its parameters cell."""
        return {
            "edition": self.id,
            "as_of": self.as_of.isoformat(),
            "first_year": self.first_year,
            "focus_countries": list(self.focus_countries),
            "case_question": self.case_question,
            "attribution": self.attribution,
            "study_periods": list(self.study_periods),
        }


def edition_ids(folder: Path) -> list[str]:
    """Ids of all editions, newest first."""
    return sorted((path.stem for path in source_files(folder, "*.yml")), reverse=True)


def load_edition(folder: Path, identifier: str) -> Edition:
    """The edition with the id `identifier`.

    Raises UsageError where there is none, and DataError with every fault of its file.
    """
    known = edition_ids(folder)
    if not EDITION_ID.fullmatch(identifier) or identifier not in known:
        hint = did_you_mean(identifier, known)
        raise UsageError(f"no edition {identifier!r} in editions/: {hint}")
    path = folder / f"{identifier}.yml"
    shown = f"editions/{path.name}"
    text = read_text(path, shown)
    content = parse_yaml(text.encode(), shown)
    if (folder / "releases" / f"{content.get('version')}.yml").is_file():
        content = {key: value for key, value in content.items() if key not in RETIRED}
    try:
        edition = Edition.model_validate(content)
    except ValidationError as error:
        raise DataError(_faults(error, shown, text)) from None
    if edition.id != identifier:
        what = f"id {edition.id!r} does not match the name of the file"
        raise DataError(Fault(shown, _line(text, "id"), what, f"write id: {identifier!r}"))
    if edition.previous and edition.previous not in [name for name in known if name < identifier]:
        what = f"previous: no edition {edition.previous!r} before this one"
        raise DataError(Fault(shown, _line(text, "previous"), what, "name an earlier edition"))
    if edition.date and edition.date < edition.as_of:
        what = f"date: {edition.date} is before as_of, {edition.as_of}"
        raise DataError(
            Fault(shown, _line(text, "date"), what, "write the day of release, or null")
        )
    return edition


def previous_edition(folder: Path, edition: Edition) -> Edition | None:
    """The edition that `edition` follows; None for the first one. Raises as `load_edition` does."""
    return load_edition(folder, edition.previous) if edition.previous else None


def as_of_before(folder: Path, identifier: str) -> str:
    """The day (YYYY-MM-DD) as of which the edition before this one knew its sources; empty for the
    first edition. Raises as `load_edition` does."""
    before = previous_edition(folder, load_edition(folder, identifier))
    return before.as_of.isoformat() if before else ""


def _faults(error: ValidationError, shown: str, text: str) -> list[Fault]:
    faults = []
    for problem in error.errors():
        key = str(problem["loc"][0]) if problem["loc"] else ""
        what = f"{key}: {problem['msg'].removeprefix('Value error, ')}"
        remedy = "compare it with the files of other editions"
        if problem["type"] == "missing":
            what, remedy = f"no {key!r}", "add it"
        if problem["type"] == "extra_forbidden":
            what = f"unknown parameter {key!r}"
            remedy = did_you_mean(key, Edition.model_fields)
        faults.append(Fault(shown, _line(text, key), what, remedy))
    return faults


def _line(text: str, key: str) -> int:
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(f"{key}:"):
            return number
    return 0
