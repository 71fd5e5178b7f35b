"""The webhook: what other programs post is taken once, refused in words, and never a fault of ours."""

import json
from dataclasses import replace
from datetime import date, time, timedelta
from http.client import HTTPConnection
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from bot.desk import Desk
from bot.marketplace import life, reviewing
from bot.marketplace.exports import give_out
from bot.marketplace.fields import FIELDS
from bot.marketplace.imports import How, take_in
from bot.marketplace.tables import Given
from bot.marketplace.webhook import Posted, receive
from db.models import Opportunity, OpportunityState
from db.queries.heartbeats import WEBHOOK, WEBHOOK_REFUSED, heartbeats
from handlers.web.webhook import LARGEST, PATH, Webhook
from sandbox.clock import FrozenClock
from tests.bot.marketplace.village import Village
from tests.handlers.web.test_signed import SECRET, signed
from tests.town import START, Town

LEAST = {"title": "Map the parks", "organization": "Parks Ottawa", "summary": "Walk a park", "source": "parks-1"}
UNSIGNED = "Not signed, or not within five minutes: see standardwebhooks.com."


@pytest.fixture
def village(desk: Desk) -> Village:
    return Village(desk)


ids = count(1)


class Sender:
    """Another program, with the secret; each message has an id of its own unless said."""

    def __init__(self, village: Village, *, publish: bool = False) -> None:
        self.door = Webhook([SECRET], village.desk.now)
        self.door.answer_with(lambda message, text: receive(village.desk, village.id, message, text, publish=publish))
        self._village = village

    def posts(self, body: object = None, message: str = "", **headers: str) -> tuple[int, dict[str, Any]]:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        told = signed(raw, at=self._village.desk.now(), message=message or f"msg_{next(ids)}")
        status, kind, answer = self.door.receive("POST", {**told, **headers}, raw)
        assert kind == "application/json; charset=utf-8"
        return status, json.loads(answer)

    def refused(self, body: object, status: int = 400) -> list[tuple[str | None, str]]:
        found, told = self.posts(body)
        assert found == status
        return [(one["field"], one["message"]) for one in told["errors"]]


@pytest.fixture
def sender(village: Village) -> Sender:
    return Sender(village)


def counted(village: Village) -> int:
    return village.sees(lambda work: work.db.scalar(select(func.count()).select_from(Opportunity))) or 0


def test_a_new_posting_waits_for_review_and_the_admins_are_asked(village: Village, sender: Sender) -> None:
    village.person("maya", admin=True)
    assert sender.posts(LEAST) == (201, {"number": 1, "state": "submitted", "outcome": "created"})
    assert (village.state(1), village.told("posting.review")) == (OpportunityState.SUBMITTED, ["maya"])


def test_a_new_posting_opens_where_that_is_set(village: Village) -> None:
    village.channel("C1")
    assert Sender(village, publish=True).posts(LEAST)[1]["state"] == "open"
    assert [one.kind for one in village.owed()] == ["card.post"]


def test_a_message_that_comes_again_gets_the_same_answer_and_changes_nothing(village: Village, sender: Sender) -> None:
    first = sender.posts(LEAST, "msg_a")
    assert [sender.posts(LEAST, "msg_a") for _ in range(3)] == [first] * 3
    assert sender.posts({**LEAST, "title": "Other"}, "msg_a") == first
    bare = {name: value for name, value in LEAST.items() if name != "source"}
    assert sender.posts(bare, "msg_b") == sender.posts(bare, "msg_b") == (201, {**first[1], "number": 2})
    assert (counted(village), village.facts(1).opportunity.title) == (2, "Map the parks")


def test_the_same_source_again_edits_its_posting(village: Village) -> None:
    village.people("luc")
    sender = Sender(village, publish=True)
    sender.posts({**LEAST, "roles": "Designer 2", "day": "2026-12-01", "start": "18:30", "end": "20:30"})
    village.joins("luc", 1)
    changed = {**LEAST, "roles": "Designer 3", "day": "2026-12-02", "start": "18:30", "end": "20:30"}
    assert sender.posts(changed) == (200, {"number": 1, "state": "open", "outcome": "edited"})
    assert (counted(village), village.role(1, "Designer").capacity) == (1, 3)
    assert village.told("signup.moved") == ["luc"]
    assert sender.refused({**changed, "roles": "Guide; Cook"}) == [
        (
            "roles",
            "Designer: people are in, wait or have applied, so it must stay. To stop sign-ups, pause the posting.",
        )
    ]
    assert village.taken(1) == {"Designer": 1}


