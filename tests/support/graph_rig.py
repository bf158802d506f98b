"""A project of a few files, and runs of steps in it that take no time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from standards_report.pipeline.graph.decision import Decision
from standards_report.pipeline.graph.memory import Memory
from standards_report.pipeline.graph.runner import explain_steps, here, run_steps
from standards_report.pipeline.graph.sources import Sources
from standards_report.pipeline.graph.step import Step
from standards_report.pipeline.progress import Reporter
from standards_report.project import Project

Make = Callable[[Path], Mapping[str, str] | None]


@dataclass
class Rig:
    """Runs steps as a build does, each time with a new look at the sources."""

    root: Path
    made: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.project = Project(self.root)
        self.project.data.mkdir(parents=True)
        self.project.scratch.mkdir()
        self.memory = Memory(self.project)

    def source(self, name: str, text: str) -> Path:
        """A file that steps read."""
        path = self.project.data / name
        path.write_text(text, encoding="utf-8")
        return path

    def step(
        self,
        name: str,
        *files: Path,
        after: Sequence[str] = (),
        do: Make | None = None,
        **settings: object,
    ) -> Step:
        """A step whose result holds what it read; `do` is what it does besides."""

        def make(folder: Path) -> Mapping[str, str] | None:
            self.made.append(name)
            found = do(folder) if do else None
            results = [self.memory.result(before) / "made.txt" for before in after]
            text = "".join(path.read_text(encoding="utf-8") for path in [*files, *results])
            (folder / "made.txt").write_text(f"{settings}{text}", encoding="utf-8")
            (folder / "below").mkdir()
            (folder / "below" / "empty").touch()
            return found

        groups = {f"data/{path.name}": [path] for path in files}
        return Step(name, make, groups, after, settings)

    def decision(self, *, force: bool = False) -> Decision:
        """A new look at all that there is."""
        sources = Sources(self.root, self.watched())
        self.memory = Memory(self.project)
        return Decision(self.memory, sources, force=force)

    def watched(self) -> list[Path]:
        return sorted(path for path in self.project.data.rglob("*") if path.is_file())

    def run(self, *steps: Step, force: bool = False, jobs: int = 1) -> list[str]:
        """Names of the steps that ran, in their order."""
        self.made.clear()
        reporter, decision = Reporter(quiet=True), self.decision(force=force)
        outcome = run_steps(steps, decision, jobs=jobs, reporter=reporter, run=here)
        assert outcome.unchanged == len(steps) - len(outcome.ran)
        return list(outcome.ran)

    def explain(self, *steps: Step, force: bool = False) -> dict[str, list[str]]:
        """Why each step would run."""
        return explain_steps(steps, self.decision(force=force))

    def record(self, name: str) -> Path:
        """The file with the record of a step."""
        return self.project.scratch / "records" / f"{name}.json"

    def text(self, name: str) -> str:
        """The result of a step."""
        return (self.memory.result(name) / "made.txt").read_text(encoding="utf-8")
