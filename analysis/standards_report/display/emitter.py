"""What a notebook cell may emit: a figure, a table, values.

Each emission carries its caption, alt text, sources, as-of date and the rows that it rests
on, in a MIME type of its own beside what Jupyter shows. Where it will be rendered is not
known here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
from numpy import datetime64

from standards_report.decimals import in_digits
from standards_report.display.emitted import (
    Cell,
    EmittedFigure,
    EmittedItem,
    EmittedTable,
    EmittedValue,
    EmittedValues,
)
from standards_report.display.figures.style import (
    cut_texts,
    to_svg,
    unlisted_labels,
    use_house_style,
)
from standards_report.display.mime import MIME
from standards_report.display.text.markdown import pipe_table
from standards_report.display.text.numbers import NOT_PUBLISHED, in_print, is_missing
from standards_report.display.text.statements import digits_in_print, digits_of, keep_digits
from standards_report.errors import Fault, NotebookError
from standards_report.measures import ROWS, join_rows
from standards_report.observations import Study, in_words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from standards_report.observations.frozen_model import FrozenModel

_NAME = re.compile(r"[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)+")
_NAMED = 5  # rows, in a message


def slug(text: str) -> str:
    """A part of a value's name: `ITU-T` becomes `itu_t`; country codes stay as they are."""
    if re.fullmatch(r"[A-Z]{3}", text) and text != "ITU" and text != "ISO":
        return text
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


class Page:
    """Emits what one notebook has to say, for one edition."""

    def __init__(self, study: Study, focus_countries: Sequence[str]) -> None:
        self.study = study
        self.focus = list(focus_countries)
        self._values: dict[str, str] = {}  # name to what was emitted under it
        self._waiting: list[EmittedValue] = []  # values of the cell at work
        self._shell = _shell()
        if self._shell:
            self._shell.events.register("post_run_cell", lambda _: self._show_values())
        use_house_style()
        keep_digits(study.printed)

    def names(self) -> dict[str, str]:
        """Short names of the focus countries, by code, in their order."""
        return {code: self.study.country(code).name for code in self.focus}

    def country_names(self, codes: Iterable[str], everyone: str = "all") -> list[str]:
        """Short names of countries by code; `everyone` for an empty code."""
        return [self.study.country(code).name if code else everyone for code in codes]

    def figure(
        self, figure: Figure, data: pd.DataFrame, *, caption: str, alt: str, note: str = ""
    ) -> None:
        """Emits a figure with the data that it plots (with their `rows`).

        Raises NotebookError where a text of it reaches beyond its edge or is missing in its
        legend, or where `alt` says nothing.
        """
        import matplotlib.pyplot as plt

        if not alt.strip():
            remedy = "say what a reader would see in the figure"
            raise NotebookError(Fault(caption, 0, "no alt text", remedy))
        cut = cut_texts(figure)
        if cut:
            what = f"text beyond the edge: {', '.join(map(repr, cut))}"
            raise NotebookError(Fault(caption, 0, what, "shorten it or make the figure larger"))
        unlisted = unlisted_labels(figure)
        if unlisted:
            what = f"left out of the legend: {', '.join(map(repr, unlisted))}"
            remedy = "give the legend its handles: figure.legend(handles=...)"
            raise NotebookError(Fault(caption, 0, what, remedy))
        svg = to_svg(figure)
        plt.close(figure)
        item = self._item(data, caption, note)
        _display(EmittedFigure(**dict(item), alt=alt), {"image/svg+xml": svg, "text/plain": alt})

    def table(
        self,
        data: pd.DataFrame,
        columns: Mapping[str, str],
        *,
        caption: str,
        note: str = "",
        dated: bool = True,
    ) -> None:
        """Emits a table: `columns` maps each column to print to its heading.

        With `dated` false no date stands under it: the rows speak of many times, or of none.
        """
        numeric = [pd.api.types.is_numeric_dtype(data[name]) for name in columns]
        lines = zip(data[list(columns)].itertuples(index=False), data[ROWS], strict=True)
        rows = [[_cell(cell, behind) for cell in line] for line, behind in lines]
        text = pipe_table(list(columns.values()), rows, numeric)
        item = self._item(data, caption, note, dated=dated)
        _display(EmittedTable(**dict(item)), {"text/markdown": text, "text/plain": caption})

    def value(
        self,
        name: str,
        number: float | None,
        rows: Iterable[str],
        *,
        unit: str = "count",
        digits: int | None = None,
    ) -> None:
        """Emits a number under a dotted name that prose refers to.

        It has the decimals that its rows print; where it was computed, as many as `digits` says,
        or none. A missing number prints as not published. Raises NotebookError for a name that
        is not dotted or was emitted before.
        """
        rows = tuple(rows)
        text = in_print(number, unit, digits_in_print(number, rows, digits or 0))
        self._emit_value(name, text=text, unit=unit, rows=rows, number=_plain_number(number))

    def text(self, name: str, text: str, rows: Iterable[str]) -> None:
        """Emits words computed from rows, for prose that has to follow the data."""
        rows = tuple(rows)
        self._emit_value(name, text=text if rows else NOT_PUBLISHED, unit="text", rows=rows)

    def values(
        self, data: pd.DataFrame, name: str, columns: Mapping[str, tuple[str, str, int | None]]
    ) -> None:
        """Emits one value a row and column of `data`.

        `name` is a template over the row's columns, as `{body}.{country}`; `columns` maps
        the last part of the name to the column, its unit and the decimals of a computed number,
        of which None means one where it is not whole; one that its rows print keeps its own.
        A value of column `first` rests on `first_rows` where there is such a column, else on
        `rows`.
        """
        for row in data.to_dict("records"):
            stem = name.format(**{str(key): slug(str(cell)) for key, cell in row.items()})
            for last, (column, unit, digits) in columns.items():
                rows = row.get(f"{column}_{ROWS}", row[ROWS])
                shown = digits_of(row[column], rows, 1) if digits is None else digits
                self.value(f"{stem}.{last}", row[column], rows, unit=unit, digits=shown)

    def _emit_value(
        self,
        name: str,
        *,
        text: str,
        unit: str,
        rows: tuple[str, ...],
        number: int | float | None = None,
    ) -> None:
        if not _NAME.fullmatch(name):
            raise NotebookError(Fault(name, 0, "not a dotted name", "write it as a.b.c"))
        said = f"{text} from {_listed(rows)}"
        if name in self._values:
            what = f"emitted twice: {self._values[name]}, and {said}"
            remedy = "two quantities need two names; one has one number: see which row is right"
            raise NotebookError(Fault(name, 0, what, remedy))
        self._values[name] = said
        value = EmittedValue(
            name=name,
            number=number,
            text=text,
            unit=unit,
            as_of=self.study.latest_date(rows),
            sources=tuple(self.study.sources_of(rows)),
            rows=tuple(self.study.citable(rows)),
        )
        self._waiting.append(value)
        if not self._shell:
            self._show_values()

    def _show_values(self) -> None:
        """Shows the values of a cell as one output: a notebook may have hundreds of them, and an
        output takes longer to send than its values to compute."""
        if not self._waiting:
            return
        values, self._waiting = tuple(self._waiting), []
        lines = "\n".join(f"{value.name} = {value.text}" for value in values)
        _display(EmittedValues(values=values), {"text/plain": lines})

    def _item(
        self, data: pd.DataFrame, caption: str, note: str, *, dated: bool = True
    ) -> EmittedItem:
        rows = join_rows(data[ROWS])
        lineage = [name for name in data.columns if name.endswith(ROWS)]
        printed = data.drop(columns=lineage)
        as_of = self.study.held_until(rows) if dated else ""
        return EmittedItem(
            caption=caption,
            note=note,
            as_of=as_of,
            when=in_words(as_of) if as_of else "",
            sources=tuple(self.study.sources_of(rows)),
            columns=(*printed.columns, ROWS),
            data=tuple(
                (*map(_plain, line), " ".join(self.study.citable(ids)))
                for line, ids in zip(printed.itertuples(index=False), data[ROWS], strict=True)
            ),
            zeros=tuple(_with_zeros(printed, data[ROWS])),
            rows=tuple(self.study.citable(rows)),
        )


