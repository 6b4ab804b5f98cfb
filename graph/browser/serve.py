"""A small server for Neo4j Browser: a few files from memory, on this machine only, to pages of this machine or of the one that is named."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import urlsplit

PORT = 7475
HERE = frozenset({"localhost", "127.0.0.1", "[::1]"})


class File(NamedTuple):
    kind: str
    body: bytes


class Server(ThreadingHTTPServer):
    """Listens on 127.0.0.1. `files` are by path; `origin` is that of a Neo4j Browser on another machine, such as https://db.example:7473."""

    daemon_threads = True
    allow_reuse_address = False  # a port that another process has is taken

    def __init__(self, port: int, origin: str = "") -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.files: Mapping[str, File] = {}
        self.origin = origin

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A page that went away in the middle is no error."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    @property
    def address(self) -> str:
        """By name, since Neo4j Browser takes guides and styles from `localhost` unasked, but not from 127.0.0.1."""
        return f"http://localhost:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD for the files, and the question of a page of another origin whether it may ask."""

    server: Server
    server_version, sys_version = "axisgraph", ""
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        found = self.server.files.get(self.path.partition("?")[0]) if self._named_here() else None
        if found is None:
            self._answer(HTTPStatus.NOT_FOUND, File("text/plain; charset=utf-8", b"There is nothing here.\n"))
        else:
            self._answer(HTTPStatus.OK, found)

    do_HEAD = do_GET

    def do_OPTIONS(self) -> None:
        self._answer(HTTPStatus.NO_CONTENT, File("", b""))

    def _named_here(self) -> bool:
        """False for a request under another name, by which a foreign page could read us as its own (DNS rebinding)."""
        return self.headers.get("Host", "").rpartition(":")[0] in HERE

    def _allowed(self, origin: str) -> bool:
        try:
            host = urlsplit(origin).hostname or ""
        except ValueError:
            return False
        return host in ("localhost", "127.0.0.1", "::1") or (origin == self.server.origin != "")

    def _answer(self, status: HTTPStatus, file: File) -> None:
        self.send_response(status)
        if (origin := self.headers.get("Origin", "")) and self._allowed(origin):
            self.send_header("Access-Control-Allow-Origin", origin)
            self.send_header("Access-Control-Allow-Methods", "GET")
            self.send_header("Access-Control-Allow-Headers", "*")  # Browser asks with Pragma, and its error reporting adds its own
            self.send_header("Access-Control-Allow-Private-Network", "true")
        self.send_header("Vary", "Origin")
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        if file.kind:
            self.send_header("Content-Type", file.kind)
            self.send_header("Content-Length", str(len(file.body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(file.body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: what is asked is nobody's business."""


def usual(origin: str = "") -> Server:
    """On the usual port, or on any if that is taken."""
    try:
        return Server(PORT, origin)
    except OSError:
        return Server(0, origin)


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """Serve in a thread until the block ends."""
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
