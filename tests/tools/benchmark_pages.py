"""What a first visit costs: bytes and time to the largest paint, in headless Chromium.

    python -m tests.tools.benchmark_pages [_site]

Pages come from a server on this machine that compresses as hosts do, with an empty cache. Slow is
a network of 1.6 megabits a second with 150 milliseconds for each request, and a processor that is
slowed four times; a key of the search is timed from its event until results stand in the page.
`make bench` prints it for the editions that the site has. Other work on the machine adds to times.
"""

from __future__ import annotations

import gzip
import io
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
SLOWED = 4.0
SLOW_NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 0.75e6 / 8,
}
QUERIES = ("c", "ch", "china", "china s", "united states", "the", "1", "94", "标准", "xyzzy")

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


# Milliseconds from each key to its results; the index is ready before the first.
_KEYS = """async queries => {
  const field = document.querySelector('#search');
  const pause = time => new Promise(done => setTimeout(done, time));
  field.focus();
  while (!window.searchIndex) { await pause(20); }
  await matching.prepareAll(window.searchIndex);
  const times = [];
  for (const query of queries) {
    await pause(500);
    field.value = query;
    const start = performance.now();
    field.dispatchEvent(new Event('input', {bubbles: true}));
    await window.searchIndex.ready;
    await null;
    document.querySelector('.results').getBoundingClientRect();
    times.push(performance.now() - start);
  }
  return times;
}"""


class _Quiet(SimpleHTTPRequestHandler):
    _PACKED = (".html", ".css", ".js", ".svg")

    def send_head(self) -> Any:
        """Compresses text, as hosts do."""
        path = Path(self.translate_path(self.path))
        if path.suffix not in self._PACKED or not path.is_file():
            return super().send_head()
        content = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002
        """Says nothing: the benchmark's own lines are what is read."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serves the folder on this machine; gives the address of its root."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def visit(browser: Browser, address: str, width: int, slow: bool = False) -> Visit:
    """Opens the page as somebody does who was never here."""
    received: list[float] = []
    with opened(browser, "about:blank", width=width) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on(
            "Network.loadingFinished", lambda event: received.append(event["encodedDataLength"])
        )
        if slow:
            session.send("Network.emulateNetworkConditions", SLOW_NETWORK)
            session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        page.goto(address, wait_until="networkidle")
        seen = page.evaluate(_OBSERVED)
    return Visit(int(sum(received)), seen["paint"] / 1000, seen["shift"])


def keys(browser: Browser, address: str) -> dict[str, float]:
    """Milliseconds until each query is answered, on a slowed processor; the best of the runs."""
    runs = []
    with opened(browser, address) as page:
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        for _ in range(RUNS):
            runs.append(page.evaluate(_KEYS, list(QUERIES)))
    return dict(zip(QUERIES, map(min, zip(*runs, strict=True)), strict=True))


def main(site: Path) -> int:
    editions = sorted(path.parent.name for path in site.glob("*/manifest.json"))
    if not CHROMIUM or not editions:
        print("first page: Chromium or a built site was not found", file=sys.stderr)
        return 0
    with served(site) as root, chromium() as browser:
        for edition in editions:
            address = f"{root}/{edition}/index.html"
            for width, slow in ((1280, False), (375, False), (1280, True), (375, True)):
                visits = [visit(browser, address, width, slow) for _ in range(RUNS)]
                kilobytes = statistics.median(one.transferred for one in visits) / 1000
                paint = statistics.median(one.paint for one in visits)
                shift = max(one.shift for one in visits)
                print(
                    f"first page of {edition} at {width:>4} pixels{', slow' if slow else '':6}   "
                    f"{kilobytes:6.1f} kB   largest paint {paint:5.2f} s   layout shift {shift:.3f}"
                )
        times = keys(browser, f"{root}/{editions[-1]}/index.html")
        slowest = max(times, key=times.__getitem__)
        print(f"search in {editions[-1]}, slowed: at most {times[slowest]:.0f} ms, for {slowest!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "_site")))
