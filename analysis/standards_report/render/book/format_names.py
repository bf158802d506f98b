"""What formats are called, for rooms that know no format and for the command line."""

from __future__ import annotations

# Each with the form of the text that it is set from, for which passages can ask.
FORMATS = {"html": "html", "pdf": "typst"}
FORMS = tuple(FORMATS.values())