def test_what_it_says_in_the_name_of_somebodys_organization_waits_for_review(village: Village) -> None:
    village.people("rosa")
    village.person("maya", admin=True)
    village.posts("rosa")
    opens = Sender(village, publish=True)
    assert opens.posts(LEAST)[1]["state"] == "submitted"
    assert opens.posts({**LEAST, "source": "trees-1", "organization": "Trees"})[1]["state"] == "open"


def test_an_edit_takes_no_name_of_somebodys_organization_until_an_admin_has_opened_one(
    village: Village, clock: FrozenClock
) -> None:
    village.people("rosa")
    village.person("maya", admin=True)
    village.posts("rosa")
    opens, trees = Sender(village, publish=True), {**LEAST, "source": "trees-1", "organization": "Trees"}
    opens.posts(trees)
    told = "This organization has organizers here, or is vetted. An admin has to open a posting of it from here first."
    assert opens.refused({**trees, "organization": "Parks Ottawa"}) == [("organization", told)]
    assert village.facts(2).organization.name == "Trees"
    opens.posts(LEAST)
    clock.advance(timedelta(hours=1))
    village.does("maya", lambda work: reviewing.approve(work, 3))
    assert opens.posts({**trees, "organization": "Parks Ottawa"})[0] == 200
    assert village.facts(2).organization.name == "Parks Ottawa"


def test_an_edit_keeps_a_start_that_has_gone_by(village: Village, sender: Sender) -> None:
    dated = {**LEAST, "day": "2026-11-23", "start": "10:30", "end": "20:30"}
    sender.posts(dated)
    later = village.at(Desk(village.desk.engine, lambda: START + timedelta(hours=1)))
    again = Sender(later)
    assert again.posts({**dated, "title": "Map two parks"})[0] == 200
    assert again.refused({**dated, "start": "10:45"}) == [("day", "This is in the past. Choose a later day or hour.")]


def test_what_has_ended_is_not_edited(village: Village, sender: Sender) -> None:
    village.person("maya", admin=True)
    sender.posts(LEAST)
    village.does("maya", lambda work: life.cancel(work, 1, ""))
    ended = "This opportunity has ended: nothing of it changes any more."
    assert sender.refused(LEAST, 409) == [(None, ended)]


def test_a_source_is_the_senders_own_and_never_reaches_what_was_posted_elsewhere(
    village: Village, sender: Sender
) -> None:
    village.people("rosa")
    village.posts("rosa")
    list(take_in(village.desk, village.id, [Given(1, {**LEAST, "title": "From a file"})], How("batch")))
    for record in list(give_out(village.desk, village.id)):
        assert sender.posts({**LEAST, "source": record["source"]})[1]["outcome"] == "created"
    assert [village.facts(n).opportunity.title for n in (1, 2)] == ["Map the city's parks", "From a file"]
    other = Village(village.desk, "T0OTHER")
    assert Sender(other).posts(LEAST)[1] == {"number": 1, "state": "submitted", "outcome": "created"}


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        (b"{", [(None, "This is not a JSON object.")]),
        (b"[]", [(None, "This is not a JSON object.")]),
        (b"[" * 100_000, [(None, "This is not a JSON object.")]),
        (b"\xff", [(None, "The body must be in UTF-8.")]),
        ({**LEAST, "title": ""}, [("title", "Please fill this in.")]),
        ({**LEAST, "titel": 1, "hours": "3"}, [
            ("titel", "There is no field of this name."), ("hours", "This must be a whole number."),
        ]),
        ({**LEAST, "state": "open"}, [("state", "This cannot be set from outside: leave it out.")]),
        ({**LEAST, "day": "2020-01-01", "start": "10:00", "end": "11:00"}, [
            ("day", "This is in the past. Choose a later day or hour."),
        ]),
        ({**LEAST, "timezone": "Mars"}, [
            ("timezone", "This is not a time zone. Use a name such as America/Toronto."),
        ]),
        ({**LEAST, "kind": "advice"}, [("question", "Please fill this in.")]),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_with_field_and_sentence(
    village: Village, sender: Sender, body: object, errors: list[tuple[str | None, str]]
) -> None:
    assert sender.refused(body) == errors
    assert counted(village) == 0


