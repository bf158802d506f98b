"""Whatever happened before: a build that ends well publishes what its sources give.

`python -m tests.stateful.many` tries many more sequences; what fails there becomes a case.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.stateful.authors import Author
from tests.stateful.broken_keys import VARIANTS, Variant
from tests.stateful.commands import left_running
from tests.stateful.edits import EDITS, next_contents
from tests.stateful.exploring import CASES, Ground, base_seed, explore
from tests.stateful.operations import read_sequence
from tests.stateful.projects import make_place

_COUNT = int(os.environ.get("STATEFUL_SEQUENCES", 20))
_SHARES = 4  # so that several workers share the work


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Ground:
    """One ground for all workers."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "stateful"
    folder.mkdir(exist_ok=True)
    return Ground(folder)


@pytest.mark.slow
@pytest.mark.parametrize("share", range(_SHARES))
def test_a_build_that_ends_well_gives_what_its_sources_give(
    ground: Ground, share: int, request: pytest.FixtureRequest
) -> None:
    chosen = request.config.getoption("--hypothesis-seed")
    seed = base_seed() if chosen is None else int(chosen)
    count = len(range(share, _COUNT, _SHARES))
    failures = explore(ground, count, seed * _SHARES + share)
    assert not failures, "\n\n".join(map(str, failures))


@pytest.mark.slow
@pytest.mark.parametrize("case", sorted(CASES.glob("*.json")), ids=lambda path: path.stem)
def test_what_failed_before(ground: Ground, case: Path) -> None:
    content = json.loads(case.read_text(encoding="utf-8"))
    failure = ground.follow(read_sequence(json.dumps(content["operations"])))
    assert not failure, str(failure)


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: str(variant.name))
def test_what_a_variant_breaks_stands_once_in_its_module(variant: Variant) -> None:
    code = (ROOT / "analysis" / "standards_report" / variant.file).read_text(encoding="utf-8")
    texts = [variant.text, *([variant.also[0]] if variant.also else [])]
    assert [code.count(text) for text in texts] == [1] * len(texts)
    assert variant.sequences


def test_a_process_that_is_left_is_seen_and_ended(tmp_path: Path) -> None:
    assert left_running(tmp_path) == []
    program = "import time; print(flush=True); time.sleep(60)"
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=tmp_path, stdout=subprocess.PIPE
    ) as left:
        assert left.stdout
        assert left.stdout.readline()  # before that it may have no command line
        assert ["sleep(60)" in line for line in left_running(tmp_path)] == [True]
        assert left.wait(timeout=10) < 0


def test_edits_change_the_project_and_come_back_to_where_they_began(tmp_path: Path) -> None:
    make_place(tmp_path / "place", ROOT / "analysis")
    project = tmp_path / "place" / "project"
    author = Author(project)
    for name, parts in EDITS.items():
        first = author.state(dict.fromkeys(part.file for part in parts))
        seen = []
        for _ in parts[0].wordings:
            contents = next_contents(project, name, 1)
            assert contents.keys() == first.contents.keys(), name
            author.write(contents, old_time=False)
            assert author.state(contents).contents == contents, name
            seen.append(contents)
        assert seen[-1] == first.contents, name
        assert all(contents not in seen[:at] for at, contents in enumerate(seen)), name
        for _ in parts[0].wordings:
            author.undo(old_time=True)
        back = author.state(first.contents)
        assert back == first or (name == "code" and back.contents == first.contents), name
