"""Makes standard output and standard error safe: any encoding, closed pipes, full disks.

Other modules just print. A character that the terminal cannot encode is written as its code
(`\\u2713`). Lists for programs are always UTF-8. The command ends once nothing reads its standard
output any more. It goes on where only standard error has no reader.
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

# The exit code that shells report for a program that SIGPIPE ended: its pipe had no reader.
READER_GONE = 128 + 13
# Windows reports such a pipe as an invalid argument.
_GONE = (errno.EPIPE, errno.EINVAL) if os.name == "nt" else (errno.EPIPE,)
# Error handlers that PYTHONIOENCODING may set and that can write every character.
_LOSE_NOTHING = ("backslashreplace", "namereplace", "xmlcharrefreplace", "replace", "ignore")


def settle_streams() -> None:
    """Prepares standard output and standard error for any text."""
    _fill_closed()
    sys.stdout = _settled(sys.stdout, _end)
    sys.stderr = _settled(sys.stderr, _go_on)


def print_utf8(text: str) -> None:
    """Prints a text for programs, always as UTF-8 with Unix line ends."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


class _Patient(io.RawIOBase):
    """The raw file below a stream. Once a write fails, it discards everything that follows."""

    def __init__(self, stream: TextIO, failed: Callable[[OSError], None]) -> None:
        self._stream = stream  # kept, since it closes the raw file when it is collected
        self._raw: Any = getattr(stream.buffer, "raw", stream.buffer)
        self._failed = failed

    def write(self, content: Any) -> int:
        try:
            return int(self._raw.write(content))
        except OSError as error:
            # Python flushes the buffers once more at exit, and would report that failure too.
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
    if stream is None:  # the caller of the command has closed it
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
    """Ignores a standard error that nothing reads."""


def _fill_closed() -> None:
    """Opens those of the first three file descriptors that are closed.

    Otherwise the next file that is opened would get such a number, and receive what is printed.
    """
    for number in range(3):
        with suppress(OSError):
            os.fstat(number)
            continue
        os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
