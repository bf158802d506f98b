"""What the report does around Quarto, seen without it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from pypandoc import get_pandoc_path
from standards_report.observations.domain.editions import load_edition
from standards_report.project import Project
from standards_report.render.chapters.report import load_report
from standards_report.render.content.variables import load_names
from standards_report.render.quarto.quarto_pages import complete_pages
from standards_report.render.quarto.quarto_project import INSIDE, stage

from tests.conftest import ROOT, SmallProject, new_project
from tests.support.countries import with_countries
from tests.support.read_by_programs import without_what_programs_read


def test_what_an_interrupted_quarto_leaves_is_not_for_git(tmp_path: Path) -> None:
    shutil.copyfile(ROOT / ".gitignore", tmp_path / ".gitignore")
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    left = ["index.html", "index.typ", "index.epub", "site_libs/quarto-nav/quarto-nav.js"]
    left += ["chapters/iso.html", "chapters/iso_files/figure-html/cell-1.png"]
    ours = ["index.qmd", "chapters/iso.qmd", "_extensions/standards-report/typst/report.typ"]
    command = ["git", "check-ignore", *left, *ours]
    process = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert process.stdout.splitlines() == left, process.stderr


def with_terms(tmp_path: Path, source: str) -> str:
    """The source as HTML, with the one term "Register" linked to its entry."""
    extension = tmp_path / "_extensions" / "standards-report"
    shutil.copytree(ROOT / "_extensions" / "standards-report", extension)
    term = {"anchor": "term-a", "form": "Register", "is_exact": False, "text": "Register: Book."}
    computed = {"terms": [term], "glossary": "chapters/glossary.html"}
    (tmp_path / "_report.json").write_text(json.dumps(computed), encoding="utf-8")
    known = {"STANDARDS_REPORT_INDEX", "STANDARDS_REPORT_OFFSET"}
    environment = {name: value for name, value in os.environ.items() if name not in known}
    process = subprocess.run(
        [get_pandoc_path(), "--to", "html", "--lua-filter", extension / "filters" / "terms.lua"],
        input=source,
        cwd=tmp_path.parent,
        capture_output=True,
        text=True,
        env={**environment, "LUA_PATH": f"{extension}/filters/?.lua"},
    )
    assert process.returncode == 0, process.stderr
    return process.stdout


def test_filters_find_what_was_computed_from_where_they_lie(tmp_path: Path) -> None:
    assert 'href="./chapters/glossary.html#term-a"' in with_terms(tmp_path, "The register.")


def test_terms_are_not_linked_in_what_quarto_sets_beside_the_text(tmp_path: Path) -> None:
    foot = "::: {.hidden .quarto-markdown-envelope-contents}\nThe register.\n:::\n"
    html = with_terms(tmp_path, f"{foot}\nA register.\n")
    assert html.count('href="./chapters/glossary.html#term-a"') == 1
    assert html.index("#term-a") > html.index("</div>")


def test_pages_by_quarto_get_what_programs_read_and_get_it_once(built: SmallProject) -> None:
    project = Project(built.root)
    report = load_report(project, load_edition(project.editions, "2030"))
    folder = built.site / "2030"
    for page in [folder / "index.html", *(folder / "chapters").glob("*.html")]:
        page.write_text("<html><head><title>T</title></head><body>B</body></html>", "utf-8")
    own = {"objectID": "a", "href": "index.html", "title": "A", "section": "", "text": ""}
    (folder / "search.json").write_text(json.dumps([own]), encoding="utf-8")
    for _ in range(2):
        complete_pages(report, (), folder)
        assert not without_what_programs_read(folder)
    html = (folder / "chapters" / "members.html").read_text(encoding="utf-8")
    assert html.startswith("<html><head><title>T</title>")
    assert html.endswith("</head><body>B</body></html>")
    assert re.search(r'<meta name="description" content="[^"]{20,}"', html)
    assert json.loads((folder / "search.json").read_text(encoding="utf-8")) == [own]


# What the filter asks of Quarto, as it answers while it sets a PDF.
ANSWERING = """
quarto = {
  doc = { file_metadata = function() return {} end, is_format = function() return true end },
  utils = {
    combineFilters = function(filters) return filters[2] end,
    file_metadata_filter = function() return {} end,
  },
}
return dofile("quarto_book.lua")
"""
FIRST_PAGE = """::: {.big-numbers}
- **94** secretariats
- **3** documents
:::

