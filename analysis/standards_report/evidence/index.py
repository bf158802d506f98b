"""Everything an edition computed, in one index: values, figures, tables, claims, sources.

Pages, `check`, `trace` and `claims` read it; it is the only thing that passes from the
computing half of a build to the rendering half.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from standards_report.errors import Fault, NotebookError
from standards_report.evidence.claims import judge, read_claims
from standards_report.observations.countries import iso_name
from standards_report.observations.editions import Edition
from standards_report.project import Project

Index = dict[str, Any]


def build_index(project: Project, edition: Edition, emitted: Mapping[str, Path]) -> Index:
    """Gathers what the notebooks of an edition emitted (`emitted`: notebook to file).

    Raises NotebookError where two notebooks use one name, DataError where the ledger is not
    usable.
    """
    from standards_report.observations.store import load_tables

    gathered = _gather(emitted)
    tables = load_tables(
        project.data,
        ["sources", "countries", "claims", "gaps", "coverage", "glossary", "bodies"],
    )
    values = gathered["values"]
    sources = tables["sources"].rows
    seen = (sources["known_from"] <= edition.as_of.isoformat()) | (sources["kind"] == "literature")
    sources = sources[seen].set_index("key", drop=False)
    claims = _claims(tables["claims"], values, {"", *sources["key"]})
    return {
        "edition": edition.model_dump(mode="json"),
        "focus": _focus(edition, tables["countries"].rows),
        **gathered,
        "claims": claims,
        "sources": {key: _texts(row) for key, row in sources.to_dict("index").items()},
        "gaps": _visible(tables["gaps"].rows, set(sources["key"])),
        "coverage": _visible(tables["coverage"].rows, set(sources["key"])),
        "bodies": _visible(tables["bodies"].rows, set(sources["key"])),
        "glossary": _visible(tables["glossary"].rows, {"", *sources["key"]}),
    }


def load_index(path: Path) -> Index:
    """The index that a build left."""
    index: Index = json.loads(path.read_text(encoding="utf-8"))
    return index


def _gather(emitted: Mapping[str, Path]) -> Index:
    index: Index = {"values": {}, "figures": {}, "tables": {}}
    faults = []
    for notebook, path in sorted(emitted.items()):
        content = json.loads(path.read_text(encoding="utf-8"))
        for kind, known in index.items():
            for name, one in content[kind].items():
                if name in known:
                    what = f"{name!r} is also emitted by {known[name]['notebook']}.ipynb"
                    faults.append(Fault(f"{notebook}.ipynb", 0, what, "rename one"))
                known[name] = one | {"notebook": notebook, "anchor": one.get("cell", name)}
    faults += _nesting_faults(index["values"])
    if faults:
        raise NotebookError(faults)
    return index


def _nesting_faults(values: Mapping[str, Any]) -> list[Fault]:
    """A name cannot be both a value and a group of values."""
    groups = {
        ".".join(parts[:depth])
        for parts in (name.split(".") for name in values)
        for depth in range(1, len(parts))
    }
    return [
        Fault(f"{values[name]['notebook']}.ipynb", 0, f"{name!r} is also a group", "rename it")
        for name in sorted(groups & set(values))
    ]


def _claims(ledger: Any, values: Mapping[str, Any], seen: set[str]) -> dict[str, Any]:
    """The claims whose source the edition knows, with their verdicts."""
    numbers = {name: value["number"] for name, value in values.items()}
    rows = ledger.rows.to_dict("records")
    return {
        claim.id: {
            **judge(claim, numbers).as_json(),
            "kind": claim.kind,
            "statement": claim.statement,
            "expression": claim.expression.text,
            "values": list(claim.expression.names),
            "stated": claim.stated,
            "unit": claim.unit,
            "source": claim.source,
            "locator": claim.locator,
            "line": line,
        }
        for claim, line in zip(read_claims(rows, ledger.lines), ledger.lines, strict=True)
        if claim.source in seen
    }


def _focus(edition: Edition, countries: Any) -> list[dict[str, str]]:
    known = countries.set_index("code", drop=False).to_dict("index")
    return [known.get(code) or _plain_country(code) for code in edition.focus_countries]


def _plain_country(code: str) -> dict[str, str]:
    name = iso_name(code)
    return {"code": code, "name": name, "in_text": name, "adjective": name}


def _visible(rows: Any, seen: set[str]) -> list[dict[str, str]]:
    return [_texts(row) for row in rows[rows["source"].isin(seen)].to_dict("records")]


def _texts(row: Mapping[Any, Any]) -> dict[str, str]:
    return {str(key): str(cell) for key, cell in row.items()}


def claim_faults(index: Index, used: Sequence[tuple[str, str, int]]) -> list[Fault]:
    """A fault for each use of a claim (id, file, line) that is unknown or fails."""
    faults = []
    for claim, where, line in used:
        known = index["claims"].get(claim)
        if known is None:
            faults.append(
                Fault(where, line, f"unknown claim {claim!r}", "add it to data/claims.csv")
            )
        elif known["outcome"] == "fails":
            what = f"rests on claim {claim!r}, which fails: {known['statement']}"
            faults.append(
                Fault(where, line, what, f"{known['expression']} gives {known['computed']:g}")
            )
    return faults
