"""Steps on the workers of a Dask cluster: the same bytes, and a clear word where that fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from standards_report.errors import Fault, RenderError, UsageError
from standards_report.pipeline import cluster
from standards_report.pipeline.cluster import dask_workers
from standards_report.project import Project

from tests.conftest import SmallProject, new_project


@pytest.fixture(scope="module")
def local_cluster() -> Iterator[Any]:
    """A scheduler and two worker processes on this machine."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as one:
        yield one


@pytest.mark.slow
def test_workers_give_the_same_bytes(
    local_cluster: Any, built: SmallProject, tmp_path: Path
) -> None:
    far = new_project(tmp_path / "far")
    scheduler = local_cluster.scheduler_address
    process = far.build("--backend", "dask", "--scheduler", scheduler)
    assert process.returncode == 0, process.stderr
    assert "✓ 2030 members" in process.stderr
    assert far.hashes() == built.hashes()
    assert "0 steps ran" in far.build().stderr


@pytest.mark.slow
def test_a_fault_in_a_notebook_comes_back_from_the_worker_as_it_is(
    local_cluster: Any, tmp_path: Path
) -> None:
    far = new_project(tmp_path / "far")
    far.edit_notebook("members", lambda content: content["cells"][-1].update(source="1 / 0"))  # type: ignore[index]
    process = far.build("--backend", "dask", "--scheduler", local_cluster.scheduler_address)
    assert process.returncode == 4, process.stderr
    assert "ZeroDivisionError" in process.stderr
    assert "analysis/notebooks/members.ipynb, cell" in process.stderr
    assert "Traceback" not in process.stderr
    assert not far.site.exists()


@pytest.mark.slow
def test_a_worker_that_does_not_see_the_folder_is_named(
    local_cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project(tmp_path)
    address = local_cluster.scheduler_address
    with dask_workers(address, project) as workers:
        assert workers.threads == 2
    # The token is written where no worker looks.
    monkeypatch.setattr(cluster, "seen_by_worker", _sees_nothing)
    with pytest.raises(UsageError, match="cannot read and write the project's folder"):
        dask_workers(address, project).__enter__()
    monkeypatch.setattr(cluster, "seen_by_worker", _fails)
    with pytest.raises(UsageError, match="cannot run the report"):
        dask_workers(address, project).__enter__()
    assert list(project.scratch.iterdir()) == []


def _sees_nothing(token: str) -> dict[str, str]:
    return cluster.seen_by_worker(f"{token}-elsewhere")


def _fails(token: str) -> dict[str, str]:
    raise ModuleNotFoundError(f"no report here, nor {token}")


@pytest.mark.slow
def test_other_code_or_packages_on_a_worker_are_named(
    local_cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = local_cluster.scheduler_address
    own = dict(cluster._OWN)
    monkeypatch.setattr(cluster, "_OWN", own | {"pandas": "0.1"})
    with pytest.raises(UsageError, match=r"has pandas [\d.]+, and this machine has not"):
        dask_workers(address, Project(tmp_path)).__enter__()
    monkeypatch.setattr(cluster, "_OWN", own | {"code": "other"})
    with pytest.raises(UsageError, match="has loaded other code of the report"):
        dask_workers(address, Project(tmp_path)).__enter__()


@pytest.mark.slow
def test_no_scheduler_and_no_workers_are_said_in_one_line(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    small = new_project(tmp_path / "small")
    process = small.build("--backend", "dask", "--scheduler", "tcp://127.0.0.1:9")
    assert process.returncode == 2
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in process.stderr
    assert "Traceback" not in process.stderr
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=":0") as empty,
        pytest.raises(UsageError, match="has no workers"),
    ):
        dask_workers(empty.scheduler_address, Project(tmp_path)).__enter__()


@pytest.mark.parametrize(
    "options", [("--backend", "dask"), ("--scheduler", "tcp://127.0.0.1:8786")]
)
def test_backend_and_scheduler_go_together(small: SmallProject, options: tuple[str, ...]) -> None:
    process = small.build(*options)
    assert process.returncode == 2
    assert "go together" in process.stderr


def test_faults_stay_what_they_are_on_the_way_from_a_worker() -> None:
    import pickle

    error = RenderError([Fault("a.qmd", 3, "broken", "mend it"), Fault("b.qmd", 1, "gone")])
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is RenderError
    assert list(back.faults) == list(error.faults)
    assert str(back) == str(error)
