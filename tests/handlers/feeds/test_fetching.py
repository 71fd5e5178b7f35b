"""Fetching from strangers: conditional, by the clock, up to a size, and nowhere private, not even at the third hop."""

import gzip
import threading
import time
import tracemalloc
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import pytest

from handlers.feeds.fetching import LARGEST, Fetcher, Page, Unfetched, _body
from tests.handlers.feeds.stranger import Answer, Stranger, moved, nobody, page, versioned

METADATA = "http://169.254.169.254/latest/meta-data/"


def refused(fetch: Callable[[], Page]) -> str:
    with pytest.raises(Unfetched) as caught:
        fetch()
    return str(caught.value)


def endless(pause: float, chunk: bytes, *, head: bool = True) -> Answer:
    """A body, or a head, that never ends: a piece after each pause."""

    def answer(asked: BaseHTTPRequestHandler) -> None:
        asked.wfile.write(b"HTTP/1.1 200 OK\r\n" + (b"\r\n" if head else b""))
        until = time.monotonic() + 20
        while time.monotonic() < until:
            asked.wfile.write(chunk)
            asked.wfile.flush()
            time.sleep(pause)

    return answer


def test_a_page_is_had_with_what_knows_its_version(stranger: Stranger) -> None:
    stranger.pages["/feed"] = page(b"body", Content_Type="text/xml", ETag='"1"', Last_Modified="yesterday")
    assert stranger.fetcher().fetch(stranger.url()) == Page(b"body", "text/xml", '"1"', "yesterday")
    assert stranger.headers["host"] == f"127.0.0.1:{stranger.port}"
    assert {"if-none-match", "if-modified-since", "cookie", "authorization"} & set(stranger.headers) == set()


def test_what_has_not_changed_is_not_had_again(stranger: Stranger) -> None:
    stranger.pages["/feed"] = versioned("body", '"1"')
    first = stranger.fetcher().fetch(stranger.url())
    again = stranger.fetcher().fetch(stranger.url(), first.etag, first.modified)
    assert (again.body, again.etag, again.modified) == (None, '"1"', "Mon, 23 Nov 2026 10:00:00 GMT")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_five_times(stranger: Stranger, status: int) -> None:
    stranger.pages = {f"/{n}": moved(f"/{n + 1}", status) for n in range(6)} | {"/5": page(b"here")}
    assert stranger.fetcher().fetch(stranger.url("/0")).body == b"here"
    stranger.pages["/5"] = moved("/6")
    assert refused(lambda: stranger.fetcher().fetch(stranger.url("/0"))) == "redirects"
    assert len(stranger.asked) == 12


@pytest.mark.parametrize(
    "to", [METADATA, "http://[::ffff:169.254.169.254]/", "http://localhost:{other}/", "http://127.0.0.1:{other}/"]
)
def test_a_redirect_into_a_private_network_is_refused_before_it_is_dialled(stranger: Stranger, to: str) -> None:
    with Stranger() as other:
        other.pages["/"] = page(b"secret")
        stranger.pages = {"/feed": moved("/next"), "/next": moved(to.format(other=other.port))}
        assert refused(lambda: stranger.fetcher().fetch(stranger.url())) == "private"
        assert other.asked == []


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://example.org/", "gopher://x/", "http://u:p@x/"])
def test_a_redirect_to_what_is_no_web_address_is_refused(stranger: Stranger, to: str) -> None:
    stranger.pages["/feed"] = moved(to)
    assert refused(lambda: stranger.fetcher().fetch(stranger.url())) == "address"


@pytest.mark.parametrize("url", ["", "parks", "file:///etc/passwd", "http://", "http://[::1", "http://x:99999/", "//x"])
def test_what_is_no_address_is_refused(url: str) -> None:
    assert refused(lambda: Fetcher().fetch(url)) in ("address", "unreachable")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "10.0.0.1"])
def test_without_leave_nothing_on_this_machine_is_asked(stranger: Stranger, host: str) -> None:
    assert refused(lambda: Fetcher().fetch(stranger.url(host=host))) == "private"
    assert stranger.asked == []


def test_a_name_that_means_another_address_a_moment_later_is_asked_where_it_was_looked_up(stranger: Stranger) -> None:
    """Each hop looks its name up once, and dials what it found."""
    turns = [["10.0.0.1", "127.0.0.1"], ["127.0.0.1"], ["10.0.0.1"]]
    asked: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        return turns[len(asked) - 1]

    stranger.pages["/feed"] = moved("/feed")
    fetcher = Fetcher({("127.0.0.1", stranger.port)}, resolve)
    assert refused(lambda: fetcher.fetch(stranger.url(host="feeds.example.org"))) == "private"
    assert (asked, len(stranger.asked)) == (["feeds.example.org"] * 3, 2)


def test_what_answers_no_is_said(stranger: Stranger) -> None:
    stranger.pages = {"/gone": page("", 410), "/odd": page("", 302)}
    answers = [refused(lambda: stranger.fetcher().fetch(stranger.url(path))) for path in ("/gone", "/none", "/odd")]  # noqa: B023
    assert answers == ["status 410", "status 404", "status 302"]


