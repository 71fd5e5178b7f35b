"""What strangers send to the public address, byte by byte: each is refused, nobody else waits, and the log is clean."""

import json
import logging
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest

from handlers.slack.guard import signature
from handlers.slack.http import PATH, RequestUrl
from handlers.web.server import LARGEST_BODY, LARGEST_HEAD, Limits, Server
from tests.town import START

SECRET = "0123456789abcdef" * 2
LIMIT, WITHIN_S = 12, 0.4
BOUND_S = 3.0
"""Connections are looked at once a second; the rest is for a busy machine."""
WORDS = b"what-was-written"
POST = f"POST {PATH} HTTP/1.1\r\nHost: elan.example.org\r\n".encode()
BODY = b"Content-Length: 16\r\n\r\n" + WORDS
CHUNKED = b"Transfer-Encoding: chunked\r\n"


@contextmanager
def serving(limits: Limits | None = None) -> Iterator[Server]:
    door = RequestUrl([SECRET], lambda: START)
    server = Server("127.0.0.1:0", {PATH: door.receive}, 2, limits or Limits())
    server.start()
    yield server
    server.close()


@pytest.fixture(scope="module")
def served() -> Iterator[Server]:
    with serving() as server:
        yield server


def dial(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=BOUND_S)


def told(line: socket.socket) -> bytes:
    """All that comes until the other side closes, or says nothing for long."""
    said = b""
    with suppress(OSError):  # a reset, when it closed with bytes of ours unread
        while more := line.recv(65_536):
            said += more
    return said


def asked(server: Server, *parts: bytes) -> bytes:
    """The answer to these bytes, after which nothing more is sent."""
    with dial(server) as line:
        with suppress(OSError):
            for part in parts:
                line.sendall(part)
            line.shutdown(socket.SHUT_WR)
        return told(line)


def statuses(answer: bytes) -> list[int]:
    return [int(one) for one in re.findall(rb"^HTTP/1\.[01] (\d+)", answer, re.MULTILINE)]


def proper() -> bytes:
    """What Slack sends to see whether the address is ours."""
    body = json.dumps({"type": "url_verification", "challenge": "3eZbrw1a"}).encode()
    sent_at = str(int(START.timestamp()))
    head = f"X-Slack-Request-Timestamp: {sent_at}\r\nX-Slack-Signature: {signature(SECRET, sent_at, body)}\r\n"
    rest = f"Content-Type: application/json\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
    return POST + f"{head}{rest}".encode() + body


