"""What comes after: a posting that changed, closed, ended or moved, and what people are told of it then."""

from datetime import timedelta

import pytest

from sandbox.actor import Actor, Message
from tests.stories.saying import french
from tests.town import POSTING, STARTS, UNDATED, Town

TITLE = "#1 Map the city's parks"
MOVED = f"The place of {TITLE} has changed. It is now:"


def submits(town: Town, organizer: Actor) -> None:
    """Sends POSTING in and leaves its card undelivered."""
    organizer.types(town.square, "/organize post")
    town.fills(organizer, POSTING)
    town.dialog_of(organizer).close()


def edits(town: Town, **changes: object) -> None:
    """Rosa changes these fields of #1; nothing is delivered."""
    town.rosa.types(town.square, "/organize edit 1")
    town.fills(town.rosa, changes)
    town.dialog_of(town.rosa).close()


def cards(town: Town) -> list[Message]:
    return [message for message in town.ana.sees(town.square) if not message.is_ephemeral]


def heads(town: Town, someone: Actor) -> list[str]:
    """The first line of each message the bot wrote to somebody."""
    return [words.splitlines()[0] for words in town.dms(someone)]


@pytest.fixture
def moderated(town: Town) -> Town:
    """Every posting waits for review, and #1 does."""
    town.answer(town.maya, "/volunteer-admin settings moderation on")
    submits(town, town.rosa)
    return town


@pytest.fixture
def queued(town: Town) -> Town:
    """Ana has the one seat of Designer in #1, Luc waits for it."""
    town.posts(town.rosa)
    town.answer(town.ana, "/volunteer signup 1 designer")
    town.answer(town.luc, "/benevole attente 1 designer")
    return town


@pytest.fixture
def twice_in(town: Town) -> Town:
    """Ana has a seat in both roles of #1."""
    town.posts(town.rosa)
    town.answer(town.ana, "/volunteer signup 1 designer")
    town.answer(town.ana, "/volunteer signup 1 developer")
    return town


def test_a_button_of_a_role_that_is_gone_never_joins_another(town: Town) -> None:
    town.posts(town.rosa, **UNDATED, roles="Designer 1\nDeveloper 2")
    details = town.answer(town.ana, "/volunteer 1")
    edits(town, **{"Roles and seats": "Designer 1"})
    town.posts(town.rosa, **UNDATED, title="Wash up", roles="Dishwasher 3")
    assert town.press(town.ana, details, "Join as Developer").words == "This opportunity is no longer there."
    assert "Dishwasher 0 of 3" in town.card(2).words


def test_a_posting_closed_and_reopened_before_its_card_was_sent_gets_it(town: Town) -> None:
    submits(town, town.rosa)
    town.answer(town.rosa, "/organize pause 1")
    town.deliver()
    town.answer(town.rosa, "/organize reopen 1")
    town.deliver()
    (card,) = cards(town)
    assert card.words.splitlines()[0] == TITLE
    assert card.buttons == ["Join as Designer", "Join as Developer", "Details", "Leave"]


def test_a_card_that_missed_a_change_shows_it_after_trying_again(town: Town) -> None:
    town.posts(town.rosa)
    elsewhere = town.slack.channel("elsewhere")
    town.slack.archive(town.square, town.maya)
    town.ana.types(elsewhere, "/volunteer signup 1 designer")
    town.deliver()
    town.slack.unarchive(town.square, town.maya)
    town.deliver()
    assert "Designer 0 of 1" in town.card(1).words
    town.press(town.maya, town.maya.last(town.maya.dm), "Try again")
    town.deliver()
    assert "Designer 1 of 1: Ana Silva" in town.card(1).words


def test_what_was_called_off_before_it_was_reviewed_stays_hidden(moderated: Town) -> None:
    unknown = "There is no opportunity #1."
    assert moderated.answer(moderated.ana, "/volunteer 1").words == unknown
    moderated.answer(moderated.rosa, "/organize cancel 1 yes")
    assert moderated.answer(moderated.rosa, "/volunteer 1").words.splitlines()[0] == TITLE
    assert moderated.answer(moderated.ana, "/volunteer 1").words == unknown


def test_an_approval_is_not_told_of_what_was_cancelled_since(moderated: Town) -> None:
    moderated.answer(moderated.maya, "/volunteer-admin approve 1")
    moderated.answer(moderated.maya, "/organize cancel 1 yes Duplicate")
    moderated.deliver()
    assert moderated.dms(moderated.rosa) == []


