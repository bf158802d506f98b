"""What can go wrong: one class and one exit code per phase.

Every fault names a place, what is wrong there, and what to do about it. A phase collects all of
its faults before it raises them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

# Characters that move a terminal's cursor, or reverse the order of letters.
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
_LONGEST = 2000  # characters of a message


_ALIKE = {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}
_SHOWN = 3  # places that are listed for one fault


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong: where it is, what it is, and what to do about it.

    `line` is 0 where the fault has no line. `edition` is the edition in which it shows; it is
    empty where there is one alone, or where the fault is in all of them.
    """

    where: str
    line: int
    what: str
    remedy: str = ""
    edition: str = ""

    def __str__(self) -> str:
        place = f"{self.where}:{self.line}" if self.line else self.where
        edition = self.edition and f"edition {self.edition}"
        text = ": ".join(part for part in (place, edition, self.what, self.remedy) if part)
        text = _STEERING.sub(" ", text)
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def quoted(name: str) -> str:
    """A name as messages show it.

    Where the name mixes alphabets, whose letters may look alike, the codes of its characters
    follow it.
    """
    alphabets = {unicodedata.name(sign, "").partition(" ")[0] for sign in name if sign.isalpha()}
    return f"{name!r} ({name!a})" if len(alphabets & _ALIKE) > 1 else repr(name)


def fault_lines(faults: Iterable[Fault]) -> list[str]:
    """One line for each fault.

    A fault that occurs in many lines of a file is reported once, with its first three lines and
    the number of the others. So is one that occurs in several editions.
    """
    editions: dict[Fault, list[str]] = {}
    for fault in dict.fromkeys(faults):
        editions.setdefault(replace(fault, edition=""), []).append(fault.edition)
    places: dict[Fault, list[int]] = {}
    for fault, named in editions.items():
        together = replace(fault, line=0, edition=" and ".join(sorted(filter(None, named))))
        places.setdefault(together, []).append(fault.line)
    return [
        str(replace(fault, line=lines[0], what=fault.what + _others(lines[1:])))
        for fault, lines in places.items()
    ]


def _others(lines: Sequence[int]) -> str:
    if not lines:
        return ""
    named = [str(line) for line in lines[: _SHOWN - 1]]
    if len(lines) >= _SHOWN:
        named.append(f"{len(lines) - len(named)} more")
    numbers = " and ".join([", ".join(named[:-1]), named[-1]] if named[:-1] else named)
    return f" (also in line{'s' if len(lines) > 1 else ''} {numbers})"


class ReportError(Exception):
    """A fault of the user's input or environment. It is never shown with a traceback."""

    exit_code = 1

    def __init__(self, faults: Fault | Iterable[Fault] | str) -> None:
        if isinstance(faults, str):
            faults = Fault("", 0, faults)
        self.faults: Sequence[Fault] = (
            [faults] if isinstance(faults, Fault) else sorted(set(faults))
        )
        super().__init__("\n".join(fault_lines(self.faults)))

    def __reduce__(self) -> tuple[type[ReportError], tuple[Sequence[Fault]]]:
        """Lets workers send the error with its faults."""
        return type(self), (self.faults,)


class CheckError(ReportError):
    """`check` found faults in sources, citations, cross references, values or claims."""

    exit_code = 1


class UsageError(ReportError):
    """A command was called with an unknown edition, option or identifier."""

    exit_code = 2


class SourceError(UsageError):
    """A source cannot be read by a build: a link out of the project, a pipe, bytes not in UTF-8."""


class DataError(ReportError):
    """A table or an edition file does not hold what its schema promises."""

    exit_code = 3


class NotebookError(ReportError):
    """A notebook could not be run, or emitted something that cannot be used."""

    exit_code = 4


class RenderError(ReportError):
    """A page or the PDF could not be made."""

    exit_code = 5


class VerifyError(ReportError):
    """A rebuilt edition differs from the released one."""

    exit_code = 6
