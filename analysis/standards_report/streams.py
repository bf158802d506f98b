"""Standard output and standard errors: any encoding, readers that leave, disks that are full.

Whoever prints need not think of it. A sign for which the terminal has no bytes is written as its
number (`\\u2713`), and lists for programs are UTF-8 whatever the terminal has. A list that nobody
reads any more ends the command; what is said on the way is for whoever listens, and work goes on
without.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TextIO

from standards_report.errors import Fault, RenderError

# As a shell has it of programs that end by the signal of a pipe without a reader, SIGPIPE.
READER_GONE = 128 + 13
# Windows has no word of its own for such a pipe.
_GONE = (errno.EPIPE, errno.EINVAL) if os.name == "nt" else (errno.EPIPE,)
# Of what PYTHONIOENCODING may ask for, that which can write every sign.
_LOSE_NOTHING = ("backslashreplace", "namereplace", "xmlcharrefreplace", "replace", "ignore")


def settle_streams() -> None:
    """Lets standard output and standard errors take whatever is printed."""
    _fill_closed()
    sys.stdout = _settled(sys.stdout, _end)
    sys.stderr = _settled(sys.stderr, _go_on)


def print_utf8(text: str) -> None:
    """Prints a text for programs: UTF-8 with Unix line ends, whatever the terminal has."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


class _Patient(io.RawIOBase):
    """What is under a stream; when it cannot be written to, the rest goes nowhere."""

    def __init__(self, stream: TextIO, failed: Callable[[OSError], None]) -> None:
        self._stream = stream  # which closes what is under it when nobody holds it any more
        self._raw: Any = getattr(stream.buffer, "raw", stream.buffer)
        self._failed = failed

    def write(self, content: Any) -> int:
        try:
            return int(self._raw.write(content))
        except OSError as error:
            # Python writes once more what buffers hold, and complains when that fails, too.
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)
            self._failed(error)
            return len(content)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return int(self._raw.fileno())

    def isatty(self) -> bool:
        return bool(self._raw.isatty())


def _settled(stream: TextIO | None, failed: Callable[[OSError], None]) -> TextIO:
    if stream is None:  # closed by whoever started the command
        return open(os.devnull, "w", encoding="utf-8", errors="replace")  # noqa: PTH123
    return io.TextIOWrapper(
        io.BufferedWriter(_Patient(stream, failed)),
        encoding=stream.encoding,
        errors=stream.errors if stream.errors in _LOSE_NOTHING else "backslashreplace",
        line_buffering=bool(getattr(stream, "line_buffering", False)),
        write_through=bool(getattr(stream, "write_through", False)),
    )


def _end(error: OSError) -> None:
    if error.errno in _GONE:
        sys.exit(READER_GONE)
    what = f"cannot be written ({error.strerror})"
    raise RenderError(Fault("Standard output", 0, what, "write to another place")) from None


def _go_on(_: OSError) -> None:
    """Nobody listens."""


def _fill_closed() -> None:
    """Opens what is closed of the first three files: the next one opened would get its number,
    and with it what others print there."""
    for number in range(3):
        with suppress(OSError):
            os.fstat(number)
            continue
        os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
