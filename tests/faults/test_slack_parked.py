"""What Slack will never take: put aside, told to the admins once, and in nobody else's way."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

import pytest

from db.models import DeliveryState
from sandbox.faults import Call, Fault, Faulty, Script, cut, refused
from sandbox.workspace import Channel
from tests.faults.ledger import OPEN, POST, Ledger

S = DeliveryState
CLOSED = ("channel_not_found", "is_archived", "not_in_channel", "restricted_action", "msg_too_long")
GONE = ("user_not_found", "user_disabled", "cannot_dm_bot")
TITLE = "Map the city's parks"


class Closed(Faulty):
    """Slack refuses a method for these channels and people, each with its word."""

    def __init__(self, method: str, words: Mapping[str, str]) -> None:
        super().__init__()
        self._method = method
        self._words = words

    def choose(self, call: Call) -> Fault | None:
        to = str(call.arguments.get("channel") or call.arguments.get("users"))
        return refused(self._words[to]) if call.method == self._method and to in self._words else None


def announces(ledger: Ledger, name: str) -> Channel:
    """A channel with the bot in it, that announces everything."""
    channel = ledger.town.slack.channel(name)
    ledger.town.slack.invite_bot(channel)
    told = ledger.town.answer(ledger.town.maya, f"/volunteer-admin channels #{name} on").words
    assert told.startswith(f"#{name} announces: everything")
    return channel


def test_channels_closed_to_the_bot_hold_up_no_other_and_are_told_of_once(ledger: Ledger) -> None:
    rooms = [announces(ledger, f"room-{n}") for n in range(len(CLOSED))]
    words = {room.id: word for room, word in zip(rooms, CLOSED, strict=True)}
    ledger.breaks(Closed(POST, words))
    ledger.posts("First")
    ledger.posts("Second")
    ledger.settles()
    assert ledger.parked() == words
    assert ledger.states("card.post") == {S.SENT: 2, S.PARKED: 2 * len(rooms)}
    assert ledger.titles() == {"First": 1, "Second": 1}
    assert len(ledger.told(ledger.town.maya)) == len(rooms)
    ledger.breaks(Script())
    for letter in ledger.town.maya.sees(ledger.town.maya.dm):
        ledger.town.maya.presses(letter, "Try again")
    ledger.settles()
    assert [ledger.titles(room) for room in rooms] == [Counter(First=1, Second=1)] * len(rooms)


@pytest.mark.parametrize("done", [True, False])
def test_a_channel_that_was_lost_while_a_post_was_in_doubt_shows_it_once_when_it_is_back(
    ledger: Ledger, done: bool
) -> None:
    """Nobody could look whether it had arrived: it must not be sent again without looking."""
    town = ledger.town
    ledger.breaks(Script(POST, cut(accepted=done)))
    ledger.posts(TITLE)
    town.slack.remove_bot(town.square)
    ledger.settles()
    assert ledger.parked() == {town.square.id: "not_in_channel"}
    town.slack.invite_bot(town.square)
    town.maya.presses(town.maya.last(town.maya.dm), "Try again")
    ledger.settles()
    assert ledger.titles() == {TITLE: 1}
    town.answer(town.ana, "/volunteer signup 1 designer")
    town.deliver()
    assert "Designer 1 of 1: Ana Silva" in town.card(1).words


def test_a_channel_that_was_archived_has_its_cards_once_it_is_back(ledger: Ledger) -> None:
    town = ledger.town
    design = announces(ledger, "design")
    town.slack.archive(town.square, town.maya)
    ledger.posts(TITLE)
    town.slack.unarchive(town.square, town.maya)
    assert (ledger.titles(), ledger.titles(design)) == ({}, {TITLE: 1})
    (letter,) = town.maya.sees(town.maya.dm)
    town.maya.presses(letter, "Try again")
    ledger.settles()
    assert (ledger.titles(), ledger.titles(design)) == ({TITLE: 1}, {TITLE: 1})


def test_people_who_cannot_be_written_to_hold_up_nobody_else(ledger: Ledger) -> None:
    town = ledger.town
    number = town.posts(town.rosa, roles="Reader 9")
    people = [town.slack.member(f"reader{n}") for n in range(len(GONE) + 1)]
    for one in (*people, town.ana):
        town.answer(one, f"/volunteer signup {number}")
    town.deliver()
    words = {one.id: word for one, word in zip(people, GONE, strict=False)}
    ledger.breaks(Closed(OPEN, words))
    town.answer(town.rosa, f"/organize cancel {number} yes")
    ledger.settles()
    assert ledger.parked() == words
    assert [len(ledger.told(one)) for one in (*people, town.ana)] == [0] * len(GONE) + [1, 1]
    assert sorted(ledger.told(town.maya)) == [
        f"I cannot send a direct message to Reader{n}: Slack refuses ({word}). Reach them another way."
        for n, word in enumerate(GONE)
    ]


def test_a_direct_message_that_was_closed_for_good_is_told_of(ledger: Ledger) -> None:
    """The channel was opened once and is known; it is gone now."""
    town = ledger.town
    ledger.breaks(Closed(POST, {town.ana.dm.id: "channel_not_found"}))
    number = town.posts(town.rosa, roles="Reader 2")
    for one in (town.ana, town.priya):
        town.answer(one, f"/volunteer signup {number}")
    town.answer(town.rosa, f"/organize cancel {number} yes")
    ledger.settles()
    assert (len(ledger.told(town.ana)), len(ledger.told(town.priya))) == (0, 1)
    assert ledger.told(town.maya) == [
        "I cannot send a direct message to Ana Silva: Slack refuses (channel_not_found). Reach them another way."
    ]


def test_what_happens_while_the_token_is_revoked_is_told_when_it_is_taken_again(ledger: Ledger) -> None:
    """Commands are answered meanwhile: their answers need no token."""
    town = ledger.town
    number = town.posts(town.rosa, roles="Guide 1")
    town.answer(town.ana, f"/volunteer signup {number}")
    town.answer(town.priya, f"/volunteer waitlist {number}")
    town.slack.installation.revoked.add(town.slack.bot_token)
    assert town.answer(town.ana, f"/volunteer leave {number}").words.startswith("You have left")
    for _half_a_minute in range(4):
        ledger.tries()
        town.slack.advance(timedelta(seconds=30))
    assert (ledger.parked(), ledger.told(town.priya)) == ({}, [])
    town.slack.installation.revoked.clear()
    ledger.settles()
    assert ledger.told(town.priya) == [f"A seat was freed and it is yours: you are in as Guide for #1 {TITLE}."]
    assert "Guide 1 of 1: Priya Nair" in town.card(number).words
