"""What /healthz and /metrics say, and what stopping leaves: the pages of a bot in its town."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.client import HTTPConnection

import pytest
from prometheus_client.parser import text_string_to_metric_families as parsed

from bot.wiring import LATE_TICK, Bot
from db.engine import open_engine
from handlers.web.server import AddressTaken, Server
from tests.town import Town

TEXT = "text/plain; charset=utf-8"


def get(port: int, path: str, method: str = "GET") -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path)
    answer = connection.getresponse()
    told = answer.status, answer.read().decode()
    connection.close()
    return told


@pytest.fixture
def port(town: Town) -> int:
    """Where the town's bot tells its status."""
    return town.bot.tell_status("127.0.0.1:0")


def figures(port: int) -> dict[tuple[str, ...], float]:
    """Every figure of ours, by its name and the values of its labels, these in the order of the alphabet."""
    _status, page = get(port, "/metrics")
    return {
        (one.name, *sorted(one.labels.values())): one.value
        for family in parsed(page)
        for one in family.samples
        if one.name.startswith("elan")
    }


def test_health_of_a_bot_that_works(town: Town, port: int) -> None:
    status, page = get(port, "/healthz")
    told = json.loads(page)
    assert (status, told.pop("slack") in ("connected", "requests are awaited")) == (200, True)
    assert told == {"ok": True, "database": "answers", "last_tick": "never"}
    town.bot.tick()
    assert json.loads(get(port, "/healthz")[1])["last_tick"] == "2026-11-23T15:00:00+00:00"


def test_health_of_a_worker_that_has_stopped_ticking(town: Town, port: int) -> None:
    town.bot.tick()
    town.slack.advance(LATE_TICK + timedelta(seconds=1))
    assert get(port, "/healthz")[0] == 200  # here only requests are taken
    town.bot.counts_ticks = True
    assert get(port, "/healthz")[0] == 503


def test_health_of_a_worker_whose_last_tick_is_of_a_time_to_come(town: Town, port: int) -> None:
    """The clock was put back, and nothing has ticked since."""
    town.bot.tick()
    town.bot.counts_ticks = True
    now = town.slack.clock.now()
    for ago, status in ((LATE_TICK, 200), (LATE_TICK + timedelta(seconds=1), 503)):
        town.bot.desk.now = lambda ago=ago: now - ago  # type: ignore[misc]
        assert get(port, "/healthz")[0] == status


def test_health_before_slack_was_reached(town: Town) -> None:
    waiting = Bot(replace(town.settings), town.slack.clock.now)
    status, page = get(waiting.tell_status("127.0.0.1:0"), "/healthz")
    waiting.stop()
    assert (status, json.loads(page)["slack"]) == (503, "not reached yet")


def test_health_without_a_database(town: Town, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = open_engine("postgresql://elan@127.0.0.1:1/elan")
    monkeypatch.setattr(town.bot.desk, "engine", gone)
    status, page = get(port, "/healthz")
    assert (status, json.loads(page)["database"]) == (503, "OperationalError")
    assert get(port, "/metrics")[0] == 200


def test_metrics_count_requests_refusals_and_deliveries(town: Town, port: int) -> None:
    number = town.posts(town.rosa, roles="Guide 1")
    town.answer(town.ana, f"/volunteer signup {number}")
    town.slack.repeat_last()
    town.answer(town.ana, "/volunteer signup 99")
    found = figures(port)
    assert found["elan_requests_total", "answered", "command"] == 2
    assert found["elan_requests_total", "command", "repeated"] == 1
    assert found["elan_requests_total", "command", "refused"] == 1
    assert found["elan_refusals_total", "NoSuchOpportunity"] == 1
    assert found["elan_request_seconds_count", "command"] == 4
    assert found["elan_deliveries_total", "sent"] == 1
    assert (found["elan_outbox", "ready"], found["elan_outbox_due",]) == (3, 1)  # a repaint, and two reminders
    town.slack.advance(timedelta(seconds=30))
    assert figures(port)["elan_outbox_oldest_due_seconds",] == 30


def test_status_names_nobody(town: Town, port: int) -> None:
    town.posts(town.rosa, title="Secret garden")
    for page in ("/healthz", "/metrics"):
        told = get(port, page)[1]
        for word in ("Secret", "Rosa", town.rosa.id, town.slack.bot_token, town.slack.workspace.team.id):
            assert word not in told


@pytest.fixture
def served() -> Iterator[Server]:
    server = Server("127.0.0.1:0", {"/": lambda *_asked: (200, TEXT, "Hello")})
    server.start()
    yield server
    server.close()


def test_server_has_nothing_else(served: Server) -> None:
    assert get(served.port, "/") == (200, "Hello")
    assert get(served.port, "/", "HEAD") == (200, "")
    assert get(served.port, "/../etc/passwd") == (404, "Nothing is here.")


def test_server_refuses_an_address_that_is_taken(served: Server) -> None:
    with pytest.raises(AddressTaken):
        Server(f"127.0.0.1:{served.port}", {})


def test_server_answers_what_it_had_taken_before_it_closes() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(*_asked: object) -> tuple[int, str, str]:
        begun.set()
        assert go_on.wait(10)
        return 200, TEXT, "x" * 500_000

    server = Server("127.0.0.1:0", {"/": slow})
    server.start()
    answers: list[tuple[int, str]] = []
    asking = threading.Thread(target=lambda: answers.append(get(server.port, "/")))
    asking.start()
    assert begun.wait(10)
    closing = threading.Thread(target=server.close)
    closing.start()
    while asking.is_alive() and answered(server.port):
        pass
    go_on.set()
    closing.join()
    asking.join()
    assert answers == [(200, "x" * 500_000)]


def answered(port: int) -> bool:
    """Whether somebody new is still let in."""
    try:
        return get(port, "/nothing")[0] == 404
    except OSError:
        return False


def test_server_tells_nothing_of_its_faults() -> None:
    def broken(*_asked: object) -> tuple[int, str, str]:
        raise ValueError("inside")

    server = Server("127.0.0.1:0", {"/": broken})
    server.start()
    assert get(server.port, "/") == (500, "That is our fault.")
    server.close()
