"""Reads the YAML of the project's files: plain values, without tags and within fixed limits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from standards_report.errors import DataError, Fault
from standards_report.source_files import decoded, read_source

# The C loader is ten times as fast, where PyYAML was built with it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Far above what any file here needs. Aliases of aliases reach millions of values in ten lines.
_MOST_NODES = 200_000
_MOST_DEPTH = 50
_MOST_DIGITS = 50
_CORE = "tag:yaml.org,2002:"
_NUMBERS = {f"{_CORE}{kind}" for kind in ("int", "float")}
_PLAIN = {f"{_CORE}{kind}" for kind in ("map", "seq", "str", "bool", "null", "timestamp", "merge")}


def read_yaml(path: Path, shown: str) -> dict[str, Any]:
    """The content of a YAML file by key. `shown` names it in messages.

    Raises DataError as `read_source` and `parse_yaml` do.
    """
    return parse_yaml(read_source(path, shown), shown)


def parse_yaml(content: bytes, shown: str) -> dict[str, Any]:
    """The content of a YAML text by key.

    Raises DataError where the text is not UTF-8 or not YAML, is nested too deeply, expands to too
    many values, has a key twice, or has no keys. Tags that would create objects are refused.
    """
    text = decoded(content, shown)
    try:
        found, faults = _content(text, shown)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error).splitlines()[0]
        line = mark.line + 1 if mark else 0
        what = f"not readable as YAML ({reason})"
        raise DataError(Fault(shown, line, what, "check its indents and quotes")) from None
    except (ValueError, OverflowError) as error:  # such as a date that does not exist
        what = f"holds a value that cannot be read ({error})"
        raise DataError(Fault(shown, 0, what, "correct it, or quote it")) from None
    if faults:
        raise DataError(faults)
    if not isinstance(found, dict) or not all(isinstance(key, str) for key in found):
        raise DataError(
            Fault(shown, 1, "has no keys", "write it as key: value, as other files of its kind are")
        )
    return found


def _content(text: str, shown: str) -> tuple[Any, list[Fault]]:
    """The content of the text, and a fault for every repeated key."""
    _check_events(text)
    loader = _LOADER(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None, []
        known: dict[int, tuple[int, int]] = {}
        faults: list[Fault] = []
        if _measured(node, known, shown, faults)[0] > _MOST_NODES:
            raise yaml.YAMLError("its aliases expand to more values than a file may hold")
        return loader.construct_document(node), faults
    finally:
        loader.dispose()


def _check_events(text: str) -> None:
    """Checks depth and size before the loader recurses, which would crash this process."""
    depth = 0
    for number, event in enumerate(yaml.parse(text, Loader=_LOADER)):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _MOST_DEPTH:
            raise yaml.YAMLError("nested too deeply")
        if number > 2 * _MOST_NODES:
            raise yaml.YAMLError(f"holds more than {_MOST_NODES} values")


def _measured(
    node: yaml.Node, known: dict[int, tuple[int, int]], shown: str, faults: list[Fault]
) -> tuple[int, int]:
    """How many values a node has once its aliases are expanded, and how deep it is nested.

    Adds a fault for every repeated key to `faults`.
    """
    _check_scalar(node)
    if isinstance(node, yaml.ScalarNode):
        return 1, 1
    if id(node) not in known:
        known[id(node)] = _MOST_NODES, 1  # a node that holds itself would never end
        pairs = (
            node.value if isinstance(node, yaml.MappingNode) else [(part,) for part in node.value]
        )
        faults += _repeated(node, shown)
        inside = [_measured(part, known, shown, faults) for pair in pairs for part in pair]
        depth = 1 + max((depth for _, depth in inside), default=0)
        if depth > _MOST_DEPTH:
            raise yaml.YAMLError("nested too deeply")
        known[id(node)] = 1 + sum(size for size, _ in inside), depth
    return known[id(node)]


def _check_scalar(node: yaml.Node) -> None:
    """Raises YAMLError for a tag that is not plain YAML, and for a number with too many digits."""
    if node.tag in _NUMBERS:
        if len(node.value) > _MOST_DIGITS:
            reason = f"a number of {len(node.value)} characters"
            raise yaml.MarkedYAMLError(problem=reason, problem_mark=node.start_mark)
    elif node.tag not in _PLAIN:
        reason = f"the tag {node.tag!r} is not supported"
        raise yaml.MarkedYAMLError(problem=reason, problem_mark=node.start_mark)


def _repeated(node: yaml.Node, shown: str) -> Iterator[Fault]:
    """A fault for each repeated key of a mapping, of which YAML would keep only the last."""
    lines: dict[tuple[str, str], int] = {}
    keys = [key for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []
    for key in keys:
        if isinstance(key, yaml.ScalarNode):
            line = key.start_mark.line + 1
            if (key.tag, key.value) in lines:
                first = lines[key.tag, key.value]
                place = "in this line" if first == line else f"in line {first}"
                what = f"key {key.value!r} also stands {place}"
                yield Fault(shown, line, what, "find out which of them is right, and keep that one")
            lines.setdefault((key.tag, key.value), line)
