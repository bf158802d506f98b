"""YAML as the files of the project use it: plain values, no tags, nothing that grows on reading."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from standards_report.errors import DataError, Fault

# The C loader reads the same YAML ten times as fast, where PyYAML was built with it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Far above what any file here needs; aliases of aliases reach millions in ten lines.
_MOST_NODES = 200_000
_MOST_DEPTH = 50


def read_yaml(path: Path, shown: str) -> dict[str, Any]:
    """The keys of a YAML file.

    Raises DataError where it is missing, and as `parse_yaml` does.
    """
    return parse_yaml(read_bytes(path, shown), shown)


def read_bytes(path: Path, shown: str) -> bytes:
    """What the file holds; DataError where it is missing."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise DataError(Fault(shown, 0, "missing", "restore it")) from None


def parse_yaml(content: bytes, shown: str) -> dict[str, Any]:
    """The keys of a YAML text.

    Raises DataError where it is not UTF-8, not YAML, nested too deeply, larger than it looks, or
    holds no keys: a tag that would make an object is no YAML here.
    """
    try:
        found = _content(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise DataError(Fault(shown, 0, "not UTF-8", "save the file as UTF-8")) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error).splitlines()[0]
        line = mark.line + 1 if mark else 0
        what = f"not readable as YAML ({reason})"
        raise DataError(Fault(shown, line, what, "check its indents and quotes")) from None
    except ValueError as error:  # a date that is none, a number of thousands of digits
        what = f"holds a value that is none ({error})"
        raise DataError(Fault(shown, 0, what, "correct it, or quote it")) from None
    if not isinstance(found, dict) or not all(isinstance(key, str) for key in found):
        raise DataError(Fault(shown, 1, "holds no keys", "copy another file of its kind"))
    return found


def _content(text: str) -> Any:
    _check_depth(text)
    loader = _LOADER(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None
        if _size(node, {}) > _MOST_NODES:
            raise yaml.YAMLError("its aliases stand for more than the file may hold")
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _check_depth(text: str) -> None:
    """Before the loader goes down into it, which ends the whole process where it is too deep."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _MOST_DEPTH:
            raise yaml.YAMLError("nested too deeply")


def _size(node: yaml.Node, known: dict[int, int]) -> int:
    """How many values a node stands for, its aliases written out."""
    if isinstance(node, yaml.ScalarNode):
        return 1
    if id(node) not in known:
        known[id(node)] = _MOST_NODES  # one that holds itself never ends
        parts = [
            part for pair in node.value for part in (pair if isinstance(pair, tuple) else [pair])
        ]
        known[id(node)] = 1 + sum(_size(part, known) for part in parts)
    return known[id(node)]
