"""A Slack that drips, stalls or asks for patience: whoever waits for it waits no longer than they meant to."""

import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from structlog.testing import capture_logs

from bot import logs
from handlers.slack import connection
from handlers.slack.connection import patiently, web_client
from handlers.slack.screen import Screen
from sandbox.faults import Always, Fault, Script, dripping, garbled, paged, too_often
from sandbox.server import Sandbox
from tests.faults.ledger import POST, Ledger
from tests.town import Town, open_sandbox

PATIENCE_S = 0.2
LONG_S = 2.0
"""Ten times the patience, and less than what the drips would take."""
DRIP_S = 0.1


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with open_sandbox() as slack:
        yield slack


class Dripping:
    """A server whose answer comes a byte at a time, from its first line on."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/api/"
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with suppress(OSError):
            talk, _peer = self._listener.accept()
            with talk:
                for byte in b"HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{'ok': true}":
                    talk.send(bytes([byte]))
                    if self._done.wait(DRIP_S):
                        return

    def close(self) -> None:
        self._done.set()
        self._listener.close()
        self._thread.join(5)


@pytest.fixture
def dripper() -> Iterator[Dripping]:
    server = Dripping()
    yield server
    server.close()


def seconds(ask: Callable[[], object]) -> float:
    started = time.monotonic()
    ask()
    return time.monotonic() - started


def test_an_answer_in_drops_is_given_up_on_at_the_deadline(slack: Sandbox) -> None:
    slack.platform.faults = Always(dripping(DRIP_S), lambda _call: True)
    client = web_client(slack.bot_token, slack.api_url, PATIENCE_S)

    def ask() -> None:
        with pytest.raises(TimeoutError):
            client.auth_test()

    assert seconds(ask) < LONG_S


def test_a_first_line_in_drops_is_given_up_on_too(dripper: Dripping) -> None:
    client = web_client("xoxb-test", dripper.url, PATIENCE_S)

    def ask() -> None:
        with pytest.raises(TimeoutError):
            client.auth_test()

    assert seconds(ask) < LONG_S


def test_an_answer_that_is_slow_and_in_time_is_taken(slack: Sandbox) -> None:
    slack.platform.faults = Script("auth.test", dripping(0.001))
    assert web_client(slack.bot_token, slack.api_url, 30).auth_test()["ok"]


def test_a_name_with_many_deaf_addresses_is_dialled_no_longer_than_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    """A full queue answers no dial, as behind a firewall that drops it."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as deaf:
        to = deaf.getsockname()
        waiting = [_dials(to) for _ in range(4)]
        real = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", lambda *about, **more: real(*about, **more) * 12)
        client = web_client("xoxb-test", f"http://127.0.0.1:{to[1]}/api/", PATIENCE_S)

        def ask() -> None:
            with pytest.raises(OSError, match=r"timed out|deadline"):
                client.auth_test()

        assert seconds(ask) < LONG_S
        for one in waiting:
            one.close()


def _dials(to: Any) -> socket.socket:
    """A connection that nobody will take."""
    dial = socket.socket()
    dial.setblocking(False)
    dial.connect_ex(to)
    return dial


def test_a_newcomer_has_their_form_though_slack_drips_who_they_are(town: Town) -> None:
    """Within Slack's three seconds: or they would be told that the app did not respond."""
    town.slack.platform.faults = Always(dripping(DRIP_S), lambda call: call.method == "users.info")
    newcomer = town.slack.member("newcomer")
    assert newcomer.types(town.square, "/volunteer profile") == []
    assert newcomer.sees_dialog().title == "Your profile"


def test_an_answer_after_the_acknowledgement_is_no_endless_wait(
    dripper: Dripping, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.slack.screen.ANSWER_TIMEOUT_S", PATIENCE_S)
    screen = Screen(web_client("xoxb-test", dripper.url, 1))
    with capture_logs() as logged:
        assert seconds(lambda: screen.respond(dripper.url, {"text": "Here you are."})) < LONG_S
    assert [one["error"] for one in logged] == ["TimeoutError"]


def test_others_are_sent_to_while_slack_drips_to_one(ledger: Ledger) -> None:
    ledger.breaks(Script(POST, dripping(DRIP_S)))
    ledger.posts("Dripping")
    ledger.posts("After it")
    assert ledger.titles() == {"Dripping": 1, "After it": 1}
    ledger.settles()
    assert ledger.titles() == {"Dripping": 1, "After it": 1}


# when the bot starts


@pytest.mark.parametrize(("told", "waited"), [(7, 7.0), (None, 0.01), (99_999_999, 3600.0)])
def test_a_start_waits_as_long_as_slack_says(
    slack: Sandbox, monkeypatch: pytest.MonkeyPatch, told: int | None, waited: float
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(connection, "FIRST_WAIT_S", 0.01)
    monkeypatch.setattr("time.sleep", slept.append)
    slack.platform.faults = Script("auth.test", too_often(told))
    assert patiently("auth.test", web_client(slack.bot_token, slack.api_url).auth_test)["ok"]
    assert slept == [waited]


# what is logged


@pytest.fixture
def heard() -> Iterator[list[str]]:
    """What any library logs, where nothing keeps it from the log."""
    said: list[str] = []
    ear = logging.Handler()
    ear.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    levels = {name: logging.getLogger(name).level for name in logs.SILENT}
    for name in levels:
        logging.getLogger(name).setLevel(logging.NOTSET)
    logging.getLogger().addHandler(ear)
    yield said
    logging.getLogger().removeHandler(ear)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    structlog.reset_defaults()


PAGES = [paged(502), paged(200), garbled(b'{"<html>')]


@pytest.mark.parametrize("page", PAGES, ids=["502", "200", "broken JSON"])
def test_no_page_reaches_the_log_or_an_error(slack: Sandbox, heard: list[str], page: Fault) -> None:
    slack.platform.faults = Script("auth.test", page)
    with pytest.raises(SlackApiError) as caught:
        web_client(slack.bot_token, slack.api_url).auth_test()
    assert (heard, "html" in str(caught.value)) == ([], False)


def test_no_page_reaches_the_log_of_the_bot_through_another_client(slack: Sandbox, heard: list[str]) -> None:
    slack.platform.faults = Script("auth.test", paged(502), paged(502))
    plain = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    with pytest.raises(SlackApiError):
        plain.auth_test()
    assert "html" in heard.pop(), "or this would show nothing"
    logs.set_up()
    with pytest.raises(SlackApiError):
        plain.auth_test()
    assert heard == []
