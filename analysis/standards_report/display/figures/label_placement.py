"""Labels beside points, where they cover neither a point nor each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Annotation
    from matplotlib.transforms import Bbox, BboxBase

_NEAR, _FAR = 7, 24  # points between a point and its label, which stands off by a part of them
# Where a label may stand, as (across, up): above first, then below, beside, at the corners,
# and at last one line further off.
_PLACES = (
    (0, _NEAR), (0, -_NEAR), (-_NEAR, 0), (_NEAR, 0),
    (-_NEAR, _NEAR), (_NEAR, _NEAR), (-_NEAR, -_NEAR), (_NEAR, -_NEAR),
    (0, _FAR), (0, -_FAR), (-_NEAR, _FAR), (-_NEAR, -_FAR),
)  # fmt: skip
_MARK = 4.5  # pixels that a point reaches from its middle
_APART = 3  # pixels between two labels


class Label(NamedTuple):
    """A text for the point at `x`, `y` of the data."""

    x: float
    y: float
    text: str
    shade: str


def place_labels(axes: Axes, labels: Sequence[Label]) -> None:
    """Writes each label at the first free place beside its point.

    The axes must have their final limits, and the figure its layout (`lay_out`). Where no place
    is free, the label takes the one at which it covers least. Labels do not take part in the
    layout, so that they cannot move their points.
    """
    from matplotlib.transforms import Bbox

    figure = axes.get_figure(root=True)
    assert figure is not None
    middles = [axes.transData.transform((label.x, label.y)) for label in labels]
    taken = [Bbox.from_bounds(x - _MARK, y - _MARK, 2 * _MARK, 2 * _MARK) for x, y in middles]
    for label in labels:
        written = axes.annotate(
            label.text, (label.x, label.y), textcoords="offset points", xytext=(0, 0),
            color=label.shade, fontsize=8.5, fontweight="semibold",
        )  # fmt: skip
        written.set_in_layout(False)
        best = min(_PLACES, key=lambda place: _cost(written, place, taken, figure.bbox))
        taken.append(_put(written, best))


def _cost(written: Annotation, place: tuple[int, int], taken: list[Bbox], edge: BboxBase) -> float:
    """The pixels that the label would cover or lose beyond the edge of the figure."""
    box = _put(written, place).padded(_APART, 0)
    beyond = box.width * box.height - _common(box, edge)
    return sum(_common(box, occupied) for occupied in taken) + 10 * beyond


def _put(written: Annotation, place: tuple[int, int]) -> Bbox:
    across, up = place
    written.set_position(place)
    written.set_horizontalalignment("center" if not across else "left" if across > 0 else "right")
    written.set_verticalalignment("center" if not up else "bottom" if up > 0 else "top")
    if up:
        written.set_position((across and across * 0.3, up * 0.6))
    return written.get_window_extent()


def _common(first: BboxBase, second: BboxBase) -> float:
    """The area that both boxes cover."""
    width = min(first.x1, second.x1) - max(first.x0, second.x0)
    height = min(first.y1, second.y1) - max(first.y0, second.y0)
    return max(float(width), 0.0) * max(float(height), 0.0)
