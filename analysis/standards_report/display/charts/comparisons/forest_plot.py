"""Statements about groups, one line a statement, their words beside them as in a table."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from standards_report.display.figures.axes import new_axes, set_title, what_is_missing, write_by
from standards_report.display.figures.palette import INK, MUTED
from standards_report.display.figures.style import color
from standards_report.display.figures.tooltips import say_value

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

_LINE = 0.19  # inches
_LABELS = 36  # points for the names of groups
_BOUNDS = ("less than", "at most", "more than", "at least")


class Scale(NamedTuple):
    """The axis: its ends, the position of the reference line, and the words for that line."""

    low: float
    high: float
    line: float
    line_words: str


class _Line(NamedTuple):
    """What stands on one line of the figure."""

    left: str
    words: str
    statement: Mapping[Hashable, object] | None
    is_heading: bool = False


def forest_plot(
    data: pd.DataFrame,
    sections: Mapping[str, Mapping[str, str]],
    names: Mapping[str, str],
    *,
    scale: Scale,
    label: str,
) -> Figure:
    """Draws a point for a number and a bar for a range or bound, with words, group by group.

    `data` has `group`, `country`, `value`, `low`, `high`, `qualifier`, `basis` (`computed` is
    drawn hollow, all else full) and `words` (what to print). `sections` maps each heading to
    its groups in order, and each group to what to print where it has no statement. `names`
    gives the countries in order; those without a statement are named below. Where there are
    several countries, each line names its own.
    """
    stated = [code for code in names if code in set(data["country"])]
    data = data.assign(rank=data["country"].map(list(names).index))
    if len(stated) > 1:
        data["words"] = data["country"].map(names) + " " + data["words"]
    lines = _lines(data, sections)
    figure, axes = new_axes(0.75 + _LINE * len(lines))
    axes.set(xlim=(scale.low, scale.high), ylim=(len(lines) - 0.4, -0.6))
    axes.axvline(scale.line, color=MUTED, linewidth=1)
    below = [scale.line_words, what_is_missing(names, stated)]
    axes.set_xlabel("\n".join(filter(None, below)), loc="left", color=MUTED)
    for place, line in enumerate(lines):
        _write(axes, place, line)
        if line.statement is not None:
            _draw(axes, place, line.statement, scale)
    axes.set_yticks([])
    axes.grid(axis="y", visible=False)
    set_title(figure, f"{names[stated[0]]}: {label}" if len(stated) == 1 else label)
    return figure


def forest_sections(
    groups: Sequence[str], kinds: Mapping[str, str], headings: Mapping[str, str], otherwise: str
) -> dict[str, dict[str, str]]:
    """The sections for `forest_plot`: each group under the heading of its kind, in order.

    `kinds` maps a group to its kind (a group that is missing there has the kind `""`),
    `headings` maps each kind to its heading, in order, and `otherwise` is printed for a group
    without a statement. Headings without a group are left out.
    """
    found = {
        words: {group: otherwise for group in groups if kinds.get(group, "") == kind}
        for kind, words in headings.items()
    }
    return {words: members for words, members in found.items() if members}


def _lines(data: pd.DataFrame, sections: Mapping[str, Mapping[str, str]]) -> list[_Line]:
    lines = []
    for heading, groups in sections.items():
        lines.append(_Line(heading, "", None, True))
        for group, otherwise in groups.items():
            statements = data[data["group"] == group].to_dict("records")
            if not statements:
                lines.append(_Line(group, otherwise, None))
            for number, statement in enumerate(statements):
                left = "" if number else group
                lines.append(_Line(left, str(statement["words"]), statement))
    return lines


def _write(axes: Axes, place: int, line: _Line) -> None:
    if line.is_heading:
        _beside(axes, line.left, (0, place), (-_LABELS, 0), MUTED, fontstyle="italic")
        return
    _beside(axes, line.left, (0, place), (-6, 0), INK, across="right")
    shade = MUTED if line.statement is None else color(int(str(line.statement["rank"])))
    _beside(axes, line.words, (1, place), (8, 0), shade)


def _beside(
    axes: Axes,
    text: str,
    point: tuple[float, float],
    away: tuple[float, float],
    shade: str,
    **style: Any,
) -> None:
    """Writes beside the axes at `point` (part of their width, line), `away` points from it."""
    style |= {"xycoords": axes.get_yaxis_transform(), "annotation_clip": False, "fontsize": 8.5}
    write_by(axes, text, point, away, shade, **style)


def _draw(axes: Axes, place: int, statement: Mapping[Hashable, object], scale: Scale) -> None:
    shade = color(int(str(statement["rank"])))
    ends = _ends(statement, scale)
    marks: list[Line2D] = []
    if ends[0] != ends[1]:
        marks += axes.plot(ends, [place, place], color=shade, linewidth=4, alpha=0.45)
        marks[0].set_solid_capstyle("butt")
        for end in ends:
            marks += axes.plot([end, end], [place - 0.28, place + 0.28], color=shade, linewidth=1.4)
    else:
        hollow = statement["basis"] == "computed"
        face = "none" if hollow else shade
        marks += axes.plot(ends[0], place, "o", color=shade, markerfacecolor=face, clip_on=False)
    say_value(marks, f"{statement['group']}: {statement['words']}")


def _ends(statement: Mapping[Hashable, object], scale: Scale) -> tuple[float, float]:
    value, low, high = (float(str(statement[name])) for name in ("value", "low", "high"))
    if statement["qualifier"] == "range":
        return low, high
    if statement["qualifier"] in _BOUNDS[:2]:
        return max(scale.low, 0.0), value
    if statement["qualifier"] in _BOUNDS[2:]:
        return value, scale.high
    return value, value