def _with_zeros(
    data: pd.DataFrame, rows: Iterable[Iterable[str]]
) -> Iterator[tuple[int, int, str]]:
    """Line, column and text of the numbers that their rows print with zeros at the end, which
    JSON does not keep."""
    for line, (cells, ids) in enumerate(zip(data.itertuples(index=False), rows, strict=True)):
        for column, cell in enumerate(cells):
            number = float(cell) if pd.api.types.is_float(cell) else math.nan
            if digits_of(number, ids) > digits_of(number):
                yield line, column, in_digits(number, digits_of(number, ids))


def _listed(rows: tuple[str, ...]) -> str:
    """Rows for a message, which has no room for hundreds."""
    more = len(rows) - _NAMED
    return " ".join(rows[:_NAMED]) + (f" and {more} more" if more > 0 else "") or "no row"


def _shell() -> Any:
    """The IPython that runs the cells, or None where Python runs without."""
    from IPython.core.getipython import get_ipython

    return get_ipython()


def _display(emission: FrozenModel, shown: Mapping[str, str]) -> None:
    """Shows an emission beside what Jupyter shows."""
    from IPython.display import display

    bundle = {**shown, MIME: emission.model_dump(mode="json")}
    display(bundle, raw=True)  # type: ignore[no-untyped-call]


def _plain(cell: Any) -> Cell:
    """The cell as JSON holds it: whole numbers without a point, what is missing, or has no
    number, as None, days as 2030-01-31."""
    if is_missing(cell) or pd.api.types.is_float(cell) or pd.api.types.is_integer(cell):
        return _plain_number(cell)
    return _moment(cell) or str(cell)


def _plain_number(number: Any) -> int | float | None:
    if is_missing(number) or not math.isfinite(number):
        return None
    return int(number) if float(number).is_integer() else float(number)


def _cell(cell: Any, rows: Iterable[str]) -> str:
    """The cell as a reader sees it, a number with the digits that its rows print; of a computed
    one that is not whole, one decimal."""
    if is_missing(cell):
        return NOT_PUBLISHED
    if _is_number(cell):
        return in_print(cell, digits=digits_of(cell, rows, 1))
    day, _, time = _moment(cell).partition(" ")
    return f"{in_words(day)}{time and f', {time}'}" if day else str(cell)


def _is_number(cell: Any) -> bool:
    return pd.api.types.is_number(cell) and not pd.api.types.is_bool(cell)


def _moment(cell: Any) -> str:
    """A day as 2030-01-31, with its time where it has one; empty for what is neither."""
    if isinstance(cell, pd.Period):
        return str(cell) if cell.freqstr[0] in "YMD" else ""
    if not isinstance(cell, (date, datetime64)):
        return ""
    moment = pd.Timestamp(cell)
    return str(moment.date()) if moment == moment.normalize() else str(moment)
