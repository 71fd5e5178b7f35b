"""A web server for a few pages: waitress, which reads a request whole before a thread is given to it.

So a client that sends slowly holds no thread, and its connection only for a while; what is too large is refused before
it is read.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import structlog
from waitress import wasyncore
from waitress.adjustments import Adjustments

from handlers.web.connections import Door

Page = Callable[[str, Mapping[str, str], bytes], tuple[int, str, str]]
"""From method, headers (names in lower case) and body to status, content type and body."""
THREADS = 16
LARGEST_BODY, LARGEST_HEAD = 1_000_000, 32_768
"""Bytes; more is answered with 413 and 431. A view is 250 KB at most, and a form may take several bytes for each."""
IDLE_S = 30
"""A connection on which nothing happens is closed after it."""
IN_MEMORY = 65_536
"""Bytes of a body kept in memory; the rest of it goes to a file."""
LOOK_S = 0.02
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Limits:
    """How many connections there may be, and how many seconds after its first byte a request is to be whole.

    Slack posts within milliseconds.
    """

    connections: int = 200
    whole_within: float = 10.0


LIMITS = Limits()


class AddressTaken(Exception):
    """Nothing can be served at that address: another program is there, or it is not this machine's."""


class Server:
    """Serves `pages` by their paths at `address`, "host:port"; port 0 takes a free one. Raises AddressTaken."""

    def __init__(
        self, address: str, pages: Mapping[str, Page], threads: int = THREADS, limits: Limits = LIMITS
    ) -> None:
        self._pages = pages
        self._busy = 0
        self._guard = threading.Lock()
        self._sockets: dict[int, Any] = {}
        host, _, port = address.rpartition(":")
        try:
            family = socket.AF_INET6 if host.startswith("[") else socket.AF_INET
            listener = socket.create_server((host.strip("[]"), int(port)), family=family)
        except OSError as error:
            raise AddressTaken(address) from error
        self._server = self._open(listener, threads, limits)
        self._thread = threading.Thread(target=self._server.run, name="web", daemon=True)
        self.port = int(self._server.effective_port)

    def _open(self, listener: socket.socket, threads: int, limits: Limits) -> Any:
        adjustments = Adjustments(
            sockets=[listener],
            threads=threads,
            ident=None,
            max_request_body_size=LARGEST_BODY + 1,  # waitress refuses what is as large
            max_request_header_size=LARGEST_HEAD,
            channel_timeout=IDLE_S,
            cleanup_interval=IDLE_S // 3,
            connection_limit=limits.connections,
            inbuf_overflow=IN_MEMORY,
            asyncore_use_poll=True,
            clear_untrusted_proxy_headers=True,
        )
        door = Door(self._answer, listener, adjustments, self._sockets)
        door.whole_within = limits.whole_within
        return door

    def start(self) -> None:
        self._thread.start()

    def close(self, within: float = 5.0) -> None:
        """Takes no more, lets what was taken be answered for so many seconds, and ends."""
        self._in_its_thread(lambda: wasyncore.dispatcher.close(self._server))
        until = time.monotonic() + within
        while self._unanswered() and time.monotonic() < until:
            time.sleep(LOOK_S)
        self._server.task_dispatcher.shutdown(timeout=LOOK_S)
        self._in_its_thread(lambda: wasyncore.close_all(self._sockets, ignore_all=True))
        self._thread.join(within)

    def _in_its_thread(self, act: Callable[[], object]) -> None:
        """Has waitress's thread do it, which is woken by a pipe.

        Not by `pull_trigger`: awake already, that thread may do it, and close the pipe, before it is written to.
        """
        trigger = self._server.trigger
        with trigger.lock:
            trigger.thunks.append(act)
            trigger._physical_pull()  # noqa: SLF001  (as its own method does, but under the lock)

    def _unanswered(self) -> bool:
        """Whether somebody is being served, or their answer is not yet out."""
        waiting = list(self._server.active_channels.values())
        return self._busy > 0 or any(one.requests or one.total_outbufs_len for one in waiting)

    def _answer(self, environ: Mapping[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
        with self._guard:
            self._busy += 1
        try:
            status, kind, body = self._page(environ)
        finally:
            with self._guard:
                self._busy -= 1
        data = body.encode()
        headers = [("Content-Type", kind), ("Content-Length", str(len(data))), ("Cache-Control", "no-store")]
        start_response(f"{status} {HTTPStatus(status).phrase}", headers)
        return [data] if environ["REQUEST_METHOD"] != "HEAD" else []

    def _page(self, environ: Mapping[str, Any]) -> tuple[int, str, str]:
        page = self._pages.get(environ.get("PATH_INFO", ""))
        if page is None:
            return 404, "text/plain; charset=utf-8", "Nothing is here."
        try:
            return page(environ["REQUEST_METHOD"], _headers(environ), environ["wsgi.input"].read())
        except Exception:
            # whatever a stranger sends, they learn nothing, and the log keeps nothing of what they sent
            log.exception("page failed", path=environ["PATH_INFO"])
            return 500, "text/plain; charset=utf-8", "That is our fault."


def _headers(environ: Mapping[str, Any]) -> dict[str, str]:
    """The request's headers, of what WSGI makes of them."""
    told = {name[5:].replace("_", "-").lower(): str(value) for name, value in environ.items() if name[:5] == "HTTP_"}
    return {"content-type": str(environ.get("CONTENT_TYPE", "")), **told}
