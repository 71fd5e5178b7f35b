"""Asking Slack over HTTP: one deadline for the whole of a request, and no answer but JSON.

urllib's time-out is for each read alone: an answer that drips in would hold its reader up for as long as it drips.
"""

import io
import json
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any, cast
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from slack_sdk import WebClient

SHORTEST_S = 0.001
LONGEST_WORD = 1000
"""Bytes that are read of what is said to an upload: "OK - 12"."""
_CHECK: ContextVar[Callable[[], None] | None] = ContextVar("check", default=None)


@contextmanager
def checked(check: Callable[[], None]) -> Iterator[None]:
    """What is asked within it, in this thread, is asked only if `check` raises nothing right before its bytes go.

    That is after the dial and the handshake, which take as long as they like, and again between the headers and the
    body, without which Slack does nothing. What remains is the moment from there to the system's own buffer: a process
    that is stopped in these microseconds, and for longer than its lease, still says what it had to say.
    """
    before = _CHECK.set(check)
    try:
        yield
    finally:
        _CHECK.reset(before)


class Silence:
    """Since when Slack has answered no call. Whoever calls nobody hears nothing of it."""

    def __init__(self) -> None:
        self._in_vain: tuple[float, float] | None = None

    def noted(self, *, answered: bool) -> None:
        now = time.monotonic()
        first = self._in_vain[0] if self._in_vain else now
        self._in_vain = None if answered else (first, now)

    def lasted(self) -> float | None:
        """Seconds from the first call in vain to the last; none when the last call was answered."""
        calls = self._in_vain
        return None if calls is None else calls[1] - calls[0]


class Client(WebClient):
    """The SDK's client; its `timeout` is for a whole request, but for the look-up of a name.

    What is no JSON object becomes Slack's error "http_502" and the like: the SDK would log the page, and stumble
    over a list.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.silence = Silence()

    def _perform_urllib_http_request_internal(self, _url: str, req: Request) -> dict[str, Any]:
        try:
            told = self._ask(req)
        except (OSError, HTTPException):
            self.silence.noted(answered=False)
            raise
        self.silence.noted(answered=told["status"] < 500)
        return told

    def upload(self, address: str, content: bytes) -> None:
        """Sends bytes to an address that Slack gave out, which gets no token.

        Raises OSError (an HTTPError for whatever is not 200) and HTTPException.
        """
        if urlsplit(address).scheme != urlsplit(self.base_url).scheme:
            raise HTTPException("another scheme than that of the API")
        request = Request(address, content, {"Content-Type": "application/octet-stream"}, method="POST")  # noqa: S310
        with send(request, self.timeout) as answer:
            if answer.status != 200:
                raise HTTPException(f"http_{answer.status}")
            answer.read(LONGEST_WORD)

    def _ask(self, req: Request) -> dict[str, Any]:
        try:
            with send(req, self.timeout) as answer:
                return _told(answer.status, answer.headers, answer.read())
        except HTTPError as refusal:
            with refusal:
                return _told(refusal.code, refusal.headers, refusal.read())


def send(request: Request, seconds: float) -> Any:
    """Slack's answer, to be read within the rest of the seconds. Raises OSError and HTTPException."""
    return _opener().open(request, timeout=seconds)


def _told(status: int, headers: Any, body: bytes) -> dict[str, Any]:
    text = body.decode("utf-8", "replace")
    try:
        ours = isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        ours = False
    if not ours:
        text = json.dumps({"ok": False, "error": f"http_{status}"})
    named = {name.title(): value for name, value in headers.items()}  # the SDK makes a plain dict of them
    if not named.get("Retry-After", "").isdecimal():
        named.pop("Retry-After", None)  # the SDK's Socket Mode client trips over anything but a number
    return {"status": status, "headers": named, "body": text}


@cache
def _opener() -> OpenerDirector:
    """Made once: reading the system's certificates takes longer than most answers.

    Redirects are answers, and not followed: urllib would take the token along, to whatever host is named.
    """
    opener = OpenerDirector()
    for handler in (ProxyHandler, _Http, _Https, UnknownHandler, HTTPDefaultErrorHandler, HTTPErrorProcessor):
        opener.add_handler(handler())
    return opener


class _Http(HTTPHandler):
    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_Connection, req)


class _Https(HTTPSHandler):
    def __init__(self) -> None:
        super().__init__()
        self._trust = ssl.create_default_context()

    def https_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_SecureConnection, req, context=self._trust)


class _Connection(HTTPConnection):
    """One request, over by its deadline: dialled, asked and read."""

    def __init__(self, *where: Any, **how: Any) -> None:
        super().__init__(*where, **how)
        self._until = time.monotonic() + (self.timeout or 0)
        self._create_connection = self._dial
        self.response_class = cast("type[HTTPResponse]", self._read)

    def connect(self) -> None:
        super().connect()
        self.sock.settimeout(_left(self._until))

    def send(self, data: Any) -> None:
        if self.sock is None:
            self.connect()
        check = _CHECK.get()
        if check is not None:
            check()
        super().send(data)

    def _dial(self, address: tuple[str, int], _timeout: float, _source: Any) -> socket.socket:
        """A name may have many addresses: each is given its share of the time that is left."""
        found: list[Any] = socket.getaddrinfo(*address, type=socket.SOCK_STREAM)
        for more, (*_about, to) in zip(range(len(found) - 1, -1, -1), found, strict=True):
            try:
                return socket.create_connection(to[:2], _left(self._until) / (more + 1))
            except OSError:
                if not more:
                    raise
        raise OSError("no address")

    def _read(self, sock: socket.socket, *about: Any, **more: Any) -> HTTPResponse:
        timed: Any = _Timed(sock, self._until)
        return HTTPResponse(timed, *about, **more)


class _SecureConnection(HTTPSConnection, _Connection):
    """The same, encrypted: the handshake is between the dial and the question."""


class _Timed:
    """What HTTPResponse needs of a socket: a stream, here one that ends in TimeoutError at its deadline."""

    def __init__(self, sock: socket.socket, until: float) -> None:
        self._sock = sock
        self._until = until

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Stream(self._sock, self._until))


class _Stream(io.RawIOBase):
    def __init__(self, sock: socket.socket, until: float) -> None:
        super().__init__()
        self._sock = sock
        self._raw = sock.makefile("rb", buffering=0)
        self._until = until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(_left(self._until))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


def _left(until: float) -> float:
    """Seconds until then. Raises TimeoutError when there is none left."""
    left = until - time.monotonic()
    if left < SHORTEST_S:
        raise TimeoutError("the deadline is over")
    return left
