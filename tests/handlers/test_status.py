"""What /healthz and /metrics say, and what stopping leaves: the pages of a bot in its town."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from http.client import HTTPConnection

import pytest
from prometheus_client.parser import text_string_to_metric_families as parsed
from slack_sdk import WebClient
from sqlalchemy import event

from bot.marketplace import feeds
from bot.wiring import LATE_TICK, Bot
from db.engine import open_engine
from db.models import Feed
from handlers.clock.ticks import show_life
from handlers.web.server import AddressTaken, Server
from sandbox.faults import Always, NoFaults, cut
from tests.town import START, Town

TEXT = "text/plain; charset=utf-8"


def get(port: int, path: str, method: str = "GET") -> tuple[int, str]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def comes_to(port: int, status: int, **told: str) -> bool:
    """Whether the page says so within five seconds."""
    deadline = time.monotonic() + 5
    while True:
        found, page = get(port, "/healthz")
        if found == status and told.items() <= json.loads(page).items():
            return True
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)


@pytest.fixture
def port(town: Town) -> int:
    """Where the town's bot tells its status; it is well by then."""
    port = town.bot.tell_status("127.0.0.1:0")
    assert comes_to(port, 200)
    return port


def keeps_time(town: Town, port: int) -> None:
    """The town's bot is a worker too, and has ticked."""
    before = json.loads(get(port, "/healthz")[1])["last_tick"]
    town.slack.advance(timedelta(seconds=1))
    town.bot.keep_time()
    deadline = time.monotonic() + 5
    while json.loads(get(port, "/healthz")[1])["last_tick"] == before and time.monotonic() < deadline:
        time.sleep(0.01)


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


def test_health_asks_the_database_once(town: Town, port: int) -> None:
    asked: list[str] = []
    event.listen(town.bot.desk.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    assert get(port, "/healthz")[0] == 200
    assert len([one for one in asked if "heartbeat" in one]) == 1


def test_health_of_a_worker_that_has_stopped_ticking(town: Town, port: int) -> None:
    town.bot.tick()
    town.slack.advance(LATE_TICK + timedelta(seconds=1))
    assert get(port, "/healthz")[0] == 200  # here only requests are taken
    keeps_time(town, port)
    assert get(port, "/healthz")[0] == 200
    town.slack.advance(LATE_TICK + timedelta(seconds=1))
    assert get(port, "/healthz")[0] == 503


def test_health_of_a_worker_whose_metronome_died_while_anothers_goes_on(
    town: Town, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeps_time(town, port)
    assert get(port, "/healthz")[0] == 200
    assert town.bot._metronome is not None
    town.bot._metronome._scheduler.pause()
    monkeypatch.setattr("bot.wiring.LATE_TICK", timedelta(seconds=0.1))
    time.sleep(0.2)
    show_life(town.bot.desk)
    status, page = get(port, "/healthz")
    assert (status, json.loads(page)["metronome"]) == (503, "struck 0 s ago")


def test_health_of_a_worker_whose_senders_are_dead(town: Town, port: int) -> None:
    keeps_time(town, port)
    assert json.loads(get(port, "/healthz")[1])["senders"] == "16 of 16 at work"
    town.bot._senders.stop()
    status, page = get(port, "/healthz")
    assert (status, json.loads(page)["senders"]) == (503, "0 of 16 at work")


def test_health_of_a_worker_whose_last_tick_is_of_a_time_to_come(town: Town, port: int) -> None:
    """The clock was put back, and nothing has ticked since."""
    keeps_time(town, port)
    now = town.slack.clock.now()
    for ago, status in ((LATE_TICK, 200), (LATE_TICK + timedelta(seconds=1), 503)):
        town.bot.desk.now = lambda ago=ago: now - ago  # type: ignore[misc]
        assert get(port, "/healthz")[0] == status


def test_health_before_slack_was_reached(town: Town) -> None:
    waiting = Bot(replace(town.settings), town.slack.clock.now)
    status, page = get(waiting.tell_status("127.0.0.1:0"), "/healthz")
    waiting.stop()
    assert (status, json.loads(page)["slack"]) == (503, "not reached yet")


def test_health_of_a_worker_tells_of_a_slack_that_is_away(
    town: Town, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeps_time(town, port)
    town.slack.platform.faults = Always(cut(), lambda _call: True)
    calls_in_vain(town.bot._client)
    status, page = get(port, "/healthz")
    assert (status, json.loads(page)["slack"].split(", ")[1]) == (200, "answered no call for 0 s")
    monkeypatch.setattr("bot.wiring.SILENT_S", 0.1)
    time.sleep(0.2)
    calls_in_vain(town.bot._client)
    assert get(port, "/healthz")[0] == 503
    town.slack.platform.faults = NoFaults()
    assert town.bot._client.auth_test()["ok"]
    status, page = get(port, "/healthz")
    assert (status, json.loads(page)["slack"].split(", ")[1:]) == (200, [])


def calls_in_vain(client: WebClient) -> None:
    with pytest.raises(OSError, match="reset"):
        client.auth_test()


def test_health_of_who_takes_requests_only_tells_of_a_slack_that_is_away(town: Town, port: int) -> None:
    town.slack.platform.faults = Always(cut(), lambda call: call.method == "views.open")
    town.rosa.types(town.square, "/organize post")
    status, page = get(port, "/healthz")
    assert (status, json.loads(page)["slack"].split(", ")[1]) == (200, "answered no call for 0 s")


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


def test_metrics_count_what_slack_did_not_sign(town: Town, port: int) -> None:
    before = figures(port)["elan_forged_requests_total",]
    if town.settings.over_http:
        town.bot.requests.receive("POST", {}, b"payload=1")
    assert figures(port)["elan_forged_requests_total",] == before + town.settings.over_http


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


def test_metrics_name_feeds_by_their_ids_and_how_they_are(town: Town, port: int) -> None:
    assert figures(port)["elan_feeds",] == 0
    with town.bot.desk.work() as work:
        for name in ("one", "two"):
            feeds.add(work, 1, f"https://feeds.example.org/{name}?key=topsecret", publish=False)
        feeds.failed(work, 2, "slow")
        work.db.get_one(Feed, 1).checked_at = START
    found = figures(port)
    assert found["elan_feeds",] == 2
    assert (found["elan_feed_failures", "1"], found["elan_feed_failures", "2"]) == (0, 1)
    assert found["elan_feed_last_read_timestamp_seconds", "1"] == START.timestamp()
    assert ("elan_feed_last_read_timestamp_seconds", "2") not in found
    page = get(port, "/metrics")[1]
    assert "topsecret" not in page
    assert "feeds.example.org" not in page