REQUEST_LINES = {
    "of garbage": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "of a method alone": b"GET",
    "of a method and a space": b"GET ",
    "without a version": b"GET " + PATH.encode(),
    "with a NUL in its address": b"GET " + PATH.encode() + b"?\0 HTTP/1.1",
    "with a NUL in its method": b"G\0T " + PATH.encode() + b" HTTP/1.1",
    "of 64 kB": b"GET /" + b"a" * 65_536 + b" HTTP/1.1",
    "of HTTP/9.9": b"GET " + PATH.encode() + b" HTTP/9.9",
    "of HTTP/2": b"PRI * HTTP/2.0",
    "of spaces": b"      ",
    "of nothing": b"",
    "in lower case": b"post " + PATH.encode() + b" http/1.1",
    "with half an IPv6 address": b"POST http://[" + PATH.encode() + b" HTTP/1.1",
    "with a letter that is none of an address": "POST http://a℀b/ HTTP/1.1".encode(),
    "with bytes above ASCII": b"POST " + PATH.encode() + b"?\xff\xfe HTTP/1.1",
    "with a line feed alone": b"POST " + PATH.encode() + b" HTTP/1.1\nHost: a",
    "with a carriage return alone": b"POST " + PATH.encode() + b" HTTP/1.1\rHost: a",
}
MALFORMED = {f"a request line {name}": line + b"\r\n\r\n" for name, line in REQUEST_LINES.items()} | {
    "line feeds alone": POST.replace(b"\r\n", b"\n") + b"Content-Length: 16\n\n" + WORDS,
    "an encoding nobody knows": POST + b"Transfer-Encoding: gzip\r\n" + BODY,
    "an encoding before the chunks": POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "the identity as encoding": POST + b"Transfer-Encoding: identity\r\n" + BODY,
    "an encoding in HTTP/1.0": POST.replace(b"/1.1", b"/1.0") + b"Transfer-Encoding: gzip\r\n" + BODY,
    "chunks in HTTP/1.0": POST.replace(b"/1.1", b"/1.0") + CHUNKED + b"\r\n0\r\n\r\n",
    "two lengths": POST + b"Content-Length: 3\r\n" + BODY,
    "one length twice": POST + b"Content-Length: 16\r\n" + BODY,
    "a negative length": POST + b"Content-Length: -1\r\n\r\n",
    "a length with a sign": POST + b"Content-Length: +16\r\n\r\n" + WORDS,
    "a length that is a word": POST + b"Content-Length: long\r\n\r\n",
    "no length in its header": POST + b"Content-Length: \r\n\r\n",
    "a huge length": POST + b"Content-Length: 99999999999999999999\r\n\r\n",
    "a length of 5,000 digits": POST + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n",
    "a length and chunks": POST + CHUNKED + b"Content-Length: 3\r\n\r\n0\r\n\r\n",
    "chunks of no size": POST + CHUNKED + b"\r\nzz\r\n" + WORDS,
    "chunks of a negative size": POST + CHUNKED + b"\r\n-1\r\n" + WORDS,
    "chunks without an end": POST + CHUNKED + b"\r\n10\r\n" + WORDS + b"XX0\r\n\r\n",
    "a header without a colon": POST + b"nonsense\r\n" + BODY,
    "a header without a name": POST + b": nonsense\r\n" + BODY,
    "a header with a space in its name": POST + b"Non sense: x\r\n" + BODY,
    "a header with a NUL": POST + b"Nonsense: \0\r\n" + BODY,
    "a folded first header": POST.split(b"\r\n", maxsplit=1)[0] + b"\r\n folded: x\r\n" + BODY,
    "headers that are too large": POST + b"H: x\r\n" * (LARGEST_HEAD // 6) + BODY,
    "a refused request that waits to go on": POST + b"Expect: 100-continue\r\nContent-Length: 9999999\r\n\r\n",
}
UNSIGNED = {
    "a folded header": POST + b"Nonsense: a\r\n b\r\n" + BODY,
    "1,000 headers": POST + b"".join(b"H%d: x\r\n" % n for n in range(1000)) + BODY,
    "no host": POST.replace(b"Host: elan.example.org\r\n", b"") + BODY,
    "two hosts": POST + b"Host: elsewhere\r\n" + BODY,
    "an expectation nobody has": POST + b"Expect: miracles\r\n" + BODY,
    "one that waits to go on with nothing": POST + b"Expect: 100-continue\r\n\r\n",
    "one that is not signed": POST + BODY,
}
ASKED = [pytest.param(one, (400, 413, 431), id=name) for name, one in MALFORMED.items()]
ASKED += [pytest.param(one, (401,), id=name) for name, one in UNSIGNED.items()]


@pytest.mark.parametrize(("request_", "wanted"), ASKED)
def test_a_strangers_request_is_refused_and_the_next_is_answered(
    served: Server,
    request_: bytes,
    wanted: tuple[int, ...],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    (status,) = statuses(asked(served, request_))
    assert status in wanted
    said = caplog.text + "".join(capfd.readouterr())
    for word in ("Traceback", "xception", WORDS.decode(), "nonsense"):
        assert word not in said
    assert asked(served, proper()).endswith(b"3eZbrw1a")


def test_half_a_request_is_closed_without_an_answer(served: Server) -> None:
    assert asked(served, POST) == asked(served, POST + BODY[:-1]) == b""


def test_a_body_is_waited_for_once_it_was_told_to_come(served: Server) -> None:
    """RFC 9110, section 10.1.1."""
    head, body = proper().split(b"\r\n\r\n")
    with dial(served) as line:
        line.sendall(head + b"\r\nExpect: 100-continue\r\n\r\n")
        assert line.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        line.sendall(body)
        assert statuses(told(line)) == [200]


def test_no_header_goes_from_one_request_into_the_next(served: Server) -> None:
    """A signature in a request that waits to go on with nothing is not one of what comes after it."""
    head, body = proper().split(b"\r\n\r\n")
    signed = re.sub(rb"Content-Length: \d+|Connection: close", b"A: b", head) + b"\r\nExpect: 100-continue\r\n\r\n"
    rest = b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body)
    with dial(served) as line:
        line.sendall(signed)
        while not (first := line.recv(1000)).endswith(b"Not signed by Slack."):
            assert b" 401 " in first or first == b""
        line.sendall(POST + rest + body)
        assert statuses(told(line)) == [401]


def test_a_body_has_one_limit_however_it_comes(served: Server) -> None:
    for size, status in ((LARGEST_BODY, 401), (LARGEST_BODY + 1, 413)):
        assert statuses(asked(served, POST + b"Content-Length: %d\r\n\r\n" % size, b"x" * size)) == [status]
    chunk = b"\r\n%x\r\n" % (LARGEST_BODY + 1) + b"x" * (LARGEST_BODY + 1)
    assert statuses(asked(served, POST + CHUNKED, chunk)) == [413]


def drips(line: socket.socket, until: float) -> bool:
    """Sends a byte now and then; whether the connection was closed by then."""
    while time.monotonic() < until:
        try:
            line.sendall(b"x")
            line.settimeout(0.05)
            if not line.recv(1):
                return True
        except TimeoutError:
            continue
        except OSError:
            return True
    return False


@pytest.mark.parametrize("begun", [POST + b"H: ", POST + BODY.replace(b"16", b"99999")], ids=["head", "body"])
def test_a_request_that_drips_in_is_given_up(begun: bytes) -> None:
    with serving(Limits(whole_within=WITHIN_S)) as server, dial(server) as line:
        line.sendall(begun)
        started = time.monotonic()
        assert drips(line, started + BOUND_S)
        assert time.monotonic() - started > WITHIN_S


@contextmanager
def serving_much(limits: Limits) -> Iterator[Server]:
    """With a page larger than what systems keep of an answer that is not read."""
    much = "x" * 8_000_000
    server = Server("127.0.0.1:0", {"/": lambda *_asked: (200, "text/plain", much)}, 2, limits)
    server.start()
    yield server
    server.close(0)


def reads_little(server: Server) -> socket.socket:
    """A connection whose answer has begun to come, and is not read."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    line.settimeout(BOUND_S)
    line.connect(("127.0.0.1", server.port))
    line.sendall(b"GET / HTTP/1.1\r\n\r\n")
    assert line.recv(1) == b"H"
    return line


def is_closed(line: socket.socket, within: float = BOUND_S) -> bool:
    """Whether the other side takes nothing more of it, before long."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        time.sleep(0.02)
        try:
            line.send(b"x")
        except OSError:
            return True
    return False


def test_an_answer_that_nobody_reads_is_given_up() -> None:
    with serving_much(Limits(whole_within=WITHIN_S)) as server, reads_little(server) as line:
        started = time.monotonic()
        assert is_closed(line)
        assert time.monotonic() - started > WITHIN_S


def test_who_reads_slowly_is_not_given_up() -> None:
    with serving_much(Limits(whole_within=WITHIN_S)) as server, reads_little(server) as line:
        for _one in range(4):
            time.sleep(WITHIN_S / 2)
            taken = 0
            while taken < 1_500_000:
                taken += len(line.recv(1_500_000))
        assert not is_closed(line, within=0.1)


def test_who_reads_no_answer_gives_way() -> None:
    with serving_much(Limits(connections=LIMIT)) as server, ExitStack() as crowd:
        for _one in range(LIMIT * 2):
            crowd.enter_context(reads_little(server))


@pytest.mark.parametrize("begun", [b"", POST, POST + BODY], ids=["silent", "half a request", "kept alive"])
def test_more_than_the_limit_hold_nobody_up(begun: bytes) -> None:
    """They give way at once: Slack waits for three seconds, and a request may take ten to arrive."""
    with serving(Limits(connections=LIMIT)) as server, ExitStack() as crowd:
        for _one in range(LIMIT * 3):
            line = crowd.enter_context(dial(server))
            line.sendall(begun)
        assert asked(server, proper()).endswith(b"3eZbrw1a")


def test_the_one_that_was_awaited_longest_gives_way() -> None:
    with serving(Limits(connections=7)) as server, ExitStack() as crowd:
        first, second = (crowd.enter_context(dial(server)) for _one in range(2))
        for line in (first, second):
            line.sendall(POST)
            time.sleep(0.05)
        crowd.enter_context(dial(server)), crowd.enter_context(dial(server))
        time.sleep(0.2)
        assert (is_closed(first, within=1.0), is_closed(second, within=0.2)) == (True, False)


def test_who_has_just_come_does_not_give_way_to_those_who_are_being_answered() -> None:
    go_on, begun = threading.Event(), threading.Semaphore(0)

    def slow(*_asked: object) -> tuple[int, str, str]:
        begun.release()
        assert go_on.wait(BOUND_S * 2)
        return 200, "text/plain", "at last"

    server = Server("127.0.0.1:0", {"/": slow}, 4, Limits(connections=7))
    server.start()
    with ExitStack() as all_:
        lines = [all_.enter_context(dial(server))]
        for _one in range(3):
            lines[-1].sendall(b"GET / HTTP/1.0\r\n\r\n")
            assert begun.acquire(timeout=BOUND_S)
            lines.append(all_.enter_context(dial(server)))
        time.sleep(0.2)  # so that the last is seen to be silent
        lines[-1].sendall(b"GET / HTTP/1.0\r\n\r\n")
        go_on.set()
        assert [told(one)[-7:] for one in lines] == [b"at last"] * 4
    server.close()
