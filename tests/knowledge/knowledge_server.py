"""A web server on this machine that behaves well or badly, as a path asks; it counts what it was asked."""

from __future__ import annotations

import collections
import contextlib
import gzip
import http.server
import threading
import zlib
from typing import Callable, Dict, Iterator, List, Tuple

Route = Callable[[http.server.BaseHTTPRequestHandler], None]
MEGABYTE = b"x" * 1_000_000


class Server:
    """Routes by path; `asked` holds (method, path, headers) of every request."""

    def __init__(self) -> None:
        self.routes: Dict[str, Route] = {}
        self.asked: List[Tuple[str, str, Dict[str, str]]] = []
        self.sent: collections.Counter = collections.Counter()
        self.url = ""

    def serve(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> str:
        """A fixed answer at `path`; header names use _ for -. Returns the address."""
        return self.route(path, lambda handler: reply(handler, status, body, headers))

    def route(self, path: str, route: Route) -> str:
        """Whatever `route` does at `path`. Returns the address."""
        self.routes[path] = route
        return self.url + path

    def count(self, path: str, method: str = "GET") -> int:
        """How often `path` was asked."""
        return sum(1 for one, asked, _ in self.asked if (one, asked) == (method, path))


def reply(handler, status: int, body: bytes, headers: Dict[str, str]) -> None:
    """A whole answer with its length."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    if handler.command != "HEAD":
        handler.wfile.write(body)


def conditional(body: bytes, tag: str, day: str = "Sun, 22 Nov 2026 10:00:00 GMT") -> Route:
    """Answers 304 to who already has `tag`."""
    def route(handler) -> None:
        asked = handler.headers.get("If-None-Match")
        known = asked == tag if asked else handler.headers.get("If-Modified-Since") == day
        headers = {"ETag": tag, "Last_Modified": day}
        reply(handler, 304 if known else 200, b"" if known else body, headers)
    return route


def endless(server: Server, path: str) -> Route:
    """500 MB without a length, a megabyte at a time, until the reader hangs up."""
    def route(handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(500):
                handler.wfile.write(MEGABYTE)
                server.sent[path] += 1
    return route


def bomb() -> bytes:
    """Some hundred kilobytes that unpack to 100 MB."""
    packer = zlib.compressobj(9, wbits=zlib.MAX_WBITS | 16)
    return b"".join([*(packer.compress(b"\0" * 1_000_000) for _ in range(100)), packer.flush()])


def packed(body: bytes) -> bytes:
    """The body as gzip."""
    return gzip.compress(body)


def silent(until: threading.Event) -> Route:
    """Says nothing until the event is set."""
    return lambda handler: until.wait(30) and None


@contextlib.contextmanager
def running() -> Iterator[Server]:
    """A server on a free port of 127.0.0.1."""
    server = Server()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append((self.command, self.path, dict(self.headers)))
            route = server.routes.get(self.path)
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                route(self) if route else reply(self, 404, b"", {})

        do_HEAD = do_GET

        def log_message(self, *_: object) -> None:
            """Quiet."""

    class Listener(http.server.ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Readers that hang up are part of the tests."""

    listener = Listener(("127.0.0.1", 0), Handler)
    server.url = f"http://127.0.0.1:{listener.server_port}"
    thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listener.shutdown()
        listener.server_close()
        thread.join()
