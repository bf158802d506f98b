"""`_report.json`: the part of the index that filters set into pages, in the words they print."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from standards_report.display.emitted import FigureResult, Item, ValueResult
from standards_report.display.text.numbers import NOT_IN_SOURCES
from standards_report.evidence.claims.judged import JudgedClaim
from standards_report.evidence.results.age import age_in_words, is_carried, last_known, release_day
from standards_report.evidence.results.index import Index
from standards_report.observations.frozen_model import FrozenModel
from standards_report.render.book.site_config import Publisher
from standards_report.render.content.glossary import PrintedTerm, printed_terms
from standards_report.render.content.inline_svg import prepare_svg
from standards_report.render.content.item_citation import citation_of, item_page, source_words

LEDGER = "chapters/claims.html"
GLOSSARY = "chapters/glossary.html"
NOBODY = Publisher("", "")


class ShownItem(FrozenModel):
    """What stands around a figure or table: the words of its source and date, and addresses."""

    alt: str
    note: str
    source: str
    when: str
    notebook: str
    cell: str
    csv: str
    file: str
    svg: str
    drawing: str
    picture: str
    citation: str
    page: str


class ShownValue(FrozenModel):
    """Where a value comes from, and the words that say so."""

    notebook: str
    title: str


class Basis(FrozenModel):
    """Something that a claim rests on."""

    label: str
    address: str


class ShownClaim(FrozenModel):
    """What a page says of a claim."""

    anchor: str
    basis: tuple[Basis, ...]
    computed: str
    finding: str
    number: str
    outcome: str
    rule: str
    stated: str
    statement: str
    title: str


class FilterData(FrozenModel):
    """All that filters set into pages. `site` is the address of the edition, if it has one."""

    site: str
    ledger: str
    glossary: str
    terms: tuple[PrintedTerm, ...]
    items: dict[str, ShownItem]
    values: dict[str, ShownValue]
    claims: dict[str, ShownClaim]

    def part(self, named: Collection[str]) -> FilterData:
        """The data without the claims, items and values that are not named."""
        known = frozenset(named)
        return self.model_copy(
            update={
                "items": {name: item for name, item in self.items.items() if name in known},
                "values": {name: value for name, value in self.values.items() if name in known},
                "claims": {name: claim for name, claim in self.claims.items() if name in known},
            }
        )

    def in_print(self) -> FilterData:
        """The data for formats that take drawings from files and explain no terms in place."""
        items = {name: item.model_copy(update={"svg": ""}) for name, item in self.items.items()}
        return self.model_copy(update={"items": items, "terms": ()})

    def to_json(self, indent: int | None = None) -> str:
        """The data as filters read them. Keys are sorted."""
        content = self.model_dump(mode="json")
        return json.dumps(content, ensure_ascii=False, indent=indent, sort_keys=True)


def report_file(index: Index, publisher: Publisher = NOBODY) -> str:
    """The file as text. `publisher` says who is cited and where the site is, if anywhere."""
    return filter_data(index, publisher).to_json(indent=1) + "\n"


def filter_data(index: Index, publisher: Publisher = NOBODY) -> FilterData:
    """What filters set into the pages of an edition."""
    return FilterData(
        site=publisher.address(index.edition.id),
        ledger=LEDGER,
        glossary=GLOSSARY,
        terms=tuple(printed_terms(index.glossary)),
        items={label: _item(item, index, publisher) for label, item in index.items.items()},
        values={name: _value(value) for name, value in index.values.items()},
        claims={name: _claim(claim, index) for name, claim in index.claims.items()},
    )


def claim_anchor(identifier: str) -> str:
    """The claim's place on the ledger's page, as an HTML identifier."""
    return identifier.replace(".", "-").replace("_", "-")


def _item(item: Item, index: Index, publisher: Publisher) -> ShownItem:
    figure = item if isinstance(item, FigureResult) else None
    label = item.label
    return ShownItem(
        alt=figure.alt if figure else "",
        note=item.note,
        source=source_words(item, index),
        when=_when(item, index),
        notebook=f"notebooks/{item.notebook}.html#{label}",
        cell=f"{item.notebook}.ipynb, cell {label}",
        csv=f"data/{label}.csv",
        file=f"{label}.csv",
        svg=_drawing(figure) if figure else "",
        drawing=f"figures/{label}.svg" if figure else "",
        picture=f"figures/{label}.png" if figure else "",
        citation=citation_of(item, index, publisher).text,
        page=item_page(label),
    )


def _drawing(figure: FigureResult) -> str:
    answers = figure.answer is not None
    return prepare_svg(figure.svg, figure.label, figure.alt, answers=answers)


def _when(item: Item, index: Index) -> str:
    """When it holds, and how old it is where it is carried forward from an edition before."""
    if not item.when:
        return ""
    when = f"{'Latest period:' if '/' in item.as_of else 'As of'} {item.when}"
    if not is_carried(item.as_of, index.carried_from):
        return when
    day = release_day(index.edition)
    age = age_in_words(item.as_of, day, last_known(item.sources, index.sources))
    return f"{when}, {age} before the release"


def _value(value: ValueResult) -> ShownValue:
    address = f"notebooks/{value.notebook}.html#{value.cell}"
    return ShownValue(notebook=address, title=f"{value.name}, {_basis_of(value)}")


def _basis_of(value: ValueResult) -> str:
    """How many rows a value rests on, and whether it is published at all: a number may be counted
    from a whole table, and rows may be there that state no number."""
    count = len(value.rows)
    rows = f"{count} row{'s' if count != 1 else ''} of data" if count else ""
    if value.text == NOT_IN_SOURCES:
        return f"{NOT_IN_SOURCES} (see {rows})" if rows else NOT_IN_SOURCES
    return f"from {rows}" if rows else "from no single row of data"


def _claim(claim: JudgedClaim, index: Index) -> ShownClaim:
    return ShownClaim(
        anchor=claim_anchor(claim.id),
        basis=(*_cells_behind(claim, index), *_tables_behind(claim)),
        computed=claim.computed,
        finding=claim.finding or claim.full_reason,
        number=claim.number,
        outcome=claim.outcome,
        rule=claim.expression,
        stated=claim.stated,
        statement=claim.statement,
        title=f"Claim {claim.number}: {claim.outcome}",
    )


def _cells_behind(claim: JudgedClaim, index: Index) -> list[Basis]:
    """The cells of notebooks that emit the values of a claim."""
    return [
        Basis(label=name, address=_value(index.values[name]).notebook)
        for name in claim.values
        if name in index.values
    ]


def _tables_behind(claim: JudgedClaim) -> list[Basis]:
    """The tables that hold the rows of a claim."""
    return [
        Basis(label=f"{table}.csv, {_number_of(rows)}", address=f"data/{table}.csv")
        for table, rows in claim.basis.items()
    ]


def _number_of(rows: Sequence[str]) -> str:
    return rows[0] if len(rows) == 1 else f"{len(rows)} rows"
