"""The client below the Web API: what is asked in the last moment before a request goes."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from bot.delivery.messenger import Ambiguous, Refused
from bot.messages.message import paragraph
from handlers.slack.client import checked
from handlers.slack.connection import web_client
from handlers.slack.messenger import SlackMessenger
from sandbox.actor import Actor
from sandbox.faults import Script
from sandbox.server import Sandbox
from sandbox.workspace import Channel
from tests.handlers.slack.window import in_time, stamp
from tests.town import START

HELLO, CHANGED = paragraph("Hello"), paragraph("Changed")
SOON = START - START


class Late:
    """In time for so many questions, and too late from then on."""

    def __init__(self, questions: int) -> None:
        self.left = questions

    def __call__(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Refused("the lease is over", SOON)


@pytest.fixture
def rosa(slack: Sandbox) -> Actor:
    return slack.member("rosa")


@pytest.mark.parametrize("questions", [0, 1], ids=["before the headers", "before the body"])
def test_whoever_comes_too_late_says_and_changes_nothing(
    slack: Sandbox, messenger: SlackMessenger, meeting: Channel, rosa: Actor, questions: int
) -> None:
    posted = messenger.post(meeting.id, HELLO, stamp(1), in_time)
    slack.platform.faults = asked = Script()
    with pytest.raises(Refused, match="the lease is over"):
        messenger.post(meeting.id, HELLO, stamp(2), Late(questions))
    with pytest.raises(Refused, match="the lease is over"):
        messenger.update(meeting.id, posted.message, CHANGED, Late(questions))
    assert [one.words for one in rosa.sees(meeting)] == ["Hello"]
    messenger.update(meeting.id, posted.message, CHANGED, in_time)
    assert [one.words for one in rosa.sees(meeting)] == ["Changed"]
    assert asked.calls == {"chat.update": 1}


def test_the_last_question_is_asked_when_somebody_has_answered_the_dial_and_nothing_was_said() -> None:
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(5)

        def looks() -> None:
            talk, _peer = listener.accept()
            with talk:
                talk.settimeout(0.1)
                with suppress(TimeoutError):
                    heard.append(talk.recv(1))
            raise Refused("enough", SOON)

        client = web_client("xoxb-test", f"http://127.0.0.1:{listener.getsockname()[1]}/api/", 5)
        with pytest.raises(Refused, match="enough"), checked(looks):
            client.auth_test()
    assert heard == []


def test_what_is_asked_afterwards_is_asked_at_any_time(slack: Sandbox) -> None:
    client = web_client(slack.bot_token, slack.api_url, 2)
    with pytest.raises(Refused), checked(Late(0)):
        client.auth_test()
    assert client.auth_test()["ok"]


@contextmanager
def answering(status: int, elsewhere: str = "") -> Iterator[tuple[str, list[str | None]]]:
    """A server that answers each request so; its address, and what authority each request bore."""
    bore: list[str | None] = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            bore.append(self.headers["Authorization"])
            page = b'{"ok": true, "channel": "C1", "ts": "1.1"}' if not elsewhere else b""
            self.send_response(status)
            self.send_header("Location", elsewhere)
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_words: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/api/", bore
        server.shutdown()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_the_token_goes_nowhere_else(status: int) -> None:
    with answering(200) as (elsewhere, bore), answering(status, elsewhere) as (address, asked):
        messenger = SlackMessenger(web_client("xoxb-test", address, 2))
        with pytest.raises(Ambiguous, match=f"http_{status}"):
            messenger.post("C1", HELLO, stamp(1), in_time)
    assert (asked, bore) == (["Bearer xoxb-test"], [])
