"""Connecting: who we are, which channel comes first, who is an admin."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.marketplace.communities import Identity
from db.models import Account, Channel, Person, Place
from handlers.slack import connection
from handlers.slack.connection import Beginning, find_channel, identify, settle_in, web_client
from sandbox.actor import Actor
from sandbox.clock import FrozenClock
from sandbox.faults import Call, NoFaults, Reply
from sandbox.server import Sandbox
from tests.bot.delivery.office import Trouble
from tests.bot.marketplace.village import TEAM, Village
from tests.handlers.slack.window import PAGE, refusing
from tests.town import START, manifest

NOBODY = Beginning("", frozenset())


@pytest.fixture
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "FIRST_WAIT_S", 0.01)


def test_the_token_says_who_we_are(slack: Sandbox) -> None:
    bot = slack.installation
    assert identify(web_client(slack.bot_token, slack.api_url)) == Identity(
        "slack", TEAM, "Harbour Civic Tech", bot.bot_user, bot.bot_id
    )


def test_a_refused_token_is_not_tried_again(slack: Sandbox) -> None:
    with pytest.raises(SlackApiError, match="invalid_auth"):
        identify(web_client("xoxb-wrong", slack.api_url))


@pytest.fixture
def late() -> Iterator[Sandbox]:
    """A workspace that is not up yet, though its address is known."""
    with Sandbox(manifest(), FrozenClock(START)) as first:
        port = int(first.url.rsplit(":", 1)[1])
    sandbox = Sandbox(manifest(), FrozenClock(START), port=port)
    sandbox.platform.base_url = f"http://127.0.0.1:{port}"
    yield sandbox
    sandbox.stop()


@pytest.mark.usefixtures("_patient")
def test_slack_out_of_reach_is_waited_for(late: Sandbox) -> None:
    found: list[Identity] = []
    waiting = threading.Thread(target=lambda: found.append(identify(web_client(late.bot_token, late.api_url))))
    waiting.start()
    waiting.join(0.2)
    assert found == []
    late.start()
    waiting.join(10)
    assert [one.platform_id for one in found] == [TEAM]


@pytest.mark.parametrize("wanted", ["volunteering", "#volunteering", None])
def test_a_channel_is_found_by_name_or_id(slack: Sandbox, wanted: str | None) -> None:
    square = slack.channel("volunteering")
    client = web_client(slack.bot_token, slack.api_url)
    assert find_channel(client, wanted or square.id) == square.id


def test_a_channel_is_found_on_a_later_page(slack: Sandbox) -> None:
    for number in range(210):
        slack.channel(f"room-{number}")
    square = slack.channel("volunteering")
    assert find_channel(web_client(slack.bot_token, slack.api_url), "volunteering") == square.id


def test_a_channel_that_cannot_be_seen_is_not_found(slack: Sandbox) -> None:
    slack.channel("secret", private=True)
    slack.archive(slack.channel("old"), slack.member("ana"))
    client = web_client(slack.bot_token, slack.api_url)
    assert [find_channel(client, name) for name in ("secret", "old", "nowhere")] == [None, None, None]
    slack.platform.faults = refusing("conversations.list", "missing_scope")
    assert find_channel(client, "volunteering") is None


def test_settling_in_notes_the_place_its_channel_and_its_admins(slack: Sandbox, village: Village) -> None:
    square, maya = slack.channel("volunteering"), slack.member("maya", locale="fr-CA")
    beginning = Beginning("#volunteering", frozenset({maya.id, "U0NOBODY"}))
    assert settled(slack, village, beginning) == village.place
    with village.desk.reading() as work:
        assert [(one.platform_id, one.kinds) for one in work.db.scalars(select(Channel))] == [(square.id, [])]
        (admin,) = work.db.scalars(select(Person))
        assert (admin.name, admin.admin, admin.locale) == ("Maya", True, "fr-CA")
        place = work.db.get_one(Place, village.place)
        assert (place.name, place.appointed) == ("Harbour Civic Tech", sorted([maya.id, "U0NOBODY"]))


def test_starting_again_changes_nothing_an_admin_decided(slack: Sandbox, village: Village) -> None:
    slack.channel("volunteering")
    beginning = Beginning("volunteering", frozenset())
    settled(slack, village, beginning)
    with village.desk.work() as work:
        work.db.scalars(select(Channel)).one().announces = False
    settled(slack, village, beginning)
    with village.desk.reading() as work:
        assert [one.announces for one in work.db.scalars(select(Channel))] == [False]


def test_who_is_no_longer_appointed_is_no_admin_once_slack_says_so(slack: Sandbox, village: Village) -> None:
    maya = slack.member("maya")
    settled(slack, village, Beginning("", frozenset({maya.id})))
    settled(slack, village, NOBODY)
    with village.desk.reading() as work:
        assert work.db.get_one(Place, village.place).appointed == []
        assert work.db.scalars(select(Account.platform_id)).all() == [maya.id]


@pytest.mark.usefixtures("_patient")
def test_slack_that_is_ill_is_waited_for(slack: Sandbox, village: Village) -> None:
    slack.channel("volunteering")
    slack.platform.faults = ill = Trouble("conversations.list", ["internal_error", "ratelimited"])
    assert settled(slack, village, Beginning("volunteering", frozenset())) == village.place
    assert ill.calls == 3
    with village.desk.reading() as work:
        assert len(work.db.scalars(select(Channel)).all()) == 1


@pytest.mark.usefixtures("_patient")
def test_a_page_instead_of_an_answer_is_waited_for_and_not_logged(slack: Sandbox, village: Village) -> None:
    maya = slack.member("maya")
    slack.platform.faults = Trouble("users.info", [PAGE])
    with capture_logs() as logged:
        settled(slack, village, Beginning("", frozenset({maya.id})))
    assert [one["error"] for one in logged] == ["http_502"]
    with village.desk.reading() as work:
        assert work.db.scalars(select(Person)).one().admin


class Slow(NoFaults):
    """Slack takes its time to say who somebody is."""

    def after(self, call: Call, reply: Reply) -> Reply:
        return replace(reply, delay=1.4) if call.method == "users.info" else reply


def becomes(slack: Sandbox, who: Actor, **changes: Any) -> None:
    """The account changes while the bot is away."""
    with slack.workspace.lock:
        slack.workspace.add_member(replace(slack.workspace.members[who.id], **changes))


def test_slack_is_given_time_to_say_who_is_no_admin_any_more(slack: Sandbox, village: Village) -> None:
    boss = slack.member("boss", admin=True)
    village.person(boss.id, admin=True)
    becomes(slack, boss, is_admin=False)
    slack.platform.faults = Slow()
    settled(slack, village, NOBODY)
    with village.desk.reading() as work:
        assert not village.known(work, boss.id).admin


def test_an_admin_slack_says_nothing_of_holds_up_nobody(slack: Sandbox, village: Village) -> None:
    slack.platform.faults = asked = refusing("users.info", "user_not_found")
    settled(slack, village, Beginning("", frozenset({"U0NOBODY"})))
    assert asked.calls == 1


def test_an_admins_account_that_was_closed_meanwhile_gives_its_seats_back(slack: Sandbox, village: Village) -> None:
    boss = slack.member("boss", admin=True)
    village.person(boss.id, admin=True)
    village.people("rosa", "luc")
    number = village.posts("rosa")
    village.joins(boss.id, number, "designer")
    village.joins("luc", number, "designer")
    becomes(slack, boss, deleted=True)
    settled(slack, village, NOBODY)
    assert village.told("signup.promoted") == ["luc"]
    with village.desk.reading() as work:
        assert not village.known(work, boss.id).admin


def settled(slack: Sandbox, village: Village, beginning: Beginning) -> int:
    client = web_client(slack.bot_token, slack.api_url)
    return settle_in(village.desk, client, village.id, identify(client), beginning)