def test_a_posting_whose_date_went_by_while_it_waited_is_not_opened(moderated: Town) -> None:
    moderated.move_to(STARTS + timedelta(days=2))
    assert moderated.answer(moderated.maya, "/volunteer-admin approve 1").words == (
        "The date of #1 has passed. Its author can give it another, or you can decline it: "
        "/volunteer-admin decline 1 reason"
    )
    moderated.deliver()
    assert cards(moderated) == []


def test_a_look_alike_name_of_an_organization_waits_for_review(town: Town) -> None:
    """A space of no width between the words makes another name for a machine only."""
    town.posts(town.rosa)
    town.jean.types(town.square, "/organiser publier")
    town.fills(town.jean, {**POSTING, "organization": "Parks\u200b Ottawa"})
    sentence = "{posting} is waiting for an admin to review it. I will tell you what they decide."
    assert town.dialog_of(town.jean).words == french(sentence, posting="#2 Map the city's parks")
    town.deliver()
    assert len(cards(town)) == 1


def test_nobody_is_told_of_a_seat_in_what_is_over(queued: Town) -> None:
    """The seat came free two hours before, and the bot was away until the evening had ended."""
    queued.slack.clock.move_to(STARTS - timedelta(hours=2))
    queued.answer(queued.ana, "/volunteer leave 1")
    queued.slack.clock.move_to(STARTS + timedelta(hours=3))
    queued.deliver()
    assert queued.dms(queued.luc) == []


def test_a_seat_that_comes_free_in_time_is_told(queued: Town) -> None:
    queued.answer(queued.ana, "/volunteer leave 1")
    queued.deliver()
    assert len(queued.dms(queued.luc)) == 1


def test_two_roles_make_one_reminder_each_time(twice_in: Town) -> None:
    twice_in.move_to(STARTS - timedelta(hours=24))
    assert heads(twice_in, twice_in.ana) == [f"Reminder: {TITLE}, you are in as Designer."]
    twice_in.move_to(STARTS - timedelta(hours=1))
    assert len(twice_in.dms(twice_in.ana)) == 2


def test_two_roles_make_one_word_of_a_move(twice_in: Town) -> None:
    edits(twice_in, **{"Link or address": "Elsewhere"})
    twice_in.deliver()
    assert heads(twice_in, twice_in.ana) == [MOVED]


def test_who_left_one_of_two_roles_is_still_told_of_a_move(twice_in: Town) -> None:
    edits(twice_in, **{"Link or address": "Elsewhere"})
    twice_in.answer(twice_in.ana, "/volunteer leave 1 designer")
    twice_in.deliver()
    assert heads(twice_in, twice_in.ana) == [MOVED]


def test_who_left_one_of_two_roles_is_still_reminded(twice_in: Town) -> None:
    twice_in.answer(twice_in.ana, "/volunteer leave 1 designer")
    twice_in.move_to(STARTS - timedelta(hours=24))
    assert heads(twice_in, twice_in.ana) == [f"Reminder: {TITLE}, you are in as Developer."]


def test_leaving_what_is_over_says_so(queued: Town) -> None:
    queued.move_to(STARTS + timedelta(hours=3))
    assert queued.answer(queued.ana, "/volunteer leave 1").words == "#1 is over."


def test_leaving_what_was_cancelled_says_so(queued: Town) -> None:
    queued.answer(queued.rosa, "/organize cancel 1 yes")
    assert queued.answer(queued.ana, "/volunteer leave 1").words == "#1 was cancelled."


def test_signing_up_to_a_closed_posting_without_a_role_says_it_is_closed(town: Town) -> None:
    town.posts(town.rosa)
    town.answer(town.rosa, "/organize pause 1")
    assert town.answer(town.ana, "/volunteer signup 1").words == "#1 is paused: it takes no sign-ups for now."


def test_signing_up_promises_no_reminders_to_who_turned_them_off(town: Town) -> None:
    town.posts(town.rosa)
    town.answer(town.ana, "/volunteer reminders off")
    told = town.answer(town.ana, "/volunteer signup 1 designer").words
    assert told == f"You are in as Designer for {TITLE}, Tuesday, December 1st, 6:30 PM."


def test_cards_follow_the_language_of_the_community(town: Town) -> None:
    town.posts(town.rosa)
    town.answer(town.maya, "/volunteer-admin settings language fr")
    town.deliver()
    assert town.card(1).buttons[-2:] == [french("Details"), french("Leave")]
    assert "Designer 0 sur 1" in town.card(1).words
