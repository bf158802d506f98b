"""Results of an edition for tests: as empty as their types allow, but for what a test gives."""

from __future__ import annotations

from typing import Any, Literal, TypeVar, get_args, get_origin

from standards_report.evidence.results.index import About, Index
from standards_report.observations.domain.editions import Edition
from standards_report.observations.frozen_model import FrozenModel

_Model = TypeVar("_Model", bound=FrozenModel)
EDITION = Edition.model_validate(
    {
        "id": "2030",
        "title": "T",
        "subtitle": "S",
        "version": "2030.1",
        "date": "2030-01-01",
        "as_of": "2029-12-31",
        "first_year": 2020,
        "focus_countries": ("CHN", "JPN"),
        "case_question": "Q1/1",
        "attribution": "seat",
        "study_periods": (),
    }
)


def made(kind: type[_Model], /, **given: Any) -> _Model:
    """A result of that type with these fields; texts, numbers and lists that are not given are
    empty, and a literal is its first."""
    fields = {
        name: _empty(field.annotation)
        for name, field in kind.model_fields.items()
        if field.is_required()
    }
    return kind.model_validate(fields | given)


def index_of(**given: Any) -> Index:
    """An index with these parts."""
    return made(Index, **{"edition": EDITION, "about": made(About), **given})


def _empty(annotation: Any) -> Any:
    kind = get_origin(annotation) or annotation
    if kind is Literal:
        return get_args(annotation)[0]
    if isinstance(kind, type) and issubclass(kind, FrozenModel):
        return made(kind)
    return kind() if kind in (str, int, dict, tuple, bool) else None
