"""A built edition served on this machine, built again whenever a source changes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from standards_report.errors import ReportError, UsageError
from standards_report.pipeline.progress import Reporter
from standards_report.project import Project
from standards_report.render.build import build, plan_build

_WATCHED = (
    "_quarto.yml",
    "index.qmd",
    "references.bib",
    "chapters",
    "data",
    "editions",
    "analysis/notebooks",
    "_extensions",
)
_VERSION = "/.preview"
# Asks now and then whether there is a newer build, and shows it at the same place.
_RELOAD = f"""<script>
(async () => {{
  const ask = async () => (await fetch("{_VERSION}", {{cache: "no-store"}})).text();
  const first = await ask();
  setInterval(async () => {{ if (await ask() !== first) location.reload(); }}, 700);
}})().catch(() => {{}});
</script>"""


class _State:
    """Which build is being shown."""

    def __init__(self) -> None:
        self.number = 0


class _Handler(SimpleHTTPRequestHandler):
    """Serves the site, with a script in each page that loads it again after a build."""

    def __init__(self, *arguments: object, state: _State, **settings: object) -> None:
        self.state = state
        super().__init__(*arguments, **settings)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        page = path / "index.html" if path.is_dir() and self.path.endswith("/") else path
        if self.path == _VERSION:
            self._send(str(self.state.number), "text/plain")
        elif page.suffix == ".html" and page.is_file():
            text = page.read_text(encoding="utf-8")
            self._send(text.replace("</body>", f"{_RELOAD}</body>"), "text/html")
        else:
            super().do_GET()

    def log_message(self, *arguments: object) -> None:
        """Says nothing: the terminal shows builds."""

    def _send(self, text: str, kind: str) -> None:
        content = text.encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)


def serve(project: Project, port: int, state: _State) -> ThreadingHTTPServer:
    """Starts to serve `_site/` on loopback, in the background; port 0 takes a free one."""
    handler = partial(_Handler, state=state, directory=str(project.site))
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def preview(
    project: Project, edition: str, engine: str, jobs: int, port: int, tell: Callable[[str], None]
) -> None:
    """Builds, serves and builds again on every change, until it is interrupted.

    `tell` gets the address once. A build that fails says why; the last good one stays on
    view. Raises UsageError for an unknown edition or engine, or where the port is taken.
    """
    plan_build(project, [edition], engine, jobs)
    state = _State()
    _build(project, edition, engine, jobs, state)
    try:
        server = serve(project, port, state)
    except OSError as error:
        raise UsageError(f"port {port}: {error.strerror}: choose another with --port") from None
    tell(f"http://127.0.0.1:{server.server_address[1]}/{edition}/")
    try:
        for changed in _changes(project):
            Reporter().say(f"Changed: {', '.join(changed)}")
            _build(project, edition, engine, jobs, state)
    finally:
        server.shutdown()


def _changes(project: Project) -> Iterator[list[str]]:
    from watchfiles import watch

    written = project.data / "README.md"  # by the build itself
    paths = [path for name in _WATCHED if (path := project.root / name).exists()]
    for batch in watch(*paths, raise_interrupt=True):
        names = {project.relative(Path(name)) for _, name in batch if Path(name) != written}
        if names:
            yield sorted(names)


def _build(project: Project, edition: str, engine: str, jobs: int, state: _State) -> None:
    try:
        build(plan_build(project, [edition], engine, jobs))
    except ReportError as error:
        for fault in error.faults:
            Reporter().say(str(fault))
        Reporter().say("The last good build stays on view.")
        return
    state.number += 1
