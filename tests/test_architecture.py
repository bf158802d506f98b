"""The floor plan and the sizes that the code keeps to."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "analysis" / "standards_report"

# Data flow downwards: a room may import from itself, from rooms above it and from the ground.
ROOMS = ["observations", "ingest", "measures", "display", "evidence", "pipeline", "render"]
GROUND = {
    "decimals",
    "errors",
    "lazy",
    "not_text",
    "own_code",
    "ownership",
    "project",
    "source_files",
    "streams",
    "workspace",
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imported_rooms(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            if name.startswith("standards_report."):
                yield node.lineno, name.split(".")[1]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_from_rooms_above_it(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0]
    if room in ("cli.py", "__main__.py"):
        return
    if room not in ROOMS:
        assert {name for _, name in imported_rooms(path)} <= GROUND
        return
    allowed = GROUND | set(ROOMS[: ROOMS.index(room) + 1])
    wrong = [f"line {line}: {name}" for line, name in imported_rooms(path) if name not in allowed]
    assert not wrong


def test_the_floor_plan_names_every_room() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name[0] not in "._"}
    assert rooms == set(ROOMS)


@pytest.mark.parametrize(
    "path",
    [*modules(), *sorted((ROOT / "tests").glob("*.py"))],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_files_and_functions_stay_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= 60, f"{node.name} has {length} lines"


@pytest.mark.parametrize(
    "path", sorted((ROOT / "analysis" / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem
)
def test_a_notebook_has_parameters_and_tables_and_no_outputs(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert not any(cell["outputs"] or cell["execution_count"] for cell in code)
    tagged = [cell for cell in code if "parameters" in cell["metadata"].get("tags", [])]
    assert tagged == code[:1]
    assert notebook["metadata"]["standards_report"]["tables"]
    long = [cell["id"] for cell in code if len("".join(cell["source"]).splitlines()) > 25]
    assert not long, "what takes more than a few lines belongs to measures or display"


@pytest.mark.parametrize(
    "path", sorted((ROOT / "analysis" / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem
)
def test_a_notebook_reads_computes_and_shows_through_the_rooms(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    source = "\n".join(
        "".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"
    )
    rooms: set[str] = set()
    others: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            module = str(node.module)
            (rooms if module.startswith("standards_report.") else others).add(module)
        elif isinstance(node, ast.Import):
            others |= {alias.name for alias in node.names}
    assert rooms <= {f"standards_report.{name}" for name in ("observations", "measures", "display")}
    assert others <= {"pandas"}
