"""Cards: one message a channel for a posting's whole life, edited in place, however much happens."""

import threading
from datetime import timedelta

import pytest

from bot.delivery.claiming import Errand
from sandbox.actor import Actor
from sandbox.workspace import Channel
from tests.stories.saying import french
from tests.town import POSTING, STARTS, Town


@pytest.fixture
def lounge(town: Town) -> Channel:
    """A second channel that announces everything."""
    channel = town.slack.channel("lounge")
    town.slack.invite_bot(channel)
    town.answer(town.maya, "/volunteer-admin channels #lounge")
    return channel


def public(town: Town, channel: Channel) -> list[str]:
    """The ids of the bot's public messages there."""
    return [m.ts for m in town.ana.sees(channel) if not m.is_ephemeral]


def updates(town: Town, channel: Channel) -> int:
    """How often a message there was rewritten."""
    calls = town.slack.workspace.traffic.named("chat.update")
    return sum(call.body["arguments"]["channel"] == channel.id for call in calls)


def test_a_card_is_one_message_in_each_channel_for_its_whole_life(town: Town, lounge: Channel) -> None:
    number = town.posts(town.rosa)
    born = [public(town, town.square), public(town, lounge)]
    assert [len(messages) for messages in born] == [1, 1]
    for someone, typed in [
        (town.ana, "/volunteer signup 1 designer"),
        (town.luc, "/benevole attente 1 designer"),
        (town.ana, "/volunteer leave 1"),
        (town.rosa, "/organize pause 1"),
        (town.rosa, "/organize reopen 1"),
        (town.rosa, "/organize cancel 1 yes Ice"),
    ]:
        town.answer(someone, typed)
        town.deliver()
        assert town.card(number).words == town.card(number, lounge).words
    assert [public(town, town.square), public(town, lounge)] == born
    assert town.card(number).words.splitlines()[-1] == "Cancelled: Ice"
    assert town.card(number, lounge).is_edited


def test_a_completed_posting_keeps_its_card(town: Town, lounge: Channel) -> None:
    number = town.posts(town.rosa)
    town.move_to(STARTS + timedelta(hours=3))
    assert town.card(number).words.splitlines()[-1] == town.card(number, lounge).words.splitlines()[-1] == "Completed"
    assert len(public(town, lounge)) == 1


def crowd(town: Town, count: int) -> list[Actor]:
    return [town.slack.member(f"guest{n}", f"Guest {n}") for n in range(count)]


