"""The measures that notebooks compute with, as a list for the chapter on methods.

The list is made from the measures themselves. A chapter cannot fall behind the code.
"""

from __future__ import annotations

import inspect
import re

from standards_report.display.text.markdown import escape

_SOURCE = re.compile(r"\bSources?(?: [a-z ]+)?: .*", re.DOTALL)
_CODE = re.compile(r"(`[^`]+`)")


def measures_markdown() -> str:
    """A definition list: each public measure, what it computes, and where it comes from."""
    from standards_report import measures

    return "\n".join(
        f"`{name}`\n:   {_described(inspect.getdoc(function) or '')}\n"
        for name, function in inspect.getmembers(measures, inspect.isfunction)
    )


def _described(docstring: str) -> str:
    """The first paragraph, and the sentences on the source of the method where there are any."""
    paragraphs = docstring.split("\n\n")
    found = [match for paragraph in paragraphs[1:] if (match := _SOURCE.search(paragraph))]
    return " ".join(_as_markdown(text) for text in (paragraphs[0], *(match[0] for match in found)))


def _as_markdown(text: str) -> str:
    """The text with its code as code and nothing else of it as markup."""
    parts = _CODE.split(" ".join(text.split()))
    return "".join(part if position % 2 else _escaped(part) for position, part in enumerate(parts))


def _escaped(text: str) -> str:
    start, end = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{start}{escape(text)}{end}" if text.strip() else text