def test_a_message_that_was_refused_may_be_mended_and_sent_under_the_same_id(sender: Sender) -> None:
    assert [sender.posts(body, "msg_a")[0] for body in ({**LEAST, "title": ""}, LEAST, LEAST)] == [400, 201, 201]


def test_who_does_not_sign_and_what_is_no_json_or_too_large_is_refused(village: Village, sender: Sender) -> None:
    statuses = [
        sender.posts(LEAST, **{"webhook-signature": "v1,AAAA"})[0],
        sender.posts(LEAST, **{"content-type": "text/plain"})[0],
        sender.posts(b" " * (LARGEST + 1))[0],
        sender.door.receive("GET", {}, b"")[0],
        sender.posts(LEAST, **{"content-type": "Application/JSON; charset=utf-8"})[0],
    ]
    assert statuses == [401, 415, 413, 405, 201]


def test_before_the_bot_is_there_and_while_the_database_is_away_it_is_to_be_sent_again(
    village: Village, sender: Sender
) -> None:
    def away(_message: str, _text: str) -> Posted:
        raise OperationalError("x", {}, Exception("secret"))

    sender.door.answer_with(away)
    assert sender.posts(LEAST)[1]["errors"] == [{"field": None, "message": "Not kept. Send it again in a while."}]
    early = Webhook([SECRET], village.desk.now)
    body = json.dumps(LEAST).encode()
    assert early.receive("POST", signed(body), body)[0] == 503
    assert early.receive("POST", {}, body)[0] == 401


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(list(FIELDS)), values, max_size=5) | values | st.binary())
def test_no_body_is_a_fault_of_ours(village: Village, sender: Sender, body: Any) -> None:
    told = {**LEAST, **body} if isinstance(body, dict) else body
    status, _answer = sender.posts(told)
    assert status in (200, 201, 400)


hostile = "<!channel> *@everyone* \u202e\u200b`" + "m" * 60


@pytest.fixture
def served(town: Town) -> Town:
    """A town whose bot takes webhooks, over Socket Mode or beside Slack's requests."""
    town.settings = replace(town.settings, webhook_secrets=(SECRET,))
    town.restart()
    return town


def post(town: Town, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", town.bot.port, timeout=10)
    connection.request("POST", PATH, body, headers)
    answer = connection.getresponse()
    told = answer.status, answer.read().decode()
    connection.close()
    return told


def test_a_posting_from_outside_is_reviewed_announced_and_signed_up_for(served: Town) -> None:
    told = {**LEAST, "summary": hostile, "roles": "Guide 1", "other_title": "Cartographier les parcs"}
    body = json.dumps(told).encode()
    headers = signed(body, at=served.slack.clock.now())
    served.posts(served.rosa, day=date(2026, 12, 2), start=time(9), end=time(10))
    assert post(served, body, headers) == (201, '{"number": 2, "state": "submitted", "outcome": "created"}')
    assert post(served, body, headers) == (201, '{"number": 2, "state": "submitted", "outcome": "created"}')
    assert post(served, body, {**headers, "webhook-id": "msg_2"})[0] == 401
    served.deliver()
    (asked,) = [one for one in served.maya.sees(served.maya.dm) if "is waiting for your review" in one.words]
    told_to_maya = served.press(served.maya, asked, "Approve").words
    assert told_to_maya == "#2 Map the parks is open now."
    served.deliver()
    assert "Guide 0 of 1" in served.card(2).words
    assert served.press(served.luc, served.card(2), "Join as Guide").words.startswith("Votre place est confirmée")


def test_what_came_is_counted_and_the_doctor_can_say_when(served: Town) -> None:
    body = json.dumps(LEAST).encode()
    good = signed(body, at=served.slack.clock.now())
    assert post(served, body, good)[0] == 201
    served.slack.advance(timedelta(seconds=5))
    taken = served.slack.clock.now() - timedelta(seconds=5)
    bad = json.dumps({**LEAST, "hours": 0}).encode()
    assert post(served, bad, signed(bad, at=served.slack.clock.now(), message="msg_9"))[0] == 400
    assert post(served, body, {**good, "webhook-id": "msg_3"})[0] == 401
    with served.bot.desk.reading() as work:
        last = heartbeats(work.db)
    assert (last[WEBHOOK], last[WEBHOOK_REFUSED]) == (taken, taken + timedelta(seconds=5))
    page = served.bot.metrics.page()[2]
    for status in (201, 400, 401):
        assert f'elan_webhook_messages_total{{status="{status}"}} 1.0' in page
