"""Slack's live surfaces: a failure is given up, and nobody else's address is ever called."""

import http.server
import threading
import time
from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs

from handlers.slack.connection import web_client
from handlers.slack.screen import Screen
from sandbox.actor import Actor
from sandbox.faults import Reply
from sandbox.server import Sandbox
from tests.handlers.slack.window import PAGE, Broken, Window, refusing

SAID = {"response_type": "ephemeral", "text": "Here you are."}


@pytest.fixture
def ana(slack: Sandbox) -> Actor:
    return slack.member("ana", locale="fr-CA")


@pytest.fixture
def screen(slack: Sandbox) -> Screen:
    return Screen(web_client(slack.bot_token, slack.api_url, 1))


@pytest.fixture
def stranger() -> Iterator[tuple[str, list[str]]]:
    """A server of somebody else's, and what was asked of it. It takes its time with /slow."""
    asked: list[str] = []

    class Ear(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            time.sleep(1.8 if self.path == "/slow" else 0)
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library's own name)
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_address[1]}", asked
    server.shutdown()
    server.server_close()


def test_an_answer_goes_to_the_address_slack_gave(window: Window, screen: Screen, ana: Actor) -> None:
    screen.respond(window.response_url(ana), SAID)
    assert [m.words for m in ana.sees(window.square)] == ["Here you are."]


def test_no_other_host_is_called(screen: Screen, stranger: tuple[str, list[str]], slack: Sandbox) -> None:
    host, asked = stranger
    ours = slack.api_url.split("/")[2]
    for url in (
        f"http://{host}/response/x",
        f"http://{ours}@{host}/response/x",
        f"http://hooks.slack.com@{host}/x",
        f"http://{host}/hooks.slack.com/",
        f"http://{host}#hooks.slack.com",
        "file:///etc/passwd",
        "",
        "nonsense",
    ):
        screen.respond(url, SAID)
    assert asked == []


def test_the_servers_own_host_is_called(stranger: tuple[str, list[str]]) -> None:
    """The test above is worth something only where the server would have heard."""
    host, asked = stranger
    Screen(web_client("xoxb-test", f"http://{host}/api/", 1)).respond(f"http://{host}/response/x", SAID)
    assert asked == ["/response/x"]


def test_an_answer_after_the_acknowledgement_has_time(stranger: tuple[str, list[str]]) -> None:
    host, _asked = stranger
    with capture_logs() as logged:
        Screen(web_client("xoxb-test", f"http://{host}/api/", 1)).respond(f"http://{host}/slow", SAID)
    assert logged == []


def test_a_page_instead_of_an_answer_is_not_logged(slack: Sandbox, screen: Screen, ana: Actor) -> None:
    slack.platform.faults = Broken("users.info", PAGE)
    with capture_logs() as logged:
        assert screen.profile(ana.id) is None
    assert [one["error"] for one in logged] == ["http_502"]


def test_an_address_that_is_used_up_breaks_nothing(window: Window, screen: Screen, ana: Actor) -> None:
    url = window.response_url(ana)
    for _ in range(7):
        screen.respond(url, SAID)
    assert len(ana.sees(window.square)) == 5


def test_somebodys_profile_comes_with_their_language(screen: Screen, ana: Actor) -> None:
    found = screen.profile(ana.id)
    assert found is not None
    assert (found["locale"], found["tz"]) == ("fr-CA", "America/Toronto")


def test_a_profile_that_cannot_be_had_is_none(slack: Sandbox, screen: Screen, ana: Actor) -> None:
    assert screen.profile("U0NOBODY") is None
    slack.platform.faults = asked = refusing("users.info", "internal_error")
    assert screen.profile(ana.id) is None
    assert asked.calls == 1


def test_a_slow_slack_is_given_up_on(slack: Sandbox, screen: Screen, ana: Actor) -> None:
    slack.platform.faults = Broken("users.info", Reply({"ok": True, "user": {}}, delay=1.6))
    started = time.monotonic()
    assert screen.profile(ana.id) is None
    assert time.monotonic() - started < 1.5


def test_a_view_slack_refuses_breaks_nothing(screen: Screen, ana: Actor) -> None:
    screen.open("no trigger", {"type": "modal"})
    screen.redraw("V0", "h", {"type": "modal"})
    screen.publish_home(ana.id, {"type": "home", "blocks": [{"type": "nonsense"}]})
    assert (ana.dialog, ana.home) == (None, None)


def test_a_view_that_changed_meanwhile_is_not_overwritten(window: Window, screen: Screen, ana: Actor) -> None:
    window.types(ana, "profile")
    view = ana.sees_dialog().view
    definition = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Mine"},
        "blocks": [{"type": "divider"}],
    }
    screen.redraw(view.id, "an old hash", definition)
    assert ana.sees_dialog().title == "Votre profil"
    screen.redraw(view.id, view.hash, definition)
    assert ana.sees_dialog().title == "Mine"
