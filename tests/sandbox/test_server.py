import socket
import threading
import time
import urllib.error
import urllib.request

import pytest
from slack_sdk import WebClient
from starlette.responses import PlainTextResponse

from sandbox.server import HOST, Sandbox
from tests.sandbox.conftest import manifest


def test_server_listens_on_loopback_only_and_leaves_no_thread() -> None:
    before = set(threading.enumerate())

    with Sandbox(manifest()) as slack:
        assert slack.api_url.startswith(f"http://{HOST}:")
        assert WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[]).auth_test()["ok"]

    assert set(threading.enumerate()) == before


def test_server_starts_and_stops_quickly() -> None:
    started = time.perf_counter()
    with Sandbox(manifest()):
        pass

    assert time.perf_counter() - started < 1


def test_taken_port_is_an_error() -> None:
    with socket.create_server((HOST, 0)) as taken, pytest.raises(OSError, match="in use"):
        Sandbox(manifest(), port=taken.getsockname()[1]).start()


def test_page_can_be_mounted_before_the_start() -> None:
    slack = Sandbox(manifest())

    async def page(_: object) -> PlainTextResponse:
        return PlainTextResponse("a page")

    slack.app.add_route("/", page)
    with slack, urllib.request.urlopen(slack.url) as answer:
        assert answer.read() == b"a page"


def test_stopped_server_refuses() -> None:
    slack = Sandbox(manifest()).start()
    slack.stop()

    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(slack.url)


def test_nothing_to_repeat_is_an_error() -> None:
    with pytest.raises(LookupError, match="nothing was delivered"):
        Sandbox(manifest()).repeat_last()


def test_bot_is_a_member_named_by_the_manifest() -> None:
    slack = Sandbox(manifest())

    bot = slack.workspace.members[slack.installation.bot_user]

    assert (bot.name, bot.is_bot) == ("tern", True)
    assert slack.workspace.humans() == []