def test_who_is_not_there_or_speaks_no_http_is_said(stranger: Stranger) -> None:
    url, port = nobody()
    assert refused(lambda: Fetcher({("127.0.0.1", port)}).fetch(url)) == "unreachable"

    def nonsense(asked: BaseHTTPRequestHandler) -> None:
        asked.wfile.write(b"\x00\xff nonsense\r\n\r\n")

    stranger.pages["/feed"] = nonsense
    assert refused(lambda: stranger.fetcher().fetch(stranger.url())) == "unreachable"

    def nowhere(_host: str, _port: int) -> list[str]:
        raise OSError("no such host")

    assert refused(lambda: Fetcher((), nowhere).fetch("http://feeds.example.org/")) == "unreachable"


@pytest.mark.parametrize(
    "answer",
    [endless(0.05, b"x"), endless(0.05, b"X-A: b\r\n", head=False), lambda _asked: time.sleep(3)],
    ids=["a body", "a head", "silence"],
)
def test_what_never_ends_is_left_when_its_time_is_over(stranger: Stranger, answer: Answer) -> None:
    stranger.pages["/feed"] = answer
    before = time.monotonic()
    assert refused(lambda: stranger.fetcher(within=0.5).fetch(stranger.url())) == "slow"
    assert time.monotonic() - before < 2


def test_the_time_is_for_all_redirects_together(stranger: Stranger) -> None:
    def slowly(asked: BaseHTTPRequestHandler) -> None:
        time.sleep(0.4)
        moved("/feed")(asked)

    stranger.pages["/feed"] = slowly
    assert refused(lambda: stranger.fetcher(within=1).fetch(stranger.url())) == "slow"


def test_what_is_too_large_is_left_when_it_is(stranger: Stranger) -> None:
    stranger.pages = {"/ok": page(b"x" * LARGEST), "/large": page(b"x" * (LARGEST + 1)), "/e": endless(0, b"x" * 65536)}
    assert len(stranger.fetcher().fetch(stranger.url("/ok")).body or b"") == LARGEST
    assert [refused(lambda: stranger.fetcher().fetch(stranger.url(path))) for path in ("/large", "/e")] == ["large"] * 2  # noqa: B023


def test_what_is_packed_is_unpacked_up_to_the_same_size(stranger: Stranger) -> None:
    stranger.pages = {
        "/small": page(gzip.compress(b"body"), Content_Encoding="gzip"),
        "/bomb": page(gzip.compress(b"0" * 50 * LARGEST), Content_Encoding="gzip"),
        "/broken": page(b"no gzip at all", Content_Encoding="gzip"),
        "/br": page(b"x", Content_Encoding="br"),
    }
    assert stranger.fetcher().fetch(stranger.url("/small")).body == b"body"
    paths = ("/bomb", "/broken", "/br")
    found = [refused(lambda: stranger.fetcher().fetch(stranger.url(path))) for path in paths]  # noqa: B023
    assert found == ["large", "encoding", "encoding"]


def test_what_is_packed_is_had_to_its_end_or_not_at_all(stranger: Stranger) -> None:
    whole = gzip.compress(b"body " * 9_000)
    stranger.pages = {
        "/members": page(whole + gzip.compress(b"and more"), Content_Encoding="gzip"),
        "/padded": page(whole + b"\0" * 9, Content_Encoding="gzip"),
        "/cut": page(whole[:-30], Content_Encoding="gzip"),
        "/second": page(whole + gzip.compress(b"and more")[:-3], Content_Encoding="gzip"),
        "/nothing": page(b"", Content_Encoding="gzip"),
        "/trash": page(whole + b"trash", Content_Encoding="gzip"),
    }
    assert stranger.fetcher().fetch(stranger.url("/members")).body == b"body " * 9_000 + b"and more"
    assert stranger.fetcher().fetch(stranger.url("/padded")).body == b"body " * 9_000
    paths = ("/cut", "/second", "/nothing", "/trash")
    found = [refused(lambda: stranger.fetcher().fetch(stranger.url(path))) for path in paths]  # noqa: B023
    assert found == ["cut", "cut", "cut", "encoding"]


@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_what_is_packed_is_the_same_however_it_comes(size: int) -> None:
    packed = gzip.compress(b"one ") + gzip.compress(b"") + b"\0\0" + gzip.compress(b"two")
    assert _body([packed[at : at + size] for at in range(0, len(packed), size)], "gzip") == b"one two"


def test_a_name_server_that_is_deaf_takes_no_longer_than_the_rest(stranger: Stranger) -> None:
    heard = threading.Event()

    def deaf(_host: str, _port: int) -> list[str]:
        heard.wait(10)
        return ["127.0.0.1"]

    before = time.monotonic()
    fetcher = Fetcher({("127.0.0.1", stranger.port)}, deaf, within=0.5)
    assert refused(lambda: fetcher.fetch(stranger.url(host="feeds.example.org"))) == "slow"
    assert time.monotonic() - before < 2
    assert stranger.asked == []
    heard.set()


def test_what_is_packed_a_thousandfold_fills_no_memory() -> None:
    bomb = gzip.compress(b"0" * 50 * LARGEST)
    tracemalloc.start()
    try:
        with pytest.raises(Unfetched, match="large"):
            _body([bomb], "gzip")
        assert tracemalloc.get_traced_memory()[1] < 6 * LARGEST
    finally:
        tracemalloc.stop()


def test_a_header_that_cannot_be_sent_back_is_not_kept(stranger: Stranger) -> None:
    stranger.pages["/feed"] = page(b"x", ETag='"' + "x" * 300 + '"', Last_Modified="\xe9")
    found = stranger.fetcher().fetch(stranger.url())
    assert (found.etag, found.modified) == (None, None)
