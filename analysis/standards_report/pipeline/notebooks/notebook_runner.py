"""Runs one notebook with papermill and collects what its cells emitted."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from standards_report.errors import Fault, NotebookError
from standards_report.observations.notebook_metadata import read_notebook, run_for_each
from standards_report.pipeline.kernels.fork_server import fork_server
from standards_report.pipeline.notebooks.emissions import (
    collect_emissions,
    strip_volatile,
    with_captions,
)
from standards_report.pipeline.notebooks.papermill_engine import register
from standards_report.pipeline.notebooks.parameters import parameters_for
from standards_report.pipeline.notebooks.reads import RefusedError

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_PLACE = re.compile(r"Cell In\s*\[\d+\], line (\d+)")
_BANNER = "papermill-error-cell-tag"


@dataclass(frozen=True)
class Run:
    """One notebook of one edition: what it is run with and where its results go.

    `given` is a file that the notebook gets in place of tables, where a step made it for it.
    """

    source: Path
    shown: str
    parameters: Mapping[str, Any]
    executed: Path
    emitted: Path
    failed: Path
    root: Path
    given: Path | None = None


def run_notebook(run: Run) -> dict[str, str]:
    """Executes the notebook and returns what it read: paths with their hashes.

    Writes the executed notebook to `run.executed`, with captions and alt texts as cell options
    and without what differs between two runs, and what it emitted to `run.emitted`. Paths are
    relative to `run.root`, those of folders end with a slash. A hash is that of the content when
    it was first read, and empty for what did not exist.

    Raises NotebookError where a cell fails, or reads something outside the project. The failed
    notebook is then kept at `run.failed`, with a banner at the cell.
    """
    notebook = read_notebook(run.source)
    parameters = parameters_for(notebook, run.parameters, run.shown)
    run.failed.unlink(missing_ok=True)
    executed, reads = _execute(run, notebook, parameters)
    # What one of many runs shows may not be there in another one.
    is_of_series = bool(run_for_each(run.source))
    emissions = collect_emissions(executed, run.shown, may_be_empty=is_of_series)
    _write(run.executed, with_captions(strip_volatile(executed), emissions))
    _write(run.emitted, emissions.model_dump(mode="json"))
    return reads


def _execute(
    run: Run, notebook: dict[str, Any], parameters: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, str]]:
    import nbformat
    import papermill
    from papermill.exceptions import PapermillExecutionError

    server = fork_server()
    with server.kernel_folder() as scratch, Path(scratch, "record").open("w+") as record:
        request = {
            "scratch": scratch,
            "record": record.name,
            "folder": str(run.source.parent.resolve()),
            "root": str(run.root.resolve()),
        }
        if run.given:
            request["given"] = shutil.copyfile(run.given, Path(scratch, "given")).as_posix()
        output = Path(scratch, "executed.ipynb")
        try:
            papermill.execute_notebook(
                # The notebook as it was read above; its file may have changed since.
                nbformat.from_dict(notebook),  # type: ignore[no-untyped-call]
                # Papermill reads braces in a path as parameters.
                str(output).replace("{", "{{").replace("}", "}}"),
                parameters=parameters,
                kernel_name="python3",
                engine_name=register(),
                server=server,
                request=request,
                progress_bar=False,
                log_output=False,
                # Papermill would save before and after each cell, which takes longer than most
                # cells do. It still saves once all have run, or one has failed.
                request_save_on_cell_execute=False,
            )
        except PapermillExecutionError as error:
            _keep(output, run.failed)
            raise NotebookError(_failures(run, error, record)) from None
        except RuntimeError as error:  # the kernel did not start, or died
            remedy = "open the notebook in Jupyter to see why"
            raise NotebookError(Fault(run.shown, 0, str(error), remedy)) from None
        content: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
        return content, dict(sorted(_noted(record, "read")))


def _noted(record: IO[str], wanted: str) -> list[tuple[str, str]]:
    """The pairs that the kernel recorded under the word `wanted`."""
    record.seek(0)
    lines = [json.loads(line) for line in record]
    return [(first, second) for word, first, second in lines if word == wanted]


def _keep(output: Path, failed: Path) -> None:
    failed.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(output, failed)


def _failures(run: Run, error: Any, record: IO[str]) -> list[Fault]:
    """Where and why a cell failed: its number as in Jupyter, its line and the error.

    Adds what the notebook was refused before, since that may be the reason.
    """
    notebook = json.loads(run.failed.read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if _BANNER not in cell["metadata"].get("tags", [])]
    failed = next(cell for cell in cells if _has_error(cell))
    number = cells.index(failed) + 1 - _injected_before(cells, failed)
    traceback = _ANSI.sub("", "\n".join(error.traceback))
    lines = _PLACE.findall(traceback)
    place = f"{run.shown}, cell {number}" + (f", line {lines[0]}" if lines else "")
    said = _ANSI.sub("", error.evalue)
    if error.ename == RefusedError.__name__:
        what, _, remedy = said.rpartition("\n")
        return [Fault(place, 0, what, remedy)]
    see = f"see {run.failed.name} in {_near(run.failed)}"
    refused = [Fault(run.shown, 0, *refusal) for refusal in _noted(record, "refused")]
    return [Fault(place, 0, f"{error.ename}: {said}", see), *refused]


def _injected_before(cells: list[dict[str, Any]], failed: dict[str, Any]) -> int:
    before = cells[: cells.index(failed)]
    return sum("injected-parameters" in cell["metadata"].get("tags", []) for cell in before)


def _has_error(cell: Mapping[str, Any]) -> bool:
    return any(output["output_type"] == "error" for output in cell.get("outputs", []))


def _near(path: Path) -> str:
    return "/".join(path.parent.parts[-3:])


def _write(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")
