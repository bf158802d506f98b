"""Quarto's syntax that the embedded engine does not have is reported, with what to write."""

from __future__ import annotations

import pytest
from standards_report.build.formats import FORMS
from standards_report.observations.domain.editions import load_edition
from standards_report.render.checks.unknown_conditions import condition_faults, known_names
from standards_report.render.document.parse import parse
from standards_report.render.lint import findings
from standards_report.render.lint.problem import Finding
from standards_report.render.shown.conditions import conditions as conditions_of

from tests.conftest import ROOT, SMALL, SmallProject

CHAPTER = "chapters/members.qmd"
# What an author may write: the words of the fault, and the nearest way that both engines have.
FOREIGN = {
    "::: {.panel-tabset}": ("tabs", "headings"),
    '::: {.callout-note title="A title"}': ("'title' of a callout", "heading in it"),
    "::: callout-tipp": ("'callout-tipp'", "did you mean 'callout-tip'?"),
    "::: {#thm-line}": ("a theorem", "callout"),
    "::: {#fig-own}": ("the chapter's own", "notebook"),
    "::: {layout-ncol=2}": ("several columns", "follow each other"),
    "::: {.column-margin}": ("in the margin", "footnote"),
    "::: {.content-visible when-profile=2030'}": ('when-profile="2030\'"', "in two quotes"),
    "::: {.content-hidden}": ("without when-", "when-profile"),
    "::: {.elsewhere}": ("'elsewhere'", "content-visible"),
    "```{python}\n1\n```": ("code that is run (python)", "notebook"),
    "```{mermaid}\na\n```": ("a diagram (mermaid)", "notebook"),
    "```{=typst}\na\n```": ("a raw block {=typst}", "Markdown"),
    "Counted: `{python} n`.": ("code that is run", "{{< var name >}}"),
    "Raw `<b>`{=html} text.": ("raw HTML (<b>)", "Markdown"),
    "Raw <em>HTML</em>.": ("raw HTML (<em>)", "Markdown"),
    "Raw \\textbf{TeX}.": ("raw TeX", "Markdown"),
    "A formula $x^2$.": ("a formula", "in words"),
    "![Own](own.png)": ("an image", "notebook"),
    "See [there](iso.qmd#sec-a).": ("a link to a source file", "@sec-"),
    "See @eq-line.": ("something else than a figure", "@tbl-"),
    "See @Fig-members.": ("in capitals", "@fig-"),
    "A [word]{.aside}.": ("the span class 'aside'", "claim"),
    'A [word]{style="color: red"}.': ("'style' of a span", "leave it out"),
    "## A heading {.hidden}": ("the heading class 'hidden'", "unnumbered"),
    "###### Too deep": ("a heading of level 6", "level 5"),
    "| A |\n|---|\n| a |\n\n: A caption {#tbl-own .striped}": (
        "the table class 'striped'",
        "leave it out",
    ),
    "{{< include other.qmd >}}": ("the shortcode 'include'", "into the chapter itself"),
    "By {{< meta author >}}.": ("the shortcode 'meta'", "{{< var name >}}"),
    "{{< pagebreak >}}": ("the shortcode 'pagebreak'", "use var or embed"),
    "Shown {{{< var a.b >}}} in words.": ("only shown", "in words"),
    "Shown as `{{< var a.b >}}`.": ("only shown", "in words"),
    "```text\n{{< var a.b >}}\n```": ("only shown", "in words"),
    "```python\nn = 1  # <1>\n```\n\n1. One.": ("a note to a line of code (# <1>)", "in the text"),
    "```html\n<b> <!-- <2> -->\n```": ("a note to a line of code", "in the text"),
    "A {{< var": ("over several lines", "one line"),
}


def found_in(text: str) -> list[Finding]:
    return findings(parse(text, "c.qmd"))


def chapter_with(line: str) -> str:
    """A chapter with a line, and with the end of the block that the line opens, if it opens one."""
    return f"# Title\n\n{line}\n" + ("\nWords.\n:::\n" if line.startswith(":::") else "")


@pytest.mark.parametrize("line", FOREIGN)
def test_each_kind_is_named_with_its_line_and_the_nearest_way(line: str) -> None:
    [found] = found_in(chapter_with(line))
    words, way = FOREIGN[line]
    assert found.line == 3
    assert words in found.what
    assert way in found.remedy


@pytest.mark.parametrize(
    "line",
    [
        "Five < six > four, $5 or $6, <https://example.org>, \\$x\\$ and `<b>` and `\\textbf{x}`.",
        '[Said]{.claim data-claim="a.b"} of [5]{.content-visible when-format="typst"}.',
        "## A heading {#sec-here .unnumbered}",
        '::: {.content-visible unless-profile="2025"}',
        "::: {.callout-warning}",
        "::: {.on-the-web}",
        "::: {.in-columns}",
        "See @fig-members, [-@tbl-members] and [@cira, p. 3].",
        "| A |\n|---|\n| a |\n\n: A caption {#tbl-own}",
        "```{.python}\n1\n```",
        "Code as `x`{.python}.",
        "Signs: caf\u00e9, e\u0301, \u2192, \u4e2d, 5\u00a0%, \u201cso\u201d \u2013 and `\u2192`.",
        "[Said]{.needs-citation} [@cira].",
        "[Mail](mailto:a@example.org) and [here](#sec-a), [there](../data/a.csv).",
    ],
)
def test_what_both_engines_have_is_left_alone(line: str) -> None:
    assert found_in(chapter_with(line)) == []


