"""Who somebody is today: an admin or no longer, gone for good, of a zone or a language nobody knows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sandbox.actor import Actor
from sandbox.faults import Call, NoFaults, Reply
from sandbox.interactions import events
from tests.stories.saying import french
from tests.town import POSTING, STARTS, UNDATED, Town

ADMINS_ONLY = "Only admins"
MONDAY = datetime(2026, 11, 30, 14, 0, tzinfo=UTC)
"""Nine in the morning in Toronto: when the digest comes."""
FRIDAY = datetime(2026, 12, 4, 15, 0, tzinfo=UTC)


def becomes(town: Town, someone: Actor, **changes: Any) -> None:
    """Slack changes the account, and tells the bot if it is listening."""
    events.change_profile(town.slack.platform, someone.id, changes)


def becomes_unheard(town: Town, someone: Actor, **changes: Any) -> None:
    """The same while the bot is away."""
    workspace = town.slack.workspace
    town.close()
    with workspace.lock:
        workspace.add_member(replace(workspace.members[someone.id], **changes))
    town.bot = town.opens()


def administers(town: Town, someone: Actor) -> bool:
    return not town.answer(someone, "/volunteer-admin settings").words.startswith(ADMINS_ONLY)


def submits(town: Town, organizer: Actor) -> None:
    organizer.types(town.square, "/organize post")
    town.fills(organizer, POSTING)
    town.dialog_of(organizer).close()


@pytest.fixture
def boss(town: Town) -> Actor:
    """A second admin of the workspace, known to the bot."""
    boss = town.slack.member("bo", "Bo Martin", admin=True)
    assert administers(town, boss)
    return boss


def test_who_is_taken_off_the_operators_list_is_no_admin(town: Town) -> None:
    town.settings = replace(town.settings, admins=frozenset({town.ana.id}))
    town.restart()
    assert administers(town, town.ana)
    town.settings = replace(town.settings, admins=frozenset())
    town.restart()
    assert not administers(town, town.ana)
    assert administers(town, town.maya)


def test_who_was_demoted_while_the_bot_was_away_is_no_admin(town: Town, boss: Actor) -> None:
    becomes_unheard(town, boss, is_admin=False)
    assert not administers(town, boss)


def test_who_was_demoted_is_no_admin_at_once(town: Town, boss: Actor) -> None:
    becomes(town, boss, is_admin=False)
    assert not administers(town, boss)


def test_a_review_is_not_asked_of_who_is_no_longer_admin(town: Town, boss: Actor) -> None:
    town.answer(town.maya, "/volunteer-admin settings moderation on")
    submits(town, town.rosa)
    becomes(town, boss, is_admin=False)
    town.deliver()
    assert town.dms(boss) == []
    assert len(town.dms(town.maya)) == 1


def test_a_digest_is_not_sent_to_who_is_no_longer_admin(town: Town, boss: Actor) -> None:
    town.slack.advance(timedelta(hours=1))
    town.posts(town.rosa, **UNDATED)
    town.slack.clock.move_to(MONDAY)
    town.bot.tick()
    becomes(town, boss, is_admin=False)
    town.deliver()
    assert town.dms(boss) == []
    assert len(town.dms(town.maya)) == 1


def test_the_digest_does_not_come_at_once_when_its_day_changes(town: Town) -> None:
    """Wednesday was two days ago, and is again in five."""
    town.slack.advance(timedelta(hours=1))
    town.posts(town.rosa, **UNDATED)
    town.move_to(MONDAY)
    before = town.dms(town.maya)
    town.move_to(FRIDAY)
    town.posts(town.rosa, **UNDATED, title="Since then")
    town.answer(town.maya, "/volunteer-admin settings digest wednesday 9:00")
    town.move_to(FRIDAY + timedelta(minutes=2))
    assert town.dms(town.maya) == before
    town.move_to(FRIDAY + timedelta(days=5))
    assert len(town.dms(town.maya)) == len(before) + 1


def test_the_seat_of_a_closed_account_goes_to_who_waits(town: Town) -> None:
    town.posts(town.rosa)
    town.answer(town.ana, "/volunteer signup 1 designer")
    town.answer(town.luc, "/benevole attente 1 designer")
    becomes(town, town.ana, deleted=True)
    town.deliver()
    assert "Designer 1 of 1: Luc Tremblay" in town.card(1).words
    assert len(town.dms(town.luc)) == 1
    town.move_to(STARTS - timedelta(hours=24))
    assert town.dms(town.ana) == []


class Nowhere(NoFaults):
    """Slack says of everybody that they live in a zone that is none."""

    def after(self, call: Call, reply: Reply) -> Reply:
        if call.method != "users.info" or "user" not in reply.body:
            return reply
        return replace(reply, body={**reply.body, "user": {**reply.body["user"], "tz": "America/Nowhere"}})


def zone_of(town: Town, someone: Actor) -> str:
    """The zone the bot believes somebody is in: what it offers for a posting of theirs."""
    someone.types(town.square, "/organize post")
    town.dialog_of(someone).press("More: skills, way in, links, time zone")
    zone = str(town.dialog_of(someone).values["Time zone"])
    town.dialog_of(someone).dismiss()
    return zone


def test_a_zone_nobody_knows_keeps_the_one_that_was(town: Town) -> None:
    """A restart asks anew who the admins are."""
    boss = town.slack.member("bo", "Bo Martin", admin=True, tz="America/Vancouver")
    assert zone_of(town, boss) == "America/Vancouver"
    town.slack.platform.faults = Nowhere()
    town.settings = replace(town.settings, admins=frozenset({boss.id}))
    town.restart()
    assert zone_of(town, boss) == "America/Vancouver"


def test_a_stranger_of_a_zone_nobody_knows_gets_the_communitys(town: Town) -> None:
    town.answer(town.maya, "/volunteer-admin settings timezone america/halifax")
    town.slack.platform.faults = Nowhere()
    assert zone_of(town, town.ana) == "America/Halifax"


@pytest.mark.parametrize("locale", ["es-ES", "pt-BR", ""])
def test_a_language_elan_does_not_speak_is_answered_in_the_communitys(town: Town, locale: str) -> None:
    town.answer(town.maya, "/volunteer-admin settings language fr")
    lupe = town.slack.member("lupe", "Lupe Vega", locale=locale)
    town.posts(town.rosa, **UNDATED)
    assert town.answer(lupe, "/volunteer 1").buttons[0] == french("Join as {role}", role="Designer")


def test_kinds_of_a_channel_are_kept_when_only_its_name_is_typed(town: Town) -> None:
    town.answer(town.maya, "/volunteer-admin channels #volunteering event")
    chosen = town.answer(town.maya, "/volunteer-admin channels").words
    town.answer(town.maya, "/volunteer-admin channels #volunteering")
    assert town.answer(town.maya, "/volunteer-admin channels").words == chosen


def test_a_channels_name_alone_tries_again_what_it_refused(town: Town) -> None:
    elsewhere = town.slack.channel("elsewhere")
    town.slack.archive(town.square, town.maya)
    town.rosa.types(elsewhere, "/organize post")
    town.fills(town.rosa, POSTING)
    town.deliver()
    town.slack.unarchive(town.square, town.maya)
    town.deliver()
    assert [m for m in town.ana.sees(town.square) if m.words.startswith("#1 ")] == []
    town.maya.types(elsewhere, "/volunteer-admin channels #volunteering")
    town.deliver()
    assert town.card(1).words.startswith("#1 Map the city's parks")
