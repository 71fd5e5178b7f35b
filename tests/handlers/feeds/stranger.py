"""A stranger's web server: it answers what a test tells it to, well or badly."""

import socket
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

from handlers.feeds.fetching import Fetcher

Answer = Callable[[BaseHTTPRequestHandler], None]


def page(body: bytes | str, status: int = 200, **headers: str) -> Answer:
    """An answer of so many bytes; underscores in a header's name are hyphens."""
    data = body.encode() if isinstance(body, str) else body

    def answer(asked: BaseHTTPRequestHandler) -> None:
        asked.send_response(status)
        for name, value in {"Content_Length": str(len(data)), **headers}.items():
            asked.send_header(name.replace("_", "-"), value)
        asked.end_headers()
        asked.wfile.write(data)

    return answer


def moved(to: str, status: int = 302) -> Answer:
    return page(b"", status, Location=to)


def versioned(body: str, etag: str) -> Answer:
    """An answer that need not be had twice."""

    def answer(asked: BaseHTTPRequestHandler) -> None:
        if asked.headers.get("If-None-Match") == etag:
            page(b"", 304)(asked)
        else:
            page(body, ETag=etag, Last_Modified="Mon, 23 Nov 2026 10:00:00 GMT")(asked)

    return answer


class Stranger:
    """`pages` by path. `asked` are the paths that were asked for, in order."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.headers: dict[str, str] = {}
        stranger = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                stranger.asked.append(self.path)
                stranger.headers = {name.lower(): value for name, value in self.headers.items()}
                try:
                    stranger.pages.get(self.path, page("nothing", 404))(self)
                except OSError:
                    return  # who asked has gone

            def log_message(self, *_said: object) -> None:
                """Nothing is said."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def url(self, path: str = "/feed", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def fetcher(self, within: float = 5.0) -> Fetcher:
        """One that may dial this server, and nothing else that is not public."""
        return Fetcher({("127.0.0.1", self.port)}, within=within)

    def __enter__(self) -> "Stranger":
        self._thread.start()
        return self

    def __exit__(self, _kind: type[BaseException] | None, _e: BaseException | None, _at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()


def nobody() -> tuple[str, int]:
    """An address on this machine where nobody answers, and its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    return f"http://127.0.0.1:{port}/feed", port
