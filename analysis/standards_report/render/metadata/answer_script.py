"""What a figure answers, as a file that its page loads when a reader asks."""

from __future__ import annotations

import json

from standards_report.display.figures.answer import Answer
from standards_report.render.metadata.item_facts import ItemFacts


def answer_script(facts: ItemFacts, answer: Answer) -> str:
    """The file `<label>.answer.js`: JSON, which a classic script puts into `window.answers`.

    Browsers fetch no file from a page that was opened from disk; they load scripts there.
    """
    item = facts.item
    content = {
        "label": item.label,
        "file": f"{item.label}.csv",
        "as_of": item.as_of,
        "sources": [source.title for source in facts.sources],
        **answer.model_dump(mode="json"),
    }
    told = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f'(window.answers = window.answers || {{}})["{item.label}"] = {told};\n'
