"""What the server of the preview answers, and what an open page does with it."""

from __future__ import annotations

import http.client
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from standards_report.commands.preview.board import Board
from standards_report.commands.preview.server import serving
from standards_report.errors import UsageError

from tests.support.browser import Theme, chromium, needs_chromium, opened

PAGE = "<!doctype html><html><body><main><p>Text</p></main></body></html>"
SECRET = "not for readers"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str


@dataclass(frozen=True)
class Served:
    """A site that is served, what it says, and what may be asked of it."""

    site: Path
    board: Board
    port: int

    def ask(self, address: str, method: str = "GET", **headers: str) -> Answer:
        """Asks exactly for the address, with a Host of its own unless another is given."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.putrequest(method, address, skip_host=True)
        sent = {"Host": f"127.0.0.1:{self.port}"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in sent.items():
            for one in value.split("\n") if value else []:
                connection.putheader(name, one)
        connection.endheaders()
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return Answer(answer.status, dict(answer.getheaders()), text)

    def address(self, page: str) -> str:
        return f"http://127.0.0.1:{self.port}/{page}"


@contextmanager
def served_site(site: Path) -> Iterator[Served]:
    board = Board()
    with serving(site, 0, board) as port:
        yield Served(site, board, port)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A site of a few files, with others around it that are nobody's business."""
    site = tmp_path / "_site"
    (site / "2030" / "chapters").mkdir(parents=True)
    (site / "2030" / "data").mkdir()
    (site / "2030" / "index.html").write_text(PAGE, encoding="utf-8")
    (site / "2030" / "data" / "a.csv").write_text("id\n", encoding="utf-8")
    (site / "2030" / ".hidden").write_text(SECRET, encoding="utf-8")
    outside = tmp_path / "_site-secret"
    outside.mkdir()
    (outside / "index.html").write_text(SECRET, encoding="utf-8")
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    (site / "2030" / "link.txt").symlink_to(tmp_path / "secret.txt")
    (site / "2030" / "out").symlink_to(outside)
    with served_site(site) as server:
        yield server


def test_files_of_the_site_are_served_as_what_they_are(served: Served) -> None:
    page = served.ask("/2030/")
    assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert '<p>Text</p></main><script src="/.preview/live.js" data-version=' in page.text
    assert page.text.endswith("</script>\n</body></html>")
    assert (served.site / "2030" / "index.html").read_text(encoding="utf-8") == PAGE
    assert page.headers["Cache-Control"] == "no-store"
    table = served.ask("/2030/data/a.csv?x=1")
    assert (table.status, table.text) == (200, "id\n")
    assert table.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert table.headers["X-Content-Type-Options"] == "nosniff"
    head = served.ask("/2030/index.html", "HEAD")
    assert (head.status, head.text, int(head.headers["Content-Length"])) == (
        200,
        "",
        len(page.text),
    )
    moved = served.ask("/2030")
    assert (moved.status, moved.headers["Location"]) == (301, "/2030/")


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1", "evil.example:{port}", "127.0.0.1:{port}.evil.example", ""],
)
def test_another_host_is_not_answered(served: Served, host: str) -> None:
    answer = served.ask("/2030/", Host=host.format(port=served.port))
    assert answer.status == 421
    assert "Text" not in answer.text


def test_two_hosts_are_not_answered_and_localhost_is(served: Served) -> None:
    assert served.ask("/2030/", Host=f"127.0.0.1:{served.port}\nevil.example").status == 421
    assert served.ask("/2030/", Host=f"LocalHost:{served.port}").status == 200


