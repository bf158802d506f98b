"""A figure of published statements, or a panel in its place that says which data are wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from standards_report.display.figures.missing_data import data_wanted
from standards_report.display.text.numbers import sentence
from standards_report.display.text.quotations import absence
from standards_report.measures import with_rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from standards_report.display.emitter import Emitter

_STATEMENT = ("country", "date", "value", "low", "high", "unit", "qualifier")
_WANTED = ("what", "obtain", "format")


def show_stated(
    emitter: Emitter,
    draw: Callable[[str], Figure],
    data: pd.DataFrame,
    said: Sequence[str],
    *,
    label: str,
    caption: str,
    kind: str,
    form: str,
    gap: str,
    columns: Sequence[str] = _STATEMENT,
    note: str = "",
) -> None:
    """Emits the figure that `draw` makes for a label, or without `data` the panel of a gap.

    `said` quotes each statement and, with `form` (what is drawn), makes the alternative text;
    `kind` ends the caption by what is shown. `gap` is the id of a row of `gaps.csv`; its note
    stands below where no other `note` is given.
    """
    if len(data):
        emitter.chart(
            draw(label),
            data[[*columns, "rows"]],
            form=form,
            said="; ".join(said),
            caption=f"{caption}: {kind}.",
            note=note or sentence(str(_gap(emitter, gap)["note"].iloc[0])),
        )
        return
    names = {code: emitter.study.country(code).in_text for code in emitter.focus}
    alt, caption = absence(names, []), f"{caption}: data wanted."
    show_wanted(emitter, gap, label=label, caption=caption, alt=alt)


def show_wanted(
    emitter: Emitter,
    gap: str,
    *,
    label: str,
    caption: str,
    alt: str = "A panel in place of a figure. Missing: {what}",
    note: str | None = None,
    columns: Sequence[str] = _WANTED,
) -> None:
    """Emits the panel of a gap: what is missing, how to obtain it, and in which form.

    `gap` is the id of a row of `gaps.csv`, `label` names the quantity as the title of a figure
    would, and `columns` are those of the row that the data of the panel hold. `alt` may name
    columns of the row in braces. The row's own note stands below where no other `note` is given.
    """
    wanted = _gap(emitter, gap)
    row = {str(name): str(cell) for name, cell in wanted.iloc[0].items()}
    emitter.figure(
        data_wanted(row, label=label),
        wanted[[*columns, "rows"]],
        caption=caption,
        alt=sentence(alt.format(**row)),
        note=sentence(row["note"]) if note is None else note,
    )


def _gap(emitter: Emitter, gap: str) -> pd.DataFrame:
    gaps = emitter.study.table("gaps")
    return with_rows(gaps[gaps["id"] == gap])
