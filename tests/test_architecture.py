"""The floor plan and the sizes that the code keeps to."""

from __future__ import annotations

import ast
import importlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from graphlib import TopologicalSorter
from inspect import ismodule
from pathlib import Path

import pytest
from standards_report.build.formats import FORMATS

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "analysis" / "standards_report"

# Data flow downwards: a room may import from itself, from rooms above it and from the ground.
ROOMS = (
    "observations",
    "ingest",
    "measures",
    "display",
    "evidence",
    "pipeline",
    "render",
    "build",
    "commands",
)
# Floors of the largest room, which are kept in the same way; a format has a room of its own.
RENDER = (
    "static",
    "book",
    "content",
    "pandoc",
    "document",
    "shown",
    "lint",
    "chapters",
    "checks",
    "wording",
    "metadata",
    *(made.set_chapter.__module__.split(".")[2] for made in FORMATS),
    "site",
    "quarto",
)
_MOST_MODULES = 15


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def parts_of(path: Path) -> tuple[str, ...]:
    """The names of a module below the package; of a package, those of its folder."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


MODULES = {parts_of(path): path for path in modules()}
FOLDERS = sorted({path.parent for path in modules()})


def imports(nodes: Iterable[ast.AST]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Line and module of everything that is imported from the package."""
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            package, *parts = name.split(".")
            if package == PACKAGE.name:
                # The last name may be one of what the module holds.
                yield (
                    node.lineno,
                    next(
                        tuple(parts[:length])
                        for length in range(len(parts), -1, -1)
                        if tuple(parts[:length]) in MODULES
                    ),
                )


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def floor(parts: Sequence[str], rooms: Sequence[str]) -> int:
    """The floor of a module; what lies in no room is the ground."""
    return rooms.index(parts[0]) if len(parts) > 1 or (parts[:1] and parts[0] in rooms) else -1


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_from_rooms_above_it(path: Path) -> None:
    parts = parts_of(path)
    if parts in [("cli",), ("__main__",)]:
        return
    found = list(imports(ast.walk(tree_of(path))))
    wrong = [
        f"line {line}: {'.'.join(name)}"
        for line, name in found
        if floor(name, ROOMS) > floor(parts, ROOMS) or name in [("cli",), ("__main__",)]
    ]
    if parts[:1] == ("render",) and len(parts) > 1:
        wrong += [
            f"line {line}: {'.'.join(name)}"
            for line, name in found
            if name[:1] == ("render",) and floor(name[1:], RENDER) > floor(parts[1:], RENDER)
        ]
    assert not wrong


def test_the_floor_plan_names_every_room() -> None:
    for folder, rooms in ((PACKAGE, ROOMS), (PACKAGE / "render", RENDER)):
        found = {path.name for path in folder.iterdir() if (path / "__init__.py").exists()}
        assert found == set(rooms)


def test_no_module_is_loaded_through_a_circle() -> None:
    """What a function imports when it is called is left out: nothing waits for it."""
    sorter: TopologicalSorter[tuple[str, ...]] = TopologicalSorter()
    for parts, path in MODULES.items():
        if path.name != "__init__.py":
            sorter.add(parts, *{name for _, name in imports(tree_of(path).body)} - {parts, ()})
    list(sorter.static_order())  # raises CycleError


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_folder_holds_few_modules_and_says_what_they_are(folder: Path) -> None:
    assert len([path for path in folder.glob("*.py") if path.stem != "__init__"]) <= _MOST_MODULES
    said = ast.get_docstring(tree_of(folder / "__init__.py")) or ""
    sentences = 1 if folder == PACKAGE else 2
    assert len(re.findall(r"[.](?:\s|$)", said)) >= sentences, "what lives here, and what never may"


@pytest.mark.parametrize("stub", sorted(PACKAGE.rglob("*.pyi")), ids=lambda path: path.parent.name)
def test_every_name_of_a_stub_can_be_imported(stub: Path) -> None:
    package = importlib.import_module(f"{PACKAGE.name}.{stub.parent.name}")
    assert package.__all__
    found = {name: getattr(package, name, None) for name in package.__all__}
    # A folder would be found in place of what has its name, once something in it was imported.
    assert [name for name, part in found.items() if part is None or ismodule(part)] == []


def test_no_two_modules_have_one_name() -> None:
    names = Counter(path.stem for path in modules() if path.stem != "__init__")
    assert [name for name, count in names.items() if count > 1] == []
    # A folder and a module have one name where the folder is named for the module.
    folders = {folder.name for folder in FOLDERS}
    assert [
        path for path in modules() if path.stem in folders and path.stem != path.parent.name
    ] == []


