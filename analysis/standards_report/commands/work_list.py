"""What an author has to look at in an open edition, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from standards_report.evidence.claims.margins import Edge
from standards_report.evidence.results.freshness import LastObserved
from standards_report.observations.domain.dates import in_words


@dataclass(frozen=True)
class Passage:
    """A passage of a chapter: where it begins, and why it is listed."""

    file: str
    line: int
    why: str


@dataclass(frozen=True)
class Export:
    """A raw export to fetch, and how it is taken in."""

    reads: str
    obtain: str
    command: str


@dataclass(frozen=True)
class Arrived:
    """A source with the number of its rows that the edition before sees, and that this one sees."""

    source: str
    then: int
    now: int


@dataclass(frozen=True)
class Newer:
    """A table with the date of its last observation in the edition before (or none) and in this."""

    table: str
    then: str
    now: str


@dataclass(frozen=True)
class WorkList:
    """Everything that an open edition asks of its author.

    `is_same` says that it sees the very rows of the edition before, and `arrived` where it does
    not. `false` are the sentences and statements that the data do not carry, a line each, and
    `outlived` those that stay, were turned or lost a claim. `months` is the age from which on
    observations count as old; `old` and `own` are passages that rest on old data, and that belong
    to some editions only. `unclaimed` are sentences whose numbers moved and that no claim holds.
    `taken` are the keys of new exports that are there.
    """

    edition: str
    previous: str
    as_of: str
    months: int
    is_same: bool
    arrived: Sequence[Arrived]
    false: Sequence[str]
    outlived: Sequence[str]
    edges: Sequence[Edge]
    observed: Sequence[LastObserved]
    newer: Sequence[Newer]
    old: Sequence[Passage]
    unclaimed: Sequence[Passage]
    own: Sequence[Passage]
    taken: Sequence[str]
    exports: Sequence[Export]


def work_list_markdown(work: WorkList) -> str:
    """The list as a Markdown document with boxes to tick: first what is false, then the rest."""
    stale = [entry for entry in work.observed if entry.months >= work.months]
    fresh = len(work.observed) - len(stale)
    parts = [
        f"# Work list of edition {work.edition}",
        _introduction(work),
        f"## False now: {len(work.false)}",
        _boxes(work.false),
        f"## Statements that outlived their claims: {len(work.outlived)}",
        _boxes(work.outlived),
        f"## Nearly false: {len(work.edges)} claims near their edge",
        "A change within the claim's tolerance, or of a twentieth where it states none, turns "
        "them.",
        _boxes(_edge(entry) for entry in work.edges),
        f"## Numbers that moved, in sentences that no claim holds: {len(work.unclaimed)}",
        "Read whether the words still fit; one that can turn false asks for a claim.",
        _boxes(_placed(work.unclaimed)),
        f"## Exports to fetch: {len(work.exports)}",
        _taken_in(work),
        _boxes(f"{entry.reads}. {entry.obtain}.\n  `{entry.command}`" for entry in work.exports),
        f"## Newer observations: {len(work.newer)} tables",
        _boxes(_newer(entry, work.previous) for entry in work.newer),
        f"## Stale observations: {len(stale)} tables",
        f"Last observed {work.months} months or more before {in_words(work.as_of)}; {fresh} tables "
        "are more recent. Rows of literature and of other publications are left out.",
        _boxes(_stale(entry) for entry in stale),
        f"## Prose on observations of {work.months} months or more: {len(work.old)} sentences",
        _boxes(_by_chapter(work.old)),
        f"## Passages for some editions only: {len(work.own)}",
        "The chapters are those of the open edition: a condition on an edition can go.",
        _boxes(_placed(work.own)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _introduction(work: WorkList) -> str:
    """What the edition follows, and how its data differ from that one's."""
    as_of = f"as of {in_words(work.as_of)}"
    if not work.previous:
        return f"The first edition, {as_of}."
    lead = f"Follows edition {work.previous}, {as_of}."
    if work.is_same:
        return f"{lead} The data are still the same."
    if not work.arrived:
        see = f"standards-report diff {work.previous} {work.edition}"
        return f"{lead} It sees as many rows of each source; cells differ: `{see}`."
    lines = "\n".join(f"- {entry.source}: {_rows(entry)}" for entry in work.arrived)
    return f"{lead} Rows of these sources differ:\n\n{lines}"


def _rows(entry: Arrived) -> str:
    if not entry.then:
        return f"{entry.now} {'row' if entry.now == 1 else 'rows'}, all new"
    return f"{entry.now} rows, where the edition before sees {entry.then}"


def _taken_in(work: WorkList) -> str:
    return f"Taken in since the edition before: {', '.join(work.taken)}." if work.taken else ""


def _newer(entry: Newer, previous: str) -> str:
    before = f"edition {previous} has {in_words(entry.then)}" if entry.then else "new"
    return f"{entry.table}: {in_words(entry.now)}; {before}"


def _stale(table: LastObserved) -> str:
    return (
        f"{table.table}: {in_words(table.written)}, {table.months} months ago (row {table.latest})"
    )


def _edge(edge: Edge) -> str:
    said = f"{edge.statement.rstrip('.')}: {edge.finding}, {edge.apart} apart"
    return f"data/claims.csv:{edge.line}: {edge.claim}: {said}"


def _placed(passages: Iterable[Passage]) -> Iterator[str]:
    return (f"{entry.file}:{entry.line}: {entry.why}" for entry in passages)


def _by_chapter(passages: Iterable[Passage]) -> list[str]:
    """One line a chapter: passages with the same reason together."""
    found: dict[str, dict[str, list[int]]] = {}
    for passage in passages:
        found.setdefault(passage.file, {}).setdefault(passage.why, []).append(passage.line)
    return [f"{file}: {_lines_of(reasons)}" for file, reasons in found.items()]


def _lines_of(reasons: Mapping[str, Sequence[int]]) -> str:
    parts = []
    for why, lines in reasons.items():
        numbers = ", ".join(map(str, dict.fromkeys(lines)))
        parts.append(f"{why}: lines {numbers}" if why else f"lines {numbers}")
    return "; ".join(parts)


def _boxes(items: Iterable[str]) -> str:
    return "\n".join(f"- [ ] {item}" for item in items) or "None."
