"""What a notebook cell may emit: a figure, a table, values.

Each emission carries its caption, alternative text, sources, as-of date and the rows that it
rests on, in a MIME type of its own beside what Jupyter shows. This module does not know where
it will be rendered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from standards_report.display.emitted import (
    EmittedFigure,
    EmittedItem,
    EmittedTable,
    EmittedValue,
    EmittedValues,
)
from standards_report.display.figures.answer import answer_of
from standards_report.display.figures.palette import PALETTE
from standards_report.display.figures.style import (
    cut_texts,
    to_svg,
    unlisted_labels,
    use_house_style,
)
from standards_report.display.mime import MIME
from standards_report.display.text.cells import json_cell, printed_cell, trailing_zeros
from standards_report.display.text.markdown import pipe_table
from standards_report.display.text.numbers import (
    NOT_IN_SOURCES,
    in_print,
    listing,
    sentence,
)
from standards_report.display.text.statements import digits_in_print, digits_of, keep_digits
from standards_report.errors import Fault, NotebookError
from standards_report.measures import ROWS, complete, join_rows
from standards_report.observations import Study, in_words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from standards_report.observations.frozen_model import FrozenModel

_NAME = re.compile(r"[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)+")
_NAMED = 5  # rows that a message names


def name_part(text: str) -> str:
    """The text as a part of a value's name: `ITU-T` becomes `itu_t`; country codes stay."""
    if re.fullmatch(r"[A-Z]{3}", text) and text != "ITU" and text != "ISO":
        return text
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


