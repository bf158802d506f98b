"""The small project with the notebook of a country, and the little that it counts."""

from __future__ import annotations

import csv
import io
import json
import shutil
import textwrap

import yaml

from tests.conftest import ROOT, SMALL, SmallProject

_TABLES = json.loads((ROOT / "analysis/notebooks/country.ipynb").read_text(encoding="utf-8"))[
    "metadata"
]["standards_report"]["tables"]
_COUNT = {"unit": "count", "qualifier": "exact", "source": "register", "locator": "Table 1"}
DAYS = ("2029-06-01", "2030-06-01")


def _committees(day: str, measure: str, country: str, value: int) -> dict[str, object]:
    member = {"CHN": "SAC", "KEN": "KEBS"}.get(country, "")
    kind = "technical committee"
    named = measure.lower().replace(" ", "-")
    identifier = f"count.{day}.{named}.{country.lower() or 'all'}"
    return {
        "id": identifier,
        "date": day,
        "measure": measure,
        "member": member,
        "country": country,
        "kind": kind,
        "status": "active",
        "value": value,
        **_COUNT,
    }


def _rows() -> dict[str, list[dict[str, object]]]:
    counts = []
    for step, day in enumerate(DAYS):
        counts += [
            _committees(day, "committees with a secretariat", "", 10 + step),
            _committees(day, "committees with stated members", "", 20),
            _committees(day, "secretariats", "CHN", 4 + step),
            _committees(day, "secretariats", "KEN", 6),
            _committees(day, "P-memberships", "KEN", 12),
            _committees(day, "O-memberships", "CHN", 3),
        ]
    return {
        "iso_committee_counts": counts,
        "member_bodies": [
            {"acronym": "KEBS", "iso_id": "1", "country": "KEN", "basis": "general knowledge"},
            {"acronym": "SAC", "iso_id": "2", "country": "CHN", "basis": "general knowledge"},
        ],
        "economy_sizes": [
            {
                "id": "size.ken",
                "date": "2029",
                "country": "KEN",
                "measure": "population",
                "value": 3000000,
                **(_COUNT | {"unit": "people"}),
            }
        ],
    }


def with_countries(project: SmallProject) -> SmallProject:
    """The project with the notebook of a country, and the tables that it declares."""
    shutil.copyfile(
        ROOT / "analysis/notebooks/country.ipynb", project.root / "analysis/notebooks/country.ipynb"
    )
    source = (ROOT / "data/datapackage.yaml").read_text(encoding="utf-8")
    known = {table["name"]: table for table in yaml.safe_load(source)["resources"]}
    have = yaml.safe_load((SMALL / "data/datapackage.yaml").read_text(encoding="utf-8"))
    names = {table["name"] for table in have["resources"]}
    added = [known[name] for name in _TABLES if name not in names]
    text = yaml.safe_dump(added, sort_keys=False, allow_unicode=True)
    project.append("data/datapackage.yaml", "\n" + textwrap.indent(text, "  "))
    for table in added:
        columns = [field["name"] for field in table["schema"]["fields"]]
        _write(project, str(table["name"]), columns, _rows().get(str(table["name"]), []))
    return project


def _write(
    project: SmallProject, name: str, columns: list[str], rows: list[dict[str, object]]
) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    (project.root / "data" / f"{name}.csv").write_text(text.getvalue(), encoding="utf-8")
