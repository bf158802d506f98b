"""What a chapter asks for, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from standards_report.errors import Fault
from standards_report.observations.domain.names import correction
from standards_report.render.document.claim_marks import marked_claims
from standards_report.render.document.parse import Document
from standards_report.render.document.shortcodes import Shortcode, shortcodes
from standards_report.render.pandoc.cross_references import is_reference
from standards_report.render.pandoc.syntax_tree import nodes
from standards_report.render.shown.conditions import Setting, keep_visible


@dataclass(frozen=True)
class Uses:
    """Names of values and labels of cells that chapters ask for, by their shortcodes."""

    names: frozenset[str]
    labels: frozenset[str]


def uses_of(documents: Iterable[Document]) -> Uses:
    """What chapters ask for, in passages that an edition hides as well."""
    codes = [code for document in documents for code in shortcodes(document.blocks)]
    names = frozenset(code.argument for code in codes if code.name == "var")
    return Uses(names, frozenset(code.cell[1] for code in codes if code.cell))


def embedded_labels(document: Document, setting: Setting) -> list[str]:
    """Labels of the figures, tables and passages that a chapter shows."""
    codes = shortcodes(keep_visible(document.blocks, setting))
    return [code.cell[1] for code in codes if code.cell]


def shown_claims(document: Document, setting: Setting) -> list[tuple[int, str]]:
    """Line and claim of the marks that a chapter shows."""
    return list(marked_claims(keep_visible(document.blocks, setting)))


def cited_works(document: Document) -> Iterator[str]:
    """Keys of all works that a chapter cites, in passages that an edition hides as well."""
    for cite in nodes(document.blocks, ("Cite",)):
        for citation in cite["c"][0]:
            if not is_reference(citation["citationId"]):
                yield citation["citationId"]


def shortcode_faults(
    codes: Iterable[Shortcode], file: str, names: Collection[str], notebooks: Mapping[str, str]
) -> list[Fault]:
    """A fault for every `var` and `embed` that names nothing known.

    `notebooks` gives the notebook of each label (`Material.notebooks`).
    """
    faults = []
    for code in codes:
        found = None
        if code.name == "var" and code.argument not in names:
            found = f"no notebook emits {code.argument!r}", _near(code.argument, names)
        elif code.name == "embed":
            found = _embed_fault(code, notebooks)
        if found:
            faults.append(Fault(file, code.line, *found))
    return faults


def _embed_fault(code: Shortcode, notebooks: Mapping[str, str]) -> tuple[str, str] | None:
    if not code.cell:
        return f"cannot embed {code.argument!r}", "write /_executed/<notebook>.ipynb#<label>"
    notebook, label = code.cell
    if label not in notebooks:
        return f"no notebook emits {label!r}", _near(label, notebooks)
    if notebooks[label] != notebook:
        return f"{label!r} is not in {notebook}", f"it is in {notebooks[label]}"
    return None


def _near(name: str, known: Collection[str]) -> str:
    return correction(name, known, "see the values that notebooks emit")
