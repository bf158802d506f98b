"""Serves a site on loopback, with a script in every page that shows what comes.

The policy of the pages forbids scripts that stand in them and every request of a script's own,
and it stays as it is. So the script is served, and it asks by loading another script, which is
answered as soon as there is news.
"""

from __future__ import annotations

import hashlib
import json
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from standards_report.commands.preview.board import Board, Notice
from standards_report.commands.preview.published import is_folder, page_version, published_file
from standards_report.errors import UsageError
from standards_report.media_types import HTML, JAVASCRIPT, served_type

OWN = "/.preview/"  # no file of a site: their names do not begin with a dot
_PATIENCE = 10.0  # seconds that a page waits for news before it asks again
_HERE = Path(__file__).parent
_HTML = f"{HTML}; charset=utf-8"
_SCRIPT = f"{JAVASCRIPT}; charset=utf-8"
_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'"
_MISSING = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>No such page yet</title>
<link rel="stylesheet" href="{own}missing.css">
<body>
<main>
<h1>No such page yet</h1>
<p>It is shown here as soon as it is built. <a href="/">All editions</a></p>
</main>
</body>
</html>
"""


@dataclass(frozen=True)
class _Answer:
    status: HTTPStatus
    content: bytes
    kind: str = "text/plain; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


class PreviewServer(ThreadingHTTPServer):
    """Answers for one site; each request in a thread, since pages wait for news."""

    def __init__(self, site: Path, port: int, board: Board) -> None:
        self.site, self.board = site, board
        self._connections: set[Any] = set()
        super().__init__(("127.0.0.1", port), _Handler)
        self.hosts = {f"127.0.0.1:{self.server_port}", f"localhost:{self.server_port}"}

    def process_request(self, request: Any, client_address: Any) -> None:
        """Knows the connection until it is closed."""
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """A connection is closed."""
        self._connections.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """Takes no more connections, and ends those that browsers keep."""
        super().server_close()
        for connection in list(self._connections):
            with suppress(OSError):  # its reader went away
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader who went away is no fault."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


@contextmanager
def serving(site: Path, port: int, board: Board) -> Iterator[int]:
    """Serves in the background; gives the port, a free one for 0.

    Raises UsageError where the port cannot be had.
    """
    try:
        server = PreviewServer(site, port, board)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or "is no port"
        raise UsageError(f"port {port}: {reason}: choose another with --port") from None
    threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer
    protocol_version = "HTTP/1.1"  # a page asks for twenty files: one connection has them all
    timeout = 30  # seconds without a request after which a connection is closed

    def do_GET(self) -> None:
        self._send(self._answer(), with_content=True)

    def do_HEAD(self) -> None:
        self._send(self._answer(), with_content=False)

    def log_message(self, *arguments: object) -> None:
        """Says nothing: the terminal shows builds."""

    def _answer(self) -> _Answer:
        if [name.lower() for name in self.headers.get_all("Host", [])] not in (
            [host] for host in self.server.hosts
        ):
            return _Answer(HTTPStatus.MISDIRECTED_REQUEST, b"This is the preview of a report.\n")
        if not self._is_own_request():
            return _Answer(HTTPStatus.FORBIDDEN, b"Pages of this preview alone may ask for it.\n")
        try:
            address = urlsplit(self.path)
        except ValueError:
            return self._missing()
        if address.scheme or address.netloc or not address.path.startswith("/"):
            return self._missing()
        if address.path.startswith(OWN):
            return self._own(address.path.removeprefix(OWN), parse_qs(address.query))
        return self._published(address.path)

    def _is_own_request(self) -> bool:
        """Whether no page of another site asks; to follow a link from there is allowed."""
        site = self.headers.get("Sec-Fetch-Site", "none")
        return site in ("none", "same-origin") or self.headers["Sec-Fetch-Mode"] == "navigate"

    def _own(self, name: str, asked: dict[str, list[str]]) -> _Answer:
        if name == "notice.js":
            page, mark = asked.get("page", [""])[0], asked.get("mark", [""])[0]
            return _Answer(HTTPStatus.OK, self._news(page, mark).encode(), _SCRIPT)
        if name in ("live.js", "live.css", "missing.css"):
            file = _HERE / name
            return _Answer(HTTPStatus.OK, file.read_bytes(), served_type(file.name))
        return self._missing()

    def _news(self, address: str, mark: str) -> str:
        """A script that hands over the notice once it, or the page, differs from the mark."""
        board = self.server.board
        notice = board.wait_for(lambda now: self._told(address, now)["mark"] != mark, _PATIENCE)
        return f"previewNotice({json.dumps(self._told(address, notice))});\n"

    def _told(self, address: str, notice: Notice) -> dict[str, Any]:
        site = self.server.site
        drafts, file = self.server.board.drafts, published_file(site, address)
        told = asdict(notice) | {"draft": drafts.page(file)}
        told["version"] = page_version(site, file, drafts)
        return told | {"mark": hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]}

    def _published(self, path: str) -> _Answer:
        site, drafts = self.server.site, self.server.board.drafts
        file = published_file(site, path)
        if file is None and is_folder(site, path):
            headers = {"Location": f"{path}/"}
            return _Answer(HTTPStatus.MOVED_PERMANENTLY, b"", headers=headers)
        if file is None:
            return self._missing()
        kind = served_type(file.name)
        try:
            # Before the page is read: where it is replaced in between, it is loaded once more.
            version = page_version(site, file, drafts) if kind == _HTML else ""
            content = drafts.read(file)
        except OSError:
            return self._missing()
        if kind == _HTML:
            return _Answer(HTTPStatus.OK, _with_script(content, version), kind)
        return self._kept(content, kind)

    def _kept(self, content: bytes, kind: str) -> _Answer:
        """What a browser may keep if it asks each time whether it still holds, by content."""
        mark = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        headers = {"ETag": mark, "Cache-Control": "no-cache"}
        if self.headers["If-None-Match"] == mark:
            return _Answer(HTTPStatus.NOT_MODIFIED, b"", kind, headers)
        return _Answer(HTTPStatus.OK, content, kind, headers)

    def _missing(self) -> _Answer:
        page = _with_script(_MISSING.format(own=OWN).encode(), "")
        headers = {"Content-Security-Policy": _POLICY}
        return _Answer(HTTPStatus.NOT_FOUND, page, _HTML, headers)

    def _send(self, answer: _Answer, *, with_content: bool) -> None:
        self.send_response(answer.status)
        headers = {
            "Content-Type": answer.kind,
            "Content-Length": str(len(answer.content)),
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        if answer.status == HTTPStatus.NOT_MODIFIED:
            del headers["Content-Length"]  # it would be that of the file
        for name, value in (headers | answer.headers).items():
            self.send_header(name, value)
        self.end_headers()
        if with_content:
            self.wfile.write(answer.content)


def _with_script(page: bytes, version: str) -> bytes:
    """The page with the script at its end; it knows which version of the page it is in."""
    script = f'<script src="{OWN}live.js" data-version="{version}"></script>\n'.encode()
    before, end, after = page.rpartition(b"</body>")
    return before + script + end + after if end else page + script