class Emitter:
    """Emits what one notebook has to say, for one edition."""

    def __init__(self, study: Study, focus_countries: Sequence[str]) -> None:
        study.check_countries(focus_countries)
        self.study = study
        self.focus = list(focus_countries)
        # Those that prose names: the source's subject is told of whatever the focus is.
        self.named = list(dict.fromkeys([*focus_countries, *study.subjects]))
        self._values: dict[str, str] = {}  # by name: what was emitted under it
        self._waiting: list[EmittedValue] = []  # values of the cell that runs
        self._shell = _shell()
        if self._shell:
            self._shell.events.register("post_run_cell", lambda _: self._show_values())
        use_house_style()
        keep_digits(study.printed)

    def names(self) -> dict[str, str]:
        """Short names of the focus countries, by code, in their order."""
        return {code: self.study.country(code).name for code in self.focus}

    def shown(self) -> dict[str, str]:
        """Short names of the countries that figures and tables compare: those of the focus, and
        the source's subject, whose numbers the sentences beside them tell whatever the focus is.
        Where these are more than figures have colors, those of the focus alone.
        """
        codes = self.named if len(self.named) <= len(PALETTE) else self.focus
        return {code: self.study.country(code).name for code in codes}

    def country_names(self, codes: Iterable[str], empty: str = "all") -> list[str]:
        """Short names of countries by code; `empty` stands for an empty code."""
        return [self.study.country(code).name if code else empty for code in codes]

    def figure(
        self, figure: Figure, data: pd.DataFrame, *, caption: str, alt: str, note: str = ""
    ) -> None:
        """Emits a figure with the data that it plots (with their `rows`).

        `note` stands below the caption. Raises NotebookError where a text of the figure runs
        beyond its edge or is missing in its legend, or where `alt` is empty.
        """
        import matplotlib.pyplot as plt

        if not alt.strip():
            remedy = "say in `alt` what a reader would see in the figure"
            raise NotebookError(Fault(caption, 0, "no alt text", remedy))
        cut = cut_texts(figure)
        if cut:
            what = f"text runs beyond the edge of the figure: {', '.join(map(repr, cut))}"
            raise NotebookError(Fault(caption, 0, what, "shorten it or make the figure larger"))
        unlisted = unlisted_labels(figure)
        if unlisted:
            what = f"left out of the legend: {', '.join(map(repr, unlisted))}"
            remedy = "give the legend its handles: figure.legend(handles=...)"
            raise NotebookError(Fault(caption, 0, what, remedy))
        svg, answer = to_svg(figure), answer_of(figure)
        plt.close(figure)
        item = self._item(data, caption, note)
        emitted = EmittedFigure(**dict(item), alt=alt, answer=answer)
        _display(emitted, {"image/svg+xml": svg, "text/plain": alt})

    def chart(
        self,
        figure: Figure,
        data: pd.DataFrame,
        *,
        form: str,
        said: Sequence[str] | str,
        caption: str,
        note: str = "",
        nothing: str = "No number is in our sources",
    ) -> None:
        """Emits a figure whose alternative text names what is drawn and each mark of it.

        `form` says what is drawn (`Bars`), `said` what each mark stands for, as a list of words
        or as one text; without any of them the alternative text is `nothing`. Raises
        NotebookError as `figure` does.
        """
        words = said if isinstance(said, str) else listing(said)
        alt = sentence(f"{form}. {words}" if words else nothing)
        self.figure(figure, data, caption=caption, alt=alt, note=note)

    def table(
        self,
        data: pd.DataFrame,
        columns: Mapping[str, str],
        *,
        caption: str,
        note: str = "",
        dated: bool = True,
        digits: Mapping[str, int] | None = None,
    ) -> None:
        """Emits a table: `columns` maps each column to print to its heading.

        `data` has these columns and `rows`. `note` stands below the caption. With `dated` false
        no date stands under the table: its rows are of many times, or of none. `digits` gives the
        decimals of computed numbers by column, where they are not one.
        """
        numeric = [pd.api.types.is_numeric_dtype(data[name]) for name in columns]
        cells = zip(data[list(columns)].itertuples(index=False), data[ROWS], strict=True)
        places = [(digits or {}).get(name, 1) for name in columns]
        rows = [
            [printed_cell(cell, behind, place) for cell, place in zip(row, places, strict=True)]
            for row, behind in cells
        ]
        text = pipe_table(list(columns.values()), rows, numeric)
        item = self._item(data, caption, note, dated=dated)
        headings = {name: heading for name, heading in columns.items() if heading}
        emitted = EmittedTable(**{**dict(item), "headings": headings})
        _display(emitted, {"text/markdown": text, "text/plain": caption})

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

        The number has the decimals that its rows print; a computed one has `digits` decimals,
        or none. A missing number prints as not in our sources. Raises NotebookError for a name that
        is not dotted or was emitted before.
        """
        rows = tuple(rows)
        text = in_print(number, unit, digits_in_print(number, rows, digits or 0))
        self._emit_value(name, text=text, unit=unit, rows=rows, number=json_cell(number))

    def text(self, name: str, text: str, rows: Iterable[str]) -> None:
        """Emits words computed from rows, for prose that has to follow the data.

        Words without rows print as not in our sources. Raises NotebookError as `value` does.
        """
        rows = tuple(rows)
        self._emit_value(name, text=text if rows else NOT_IN_SOURCES, unit="text", rows=rows)

    def values(
        self, data: pd.DataFrame, name: str, columns: Mapping[str, tuple[str, str, int | None]]
    ) -> None:
        """Emits one value a row and column of `data`.

        `name` is a template over the row's columns, as `{body}.{country}`. `columns` maps the
        last part of the name to the column, its unit and the decimals of a computed number;
        None gives one decimal to a number that is not whole. A number that its rows print keeps
        their decimals. A value of column `first` rests on `first_rows` where there is such a
        column, else on `rows`. Raises NotebookError as `value` does.
        """
        for row in data.to_dict("records"):
            stem = name.format(**{str(key): name_part(str(cell)) for key, cell in row.items()})
            for last, (column, unit, digits) in columns.items():
                rows = row.get(f"{column}_{ROWS}", row[ROWS])
                shown = digits_of(row[column], rows, 1) if digits is None else digits
                self.value(f"{stem}.{last}", row[column], rows, unit=unit, digits=shown)

    def values_by_country(
        self, data: pd.DataFrame, name: str, columns: Mapping[str, tuple[str, str, int | None]]
    ) -> None:
        """Emits values as `values` does for each country of `data`, each focus country and each
        country that is the subject of a source.

        `data` has `country`, the columns of `columns` and `rows`, one row a country. A country
        of `named` without a row gets values that print as not in our sources, so that prose and
        claims can name them. The only part of `name` that is filled in is `{country}`.
        """
        needed = {"country", ROWS}
        for column, _, _ in columns.values():
            needed |= {column, f"{column}_{ROWS}"}
        kept = data[[column for column in data.columns if column in needed]]
        self.values(complete(kept, "country", self.named), name, columns)

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
            remedy = "write it as `body.quantity.country`"
            raise NotebookError(Fault(name, 0, "is not a dotted name", remedy))
        said = f"{text} from {_listed(rows)}"
        if name in self._values:
            what = f"is emitted twice: {self._values[name]}, and {said}"
            remedy = "give each quantity its own name; if both are one, see which row is right"
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
        """Shows the values of a cell as one output.

        A notebook may have hundreds of values, and an output takes longer to send than a value
        takes to compute.
        """
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
                (*(json_cell(cell) for cell in row), " ".join(self.study.citable(ids)))
                for row, ids in zip(printed.itertuples(index=False), data[ROWS], strict=True)
            ),
            zeros=tuple(trailing_zeros(printed, data[ROWS])),
            rows=tuple(self.study.citable(rows)),
        )


def _listed(rows: tuple[str, ...]) -> str:
    """The first rows, for a message, and how many more there are."""
    more = len(rows) - _NAMED
    return " ".join(rows[:_NAMED]) + (f" and {more} more" if more > 0 else "") or "no row"


def _shell() -> Any:
    """The IPython shell that runs the cells, or None in plain Python."""
    from IPython.core.getipython import get_ipython

    return get_ipython()


def _display(emission: FrozenModel, shown: Mapping[str, str]) -> None:
    """Shows an emission beside what Jupyter shows."""
    from IPython.display import display

    bundle = {**shown, MIME: emission.model_dump(mode="json")}
    display(bundle, raw=True)  # type: ignore[no-untyped-call]
