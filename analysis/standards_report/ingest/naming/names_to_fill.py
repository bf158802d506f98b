"""Names of entities that entities.csv lacks: as faults, and as one table for the author to fill in.

`--unknown FILE` writes the table, `--entities FILE` takes it back filled in. The entities then come
into entities.csv together with the rows of the export and with its source, which they cite.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from standards_report.errors import DataError, Fault, quoted
from standards_report.ingest.naming.entity_names import KnownNames, stated_country
from standards_report.observations.tables.schema import load_schema
from standards_report.suggestions import either

FORM = "unknown-names"
_MOST_NAMED = 30
_FORMULA = ("=", "+", "-", "@", "\t")
_FILL_IN = "add --unknown FILE for a table of them, fill it in, and give it as --entities FILE"


@dataclass(frozen=True)
class UnknownName:
    """A name, the lines of each file that it stands in, and the known names near to it."""

    name: str
    places: Sequence[tuple[str, int]]
    near: Sequence[str]


class UnknownNamesError(DataError):
    """An export that names entities which entities.csv lacks, with any other faults of it."""

    def __init__(self, names: Sequence[UnknownName], faults: Iterable[Fault]) -> None:
        super().__init__([*faults, *_faults(names)])
        self.names = names


def gathered(places: Iterable[tuple[str, str, int]], known: KnownNames) -> list[UnknownName]:
    """The unknown names at these places (name, file, line), those that occur most first."""
    found: dict[str, list[tuple[str, int]]] = {}
    for name, file, line in places:
        found.setdefault(name, []).append((file, line))
    ordered = sorted(found, key=lambda name: (-len(found[name]), name))
    return [UnknownName(name, sorted(found[name]), known.near(name)) for name in ordered]


def _faults(names: Sequence[UnknownName]) -> Iterator[Fault]:
    for name in names[:_MOST_NAMED]:
        remedy = _FILL_IN
        if name.near:
            remedy += f"; if it is another name of {either(name.near)}, put that under same_as"
        for file, line in name.places:
            yield Fault(file, line, f"unknown entity {quoted(name.name)}", remedy)
    if others := names[_MOST_NAMED:]:
        rows = sum(len(name.places) for name in others)
        file, line = others[0].places[0]
        what = f"{len(others)} more unknown entities in {rows} cells, from {others[0].name!r} on"
        yield Fault(file, line, what, _FILL_IN)


def unknown_table(names: Sequence[UnknownName], data: Path) -> str:
    """The table to fill in, as CSV: what the export has of each name, and columns without cells.

    The form in the folder `data` names its columns. A name that a spreadsheet program would run as
    a formula is left out.
    """
    text = io.StringIO()
    columns = load_schema(data).forms[FORM].columns
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    for name in names:
        if not name.name.startswith(_FORMULA):
            file, line = name.places[0]
            country = stated_country(name.name)
            shown = {"rows": len(name.places), "country": country, "file": file, "file_line": line}
            near = "; ".join(name.near)
            writer.writerow({"name": name.name, **shown, "nearest": near})
    return text.getvalue()
