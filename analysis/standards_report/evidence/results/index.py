"""Everything an edition computed, in one index: values, figures, tables, claims, sources.

Pages, `check`, `trace` and `claims` read it; it is the only thing that passes from the
computing half of a build to the rendering half.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from standards_report.errors import Fault, NotebookError
from standards_report.evidence.claims.left_out import left_out
from standards_report.evidence.claims.verdicts import judged_ledgers, reading_of
from standards_report.evidence.results.findings import gather_arguments
from standards_report.evidence.results.freshness import last_observed
from standards_report.observations.as_of import seen_sources
from standards_report.observations.domain.countries import iso_name
from standards_report.observations.domain.editions import Edition, previous_edition
from standards_report.observations.tables.table import Tables
from standards_report.project import Project

Index = dict[str, Any]


def build_index(
    project: Project, edition: Edition, emitted: Mapping[str, Path], tables: Tables
) -> Index:
    """Gathers what the notebooks of an edition emitted (`emitted`: notebook to file) and what
    it says of all tables.

    Raises NotebookError where two notebooks use one name, CheckError where the ledger is not
    usable.
    """
    gathered = _gather(emitted)
    before = previous_edition(project.editions, edition)
    sources = tables["sources"].rows
    seen = seen_sources(sources, edition.as_of.isoformat())
    values = gathered["values"]
    reading = reading_of(values, tables, seen, left_out(project, edition))
    known = sources[sources["key"].isin(seen)].set_index("key", drop=False)
    ledgers = judged_ledgers(tables, reading, values, seen)
    return {
        "edition": edition.model_dump(mode="json"),
        "carried_from": before.as_of.isoformat() if before else "",
        "focus": _focus(edition, tables["countries"].rows),
        **gathered,
        **ledgers,
        "sources": {key: _texts(row) for key, row in known.to_dict("index").items()},
        "observed": [asdict(one) for one in last_observed(tables, edition.as_of)],
        "gaps": _visible(tables["gaps"].rows, seen),
        "coverage": _visible(tables["coverage"].rows, seen),
        "bodies": _visible(tables["bodies"].rows, seen),
        "glossary": _visible(tables["glossary"].rows, {"", *seen}),
        **gather_arguments(tables, ledgers["claims"], seen),
    }


def load_index(path: Path) -> Index:
    """The index that a build left; to be read, since others in this process share it."""
    return _parsed(path.read_bytes())


@lru_cache(maxsize=4)
def _parsed(content: bytes) -> Index:
    index: Index = json.loads(content)
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
