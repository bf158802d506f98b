"""A figure of published statements, or in its place the panel that says which are wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from standards_report.display.figures.placeholder import data_wanted
from standards_report.display.text.numbers import sentence
from standards_report.display.text.quotations import absence
from standards_report.measures import with_rows

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from standards_report.display.emitter import Emitter

_STATEMENT = ("country", "date", "value", "low", "high", "unit", "qualifier")


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
    """Emits the figure that `draw` makes for a label, where `data` has rows.

    `said` quotes each statement and, with `form` (what is drawn), makes the alt text; `kind`
    ends the caption by what is shown. Without rows, `gap` names the row of the table of gaps
    that the panel holds. The note of that row stands below where no other `note` is given.
    """
    gaps = emitter.study.table("gaps")
    wanted = with_rows(gaps[gaps["id"] == gap])
    row = {str(name): str(cell) for name, cell in wanted.iloc[0].items()}
    gap_note = sentence(row["note"])
    if len(data):
        emitter.figure(
            draw(label),
            data[[*columns, "rows"]],
            caption=f"{caption}: {kind}.",
            alt=sentence(f"{form}. {'; '.join(said)}"),
            note=note or gap_note,
        )
        return
    names = {code: emitter.study.country(code).in_text for code in emitter.focus}
    emitter.figure(
        data_wanted(row, label=label),
        wanted[["what", "obtain", "format", "rows"]],
        caption=f"{caption}: data wanted.",
        alt=sentence(absence(names, [])),
        note=gap_note,
    )
