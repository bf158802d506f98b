"""A press that keeps Typst between builds: the same bytes, and no harm when it is not there."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from standards_report.errors import UsageError
from standards_report.project import Project
from standards_report.render import press
from standards_report.render.fonts import pdf_font_folders
from standards_report.render.press import TypesettingError, start_press, stop_press, typeset
from standards_report.render.standby import stop_standby

from tests.conftest import SmallProject

FONTS = [str(path) for path in pdf_font_folders()]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project with a Typst source and a press."""
    (tmp_path / "main.typ").write_text(
        '#set document(title: "T")\n#set text(font: "Source Serif 4")\n#title()\nOne.\n'
    )
    project = Project(tmp_path)
    start_press(project)
    yield project
    stop_press(project)


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is set in this process."""

    def refuse(*_: object) -> None:
        raise AssertionError("set here")

    monkeypatch.setattr(press, "_set", refuse)


def test_a_press_gives_the_bytes_that_typst_gives_here(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    main = project.root / "main.typ"
    here = press._set(main, FONTS)
    monkeypatch.setattr(press, "_set", None)
    assert typeset(project, main, FONTS) == here
    main.write_text(main.read_text().replace("One", "Two"))
    changed, _ = typeset(project, main, FONTS)
    assert changed != here[0]
    main.write_text(main.read_text().replace("Two", "One"))
    assert typeset(project, main, FONTS) == here


def test_a_press_sees_that_a_file_beside_the_main_one_has_changed(project: Project) -> None:
    main, part, drawing = (project.root / name for name in ("main.typ", "part.typ", "d.svg"))
    part.write_text("Part one.")
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="{}"><path d="M0 0h9v9z"/></svg>'
    )
    drawing.write_text(svg.format(9))
    main.write_text(main.read_text() + '#include "part.typ"\n#image("d.svg", alt: "D")\n')
    documents = [typeset(project, main, FONTS)[0]]
    for file, text in ((part, "Part two."), (drawing, svg.format(8)), (part, "Part one.")):
        file.write_text(text)
        documents.append(typeset(project, main, FONTS)[0])
        afresh = press._Typesetter(project.root, tuple(FONTS)).typeset(main)[0]
        assert documents[-1] == afresh
    assert len(set(documents)) == len(documents)
    part.unlink()
    with pytest.raises(TypesettingError, match="part"):
        typeset(project, main, FONTS)


@pytest.mark.usefixtures("elsewhere")
def test_what_typst_objects_to_comes_from_the_press_as_well(project: Project) -> None:
    main = project.root / "main.typ"
    main.write_text("#no-such-thing")
    with pytest.raises(TypesettingError, match="unknown variable: no-such-thing"):
        typeset(project, main, FONTS)


def test_without_a_press_the_report_is_set_here(project: Project) -> None:
    main = project.root / "main.typ"
    pressed = typeset(project, main, FONTS)
    stop_press(project)
    assert typeset(project, main, FONTS) == pressed
    # What a press that was killed left behind.
    Path(press._address(project)).write_text("")
    assert typeset(project, main, FONTS) == pressed
    start_press(project)
    assert press.has_press(project)


def test_a_press_of_another_typst_is_asked_for_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press, "_same", lambda: "another")
    document, _ = typeset(project, project.root / "main.typ", FONTS)
    assert document.startswith(b"%PDF")
    assert not press.has_press(project)


def test_a_press_that_nobody_asks_ends_and_leaves_nothing(tmp_path: Path) -> None:
    project = Project(tmp_path)
    start_press(project, idle=0.2)
    deadline = time.monotonic() + 20
    while Path(press._address(project)).exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert not press.has_press(project)


def test_a_folder_that_others_can_write_to_holds_no_press(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    Path(press._address(Project(tmp_path))).parent.chmod(0o777)
    with pytest.raises(UsageError, match="leave out --warm"):
        start_press(Project(tmp_path))


@pytest.mark.slow
def test_builds_with_a_press_give_the_same_site(built: SmallProject, tmp_path: Path) -> None:
    plain = SmallProject(tmp_path / "plain")
    shutil.copytree(built.root, plain.root)
    for one, options in ((built, ["--warm"]), (plain, [])):
        for sentence in ("A sentence.", "Another sentence."):
            one.append("chapters/members.qmd", f"\n{sentence}\n")
            process = one.build(*options)
            assert process.returncode == 0, process.stderr
    try:
        assert press.has_press(Project(built.root))
        assert not press.has_press(Project(plain.root))
        assert built.hashes() == plain.hashes()
    finally:
        stop_press(Project(built.root))
        stop_standby(Project(built.root))
