"""What a figure answers on a page, when a reader points at it or chooses what it shows.

A kind of chart hands it over where it draws: the same numbers, in the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal
from weakref import WeakKeyDictionary

from standards_report.observations.frozen_model import FrozenModel

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Form = Literal["lines", "points", "bars", "pairs", "shares"]


class AnswerAxis(FrozenModel):
    """An axis: its words, the unit of its numbers (`year`, `count`, `percent` and others), and in
    order the words of its places, where these are no numbers."""

    unit: str
    label: str = ""
    places: tuple[str, ...] = ()


class AnswerSeries(FrozenModel):
    """What a reader can add or take away, as a country: whether the static figure shows it, the
    rank of its color there (null where it is gray or absent), and whether it has a scale of its
    own."""

    key: str
    name: str
    is_drawn: bool
    color: int | None = None
    own_scale: bool = False


class AnswerPoint(FrozenModel):
    """A number of a series: its place on both axes, what is printed beside it, what is said of it.

    `y` is the number itself, null where none is published. `x` is the other axis: a year, the rank
    among `places`, or a second number. `kind` is the rank among the kinds of number.
    """

    series: str
    x: float
    y: float | None
    printed: str
    said: str
    kind: int = 0


class Answer(FrozenModel):
    """All that a page needs to draw a figure anew: its form, title, axes, kinds of number with the
    words of the key, series and points. The points of a series are in order. Where there are
    kinds, the points of kind 0 are hollow; with `hollow`, all others are instead."""

    form: Form
    title: str
    x: AnswerAxis
    y: AnswerAxis
    kinds: tuple[str, ...] = ()
    hollow: bool = False
    series: tuple[AnswerSeries, ...]
    points: tuple[AnswerPoint, ...]


_ANSWERS: WeakKeyDictionary[Figure, Answer] = WeakKeyDictionary()


def answer_with(figure: Figure, answer: Answer) -> None:
    """Says what the figure answers; the emitter publishes it with the figure."""
    _ANSWERS[figure] = answer


def answer_of(figure: Figure) -> Answer | None:
    """What the figure answers, or None where a page shows its drawing alone."""
    return _ANSWERS.get(figure)


def in_order(
    names: Mapping[str, str], more: Mapping[str, str], apart: Iterable[str] = ()
) -> tuple[AnswerSeries, ...]:
    """The series of a chart that colors its countries by their order: those of `names` are drawn,
    those of `more` wait to be chosen, and those `apart` have a scale of their own."""
    alone = set(apart)
    drawn = [
        AnswerSeries(key=key, name=name, is_drawn=True, color=rank, own_scale=key in alone)
        for rank, (key, name) in enumerate(names.items())
    ]
    waiting = [AnswerSeries(key=key, name=name, is_drawn=False) for key, name in more.items()]
    return (*drawn, *waiting)
