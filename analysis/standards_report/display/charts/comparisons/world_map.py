"""A number of every country on a map of the world, in classes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import ceil, floor, isfinite
from typing import TYPE_CHECKING

from standards_report.display.figures.axes import set_title
from standards_report.display.figures.palette import GRID, MUTED, PALETTE, WIDTH
from standards_report.display.figures.tooltips import say_value
from standards_report.display.figures.world_shapes import Point, Ring, World, world
from standards_report.display.text.numbers import NOT_IN_SOURCES, in_print
from standards_report.observations.domain.countries import iso_name

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import Patch, PathPatch

# Where each class begins after that of none; the last has no end.
CLASSES = (1, 5, 20, 50)
# What a class looks like: shades of one color keep their order in gray.
_SHADES = ((GRID, 0.3), *((PALETTE[0], clear) for clear in (0.3, 0.53, 0.76, 1)))
_SIDE = 2  # points of type beside the map
_ABOVE, _BELOW = 20, 34  # points for the title and the key
_DOT = 1.5  # points, the radius of a country without a shape
_POINTS = 72  # of type, in an inch
_LINE = 0.35

Rank = int | None  # of a class; None where there is no number


def world_map(data: pd.DataFrame, *, label: str, starts: Sequence[int] = CLASSES) -> Figure:
    """Draws each country in the shade of the class of its number, small ones as dots.

    `data` has `country`, `name` and `value` (a count; missing where nothing is stated). A country
    without a number, or that is not named, is hatched, so that it is not taken for one with none;
    a dot without a number is left out.
    """
    import matplotlib as mpl
    import matplotlib.pyplot as plt

    atlas = world()
    left, right, low, high = atlas.edges
    scale = (WIDTH * _POINTS - 2 * _SIDE) / (right - left)
    height = ceil(scale * (high - low)) + _ABOVE + _BELOW
    # Both axes count points of type: places that are rounded there stay short in the drawing.
    figure = plt.figure(figsize=(WIDTH, height / _POINTS), layout="none")
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH * _POINTS), ylim=(0, height))
    axes.set_axis_off()

    def place(point: Point) -> Point:
        across, up = point
        return _tenth((across - left) * scale + _SIDE), _tenth((up - low) * scale + _BELOW)

    with mpl.rc_context({"hatch.linewidth": _LINE}):  # marks take it when they are made
        _draw(axes, atlas, _shown(data, atlas, starts), place)
        _add_key(axes, starts)
    set_title(figure, label)
    return figure


def class_of(value: float | None, starts: Sequence[int] = CLASSES) -> Rank:
    """The rank of the class of a number: 0 for none; None where there is no number."""
    if value is None or not isfinite(value):
        return None
    return sum(value >= start for start in starts)


def class_names(starts: Sequence[int] = CLASSES) -> list[str]:
    """The classes in their order, as `0` and `50 and more`."""
    ends = [start - 1 for start in starts[1:]]
    closed = [
        in_print(start) if start == end else f"{in_print(start)}–{in_print(end)}"
        for start, end in zip(starts, ends, strict=False)
    ]
    none = "0" if starts[0] == 1 else f"0–{in_print(starts[0] - 1)}"
    return [none, *closed, f"{in_print(starts[-1])} and more"]


def _shown(data: pd.DataFrame, atlas: World, starts: Sequence[int]) -> dict[str, tuple[Rank, str]]:
    """The class of each country that can be drawn, and what its mark says, the lowest first: a
    higher class lies above, with the whole of its outline."""
    found: dict[str, tuple[Rank, str]] = {
        code: (None, f"{iso_name(code)}: {NOT_IN_SOURCES}") for code in atlas.shapes
    }
    for row in data.to_dict("records"):
        rank = class_of(row["value"], starts)
        if rank is not None and atlas.has(row["country"]):
            found[row["country"]] = rank, f"{row['name']}: {in_print(row['value'])}"
    return dict(sorted(found.items(), key=lambda item: -1 if item[1][0] is None else item[1][0]))


def _tenth(place: float) -> float:
    """A place to a tenth of a point: nobody sees more, and the drawing is half as long."""
    return floor(10 * place + 0.5) / 10


def _draw(
    axes: Axes,
    atlas: World,
    shown: Mapping[str, tuple[Rank, str]],
    place: Callable[[Point], Point],
) -> None:
    """Draws shapes, and above all of them the dots."""
    from matplotlib.patches import Circle

    for name, rings in atlas.without_code.items():
        _add(axes, _outline(rings, place), None, f"{name}: {NOT_IN_SOURCES}")
    for code, (rank, said) in shown.items():
        if code in atlas.shapes:
            _add(axes, _outline(atlas.shapes[code], place), rank, said)
    for code, (rank, said) in shown.items():
        if code in atlas.points:
            _add(axes, Circle(place(atlas.points[code]), _DOT), rank, said)


def _outline(rings: Iterable[Ring], place: Callable[[Point], Point]) -> PathPatch:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    placed = [[place(point) for point in ring] for ring in rings]
    return PathPatch(Path.make_compound_path(*(Path(ring, closed=True) for ring in placed)))


def _add(axes: Axes, mark: Patch, rank: Rank, said: str) -> None:
    _shade(mark, rank)
    mark.set_clip_on(False)
    say_value([axes.add_patch(mark)], said)


def _shade(mark: Patch, rank: Rank) -> None:
    """Gives the mark what its class looks like. Each shade is a color of the house that is more or
    less clear, so that it follows the light or dark page behind it."""
    from matplotlib.colors import to_rgba

    mark.set(edgecolor=MUTED, linewidth=_LINE)
    if rank is None:
        mark.set(facecolor="none", hatch="////////")
    else:
        mark.set_facecolor(to_rgba(*(_SHADES[rank])))


def _add_key(axes: Axes, starts: Sequence[int]) -> None:
    from matplotlib.patches import Patch

    keys = []
    for rank, name in [*enumerate(class_names(starts)), (None, NOT_IN_SOURCES)]:
        keys.append(Patch(label=name))
        _shade(keys[-1], rank)
    axes.legend(
        handles=keys, loc="lower left", ncols=3, fontsize=8.5, borderaxespad=0.2, columnspacing=2.4
    )
