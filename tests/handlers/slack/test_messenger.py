"""Sending to Slack: what goes over the wire, and what each failure means."""

import gc
import socket
import threading
import warnings
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.client import HTTPException

import pytest

from bot.delivery.messenger import Ambiguous, Gone, Permanent, Posted, Refused
from bot.messages.file import File
from bot.messages.message import Button, paragraph
from handlers.slack.connection import web_client
from handlers.slack.messenger import SlackMessenger
from sandbox.actor import Actor
from sandbox.faults import Reply, Script, silent
from sandbox.server import Sandbox
from sandbox.workspace import Channel
from tests.handlers.slack.window import Broken, in_time, refusing, stamp
from tests.town import START

HELLO = paragraph("Hello & <!channel> https://example.org")
HALF_A_MINUTE = timedelta(seconds=30)


@pytest.fixture
def ana(slack: Sandbox) -> Actor:
    return slack.member("ana")


def test_a_post_is_seen_as_it_was_written_and_pings_nobody(
    slack: Sandbox, messenger: SlackMessenger, meeting: Channel, ana: Actor
) -> None:
    posted = messenger.post(meeting.id, HELLO, stamp(42), in_time)
    seen = ana.last(meeting)
    assert posted == Posted(meeting.id, seen.ts)
    assert seen.words == "Hello & <!channel> https://example.org"
    assert seen.metadata == {"event_type": "elan_delivery", "event_payload": {"delivery": 42, "token": "of 42"}}
    assert slack.workspace.pings == []


def test_an_update_rewrites_text_and_blocks(messenger: SlackMessenger, meeting: Channel, ana: Actor) -> None:
    posted = messenger.post(meeting.id, HELLO, stamp(42), in_time)
    messenger.update(
        meeting.id, posted.message, paragraph("Changed").with_button(Button("Leave", "signup.leave", "1")), in_time
    )
    (seen,) = ana.sees(meeting)
    assert (seen.words, seen.text, seen.buttons) == ("Changed", "Changed", ["Leave"])
    assert messenger.find(meeting.id, stamp(42), START - timedelta(hours=1)) == posted.message


def test_a_direct_message_goes_to_the_channel_that_was_opened(messenger: SlackMessenger, ana: Actor) -> None:
    channel = messenger.direct_channel(ana.id)
    assert messenger.direct_channel(ana.id) == channel == ana.dm.id
    assert messenger.post(channel, HELLO, stamp(1), in_time).channel == channel
    assert len(ana.sees(ana.dm)) == 1


def test_a_delivery_is_found_by_its_own_id_however_long_ago(
    slack: Sandbox, messenger: SlackMessenger, meeting: Channel
) -> None:
    first = messenger.post(meeting.id, HELLO, stamp(7), in_time)
    for number in range(1000, 1205):
        messenger.post(meeting.id, HELLO, stamp(number), in_time)
    assert messenger.find(meeting.id, stamp(7), START - timedelta(minutes=1)) == first.message
    assert messenger.find(meeting.id, stamp(8), START - timedelta(minutes=1)) is None
    assert messenger.find(meeting.id, stamp(7), START + timedelta(minutes=1)) is None


