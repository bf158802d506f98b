"""The real Quarto, where it is found: the same text as the embedded engine, page by page."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from standards_report.observations.editions import edition_ids, load_edition
from standards_report.render.choice import find_quarto
from standards_report.render.profile import profile_text

from tests.conftest import ROOT, SmallProject

QUARTO = find_quarto()
needs_quarto = pytest.mark.skipif(
    QUARTO is None or not QUARTO.usable,
    reason="no Quarto 1.9 or later on the PATH (or in QUARTO): nothing to compare with",
)


@pytest.mark.parametrize("identifier", edition_ids(ROOT / "editions"))
def test_the_committed_profile_matches_its_edition(identifier: str) -> None:
    edition = load_edition(ROOT / "editions", identifier)
    committed = (ROOT / f"_quarto-{identifier}.yml").read_text(encoding="utf-8")
    assert committed == profile_text(edition)


def words(page: Path) -> str:
    """The text of a page's main part, as a reader sees it, figures left out."""
    html = page.read_text(encoding="utf-8")
    main = html[html.index("<main") : html.index("</main>")]
    main = re.sub(r"<svg.*?</svg>|<script.*?</script>|<style.*?</style>", " ", main, flags=re.S)
    # Quarto keeps a hidden list of references on each page, for its pop-ups.
    main = re.sub(r'<div id="refs"[^>]*display: none.*?</div>\s*</div>', " ", main, flags=re.S)
    main = re.sub(r"<nav.*?</nav>|<footer.*?</footer>", " ", main, flags=re.S)
    main = re.sub(r'<(?:div|span) class="screen-reader-only">.*?</(?:div|span)>', "", main)
    text = re.sub(r"<[^>]+>", " ", main)
    text = text.replace("&nbsp;", " ").replace("\N{NO-BREAK SPACE}", " ").replace("&amp;", "&")
    text = text.replace("&gt;", ">").replace("&lt;", "<").replace("↩︎", "").replace("↩", "")
    return re.sub(r"\s+([.,:;)])", r"\1", " ".join(text.split())).replace("( ", "(")


@needs_quarto
def test_both_engines_give_the_same_text(built: SmallProject, tmp_path: Path) -> None:
    embedded = tmp_path / "embedded"
    shutil.copytree(built.site / "2030", embedded)
    process = built.run("build", "--engine", "quarto")
    assert process.returncode == 0, process.stderr
    for page in ("members", "claims", "about", "references"):
        file = Path("chapters") / f"{page}.html"
        assert words(built.site / "2030" / file) == words(embedded / file), page


@needs_quarto
@pytest.mark.slow
def test_both_engines_say_what_changed_and_switch_editions(built: SmallProject) -> None:
    opened = built.run("new-edition", "2031", "--as-of", "2031-12-31")
    assert opened.returncode == 0, opened.stderr
    texts = []
    for engine in ("pandoc", "quarto"):
        process = built.run("build", "2031", "--allow-stale", "--engine", engine)
        assert process.returncode == 0, process.stderr
        texts.append(words(built.site / "2031/chapters/changes.html"))
    assert texts[0] == texts[1]
    assert "compares edition 2031 with edition 2030" in texts[0]
    page = (built.site / "2031/chapters/members.html").read_text(encoding="utf-8")
    assert re.search(r'data-edition-switch[^>]*href="../../index.html"', page)
    assert re.search(r'<script src="[^"]*/switcher.js"', page)


@needs_quarto
def test_quarto_render_at_the_root_works_by_itself(small: SmallProject) -> None:
    assert QUARTO
    shutil.copyfile(
        ROOT / "analysis" / "quarto_step.py", small.root / "analysis" / "quarto_step.py"
    )
    small.replace(
        "_quarto.yml",
        "  type: book\n",
        "  type: book\n  pre-render: analysis/quarto_step.py pre\n"
        "  post-render: analysis/quarto_step.py post\n",
    )
    edition = load_edition(small.root / "editions", "2030")
    (small.root / "_quarto-2030.yml").write_text(profile_text(edition), encoding="utf-8")
    process = subprocess.run(
        [QUARTO.program, "render"],
        cwd=small.root,
        capture_output=True,
        text=True,
        env={**os.environ, "QUARTO_PYTHON": sys.executable},
    )
    assert process.returncode == 0, process.stderr[-2000:]
    edition_folder = small.site / "2030"
    for name in ("chapters/members.html", "data/fig-members.csv", "manifest.json"):
        assert (edition_folder / name).is_file(), name
    assert (edition_folder / "standards-report-2030.pdf").read_bytes().startswith(b"%PDF-")
    assert (small.site / "index.html").is_file()
