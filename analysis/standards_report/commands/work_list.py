"""What an author has to look at in a new edition, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
class WorkList:
    """Everything that an open edition asks of its author.

    `months` is the age from which on observations count as old; `old`, `focus` and `own` are
    passages that rest on old data, that hold for the first edition's countries only, and that
    belong to some editions only.
    """

    edition: str
    previous: str
    as_of: str
    months: int
    observed: Sequence[LastObserved]
    edges: Sequence[Edge]
    old: Sequence[Passage]
    focus: Sequence[Passage]
    own: Sequence[Passage]
    exports: Sequence[Export]


def work_list_markdown(work: WorkList) -> str:
    """The list as a Markdown document with boxes to tick."""
    stale = [entry for entry in work.observed if entry.months >= work.months]
    fresh = len(work.observed) - len(stale)
    parts = [
        f"# Work list of edition {work.edition}",
        f"It follows edition {work.previous or 'none'}, as of {in_words(work.as_of)}. Claims and "
        "passages are as the data are now.",
        "## Exports to fetch",
        _boxes(f"{entry.reads}. {entry.obtain}.\n  `{entry.command}`" for entry in work.exports),
        f"## Stale observations: {len(stale)} tables",
        f"Last observed {work.months} months or more before {in_words(work.as_of)}; {fresh} tables "
        "are more recent. Rows of literature and of other publications are left out.",
        _boxes(_stale(entry) for entry in stale),
        f"## Claims near their edge: {len(work.edges)}",
        "A change within the claim's tolerance, or of a twentieth where it states none, turns "
        "them.",
        _boxes(_edge(entry) for entry in work.edges),
        f"## Prose on observations of {work.months} months or more: {len(work.old)} sentences",
        _boxes(_by_chapter(work.old)),
        f"## Passages for the first edition's countries: {len(work.focus)}",
        "They are shown while `focus_countries` is as in the first edition.",
        _boxes(_by_chapter(work.focus)),
        f"## Passages for some editions only: {len(work.own)}",
        f"A passage `when-profile` names one edition and has no effect in {work.edition}. The "
        "others follow the list `passages` of the edition's file.",
        _boxes(f"{entry.file}:{entry.line}: {entry.why}" for entry in work.own),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _stale(table: LastObserved) -> str:
    return (
        f"{table.table}: {in_words(table.written)}, {table.months} months ago (row {table.latest})"
    )


def _edge(edge: Edge) -> str:
    said = f"{edge.statement.rstrip('.')}: {edge.finding}, {edge.apart} apart"
    return f"data/claims.csv:{edge.line}: {edge.claim}: {said}"


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
