"""The graph of steps: an interrupt ends it, whatever it was at."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from standards_report.pipeline.graph import Step, run_steps
from standards_report.pipeline.progress import Reporter


def test_an_interrupt_is_no_end_of_the_work(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"

    def interrupt() -> None:
        first.write_text("made\n", encoding="utf-8")
        os.kill(os.getpid(), signal.SIGINT)

    def never() -> None:
        second.write_text("made\n", encoding="utf-8")

    steps = [Step("first", interrupt, [], [first]), Step("second", never, [first], [second])]
    reporter = Reporter(quiet=True)
    with pytest.raises(KeyboardInterrupt):
        run_steps(steps, tmp_path / "state", jobs=1, reporter=reporter)
    assert not second.exists()
    plain = [Step("first", lambda: None, [], [first]), steps[1]]
    again = run_steps(plain, tmp_path / "state", jobs=1, reporter=reporter)
    assert again.ran[-1].endswith("second")
    assert second.exists()
