"""Passages that are made from the index, such as the ledger: text that no notebook can emit,
since it is known only when all of them have run. Chapters embed them like a cell.
"""

from __future__ import annotations

import json
from typing import Any

from standards_report.evidence.index import Index
from standards_report.evidence.ledger import ledger_markdown

NOTEBOOK = "generated"


def passages(index: Index) -> dict[str, str]:
    """Label to Markdown of every generated passage."""
    return {"claims-ledger": ledger_markdown(index)}


def passages_notebook(index: Index) -> str:
    """The passages as an executed notebook, the form in which Quarto embeds them."""
    cells = [_cell(label, text) for label, text in passages(index).items()]
    content = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _cell(label: str, text: str) -> dict[str, Any]:
    output = {
        "output_type": "display_data",
        "data": {"text/markdown": text.splitlines(keepends=True)},
        "metadata": {},
    }
    return {
        "cell_type": "code",
        "id": label,
        "execution_count": None,
        "metadata": {},
        "source": [f"#| label: {label}"],
        "outputs": [output],
    }
