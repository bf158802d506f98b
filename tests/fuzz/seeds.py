"""Good inputs for each target: where fuzzing begins."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.targets import SMALL, TARGETS
from tests.support.generated import ENTITIES, write_work_items
from tests.support.hostile import TEXTS
from tests.support.ingesting import committees

CASES = Path(__file__).parent / "cases"
_EXPRESSIONS = (
    "a.b + 2 * (a.share - 1) / 3 >= -4 and not a.year == 2012 or True",
    'row("m.chn.2030") > low("m.chn.2020") + high("m.kor.2030")',
    'count("itu_members", country="CHN", category=("total", "sec*")) == 2',
    'total("itu_members", country="CHN") < largest("itu_members")',
    'start("m.chn.2030") < year("m.chn.2030") and contains("m.chn.2030", "note", "x")',
    "percent(a.b, a.b) == growth(a.b, a.b) + of(a.share, a.b) - round(whole(a.b, a.share), 2)",
)
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><g id="a"><text>x</text></g></svg>'
)


def seeds(target: str) -> Iterator[bytes]:
    """Inputs that the target takes, and those that broke it once."""
    yield from good(target)
    for path in sorted((CASES / target).glob("*")):
        yield path.read_bytes()


def good(target: str) -> Iterator[bytes]:
    """Inputs that the target takes without a fault."""
    yield from _FROM[target]()


def _file(*names: str) -> Iterator[bytes]:
    for name in names:
        yield (SMALL / name).read_bytes()


def _chapters() -> Iterator[bytes]:
    for path in sorted(SMALL.glob("**/*.qmd")):
        yield path.read_bytes()


def _itu() -> Iterator[bytes]:
    yield b"\x00member,country,category\nHuawei,CHN,sector\nAT&T,USA,sector\n"
    head = b"contribution,study_group,date,questions,title,sources\n"
    yield b"\x01" + head + b'SG15-C1,SG15,2024-03-01,Q11/15; Q12/15,One,"AT&T; China Mobile"\n'
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "items.csv"
        write_work_items(path, 3, list(ENTITIES))
        yield b"\x02" + path.read_bytes()


def _iso() -> Iterator[bytes]:
    lines = [json.dumps(one) for one in committees()]
    yield "\n".join(lines).encode() + b"\n"
    yield lines[6].encode() + b"\n"


_FROM = {
    "loader": lambda: _file("data/itu_members.csv"),
    "descriptor": lambda: _file("data/datapackage.yaml"),
    "edition": lambda: _file("editions/2030.yml"),
    "book": lambda: _file("_quarto.yml"),
    "notebook": lambda: _file("analysis/notebooks/members.ipynb", "analysis/notebooks/other.ipynb"),
    "claims": lambda: iter(one.encode() for one in _EXPRESSIONS),
    "shortcodes": _chapters,
    "citations": lambda: _file("references.bib"),
    "markdown": lambda: iter(one.encode() for one in TEXTS),
    "figure": lambda: iter([_SVG.encode()]),
    "iso": _iso,
    "itu": _itu,
}
assert _FROM.keys() == TARGETS.keys()