@pytest.mark.parametrize(
    "address",
    [
        "/../secret.txt",
        "/2030/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/2030/%2e%2e/%2e%2e/secret.txt",
        "/2030/..%2f..%2fsecret.txt",
        "/2030/%252e%252e/%252e%252e/secret.txt",
        "/2030/..\\..\\secret.txt",
        "/2030/..%5c..%5csecret.txt",
        "/../_site-secret/index.html",
        "//secret.txt",
        "/2030//../../secret.txt",
        "/2030/link.txt",
        "/2030/out/",
        "/2030/out",
        "/2030/out/index.html",
        "/2030/.hidden",
        "/2030/index.html/",
        "/2030/index.html%00.txt",
        "/2030/%ff",
        "/2030/data/",
        "/2030/data",
        "/2030/chapters/",
        "/.preview/loop.py",
        "/.preview/../secret.txt",
        "/.preview/%2e%2e/loop.py",
        "http://evil.example/secret.txt",
        "http://[/",
        "secret.txt",
        "*",
    ],
)
def test_nothing_outside_the_site_is_served(served: Served, address: str) -> None:
    answer = served.ask(address)
    assert answer.status == 404
    assert SECRET not in answer.text
    assert "a.csv" not in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_only_reading_is_answered(served: Served, method: str) -> None:
    assert served.ask("/2030/", method).status == 501


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_pages_of_other_sites_read_nothing(served: Served, site: str) -> None:
    served.board.put(faults=(SECRET,))
    for address in ("/.preview/notice.js?page=/2030/&mark=", "/2030/data/a.csv"):
        answer = served.ask(address, Sec_Fetch_Site=site, Sec_Fetch_Mode="no-cors")
        assert answer.status == 403
        assert SECRET not in answer.text
    followed = served.ask("/2030/", Sec_Fetch_Site=site, Sec_Fetch_Mode="navigate")
    assert followed.status == 200
    assert followed.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_port_that_is_taken_is_told(served: Served) -> None:
    with (
        pytest.raises(UsageError, match=rf"^port {served.port}: .*: choose another with --port$"),
        serving(served.site, served.port, served.board),
    ):
        pass


@pytest.fixture
def live(built_once: Path, tmp_path: Path) -> Iterator[Served]:
    """The site of the small project, with the policy that its pages have."""
    shutil.copytree(built_once / "_site", tmp_path / "_site")
    with served_site(tmp_path / "_site") as server:
        yield server


# Notes what a page is told, once the page has shown it.
_HEARS = """
let show;
Object.defineProperty(window, "previewNotice", {
  get: () => (notice) => { show(notice); window.told = JSON.stringify(notice); },
  set: (given) => { show = given; },
});
"""


def _until(check: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not check():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _change(served: Served, old: str, new: str) -> None:
    page = served.site / "2030" / "chapters" / "members.html"
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new), encoding="utf-8")
    served.board.put()


@needs_chromium
@pytest.mark.slow
def test_an_open_page_shows_what_was_built_where_it_was(live: Served) -> None:
    with chromium() as browser, opened(browser, live.address("2030/chapters/members.html")) as page:
        page.set_viewport_size({"width": 1000, "height": 400})
        page.evaluate("scrollTo(0, 200)")
        started = time.monotonic()
        _change(live, "A callout.", "Another callout.")
        page.get_by_text("Another callout.").wait_for(state="attached")
        print(f"An open page shows a build after {time.monotonic() - started:.2f} s")
        # Fonts that arrive late may move the text by a pixel.
        _until(lambda: abs(page.evaluate("scrollY") - 200) < 5)
        # A page that did not change is not loaded again.
        page.evaluate("window.same = true")
        (live.site / "2030" / "chapters" / "about.html").write_text(PAGE, encoding="utf-8")
        live.board.put(at_work="Making something else")
        page.get_by_text("Making something else").wait_for()
        assert page.evaluate("window.same") is True


