"""Several processes as an operator runs them: a web and a worker, one that is told to end, one that waits for Slack."""

import json
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

from handlers.slack.http import PATH
from sandbox.clock import Clock
from sandbox.faults import Call, NoFaults, Reply
from sandbox.server import Sandbox
from tests.stories.test_running import environment, posts, soon
from tests.town import manifest

STARTS_WITHIN_S, ENDS_WITHIN_S = 30.0, 10.0
Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    """A pretend Slack whose clock goes as ours does."""
    with Sandbox(manifest(), Clock()) as slack:
        slack.invite_bot(slack.channel("volunteering"))
        yield slack


@pytest.fixture
def start(slack: Sandbox, database: str, tmp_path: Path) -> Iterator[Start]:
    """Starts a process of the bot; all are gone when the test ends."""
    begun: list[subprocess.Popen[bytes]] = []

    def start(command: str, **told: str) -> "subprocess.Popen[bytes]":
        words = [sys.executable, "-m", "bot", command]
        given = {**environment(slack, database), **told}
        begun.append(subprocess.Popen(words, env=given, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE))
        return begun[-1]

    yield start
    for process in begun:
        process.kill()
        process.communicate()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def asked(port: int, path: str, method: str = "GET") -> tuple[int, str]:
    """The answer of a page; 0 while nobody listens there."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except OSError:
        return 0, ""
    finally:
        connection.close()


def health(slack: Sandbox, port: int, /, **expected: object) -> None:
    """Waits until /healthz says this."""
    told: dict[str, object] = {}

    def says_so() -> bool:
        told.update(json.loads(asked(port, "/healthz")[1] or "{}"))
        return expected.items() <= told.items()

    assert comes_true(slack, says_so), f"{told}, and not {expected}"


def comes_true(slack: Sandbox, said: Callable[[], bool]) -> bool:
    """Asks again and again what no change in the workspace tells of."""
    return any(slack.workspace.wait(said, 0.1) for _try in range(int(STARTS_WITHIN_S / 0.1)))


def ends(process: "subprocess.Popen[bytes]") -> int:
    process.send_signal(signal.SIGTERM)
    return process.wait(ENDS_WITHIN_S)


def test_a_web_and_a_worker_do_the_work_of_one(slack: Sandbox, start: Start, over_http: bool) -> None:
    rosa, luc = slack.member("rosa", "Rosa Lindqvist"), slack.member("luc", "Luc Tremblay", locale="fr-CA")
    port, status = free_port(), free_port()
    told = {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": slack.signing_secret, "ELAN_LISTEN": f"127.0.0.1:{port}"}
    web = start("web", ELAN_STATUS=f"127.0.0.1:{status}", **(told if over_http else {}))
    health(slack, status, ok=True, slack="requests are awaited" if over_http else "connected")
    if over_http:
        slack.deliver_to(f"http://127.0.0.1:{port}{PATH}")
    posts(rosa, soon())
    assert slack.workspace.wait(lambda: not [m for m in luc.sees("#volunteering") if not m.is_ephemeral], 0.5)

    working = free_port()
    worker = start("worker", ELAN_STATUS=f"127.0.0.1:{working}", **(told if over_http else {}))
    card = luc.waits_for("#volunteering", "#1 Map the city's parks", seconds=STARTS_WITHIN_S)
    luc.presses(card, "Join as Designer")
    luc.waits_for("#volunteering", "Designer 1 of 1: Luc Tremblay", seconds=10)
    health(slack, working, ok=True, slack="known")
    counted = 'elan_deliveries_total{state="sent"} 2.0'  # written down a moment after Slack has it
    assert comes_true(slack, lambda: counted in asked(working, "/metrics")[1])
    assert [ends(process) for process in (web, worker)] == [0, 0]


@dataclass
class Away(NoFaults):
    """Nothing is answered as it should be, until it is well."""

    well: bool = False

    def before(self, call: Call) -> Reply | None:
        return None if self.well else Reply({"ok": False, "error": "service_unavailable"}, status=503)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_bot_starts_while_slack_is_down(slack: Sandbox, start: Start) -> None:
    slack.platform.faults = away = Away()
    status = free_port()
    process = start("run", ELAN_STATUS=f"127.0.0.1:{status}")
    health(slack, status, ok=False, database="answers", slack="not reached yet")
    assert asked(status, "/healthz")[0] == 503
    away.well = True
    health(slack, status, ok=True, slack="connected")
    assert asked(status, "/healthz")[0] == 200
    assert ends(process) == 0


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_bot_that_waits_for_slack_ends_when_told(slack: Sandbox, start: Start) -> None:
    slack.platform.faults = Away()
    status = free_port()
    process = start("worker", ELAN_STATUS=f"127.0.0.1:{status}")
    health(slack, status, slack="not reached yet")
    assert ends(process) == 0


@dataclass
class Hung(NoFaults):
    """Messages are taken, and their answer does not come for long."""

    posted: int = 0

    def after(self, call: Call, reply: Reply) -> Reply:
        if call.method != "chat.postMessage":
            return reply
        self.posted += 1
        return Reply(reply.body, delay=25)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_bot_whose_slack_hangs_ends_within_ten_seconds(slack: Sandbox, start: Start) -> None:
    rosa = slack.member("rosa", "Rosa Lindqvist")
    slack.platform.faults = hung = Hung()
    process = start("run")
    slack.wait_connected(seconds=STARTS_WITHIN_S)
    posts(rosa, soon())
    assert slack.workspace.wait(lambda: hung.posted == 1, 10)
    assert ends(process) == 0


@pytest.mark.parametrize("command", ["web", "worker"])
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_without_tokens_there_is_nothing_to_serve(start: Start, command: str) -> None:
    process = start(command, SLACK_BOT_TOKEN="", SLACK_APP_TOKEN="")
    said, _ = process.communicate(timeout=STARTS_WITHIN_S)
    assert (process.returncode, said.decode().startswith("There are no Slack tokens")) == (2, True)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_an_address_for_slack_that_is_taken_is_said(slack: Sandbox, start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        process = start(
            "web", SLACK_APP_TOKEN="", SLACK_SIGNING_SECRET=slack.signing_secret, ELAN_LISTEN=address, ELAN_STATUS="off"
        )
        _, said = process.communicate(timeout=STARTS_WITHIN_S)
    assert process.returncode == 1
    assert f"Nothing can be served at {address}." in said.decode()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_status_address_that_is_taken_stops_no_bot(slack: Sandbox, start: Start) -> None:
    """All processes read the same settings, and only one of them can have the address."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process = start("run", ELAN_STATUS=f"127.0.0.1:{taken.getsockname()[1]}")
        slack.wait_connected(seconds=STARTS_WITHIN_S)
        assert ends(process) == 0
        assert b"the address is taken" in process.communicate()[1]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_was_taken_when_told_to_end_is_answered(slack: Sandbox, start: Start, database: str) -> None:
    """Somebody else writes to the file for a moment, so the request is under way when the signal comes."""
    rosa, ana = slack.member("rosa", "Rosa Lindqvist"), slack.member("ana", "Ana Silva")
    process = start("run")
    slack.wait_connected(seconds=STARTS_WITHIN_S)
    posts(rosa, soon())
    ana.types("#volunteering", "/volunteer language en")
    other = sqlite3.connect(database.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(1) as hand:
        typed = hand.submit(ana.types, "#volunteering", "/volunteer signup 1 designer")
        time.sleep(1.0)  # it is on its way, and waits for the file
        process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        other.execute("ROLLBACK")
        answers = [told.words for told in typed.result() if told.is_ephemeral]  # and not the card that came meanwhile
        assert [answer.split(" for ")[0] for answer in answers] == ["You are in as Designer"]
    other.close()
    assert process.wait(ENDS_WITHIN_S) == 0
