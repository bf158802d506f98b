"""`python -m tests.stateful.broken_keys`: the memory of builds is broken, and a course notices.

Each variant is a copy of the report's code with one text replaced, so that something that a
step reads, or what it left, is not looked at. A few sequences, made for it, have to come to
something else than a clean build by the same code; with the code as it is, they must not.
Prints a line a variant, and returns 1 where one was not noticed.
"""

from __future__ import annotations

import argparse
import fnmatch
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from tests.conftest import ROOT
from tests.stateful.edits import EDITS, SLOW
from tests.stateful.exploring import Ground
from tests.stateful.operations import (
    Build,
    Damage,
    Edit,
    Export,
    Ingest,
    Install,
    Kill,
    Moment,
    Save,
    Sequence,
)

CODE = ROOT / "analysis"


_FOLDERS = range(16)
_WHERE: tuple[Literal["scratch", "reading"], ...] = ("scratch", "reading")
_MOMENTS = (5, 15, 30, 60, 90)


def _damaged(how: Literal["flip", "cut", "delete"], folder: int) -> Sequence:
    """A file of a folder is damaged, and what is made of it has to be made again."""
    return (Damage(how=how, folder=folder, file=0, place=200 + folder * 37), Edit(name="sentence"))


# What a broken memory gets wrong, by a name: after each of them follows a build.
DIRECTED: Mapping[str, Sequence] = {
    **{name: (Edit(name=name),) for name in EDITS.keys() - SLOW},
    **{f"{name}, old time": (Build(), Edit(name=name, time="old")) for name in EDITS.keys() - SLOW},
    # The first edit makes a cell read the file; the second changes the file alone.
    **{
        f"{name}, then alone": (Edit(name=name), Build(), Edit(name=name))
        for name in ("helper", "undeclared file")
    },
    "package": (Install(version="1.1"),),
    "records": (Ingest(export=0),),
    "formats": (Build(to=("html",)), Build(), Build(to=("pdf",))),
    "export after an edit": (Edit(name="number"), Export()),
    "export of a stale site": (Edit(name="number", steps=2), Build(allow_stale=True), Export()),
    "tampering": (Damage(below="_site", how="flip", folder=2, file=0, place=99),),
    "killed": (
        Edit(name="number"),
        Kill(moment=Moment(where="scratch", number=25)),
        Edit(name="number", steps=2),
    ),
    **{f"flip {folder}": _damaged("flip", folder) for folder in _FOLDERS},
    **{f"cut {folder}": _damaged("cut", folder) for folder in _FOLDERS},
    **{f"delete {folder}": _damaged("delete", folder) for folder in _FOLDERS},
    **{
        f"{name} saved at {where} {number}": (
            Edit(name="caption"),
            Save(edit=Edit(name=name), moment=Moment(where=where, number=number)),
        )
        for name in ("number", "sentence")
        for where in _WHERE
        for number in _MOMENTS
    },
}


@dataclass(frozen=True)
class Variant:
    """A text of a module, what takes its place, and the directed sequences that notice it:
    for each pattern (as `flip *`) at least one."""

    name: str
    file: str
    text: str
    broken: str
    noticed_by: tuple[str, ...]
    also: tuple[str, str] | None = None  # a second text of the module, and what takes its place

    @property
    def sequences(self) -> list[str]:
        """The names of all of them."""
        return [name for pattern in self.noticed_by for name in fnmatch.filter(DIRECTED, pattern)]