def test_twenty_sign_ups_at_once_are_few_repaints(town: Town) -> None:
    number = town.posts(town.rosa, roles="Guide 20")
    guests = crowd(town, 20)
    threads = [threading.Thread(target=town.answer, args=(guest, f"/volunteer signup {number}")) for guest in guests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    town.deliver()
    assert "Guide 20 of 20: " in town.card(number).words
    assert "and 15 others" in town.card(number).words
    assert updates(town, town.square) in (1, 2), "a sign-up that a busy machine answers late is painted after the rest"
    assert len(public(town, town.square)) == 1


def test_what_happens_while_a_repaint_is_on_its_way_is_painted_after_it(town: Town) -> None:
    number = town.posts(town.rosa, roles="Guide 20")
    town.answer(town.ana, f"/volunteer signup {number}")
    town.slack.advance(timedelta(seconds=1))
    errand = town.bot.courier.claim()
    assert errand is not None
    for guest in crowd(town, 3):
        town.answer(guest, f"/volunteer signup {number}")
    assert town.bot.courier.claim() is None, "one on its way in a channel"
    town.bot.courier.deliver(errand)
    assert "Guide 1 of 20: Ana Silva" in town.card(number).words
    town.deliver()
    assert "Guide 4 of 20: Ana Silva, Guest 0, Guest 1 and Guest 2" in town.card(number).words
    assert updates(town, town.square) == 2


def test_each_channel_is_a_lane_of_its_own(town: Town, lounge: Channel) -> None:
    number = town.posts(town.rosa)
    town.answer(town.ana, f"/volunteer signup {number} designer")
    town.slack.advance(timedelta(seconds=1))
    errands: list[Errand] = []
    while (errand := town.bot.courier.claim()) is not None:
        errands.append(errand)
    assert sorted(errand.channel or "" for errand in errands) == sorted([town.square.id, lounge.id])
    for errand in errands:
        town.bot.courier.deliver(errand)
    assert town.card(number).words == town.card(number, lounge).words


def test_a_channel_gets_at_most_one_message_a_second(town: Town) -> None:
    town.answer(town.rosa, "/organize mine")
    for title in ("One", "Two"):
        town.rosa.types(town.square, "/organize post")
        town.fills(town.rosa, {"title": title, "organization": "Library", "summary": "Books", "roles": "Reader"})
    first = town.bot.courier.claim()
    assert first is not None
    town.bot.courier.deliver(first)
    assert town.bot.courier.claim() is None
    town.slack.advance(timedelta(seconds=1))
    second = town.bot.courier.claim()
    assert second is not None
    town.bot.courier.deliver(second)
    assert [m.words.splitlines()[0] for m in town.ana.sees(town.square)] == ["#1 One", "#2 Two"]


def test_sign_ups_before_the_card_is_there_are_on_it(town: Town) -> None:
    town.rosa.types(town.square, "/organize post")
    town.fills(town.rosa, {"title": "Quick", "organization": "Library", "summary": "Books", "roles": "Reader 2"})
    town.answer(town.ana, "/volunteer signup 1")
    town.deliver()
    assert "Reader 1 of 2: Ana Silva" in town.card(1).words
    town.move_to(town.slack.clock.now() + timedelta(minutes=1))
    assert len(public(town, town.square)) == 1


def test_what_was_cancelled_before_its_card_was_posted_gets_none(town: Town) -> None:
    town.rosa.types(town.square, "/organize post")
    town.fills(town.rosa, {"title": "Never", "organization": "Library", "summary": "Books", "roles": "Reader 2"})
    town.answer(town.rosa, "/organize cancel 1")
    town.deliver()
    assert public(town, town.square) == []


def test_a_new_channel_shows_what_comes_and_not_what_was(town: Town) -> None:
    town.posts(town.rosa)
    later = town.slack.channel("later")
    town.slack.invite_bot(later)
    town.answer(town.maya, "/volunteer-admin channels #later")
    town.posts(town.rosa, title="Second")
    assert [m.words.splitlines()[0] for m in town.ana.sees(later)] == ["#2 Second"]


def test_cards_speak_the_communitys_language_whoever_reads(town: Town) -> None:
    town.answer(town.maya, "/volunteer-admin settings language fr")
    number = town.posts(town.rosa)
    assert town.card(number).buttons == [
        *[french("Join as {role}", role=role) for role in ("Designer", "Developer")],
        french("Details"),
        french("Leave"),
    ]
    assert french("Where") in town.card(number).words
    told = town.press(town.ana, town.card(number), town.card(number).buttons[0])
    assert told.words.startswith("You are in as Designer"), "the answer is in the language of who pressed"


def test_a_card_says_in_its_text_all_that_its_blocks_say(town: Town) -> None:
    number = town.posts(town.rosa)
    town.answer(town.ana, f"/volunteer signup {number} designer")
    town.deliver()
    assert town.card(number).spoken == town.card(number).words


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_card_of_twenty_long_roles_is_rewritten_with_its_state(town: Town, language: str) -> None:
    town.answer(town.maya, f"/volunteer-admin settings language {language}")
    number = town.posts(town.rosa, summary="&" * 200, roles="\n".join(f"{n:02}{'&' * 33} 2" for n in range(20)))
    posted = town.card(number).spoken.splitlines()
    assert sum(line.startswith("0") for line in posted) == 10
    town.answer(town.ana, f"/volunteer signup 1 {'05' + '&' * 33}")
    town.deliver()
    assert town.card(number).is_edited
    assert town.card(number).spoken.splitlines()[-1] == posted[-1]
    command = {"en": "/volunteer signup 1", "fr": "/benevole inscription 1"}[language]
    assert command in posted[-1]


def test_details_are_read_out_to_the_end(town: Town) -> None:
    town.rosa.types(town.square, "/organize post")
    town.rosa.sees_dialog().fill({**POSTING, "description": "words " * 500})
    town.rosa.sees_dialog().press("More: skills, way in, links, time zone")
    town.rosa.sees_dialog().fill({"Accessibility": "A ramp at the door. " * 50}).submit()
    for reader, typed, command in (
        (town.priya, "/volunteer show 1", "/volunteer signup 1"),
        (town.luc, "/benevole voir 1", "/benevole inscription 1"),
    ):
        told = town.answer(reader, typed).spoken
        assert (told.count("words"), told.count("A ramp at the door.")) == (500, 50)
        assert command in told.splitlines()[-1], "the last line is how to sign up"
