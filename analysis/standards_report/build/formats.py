"""The formats that an edition is published in: a line here, and a room of `render` for each."""

from __future__ import annotations

from collections.abc import Iterable

from standards_report.errors import UsageError
from standards_report.render.chapters.format import Format
from standards_report.render.html.pages import HTML
from standards_report.render.pdf.pdf import PDF

FORMATS: tuple[Format, ...] = (HTML, PDF)
# The forms of text that they are set from, for which passages can ask.
FORMS = tuple(form.form for form in FORMATS)


def formats_named(names: Iterable[str]) -> tuple[Format, ...]:
    """The formats of these names, in their fixed order; no names mean all of them.

    Raises UsageError for a name that no format has.
    """
    wanted = dict.fromkeys(names)
    known = [form.name for form in FORMATS]
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise UsageError(
            f"no format is called {' or '.join(map(repr, unknown))}: give {' or '.join(known)}"
        )
    return tuple(form for form in FORMATS if form.name in wanted or not wanted)