VARIANTS: tuple[Variant, ...] = (
    Variant(
        "settings of a step",
        "pipeline/graph/decision.py",
        '{"Python and packages": self._environment, **settings}',
        '{"Python and packages": self._environment}',
        ("title", "formats"),
    ),
    Variant(
        "installed packages",
        "pipeline/graph/decision.py",
        '{"Python and packages": self._environment, **settings}',
        "settings",
        ("package",),
    ),
    Variant(
        "files of a step",
        "pipeline/graph/decision.py",
        "files={name: self._sources.group(paths) for name, paths in step.files.items()},",
        "files={},",
        # Tables and cells are covered twice: a kernel notes that it reads them.
        ("sentence, old time", "bibliography"),
    ),
    Variant(
        "results of other steps",
        "pipeline/graph/decision.py",
        "results={name: self._result_of(name) for name in step.after},",
        "results={},",
        ("number",),
    ),
    Variant(
        "what a notebook found by itself",
        "pipeline/graph/decision.py",
        '            ("input", self._sources.found(before.found), before.found),\n',
        "",
        ("helper, then alone", "undeclared file, then alone"),
    ),
    Variant(
        "tables and cells of a notebook, which are covered twice",
        "pipeline/graph/decision.py",
        "files={name: self._sources.group(paths) for name, paths in step.files.items()},",
        "files={},",
        ("number", "cell", "records"),
        also=('            ("input", self._sources.found(before.found), before.found),\n', ""),
    ),
    Variant(
        "what a step left",
        "pipeline/graph/memory.py",
        "not result.is_symlink() and hashes_below(result) == record.outputs",
        "result.is_dir()",
        ("flip *", "cut *", "delete *"),
    ),
    Variant(
        "whether a record is as it was written",
        "pipeline/graph/memory.py",
        "Record(**json.loads(text)) if head == _head(text) else None",
        "Record(**json.loads(text)) if text else None",
        ("cut *",),
    ),
    Variant(
        "sources after a step",
        "pipeline/graph/sources.py",
        "return sorted(come | self._moved)",
        "return []",
        ("number saved at *",),
    ),
    Variant(
        "the content of files",
        "pipeline/graph/sources.py",
        "return _State(file_hash(path), marks)",
        "return _State(str((marks[1:2], marks[3:])), marks)",
        ("sentence, old time",),
    ),
    Variant(
        "code of the rooms that notebooks use",
        "build/compute_steps.py",
        "by_name(project, read) | code_of(*_NOTEBOOK_ROOMS)",
        "by_name(project, read)",
        ("code",),
    ),
    Variant(
        "tables that claims read",
        "build/compute_steps.py",
        "files = rooms | about | about_names | table_files(project)",
        "files = rooms | about | about_names",
        ("note",),
    ),
    Variant(
        "the lock of dependencies",
        "build/render_steps.py",
        '"lock of dependencies": [lock],',
        "",
        ("lock",),
    ),
    Variant(
        "the chapter that is read",
        "build/reading_steps.py",
        "{file: [project.root / file]} | code_of",
        "code_of",
        ("sentence", "mark"),
    ),
    Variant(
        "the bibliography of the list of references",
        "build/chapter_steps.py",
        '{"references.bib": [report.project.bibliography]} | code_of',
        "code_of",
        ("bibliography",),
    ),
    Variant(
        "filters of the extension",
        "build/chapter_steps.py",
        '{"extension": extension} | code_of(*ROOMS)',
        "code_of(*ROOMS)",
        ("filter",),
    ),
    Variant(
        "the template of the PDF",
        "render/pdf/pdf.py",
        '{"_quarto.yml": [contents], "templates": _templates(report)}',
        '{"_quarto.yml": [contents]}',
        ("print",),
    ),
    Variant(
        "styles and scripts",
        "build/render_steps.py",
        'Step(_ASSETS, assets, {"assets": asset_files(project)} | code, [_FONTS])',
        "Step(_ASSETS, assets, code, [_FONTS])",
        ("style",),
    ),
    Variant(
        "published files by their content",
        "render/site/publish.py",
        "if there == {name: wanted for name, (_, wanted) in sorted(files.items())}:",
        "if there.keys() == files.keys():",
        ("tampering", "number"),
    ),
    Variant(
        "whether an export is current",
        "build/current.py",
        '[cause for cause in dict.fromkeys(reasons) if not cause.startswith("runs after")]',
        "[]",
        ("export after an edit",),
    ),
)


def main() -> int:
    """Tries the variants that are named, or all; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="variants; none means all")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--broken-alone", action="store_true", help="not the code as it is")
    parser.add_argument("--folder", type=Path, help="where the projects lie")
    options = parser.parse_args()
    chosen = [one for one in VARIANTS if not options.names or one.name in options.names]
    with (
        tempfile.TemporaryDirectory(prefix="broken-", dir=options.folder) as folder,
        ThreadPoolExecutor(options.jobs) as pool,
    ):
        wanted = sorted({name for variant in chosen for name in variant.sequences})
        sound = Ground(_empty(Path(folder) / "sound"), CODE)
        tried = pool.map(partial(_follow, sound), [] if options.broken_alone else wanted)
        wrong = [found for found in tried if found]
        for found in wrong:
            print(f"With the code as it is, {found}", flush=True)
        missed = [
            variant
            for variant, noticed in zip(
                chosen, pool.map(partial(_tried, Path(folder)), chosen), strict=True
            )
            if not noticed
        ]
    print(f"{len(chosen) - len(missed)} of {len(chosen)} variants were noticed.")
    return 1 if missed or wrong else 0


def _tried(folder: Path, variant: Variant) -> bool:
    """Whether the variant was noticed."""
    began = time.monotonic()
    place = _empty(folder / variant.name.replace(" ", "-"))
    code = place / "broken"
    shutil.copytree(CODE / "standards_report", code / "standards_report")
    path = code / "standards_report" / variant.file
    text = path.read_text(encoding="utf-8")
    for sound, broken in filter(None, [(variant.text, variant.broken), variant.also]):
        if text.count(sound) != 1:
            print(f"{variant.name}: the text to break is not in {variant.file} once", flush=True)
            return False
        text = text.replace(sound, broken)
    path.write_text(text, encoding="utf-8")
    ground = Ground(place, code)
    found: dict[str, str] = {}
    for pattern in variant.noticed_by:
        for name in fnmatch.filter(DIRECTED, pattern):
            found[name] = _follow(ground, name)
            if found[name]:
                break
    noticed = all(
        any(found.get(name) for name in fnmatch.filter(DIRECTED, pattern))
        for pattern in variant.noticed_by
    )
    took = f"{time.monotonic() - began:.0f} s"
    print(f"{variant.name}: {'noticed' if noticed else 'NOT NOTICED'}, {took}", flush=True)
    for name, what in found.items():
        print(f"  {what or f'{name}: as by a clean build'}", flush=True)
    shutil.rmtree(place)
    return noticed


def _follow(ground: Ground, name: str) -> str:
    failure = ground.follow(DIRECTED[name])
    return f"{name}: {failure.what}" if failure else ""


def _empty(folder: Path) -> Path:
    folder.mkdir()
    return folder


if __name__ == "__main__":
    sys.exit(main())