@pytest.mark.parametrize(
    ("error", "status", "meaning"),
    [
        ("ratelimited", 429, Refused),
        ("", 429, Refused),
        ("ratelimited", 200, Refused),
        ("message_limit_exceeded", 200, Refused),
        ("invalid_auth", 200, Refused),
        ("token_revoked", 200, Refused),
        ("account_inactive", 200, Refused),
        ("internal_error", 200, Ambiguous),
        ("fatal_error", 500, Ambiguous),
        ("service_unavailable", 503, Ambiguous),
        ("anything", 502, Ambiguous),
        ("", 200, Ambiguous),
        ("not_in_channel", 200, Permanent),
        ("channel_not_found", 200, Permanent),
        ("is_archived", 200, Permanent),
        ("invalid_blocks", 200, Permanent),
        ("missing_scope", 200, Refused),
        ("org_login_required", 200, Refused),
        ("something_new", 200, Permanent),
        ("message_not_found", 200, Gone),
        ("cant_update_message", 200, Gone),
    ],
)
def test_each_error_of_slacks_has_its_meaning(
    slack: Sandbox, messenger: SlackMessenger, error: str, status: int, meaning: type[Exception]
) -> None:
    body = {"ok": False, "error": error} if error else {"ok": False}
    slack.platform.faults = broken = Broken("chat.postMessage", Reply(body, status=status))
    with pytest.raises(meaning) as caught:
        messenger.post("C1", HELLO, stamp(1), in_time)
    assert type(caught.value) is meaning
    assert broken.calls == 1


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry-After": "17"}, timedelta(seconds=17)),
        ({"retry-after": "3"}, timedelta(seconds=3)),
        ({"Retry-After": "0"}, timedelta(seconds=1)),
        ({"Retry-After": "soon"}, HALF_A_MINUTE),
        ({}, HALF_A_MINUTE),
    ],
)
def test_slack_says_how_long_to_wait(
    slack: Sandbox, messenger: SlackMessenger, meeting: Channel, headers: dict[str, str], wait: timedelta
) -> None:
    reply = Reply({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
    slack.platform.faults = Broken("chat.postMessage", reply)
    with pytest.raises(Refused) as caught:
        messenger.post(meeting.id, HELLO, stamp(1), in_time)
    assert caught.value.wait == wait


def test_a_real_workspace_says_no_in_words_that_are_understood(
    slack: Sandbox, messenger: SlackMessenger, meeting: Channel, ana: Actor
) -> None:
    elsewhere = slack.channel("elsewhere")
    for channel, reason in ((elsewhere.id, "not_in_channel"), ("C0NOBODY", "channel_not_found")):
        with pytest.raises(Permanent, match=reason):
            messenger.post(channel, HELLO, stamp(1), in_time)
    with pytest.raises(Gone, match="message_not_found"):
        messenger.update(meeting.id, "1.000001", HELLO, in_time)
    slack.archive(meeting, ana)
    with pytest.raises(Permanent, match="is_archived"):
        messenger.post(meeting.id, HELLO, stamp(1), in_time)


def test_every_call_tells_failures_apart(
    slack: Sandbox, messenger: SlackMessenger, meeting: Channel, ana: Actor
) -> None:
    calls: dict[str, Callable[[], object]] = {
        "chat.update": lambda: messenger.update(meeting.id, "1.1", HELLO, in_time),
        "conversations.open": lambda: messenger.direct_channel(ana.id),
        "conversations.history": lambda: messenger.find(meeting.id, stamp(1), START),
    }
    for method, call in calls.items():
        slack.platform.faults = refusing(method, "internal_error")
        with pytest.raises(Ambiguous, match="internal_error"):
            call()


# below the Web API


class Wire:
    """A listener that answers every connection with the same bytes, then closes it."""

    def __init__(self, answer: bytes, *, answers: bool = True) -> None:
        self._answer = answer if answers else None
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/api/"
        self.calls = 0
        self._held: list[socket.socket] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                talk, _peer = self._listener.accept()
            except OSError:
                return
            self.calls += 1
            talk.recv(65_536)
            if self._answer is None:
                self._held.append(talk)
                continue
            talk.sendall(self._answer)
            talk.close()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for talk in self._held:
            talk.close()
        self._thread.join(5)


@pytest.fixture
def wire(request: pytest.FixtureRequest) -> Iterator[Wire]:
    wire = Wire(request.param or b"", answers=request.param is not None)
    yield wire
    wire.close()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the SDK leaves half an answer to the garbage collector
        gc.collect()


PAGE = b"<html>Bad gateway</html>"
ANSWERS = {
    "closed": b"",
    "bad gateway": b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 24\r\n\r\n" + PAGE,
    "a page": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 24\r\n\r\n" + PAGE,
    "half an answer": b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"ok": true',
    "no answer at all": b"ICY 200 OK\r\n\r\n",
    "silence": None,
}


@pytest.mark.parametrize("wire", ANSWERS.values(), ids=ANSWERS.keys(), indirect=True)
def test_an_answer_that_broke_off_leaves_everything_open(wire: Wire) -> None:
    """Slack may have taken it: it is asked once, and never again by itself."""
    messenger = SlackMessenger(web_client("xoxb-test", wire.url, 1))
    with pytest.raises(Ambiguous) as caught:
        messenger.post("C1", HELLO, stamp(1), in_time)
    assert (wire.calls, "html" in str(caught.value)) == (1, False)


TOO_OFTEN = b"HTTP/1.1 429 Slow down\r\nRetry-After: 7\r\nContent-Length: 24\r\n\r\n" + PAGE


@pytest.mark.parametrize("wire", [TOO_OFTEN], ids=["a page"], indirect=True)
def test_a_page_may_say_how_long_to_wait_and_is_not_repeated(wire: Wire) -> None:
    with pytest.raises(Refused) as caught:
        SlackMessenger(web_client("xoxb-test", wire.url, 1)).post("C1", HELLO, stamp(1), in_time)
    assert (str(caught.value), caught.value.wait) == ("ratelimited", timedelta(seconds=7))


def test_a_refused_dial_reached_nobody() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(Refused, match="connection_refused"):
        SlackMessenger(web_client("xoxb-test", f"http://127.0.0.1:{port}/api/", 1)).post("C1", HELLO, stamp(1), in_time)


LIST = File("1-list.csv", "List", ("Here & <!channel>",), "Name\nÉloïse".encode())


def test_a_file_goes_in_three_steps_and_its_words_ping_nobody(
    slack: Sandbox, messenger: SlackMessenger, ana: Actor
) -> None:
    posted = messenger.send_file(messenger.direct_channel(ana.id), LIST, in_time)
    (seen,) = ana.sees(ana.dm)
    assert (seen.words, seen.opens("1-list.csv")) == ("Here & <!channel>", LIST.content)
    assert (posted, slack.workspace.pings) == (Posted(ana.dm.id, seen.post.files[0]["id"]), [])


def test_a_file_that_comes_too_late_is_seen_by_nobody(messenger: SlackMessenger, ana: Actor) -> None:
    def too_late() -> None:
        raise Refused("the lease is over", HALF_A_MINUTE)

    with pytest.raises(Refused):
        messenger.send_file(ana.dm.id, LIST, too_late)
    assert ana.sees(ana.dm) == []


@pytest.mark.parametrize("address", ["file:///etc/passwd", "https://127.0.0.1:1/upload", "ftp://files.example.org/"])
def test_bytes_go_to_no_address_of_another_kind_than_the_apis(slack: Sandbox, address: str) -> None:
    client = web_client(slack.bot_token, slack.api_url, 2)
    with pytest.raises(HTTPException):
        client.upload(address, b"x")


def test_an_upload_that_hangs_ends_at_the_deadline_and_may_be_tried_again(
    slack: Sandbox, messenger: SlackMessenger, ana: Actor
) -> None:
    messenger = SlackMessenger(web_client(slack.bot_token, slack.api_url, 0.3))
    channel = messenger.direct_channel(ana.id)
    slack.platform.faults = Script("upload", silent())
    with pytest.raises(Refused):
        messenger.send_file(channel, LIST, in_time)
    assert ana.sees(ana.dm) == []
