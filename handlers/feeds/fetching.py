"""Fetching a feed from a stranger's server: by the clock, up to a size, and from nowhere that is not public."""

import time
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

import httpcore
import httpx

from handlers.feeds.dialing import Dialer, Refused, Resolve, resolved

SCHEMES = {"http": 80, "https": 443}
"""Each with its usual port."""
WITHIN_S = 20.0
LARGEST = 5_000_000
MOST_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
GZIP = 31
"""zlib's name for a stream with gzip's head and nothing else."""
HEADERS = {
    "User-Agent": "Elan (a volunteer marketplace; reads feeds)",
    "Accept": "application/feed+json, application/atom+xml, application/rss+xml, text/calendar, */*;q=0.5",
    "Accept-Encoding": "identity",
    "Connection": "close",
}


class Unfetched(Exception):
    """It could not be had; the reason is a name in `bot.messages.feeds`, perhaps with a number after it."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a server answered. `body` is none when nothing has changed since `etag` and `modified`."""

    body: bytes | None
    kind: str = ""
    etag: str | None = None
    modified: str | None = None


class Fetcher:
    """`allowed`: addresses and ports that may be dialled though they are not public. `within` is in seconds, for all
    of it, redirects too."""

    def __init__(
        self, allowed: Collection[tuple[str, int]] = (), resolve: Resolve = resolved, within: float = WITHIN_S
    ) -> None:
        self._allowed = allowed
        self._resolve = resolve
        self._within = within

    def look_up(self, url: str) -> None:
        """Asks nobody but for the name, which may be unknown just now. Raises Unfetched for what is no address on the
        web, and for one that no fetch would dial."""
        here = _parsed(url)
        dialer = Dialer(self._allowed, self._resolve, time.monotonic() + self._within)
        try:
            with suppress(httpcore.NetworkError, httpcore.TimeoutException):
                dialer.dialable(here.raw_host.decode("ascii"), here.port or SCHEMES[here.scheme])
        except Refused as error:
            raise Unfetched("private") from error

    def fetch(self, url: str, etag: str | None = None, modified: str | None = None) -> Page:
        """The page at that address, if it changed. Raises Unfetched."""
        known = {"If-None-Match": etag or "", "If-Modified-Since": modified or ""}
        headers = {**HEADERS, **{name: value for name, value in known.items() if value}}
        deadline = time.monotonic() + self._within
        here = _parsed(url)
        try:
            for _ in range(MOST_REDIRECTS + 1):
                found = self._ask(here, headers, deadline)
                if isinstance(found, Page):
                    return found
                here = _parsed(found, here)
        except Refused as error:
            raise Unfetched("private") from error
        except (httpcore.TimeoutException, TimeoutError) as error:
            raise Unfetched("slow") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as error:
            raise Unfetched("unreachable") from error
        raise Unfetched("redirects")

    def _ask(self, url: httpx.URL, headers: Mapping[str, str], deadline: float) -> Page | str:
        """The page, or where it says the page is."""
        dialer = Dialer(self._allowed, self._resolve, deadline)
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        sent = [("Host", url.netloc.decode("ascii")), *headers.items()]
        with (
            httpcore.ConnectionPool(network_backend=dialer) as pool,
            pool.stream("GET", target, headers=sent) as answer,
        ):
            told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}
            if answer.status in REDIRECTS and told.get("location"):
                return told["location"]
            if answer.status == 304:
                return Page(None, etag=headers.get("If-None-Match"), modified=headers.get("If-Modified-Since"))
            if not 200 <= answer.status < 300:
                raise Unfetched(f"status {answer.status}")
            body = _body(answer.iter_stream(), told.get("content-encoding", ""))
        return Page(body, told.get("content-type", ""), _kept(told, "etag"), _kept(told, "last-modified"))


def _parsed(given: str, base: httpx.URL | None = None) -> httpx.URL:
    """Raises Unfetched for what is no address on the web."""
    try:
        url = base.join(given) if base is not None else httpx.URL(given)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise Unfetched("address") from error
    if url.scheme not in SCHEMES or not url.host or url.userinfo:
        raise Unfetched("address")
    return url


def _kept(told: Mapping[str, str], name: str) -> str | None:
    """A header to be sent back the next time, if it is of a sensible length and can be."""
    value = told.get(name, "").strip()
    return value if value and value.isascii() and value.isprintable() and len(value) <= 255 else None


def _body(chunks: Iterable[bytes], encoding: str) -> bytes:
    """The whole body. Raises Unfetched when it is too large, also once it is unpacked."""
    coded = encoding.strip().lower()
    if coded not in ("", "identity", "gzip"):
        raise Unfetched("encoding")
    body = bytearray()
    for piece in _unpacked(chunks) if coded == "gzip" else chunks:
        body += piece
        if len(body) > LARGEST:
            raise Unfetched("large")
    return bytes(body)


def _unpacked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """What was packed, which may be in several members one after the other (rfc-editor.org/rfc/rfc1952, 2.2), and
    zeros after them. Raises Unfetched, also for what breaks off."""
    unpack = zlib.decompressobj(GZIP)
    for chunk in chunks:
        left = chunk
        while left := left.lstrip(b"\0") if unpack.eof else left:
            unpack = zlib.decompressobj(GZIP) if unpack.eof else unpack
            try:
                yield unpack.decompress(left, LARGEST + 1)
            except zlib.error as error:
                raise Unfetched("encoding") from error
            left = unpack.unused_data
    if not unpack.eof:
        raise Unfetched("cut")