@pytest.mark.parametrize(
    "path",
    [*modules(), *sorted((ROOT / "tests").rglob("*.py"))],
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
    trees = [ast.parse("".join(cell["source"])) for cell in code]
    declared, *others = [
        {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} for tree in trees
    ]
    assert declared <= set().union(*others), (
        "a parameter that nothing uses is a reason to run again"
    )
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


# Rooms that know no word of the subject: what it needs is registered from its own rooms (adapters,
# attribution, technology areas, measures of participation).
_GENERAL = ("pipeline", "evidence", "render", "build")
_TEXTS = (".py", ".j2", ".lua", ".js", ".typ", ".css")
# Standards that are formats may be named: ISO 8601 of dates, ISO 3166 of countries, ISO/IEC 10646.
_SUBJECT = re.compile(
    r"(?<![A-Za-z0-9])(?:ISO(?! (?:8601|3166)|/IEC [0-9])"
    r"|(?i:ITU|(?<!ISO/)IEC|3GPP|China|Huawei|CHN|USA|United\W+States|standards\W+bod(?:y|ies)"
    r"|contributions?|secretariats?|committees?|question\W+[0-9]+(?:/[0-9]+)?|work\W+items?)"
    r")(?![A-Za-z0-9])"
)
# Markup, styles, roles for readers of screens, and addresses of pages.
_OF_PAGES = re.compile(
    r"\.(?:html|css)\b|\bhref\b|\baria-|\brole=|\b(?:class|style)=\\?[\"']|</?[a-z][a-z0-9]*[ />]"
)
# An entry of a table of media types, as of the crate, which says of each published file what it is.
_MEDIA_TYPE = re.compile(r'\s*"\.[a-z]+": "[a-z]+/[a-z0-9.+-]+",')


def found_in(text: str, wanted: re.Pattern[str]) -> list[str]:
    """Each place where the words stand, as line and words."""
    return [
        f"line {text.count(chr(10), 0, match.start()) + 1}: {match[0]}"
        for match in wanted.finditer(text)
    ]


def texts_of(room: str) -> list[Path]:
    return sorted(path for path in (PACKAGE / room).rglob("*") if path.suffix in _TEXTS)


@pytest.mark.parametrize(
    "path",
    [path for room in _GENERAL for path in texts_of(room)],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_a_general_room_knows_no_word_of_the_subject(path: Path) -> None:
    assert found_in(path.read_text(encoding="utf-8"), _SUBJECT) == []


@pytest.mark.parametrize("path", texts_of("evidence"), ids=lambda path: path.stem)
def test_evidence_knows_nothing_of_pages(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    # Media types are what the crate states of files; no page is written or linked by them.
    kept = ["" if _MEDIA_TYPE.fullmatch(line) else line for line in lines]
    assert found_in("\n".join(kept), _OF_PAGES) == []


@pytest.mark.parametrize("room", _GENERAL)
def test_each_general_room_is_read(room: str) -> None:
    assert len(texts_of(room)) > 5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("of ITU-T and ISO", ["ITU", "ISO"]),
        ("itu_t.members, iso_name, ISO 8601, ISO 3166-1 and ISO/IEC 10646", ["itu"]),
        ("ISO/IEC JTC 1", ["ISO"]),
        ("IEC, 3GPP, Huawei, CHN and USA", ["IEC", "3GPP", "Huawei", "CHN", "USA"]),
        ("China, in Chinese; the United\n# States", ["China", "United\n# States"]),
        ("contribution, Committees, secretariat", ["contribution", "Committees", "secretariat"]),
        ("a question; Question 11/15", ["Question 11/15"]),
        (
            "work items, Work Item, standards bodies",
            ["work items", "Work Item", "standards bodies"],
        ),
    ],
)
def test_words_of_the_subject_are_told_from_names_of_formats(text: str, words: list[str]) -> None:
    assert [match[0] for match in _SUBJECT.finditer(text)] == words


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ('"methods.html#sec-a"', True),
        ("<span>", True),
        ("</p>", True),
        ('class="claim"', True),
        ("aria-label", True),
        ("href", True),
        ("if a < b > c", False),
        ("text/html", False),
        ("[1, 2]", False),
    ],
)
def test_markup_and_addresses_are_told_from_code(text: str, finds: bool) -> None:
    assert bool(_OF_PAGES.search(text)) == finds


# Where every name says what it stands for.
@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_a_name_says_what_it_stands_for(path: Path) -> None:
    bound = [
        node
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.arg)
        or (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
    ]
    names = [(node.lineno, node.arg if isinstance(node, ast.arg) else node.id) for node in bound]
    assert [(line, name) for line, name in names if name in ("one", "other", "at")] == []
