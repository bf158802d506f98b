"""`_report.json`: the part of the index that filters set into pages, in the words they print."""

from __future__ import annotations

import json
from typing import Any

from standards_report.evidence.claims.verdicts import reason_of
from standards_report.evidence.results.age import age_in_words, is_carried
from standards_report.evidence.results.index import Index
from standards_report.observations.domain.dates import in_words
from standards_report.render.book.site_config import Publisher
from standards_report.render.content.glossary import printed_terms
from standards_report.render.content.inline_svg import prepare_svg

LEDGER = "chapters/claims.html"
GLOSSARY = "chapters/glossary.html"
NOBODY = Publisher("", "")


def report_file(index: Index, publisher: Publisher = NOBODY) -> str:
    """The file as text; `publisher` says who is cited and where the site is, if anywhere."""
    items = {**index["figures"], **index["tables"]}
    content = {
        "site": publisher.address(index["edition"]["id"]),
        "ledger": LEDGER,
        "glossary": GLOSSARY,
        "terms": printed_terms(index["glossary"]),
        "items": {label: _item(label, item, index, publisher) for label, item in items.items()},
        "values": {name: _value(value) for name, value in index["values"].items()},
        "claims": {name: _claim(name, claim, index) for name, claim in index["claims"].items()},
    }
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def claim_anchor(identifier: str) -> str:
    """The claim's place on the ledger's page, as an HTML identifier."""
    return identifier.replace(".", "-").replace("_", "-")


def _item(label: str, item: dict[str, Any], index: Index, publisher: Publisher) -> dict[str, str]:
    sources = [index["sources"][key]["short"] for key in item["sources"]]
    is_figure = item["kind"] == "figure"
    return {
        "alt": item.get("alt", ""),
        "note": item["note"],
        "source": "; ".join(sources) or "none of the sources prints a number",
        "when": _when(item, index),
        "notebook": f"notebooks/{item['notebook']}.html#{label}",
        "cell": f"{item['notebook']}.ipynb, cell {label}",
        "csv": f"data/{label}.csv",
        "file": f"{label}.csv",
        "svg": prepare_svg(item["svg"], label, item["alt"]) if is_figure else "",
        "drawing": f"figures/{label}.svg" if is_figure else "",
        "picture": f"figures/{label}.png" if is_figure else "",
        "citation": _citation(label, item, index, publisher),
    }


def _citation(label: str, item: dict[str, Any], index: Index, publisher: Publisher) -> str:
    """How to cite one figure or table: by its caption and label, which no edition renumbers."""
    edition = index["edition"]
    author = f"{publisher.author}: " if publisher.author else ""
    words = (
        f"{author}{edition['title']}. Edition {edition['id']}, version {edition['version']}, "
        f"{in_words(edition['date'])}. “{item['caption'].removesuffix('.')}” ({label})."
    )
    address = publisher.address(f"{edition['id']}/notebooks/{item['notebook']}.html#{label}")
    return f"{words} {address}".strip()


def _when(item: dict[str, Any], index: Index) -> str:
    """When it holds, and how old it is where it is carried forward from an edition before."""
    if not item["when"]:
        return ""
    when = f"{'Latest period:' if '/' in item['as_of'] else 'As of'} {item['when']}"
    if not is_carried(item["as_of"], index.get("carried_from", "")):
        return when
    age = age_in_words(item["as_of"], index["edition"]["as_of"])
    return f"{when}, {age} before this edition's date"


def _value(value: dict[str, Any]) -> dict[str, str]:
    rows = len(value["rows"])
    basis = f"from {rows} row{'s' if rows != 1 else ''} of data" if rows else "not published"
    return {
        "notebook": f"notebooks/{value['notebook']}.html#{value['cell']}",
        "title": f"{value['name']}, {basis}",
    }


def _claim(name: str, claim: dict[str, Any], index: Index) -> dict[str, Any]:
    return {
        "anchor": claim_anchor(name),
        "basis": _basis(claim, index),
        "computed": claim["computed"],
        "finding": claim["finding"] or reason_of(claim),
        "number": claim["number"],
        "outcome": claim["outcome"],
        "rule": claim["expression"],
        "stated": claim["stated"],
        "statement": claim["statement"],
        "title": f"Claim {claim['number']}: {claim['outcome']}",
    }


def _basis(claim: dict[str, Any], index: Index) -> list[dict[str, str]]:
    """What a claim rests on, each with its address: cells of notebooks, then tables of rows."""
    cells = [
        {"label": name, "address": _value(index["values"][name])["notebook"]}
        for name in claim["values"]
        if name in index["values"]
    ]
    tables = [
        {"label": f"{table}.csv, {_number_of(rows)}", "address": f"data/{table}.csv"}
        for table, rows in claim["basis"].items()
    ]
    return cells + tables


def _number_of(rows: list[str]) -> str:
    return rows[0] if len(rows) == 1 else f"{len(rows)} rows"
