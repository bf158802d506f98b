"""What happens to a project between and during its builds, as data: made up, kept, replayed."""

from __future__ import annotations

from typing import Annotated, Literal

from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from tests.stateful.edits import EDITS, SLOW

Time = Literal["new", "old"]
Format = Literal["html", "pdf"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Moment(_Frozen):
    """A moment of a command: before its change or reading of that number, or after a time.

    `scratch` and `site` count what Python changes below `.build` and `_site`, `reading` counts
    the sources that it opens.
    """

    where: Literal["scratch", "site", "reading", "clock"]
    number: int


class Edit(_Frozen):
    """An edit by its name: the text goes `steps` on in the list of its wordings.

    With the old time, as `cp -p`, `touch -r`, archives and backups leave files.
    """

    do: Literal["edit"] = "edit"
    name: str
    steps: int = 1
    time: Time = "new"


class Undo(_Frozen):
    """The last edit that is not undone is taken back."""

    do: Literal["undo"] = "undo"
    time: Time = "new"


class Build(_Frozen):
    """A build, of all formats where none is named."""

    do: Literal["build"] = "build"
    to: tuple[Format, ...] = ()
    force: bool = False
    allow_stale: bool = False


class Kill(_Frozen):
    """A command that gets a signal at a moment."""

    do: Literal["kill"] = "kill"
    command: Literal["build", "check", "export", "ingest"] = "build"
    signal: Literal["KILL", "TERM", "INT"] = "KILL"
    moment: Moment


class Save(_Frozen):
    """A build during which an edit is saved, and undone `undone_after` moments later (0: not)."""

    do: Literal["save"] = "save"
    edit: Edit
    moment: Moment
    undone_after: int = 0


class Meet(_Frozen):
    """A build that starts while another command is at work, so many milliseconds after it, and
    after an edit, if there is one."""

    do: Literal["meet"] = "meet"
    first: Literal["ingest", "build", "check"] = "ingest"
    after: int
    edit: Edit | None = None


class Damage(_Frozen):
    """A file below a folder is damaged: the numbers choose its folder, itself and the place."""

    do: Literal["damage"] = "damage"
    below: Literal[".build", "_site"] = ".build"
    how: Literal["flip", "cut", "delete", "folder"]
    folder: int
    file: int
    place: int


class Install(_Frozen):
    """A package of the environment is replaced by another version of it."""

    do: Literal["install"] = "install"
    version: Literal["1.0", "1.1"]


class Ingest(_Frozen):
    """An export is ingested, by its number."""

    do: Literal["ingest"] = "ingest"
    export: Literal[0, 1]


class Check(_Frozen):
    """`check`."""

    do: Literal["check"] = "check"


class Export(_Frozen):
    """`export`."""

    do: Literal["export"] = "export"


Operation = Annotated[
    Edit | Undo | Build | Kill | Save | Meet | Damage | Install | Ingest | Check | Export,
    Field(discriminator="do"),
]
Sequence = tuple[Operation, ...]
_SEQUENCE: TypeAdapter[Sequence] = TypeAdapter(Sequence)


def read_sequence(text: str | bytes) -> Sequence:
    """A sequence from JSON. Raises pydantic's ValidationError where it is none."""
    return _SEQUENCE.validate_json(text)


def as_json(sequence: Sequence) -> list[object]:
    """The sequence as JSON values, without what is as usual."""
    values: list[object] = _SEQUENCE.dump_python(sequence, mode="json", exclude_defaults=True)
    return [
        {"do": operation.do, **value}
        for operation, value in zip(sequence, values, strict=True)
        if isinstance(value, dict)
    ]


_numbers = st.integers(0, 9999)
# Early moments more often: what a step does first is where it clears what it replaces.
_early_or_late = st.integers(1, 12) | st.integers(1, 60) | st.integers(1, 300)
_moments = st.one_of(
    st.builds(Moment, where=st.just("scratch"), number=_early_or_late),
    st.builds(Moment, where=st.just("reading"), number=_early_or_late),
    st.builds(Moment, where=st.just("site"), number=st.integers(1, 12)),
    st.builds(Moment, where=st.just("clock"), number=st.integers(100, 4000)),
)
_times = st.sampled_from(["new", "old"])
_edits = st.builds(
    Edit, name=st.sampled_from(sorted(EDITS.keys() - SLOW)), steps=st.integers(1, 2), time=_times
)
_undone = st.builds(Undo, time=_times)
_builds = st.builds(Build)
_special = st.one_of(
    st.builds(Build, to=st.sampled_from([("html",), ("pdf",), ("html", "pdf")])),
    st.builds(Build, force=st.just(True)),
    st.builds(Build, allow_stale=st.just(True)),
)
_kills = st.builds(
    Kill,
    command=st.sampled_from(["build", "build", "build", "check", "export", "ingest"]),
    signal=st.sampled_from(["KILL", "KILL", "TERM", "INT"]),
    moment=_moments,
)
_saves = st.builds(Save, edit=_edits, moment=_moments, undone_after=st.integers(0, 30))
_meetings = st.builds(
    Meet,
    first=st.sampled_from(["ingest", "build", "check"]),
    after=st.integers(0, 1500),
    edit=st.none() | _edits,
)
_damages = st.builds(
    Damage,
    below=st.sampled_from([".build", ".build", ".build", "_site"]),
    how=st.sampled_from(["flip", "flip", "cut", "delete", "folder"]),
    folder=_numbers,
    file=_numbers,
    place=_numbers,
)
_rare = st.one_of(
    st.builds(Install, version=st.sampled_from(["1.1", "1.0"])),
    st.builds(Ingest, export=st.sampled_from([0, 1])),
    st.builds(Check),
    st.builds(Export),
)
# One kind named twice comes twice as often.
_operations = st.one_of(
    *(_edits, _edits, _edits, _undone, _builds, _builds, _special, _kills, _saves),
    *(_damages, _damages, _rare, _rare, _meetings),
)
sequences: st.SearchStrategy[Sequence] = st.lists(_operations, min_size=4, max_size=8).map(tuple)