@pytest.mark.slow
@needs_chromium
def test_a_draft_takes_the_place_of_the_text_until_it_is_published(live: Served) -> None:
    file = live.site.resolve() / "2030" / "chapters" / "members.html"
    published = file.read_text(encoding="utf-8")
    draft = published.replace("A callout.", "A drafted callout.")
    with chromium() as browser, opened(browser, live.address("2030/chapters/members.html")) as page:
        page.evaluate("window.same = true")
        live.board.drafts.put(file, draft.encode())
        live.board.put()
        page.get_by_text("A drafted callout.").wait_for(state="attached")
        assert page.evaluate("window.same") is True
        assert "A drafted callout." in live.ask("/2030/chapters/members.html").text
        assert "A drafted callout." not in live.ask("/2030/index.html").text
        file.write_text(draft, encoding="utf-8")
        live.board.drafts.clear()
        live.board.put()
        page.wait_for_function("() => window.same === undefined")  # loaded, with its scripts
        page.get_by_text("A drafted callout.").wait_for(state="attached")
        live.board.drafts.put(file, published.encode())
        live.board.put()
        page.get_by_text("A callout.").wait_for(state="attached")
        live.board.drafts.clear()  # a build that failed: the last good page comes back
        live.board.put(faults=("chapters/members.qmd:1: is wrong",))
        page.get_by_text("A drafted callout.").wait_for(state="attached")


@needs_chromium
@pytest.mark.parametrize("theme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
def test_faults_and_warnings_are_shown_as_text_and_go_away(live: Served, theme: Theme) -> None:
    address = live.address("2030/chapters/members.html")
    fault = "chapters/members.qmd:7: <img src=x onerror=alert(1)> is raw HTML: take it out"
    warning = "chapters/members.qmd:9: the number '7' is typed: take it from a value"
    with chromium() as browser, opened(browser, address, theme=theme) as page:
        bar = page.locator("aside[aria-label=Preview] section")
        live.board.put(faults=(fault,), warnings=(warning,))
        page.get_by_text(fault).wait_for()
        page.get_by_text(warning).wait_for()
        assert page.locator("aside img").count() == 0
        assert bar.evaluate("element => getComputedStyle(element).position") == "fixed"
        live.board.put(faults=())
        page.get_by_text(fault).wait_for(state="hidden")
        page.get_by_text(warning).wait_for()
        page.keyboard.press("End")
        bar.get_by_role("button", name="Hide").focus()
        page.keyboard.press("Enter")
        bar.wait_for(state="hidden")
        # What was hidden stays so on other lines and after the page was loaded; what is new shows.
        live.board.put(warnings=(warning.replace(":9:", ":11:"),))
        page.add_init_script(_HEARS)
        page.reload()
        _until(lambda: "11:" in str(page.evaluate("window.told")))
        assert bar.is_hidden()
        live.board.put(warnings=(warning.replace("'7'", "'8'"),))
        page.get_by_text("'8'").wait_for()
        bar.focus()
        page.keyboard.press("Escape")
        bar.wait_for(state="hidden")


@needs_chromium
def test_a_page_that_is_built_later_comes_by_itself(live: Served) -> None:
    page_file = live.site / "2030" / "chapters" / "later.html"
    with chromium() as browser:
        page = browser.new_page()
        page.goto(live.address("2030/chapters/later.html"))
        page.get_by_text("No such page yet").first.wait_for()
        live.board.put(faults=("_quarto.yml: no chapter: create it",))
        page.get_by_text("no chapter: create it").wait_for()
        page_file.write_text(PAGE, encoding="utf-8")
        live.board.put()
        page.get_by_text("Text").wait_for()


@pytest.mark.slow
@needs_chromium
def test_pages_find_a_server_that_was_started_again(live: Served) -> None:
    with chromium() as browser:
        page = browser.new_page()
        with served_site(live.site) as first:
            page.goto(first.address("2030/chapters/members.html"))
            page.get_by_text("A callout.").wait_for()
        first.board.put()
        page.get_by_text("The preview does not answer").wait_for()
        board = Board()
        with serving(live.site, first.port, board):
            _change(live, "A callout.", "Another callout.")
            page.get_by_text("Another callout.").wait_for(state="attached")
