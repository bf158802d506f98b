"""What a first visit costs: bytes and time to the largest paint, in headless Chromium.

    python -m tests.tools.benchmark_pages [_site]

Pages come from a server on this machine, with an empty cache. Bytes are as transferred, with
no compression: hosts that compress send less. `make bench` prints it for both editions.
"""

from __future__ import annotations

import statistics
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.support.browser import CHROMIUM, chromium, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RUNS = 5

# The browser tells what it painted and moved, also of what happened before the script ran.
_OBSERVED = """() => new Promise(resolve => {
  const seen = {paint: 0, shift: 0};
  new PerformanceObserver(list => list.getEntries().forEach(one => seen.paint = one.startTime))
    .observe({type: 'largest-contentful-paint', buffered: true});
  new PerformanceObserver(list => list.getEntries().forEach(one => seen.shift += one.value))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => resolve(seen), 300);
})"""


class Visit(NamedTuple):
    """One visit of a page with an empty cache."""

    transferred: int  # bytes, with the headers
    paint: float  # seconds to the largest contentful paint
    shift: float  # cumulative layout shift


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002
        """Says nothing: the benchmark's own lines are what is read."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serves the folder on this machine; gives the address of its root."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def visit(browser: Browser, address: str, width: int) -> Visit:
    """Opens the page as somebody does who was never here."""
    received: list[float] = []
    with opened(browser, "about:blank", width=width) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on(
            "Network.loadingFinished", lambda event: received.append(event["encodedDataLength"])
        )
        page.goto(address, wait_until="networkidle")
        seen = page.evaluate(_OBSERVED)
    return Visit(int(sum(received)), seen["paint"] / 1000, seen["shift"])


def main(site: Path) -> int:
    editions = sorted(path.parent.name for path in site.glob("*/manifest.json"))
    if not CHROMIUM or not editions:
        print("first page: Chromium or a built site was not found", file=sys.stderr)
        return 0
    with served(site) as root, chromium() as browser:
        for edition in editions:
            for width in (1280, 375):
                visits = [
                    visit(browser, f"{root}/{edition}/index.html", width) for _ in range(RUNS)
                ]
                kilobytes = statistics.median(one.transferred for one in visits) / 1000
                paint = statistics.median(one.paint for one in visits)
                shift = max(one.shift for one in visits)
                print(
                    f"first page of {edition} at {width:>4} pixels   {kilobytes:6.1f} kB   "
                    f"largest paint {paint:5.2f} s   layout shift {shift:.3f}"
                )
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "_site")))