:::: {.main-points}
::: {.main-point}
Seats are not output.
:::
::: {.main-point}
Germany holds most.
:::
::::
"""


def test_the_first_page_of_quartos_pdf_has_its_numbers_in_a_row(tmp_path: Path) -> None:
    (tmp_path / "answering.lua").write_text(ANSWERING, encoding="utf-8")
    process = subprocess.run(
        [get_pandoc_path(), "--to", "typst", "--lua-filter", tmp_path / "answering.lua"],
        input=FIRST_PAGE,
        cwd=ROOT / "_extensions" / "standards-report" / "filters",
        capture_output=True,
        text=True,
        env={**os.environ, "LUA_PATH": "./?.lua"},
    )
    assert process.returncode == 0, process.stderr
    told = " ".join(process.stdout.split())
    assert "#numbers[ #strong[94] secretariats ][ #strong[3] documents ]" in told
    assert re.search(r"#points\[ .*Seats are not output\..* \]\[ .*Germany holds most\..* \]", told)


def test_quarto_is_handed_the_values_that_chapters_name_and_no_others(
    built: SmallProject, tmp_path: Path
) -> None:
    built_project = Project(built.root)
    report = load_report(built_project, load_edition(built_project.editions, "2030"))
    stage(report, tmp_path)
    texts = [(built.root / file).read_text(encoding="utf-8") for file in report.files]
    named = set(re.findall(r"\{\{< var ([\w.]+) >\}\}", "".join(texts)))
    handed, known = load_names(tmp_path / "_variables.yml"), load_names(report.work.variables)
    assert handed == {name: known[name] for name in named}
    assert 0 < len(handed) < len(known)


WAITING = """#!/bin/sh
echo "a step is done" >&2
read answer
echo "$answer" >&2
exit 3
"""


def test_what_quarto_calls_tells_of_each_step_as_it_ends(tmp_path: Path) -> None:
    step = tmp_path / "analysis" / "quarto_step.py"
    program = tmp_path / ".venv" / "bin" / "python"
    for path in (step, program):
        path.parent.mkdir(parents=True)
    shutil.copyfile(ROOT / "analysis" / "quarto_step.py", step)
    program.write_text(WAITING, encoding="utf-8")
    program.chmod(0o755)
    with subprocess.Popen(
        [sys.executable, step, "pre"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={name: value for name, value in os.environ.items() if name != INSIDE},
    ) as process:
        assert process.stdin
        assert process.stderr
        assert process.stderr.readline() == "a step is done\n"
        process.stdin.write("No module named standards_report\n")
        process.stdin.close()
        assert "run `make report` once" in process.stderr.read()
    assert process.returncode == 3


SIDEBAR = """<body><nav id="quarto-sidebar"><ul><li><ul><li>A</li></ul></li>
</ul></nav><nav><ul></ul></nav></body>"""


def test_the_sidebar_of_quarto_leads_to_the_list_of_countries_once(tmp_path: Path) -> None:
    project = with_countries(new_project(tmp_path / "small"))
    process = project.run("build", "--to", "html")
    assert process.returncode == 0, process.stderr
    report = load_report(Project(project.root), load_edition(project.root / "editions", "2030"))
    folder = project.site / "2030"
    for page in [folder / "index.html", *(folder / "chapters").glob("*.html")]:
        page.write_text(f"<html><head></head>{SIDEBAR}</html>", "utf-8")
    for _ in range(2):
        complete_pages(report, (), folder)
        for name, address in (("index", "countries/"), ("chapters/members", "../countries/")):
            html = (folder / f"{name}.html").read_text(encoding="utf-8")
            added = '</li></ul></li>\n<li class="sidebar-item page-list">'
            assert added in html, name
            assert html.count(f'href="{address}index.html"') == 1, name


FAILING = """#!{python}
import os, sys
if "--version" in sys.argv:
    print("1.9.20")
    raise SystemExit
color = "" if os.environ.get("NO_COLOR") else "\x1b[91m"
print("[1/6] index.qmd", file=sys.stderr)
print(color + "ERROR: _quarto.yml validation failed.\\n", file=sys.stderr)
print("Field toc has value 7", *sys.argv[-2:], "\\n", file=sys.stderr)
print("Stack trace:\\n" + "    at run (quarto.js:1)\\n" * 12, file=sys.stderr)
raise SystemExit(1)
"""


def test_a_failing_quarto_is_told_in_its_own_words(built: SmallProject, tmp_path: Path) -> None:
    before = built.hashes()
    program = tmp_path / "quarto"
    program.write_text(FAILING.format(python=sys.executable), encoding="utf-8")
    program.chmod(0o755)
    process = built.run("build", "--engine", "quarto", QUARTO=str(program))
    assert process.returncode == 5, process.stderr
    said = "Quarto failed: ERROR: _quarto.yml validation failed. / Field toc has value 7 "
    said += "--profile 2030\n"
    assert said in process.stderr
    assert "Quarto: page 1 of 6, index.qmd\n" in process.stderr
    assert "quarto.js" not in process.stderr
    assert built.hashes() == before