def test_code_that_is_only_shown_is_left_alone() -> None:
    assert found_in("# Title\n\n```\n<b> $x^2$ ::: {.tabs}\nvector<3> a <1> b\n```\n") == []


def test_check_lists_all_offenders_at_once(built: SmallProject) -> None:
    built.append(CHAPTER, "\n::: {.panel-tabset}\n:::\n\n```{python}\n1\n```\n")
    built.replace("index.qmd", "\n", "\n\n{{< include other.qmd >}}\n\n<div>\n")
    lines = (built.root / CHAPTER).read_text(encoding="utf-8").splitlines()
    process = built.run("check")
    said = " ".join(process.stdout.split()) + " ".join(process.stderr.split())
    assert process.returncode == 1, said
    assert f"{CHAPTER}:{lines.index('::: {.panel-tabset}') + 1}: tabs: only one engine" in said
    assert f"{CHAPTER}:{lines.index('```{python}') + 1}: code that is run (python)" in said
    assert "index.qmd:3: the shortcode 'include'" in said
    assert "raw HTML (<div>)" in said
    assert "Traceback" not in said


def unknown_to_all(*conditions: str) -> list[str]:
    """Faults of passages under these conditions, with two editions and the report's formats."""
    small = load_edition(SMALL / "editions", "2030")
    later = small.model_copy(update={"id": "2031-b"})
    text = "".join(f"\n[a]{{.content-hidden {one}}}\n" for one in conditions)
    found = conditions_of(parse(f"# Title\n{text}", "c.qmd").blocks)
    known = {**known_names([small, later]), "format": FORMS}
    return [str(one) for one in condition_faults(found, "c.qmd", known)]


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        ('when-meta="first-focus"', "says yes or no to it: write the sentence so that it holds"),
        ('when-meta="report-edition"', "no edition's profile says yes or no"),  # always there
        ('when-format="pdf"', "no format is set from text of that form: use one of html, typst"),
        ('unless-format="typs"', "did you mean 'typst'?"),
        ('when-profile="1999"', "use one of 2030, 2031-b, or open it first"),
        ('unless-profile="2O30"', "there is no such edition: did you mean '2030'"),
        ('unless-profile="2031"', "there is no such edition: did you mean '2031-b' or '2030'?"),
    ],
)
def test_a_condition_that_no_edition_knows_is_named_with_the_nearest(
    condition: str, says: str
) -> None:
    known = 'when-profile="2030" when-profile="2031-b"'
    [said] = unknown_to_all(known, f'{condition} when-format="html"')
    assert said.startswith(f"c.qmd:5: the condition {condition.replace(chr(34), chr(39))}: ")
    assert says in said


@pytest.mark.slow
def test_check_names_conditions_in_the_lines_of_their_passages(built: SmallProject) -> None:
    lost = '\n::: {.content-visible when-meta="no-such"}\nLost, [a]{.content-hidden %s}.\n:::\n'
    built.append(CHAPTER, lost % 'unless-profile="2029"')
    process = built.run("check")
    assert process.returncode == 1
    assert f"{CHAPTER}:35: the condition when-meta='no-such': no edition" in process.stderr
    assert f"{CHAPTER}:36: the condition unless-profile='2029': there is no" in process.stderr
    known = built.root / "editions" / "2030.yml"
    other = known.read_text(encoding="utf-8").replace("2030", "2029")
    known.with_name("2029.yml").write_text(other, encoding="utf-8")
    assert "unless-profile" not in built.run("check").stderr


def test_a_passage_may_be_written_for_an_edition_to_come() -> None:
    assert unknown_to_all('when-profile="2099"', 'unless-profile="2032-a"') == []


@pytest.mark.slow
def test_a_build_stops_at_them_and_leaves_the_site(built: SmallProject) -> None:
    before = built.hashes()
    built.append(CHAPTER, "\n::: {.panel-tabset}\n:::\n")
    process = built.build()
    assert process.returncode == 1, process.stderr
    assert "use headings, one for each" in " ".join(process.stderr.split())
    assert built.hashes() == before


@pytest.mark.slow
def test_the_words_in_brackets_around_a_reference_are_refused(built: SmallProject) -> None:
    built.append(CHAPTER, "\nAs seen [in @fig-members].\n")
    process = built.run("check")
    said = " ".join((process.stdout + process.stderr).split())
    assert process.returncode == 1, said
    assert "words in the brackets of [@fig-members]" in said


def test_the_report_itself_keeps_to_what_both_engines_have() -> None:
    for path in [ROOT / "index.qmd", *sorted((ROOT / "chapters").glob("*.qmd"))]:
        assert found_in(path.read_text(encoding="utf-8")) == [], path.name
