"""A small project whose data, notebooks and titles try to be markup, code and commands."""

from __future__ import annotations

import csv
import re
from typing import Any

from tests.conftest import SmallProject

# What stands in names and notes: none of it may be anything but text on a page.
TEXTS = (
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "</table></div></body><!-- a comment -->",
    "&lt;b&gt; &amp; &#60;i&#62; AT&T; R&D",
    "**bold** _slanted_ ~~struck~~ ^up^ ~down~",
    "[link](javascript:alert(1)) ![picture](http://example.org/x.png)",
    "<https://example.org> and [a]: http://example.org",
    "{{< include /etc/passwd >}} {{< var edition.id >}} {{{< x >}}}",
    "{% raw %}{{ 7*7 }}{% endraw %}",
    'text{.class onclick=x} [span]{.claim data-claim="members.order"}',
    "see @register, [@nobody] and @fig-members",
    "note[^one] ^[inline note] [^one]: note",
    "pipe | in | a || table \\| \\\\",
    "$x^2$ and $$\\int$$ \\(a\\) \\begin{x} \\frac{1}{2}",
    '#import "x" #eval("1") <label> @ref \\ #{1+1} /* c */ // comment',
    "`code` ``` ```{=html} <b>raw</b> ```",
    "it's -- --- ... (c) :smile: H~2~O",
    "1. list",
    "(a) list",
    "# heading",
    "> quote",
    "::: {.callout-note}",
    ": definition",
    "Table: caption",
    "$(rm -rf /) `id` ; echo && | cat ${HOME} %n",
    "'; DROP TABLE members; --",
    '!!python/object/apply:os.system ["id"] *alias &anchor',
    "../../../etc/passwd %00%0a \\u0000",
    "local x = os.execute('id') -- [[Lua]]",
    "$ [ * _ ` < ( unclosed",
    "<svg onload=alert(1)><foreignObject>",
    "名册 <b>粗</b>",
    "x" * 3000,
)
# One text of all signs, and short ones for figures, which have no room for it.
WHOLE = (
    r"$x^2$ <b>*_a_* @fig-x [^1] {{< meta x >}} \alpha #strong[x] `code` & "
    "\"q\" 'r' 中文 ... -5 -? ~z~ -- --- ^u^ ![i](j) https://example.org/c_d"
)
SHORT = (
    "$x^2$ _a_", "_low <b>*", r"\alpha #s[x] `c`", r"\$5 and $6$", "@fig-x [^1] {{<",
    "中文 & \"q\" 'r'", 'id="x" url(#y)', "#0069a8 'Fira Sans'", "... -5 -? -- ~",
)  # fmt: skip
TITLE = 'A <b>small</b> #report; *not* "markup" & $5'

_ACTIVE = """\
from IPython.display import HTML, Javascript, display
display(HTML("<script>alert('output')</script><b id=planted>planted</b>"))
display(Javascript("alert('output')"))
print("<i>printed</i>")
"""
_NAMED = """\
#| label: tbl-hostile
hostile = table.assign(name={names!r})
emit.table(hostile, {{"name": "<u>Name</u>"}}, caption={caption!r}, note={caption!r})
"""
_GAPS = """
## Gaps {#sec-gaps}

{{< embed /_executed/generated.ipynb#gaps-list >}}

{{< embed /_executed/generated.ipynb#glossary-groups >}}

{{< embed /_executed/members.ipynb#tbl-hostile >}}
"""


_NONE = [""] * 3


def make_hostile(project: SmallProject) -> None:
    """Puts `TEXTS` wherever the small project prints a text, and active outputs into a notebook."""
    for at, text in enumerate(TEXTS):
        _add(project, "glossary", f"glossary.n{at}", text, "", "", "body", text, *_stated(text))
        _add(
            project, "bodies", f"B{at}", text, "ITU", "study group", text, "register", text, "", ""
        )
        _add(project, "gaps", f"gap.n{at}", text, text, "", text, text, "register", text, "", text)
        rule = "itu.members.CHN.times > 2"
        _add(
            project,
            "claims",
            f"n.c{at}",
            "trend",
            text,
            rule,
            *[""] * 3,
            "register",
            text,
            *[""] * 3,
        )
        audit = ["Members", "order", text, 'row("m.kor.2030") > row("m.jpn.2030")', *[""] * 4]
        _add(project, "audits", f"n.a{at}", *audit, "register", text, "", "", "", text, text, "")
    claimed = [f'[A claim]{{.claim data-claim="n.c{at}"}}.' for at in range(len(TEXTS))]
    project.append("chapters/members.qmd", "\n\n".join(["", *claimed]) + "\n")
    project.append("chapters/about.qmd", _GAPS)
    project.replace("editions/2030.yml", '"A small report"', f"'{TITLE}'")
    project.edit_notebook("members", _add_cells)


def _stated(text: str) -> tuple[str, ...]:
    return "stated", "register", text, "", ""


def _add(project: SmallProject, table: str, *cells: str) -> None:
    assert not any(re.match(r"[=+@\t\r-]", cell) for cell in cells), "refused when it is read"
    with (project.root / "data" / f"{table}.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow(cells)


def _add_cells(notebook: Any) -> None:
    names = list(TEXTS[:2])
    named = _NAMED.format(names=names, caption=" ".join(TEXTS[:8]))
    for at, source in enumerate((_ACTIVE, named)):
        cell = {**notebook["cells"][-1], "id": f"hostile-{at}"}
        notebook["cells"].append({**cell, "source": source.splitlines(keepends=True)})
    notebook["metadata"]["title"] = TITLE
