"""Opens the files that authors write, and refuses those that a command must not wait for.

A pipe waits for a writer, a device may never end, and bytes that are not text fail deep inside a
library. So every source is opened here, or checked here before another library opens it. What
editors and systems leave behind does not count as a source.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from standards_report.errors import DataError, Fault
from standards_report.not_text import no_text

# Real sources are far smaller, and files of this size are still read within seconds.
MOST_TEXT = 64 * 2**20  # bytes
MOST_TABLE = 2**30

_TEXTS = {".qmd", ".bib", ".yml", ".yaml", ".ipynb"}
_FILES = {*_TEXTS, ".csv", ".lock", ".cff"}
_BOM = b"\xef\xbb\xbf"
_LEFT_BEHIND = re.compile(
    "|".join(
        (
            r"\..*",  # hidden: .#x, ._x, .DS_Store, .~lock.x#, .ipynb_checkpoints, .x.swp
            r"#.*#|.*~|%.*%|4913|.*\.sw[a-p]|.*\.(?:bak|old|orig|rej|save|tmp|temp)",  # of editors
            r"~\$.*|~wr[a-z][0-9]+\..*",  # of office programs
            r".*-checkpoint\.ipynb|__pycache__|.*\.py[cod]",
            r"(?:eh)?thumbs\.db|desktop\.ini|icon\r|__macosx",  # of systems
            r".*\.(?:part|crdownload|download)",
            r".*\.sync-conflict-.*|.*conflicted copy.*|.*_(?:backup|base|local|remote)_[0-9]+\..*",
        )
    ),
    re.IGNORECASE | re.DOTALL,
)
_KINDS = (
    (stat.S_ISDIR, "is a folder"),
    (stat.S_ISFIFO, "is a pipe"),
    (stat.S_ISSOCK, "is a socket"),
    (stat.S_ISCHR, "is a device"),
    (stat.S_ISBLK, "is a device"),
)
_PUT_FILE = "put the file itself there"


def is_source(name: str) -> bool:
    """Whether a file or folder of that name is an author's.

    Names such as `.#x.qmd`, `x~`, `x.bak` and `._x` are not: editors, office programs, merges and
    systems leave them behind.
    """
    return not _LEFT_BEHIND.fullmatch(name)


def is_text(name: str) -> bool:
    """Whether a name is valid UTF-8. The system allows any bytes; pages and hashes do not."""
    return name.encode("utf-8", "replace").decode() == name


def source_files(folder: Path, pattern: str) -> list[Path]:
    """The sources in a folder that match a pattern such as `*.qmd`, sorted."""
    found = sorted(folder.glob(pattern))
    return [path for path in found if all(map(is_source, path.relative_to(folder).parts))]


def copy_sources(source: Path, target: Path, copy: Callable[[str, str], object]) -> None:
    """Copies a file or folder, each file by `copy`, and leaves out what is not a source."""
    if source.is_dir():
        shutil.copytree(source, target, ignore=_left_behind, copy_function=copy)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        copy(str(source), str(target))


def _left_behind(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not is_source(name)]


def read_source(path: Path, shown: str, most: int = MOST_TEXT) -> bytes:
    """The bytes of a file. Never waits for a pipe or a device.

    `shown` names the file in messages. Raises DataError where it is missing, is not a regular
    file, cannot be read, or is larger than `most` bytes.
    """
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            mode = os.fstat(file.fileno()).st_mode
            content = file.read(most + 1) if stat.S_ISREG(mode) else b""
    except FileNotFoundError:
        raise DataError(Fault(shown, 0, "missing", "restore it, or correct its name")) from None
    except OSError as error:
        raise DataError(_not_read(path, shown, error)) from None
    if not stat.S_ISREG(mode):
        raise DataError(Fault(shown, 0, _kind(mode), _PUT_FILE))
    if len(content) > most:
        raise DataError(_too_large(shown, most))
    return content


def read_text(path: Path, shown: str) -> str:
    """The text of a file as `decoded` returns it, with `\\n` as its line ends.

    Raises DataError as `read_source` and `decoded` do.
    """
    text = decoded(read_source(path, shown), shown)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decoded(content: bytes, shown: str) -> str:
    """The text of bytes in UTF-8, without a byte order mark and in Unicode's composed form (NFC).

    So a name is the same, whichever system saved it. Raises DataError where the bytes are not
    UTF-8 or hold a NUL byte.
    """
    content = content.removeprefix(_BOM)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataError(no_text(content, error.start, shown)) from None
    if "\0" in text:
        raise DataError(no_text(content, content.index(0), shown))
    return unicodedata.normalize("NFC", text)


def source_faults(root: Path, sources: Iterable[Path]) -> list[Fault]:
    """What is wrong with the files and folders in `sources`, and with everything below them.

    `root` is the folder of the project. There is a fault for each that is a link out of the
    project or to nowhere, is not a regular file, cannot be read, is too large, or whose name or
    text is not UTF-8. A missing file is not a fault here.
    """
    known: set[Path] = set()
    return [fault for source in sources for fault in _faults(source, root, known)]


def _faults(path: Path, root: Path, known: set[Path]) -> Iterator[Fault]:
    shown = os.fsencode(path.relative_to(root).as_posix()).decode("utf-8", "backslashreplace")
    if not is_text(path.name):
        yield Fault(shown, 0, "has a name that is not UTF-8", "rename it")
        return
    try:
        if path.is_symlink() and (what := _link_fault(path, root)):
            yield Fault(shown, 0, what, _PUT_FILE)
            return
        status = path.stat()
        if stat.S_ISDIR(status.st_mode) and path.suffix not in _FILES:
            yield from _faults_inside(path, root, known)
            return
    except FileNotFoundError:
        return
    except OSError as error:
        yield _not_read(path, shown, error)
        return
    yield from _file_faults(path, shown, status)


def _faults_inside(folder: Path, root: Path, known: set[Path]) -> Iterator[Fault]:
    """Faults of everything in a folder. A folder that links lead to again is read once."""
    real = folder.resolve()
    if real not in known:
        known.add(real)
        for path in sorted(folder.iterdir()):
            if is_source(path.name):
                yield from _faults(path, root, known)


def _file_faults(path: Path, shown: str, status: os.stat_result) -> Iterator[Fault]:
    most = MOST_TEXT if path.suffix in _TEXTS else MOST_TABLE
    if not stat.S_ISREG(status.st_mode):
        yield Fault(shown, 0, _kind(status.st_mode), _PUT_FILE)
    elif status.st_size > most:
        yield _too_large(shown, most)
    elif path.suffix in _TEXTS:
        try:
            decoded(read_source(path, shown), shown)
        except DataError as error:
            yield from error.faults
    elif not os.access(path, os.R_OK):
        yield Fault(
            shown, 0, "cannot be read (Permission denied)", "check its owner and permissions"
        )


def _link_fault(path: Path, root: Path) -> str:
    try:
        inside = path.resolve(strict=True).is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return "is a link that leads nowhere"
    return "" if inside else "is a link out of the project"


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))


def _kind(mode: int) -> str:
    return next((words for is_kind, words in _KINDS if is_kind(mode)), "is not a regular file")


def _not_read(path: Path, shown: str, error: OSError) -> Fault:
    """Why a file was not opened. For a folder or a socket, the system's own words do not help."""
    try:
        mode = path.stat().st_mode
    except OSError:
        mode = 0
    if mode and not stat.S_ISREG(mode) and not isinstance(error, PermissionError):
        return Fault(shown, 0, _kind(mode), _PUT_FILE)
    return Fault(shown, 0, f"cannot be read ({error.strerror})", "check its owner and permissions")


def _too_large(shown: str, most: int) -> Fault:
    return Fault(shown, 0, f"larger than {most // 2**20} MB", "keep only what a build reads in it")
