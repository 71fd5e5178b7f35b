"""Answers in time: the deadline, the reminders, the pause, and the end of a posting; in both languages."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from sandbox.actor import Actor
from tests.stories.saying import counted, french, said
from tests.town import POSTING, START, STARTS, UNDATED, Town

TITLE = "#1 Map the city's parks"
MORE = "More: skills, way in, links, time zone"
DAY = timedelta(days=1)


def asks(town: Town, **changes: Any) -> None:
    """Rosa's #1: a designer is chosen among who applies."""
    town.rosa.types(town.square, "/organize post")
    town.rosa.sees_dialog().press(MORE)
    town.fills(town.rosa, {**POSTING, **UNDATED, "roles": "Designer 1", "entry": "application", **changes})
    assert not town.rosa.sees_dialog().errors
    town.rosa.sees_dialog().close()
    town.deliver()


def applies(town: Town, who: Actor) -> None:
    who.presses(town.card(1), "Apply as Designer")
    town.fills(who, {"note": "I draw"})
    who.sees_dialog().close()
    town.deliver()


@pytest.fixture
def awaited(town: Town) -> Town:
    """Ana and Luc have applied."""
    asks(town)
    for who in (town.ana, town.luc):
        applies(town, who)
    return town


def heads(town: Town, who: Actor) -> list[str]:
    """The first line of each message the bot wrote to somebody."""
    return [message.splitlines()[0] for message in town.dms(who)]


def test_the_organizer_is_reminded_twice_then_it_pauses_and_who_waits_is_told(awaited: Town) -> None:
    late = counted(
        "en",
        "{posting}: {n} application is still waiting for an answer. A short no is kinder than none.",
        "{posting}: {n} applications are still waiting for an answer. A short no is kinder than none.",
        2, posting=TITLE,
    )  # fmt: skip
    reminded = []
    for day in range(1, 12):
        awaited.move_to(START + day * DAY + timedelta(hours=1))
        reminded.append(heads(awaited, awaited.rosa).count(late))
    assert reminded == [0, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3]
    assert "reopen it: /organize reopen 1" in awaited.dms(awaited.rosa)[-1]
    assert awaited.card(1).words.splitlines()[-1] == "Paused: no sign-ups for now"
    for who, language in ((awaited.ana, "en"), (awaited.luc, "fr")):
        sentence = (
            "Your application as {role} for {posting} has no answer yet. Its organizers were reminded, and nobody new "
            "can apply until they answer. It stays as it is; to take it back, type {command}"
        )
        leave = "/volunteer leave 1" if language == "en" else "/benevole quitter 1"
        told = said(language, sentence, role="Designer", posting=TITLE, command=leave)
        assert awaited.dms(who).count(told) == 1


def test_who_answers_in_time_is_reminded_of_nothing(awaited: Town) -> None:
    awaited.rosa.presses(awaited.answer(awaited.rosa, "/organize applicants 1"), "Decline all the rest")
    awaited.fills(awaited.rosa, {"text": ""})
    for day in range(1, 12):
        awaited.move_to(START + day * DAY)
    assert [line for line in heads(awaited, awaited.rosa) if "still" in line] == []
    assert len(awaited.dms(awaited.ana)) == len(awaited.dms(awaited.luc)) == 1


def test_a_reminder_that_has_lost_its_reason_is_not_sent(awaited: Town) -> None:
    awaited.slack.clock.move_to(START + 2 * DAY + timedelta(hours=1))
    awaited.bot.tick()
    awaited.rosa.presses(awaited.answer(awaited.rosa, "/organize applicants 1"), "Decline all the rest")
    awaited.fills(awaited.rosa, {"text": ""})
    awaited.deliver()
    assert heads(awaited, awaited.rosa) == [f"{TITLE}: no application is waiting for an answer."]


def test_a_deadline_at_which_nobody_waits_speaks_of_no_applications(town: Town) -> None:
    asks(town, deadline=date(2026, 11, 24))
    town.move_to(datetime(2026, 11, 25, 5, 0, tzinfo=UTC))
    assert town.dms(town.rosa) == [f"{TITLE} has reached its deadline and takes no more people."]
    assert town.rosa.last(town.rosa.dm).buttons == ["Applicants"]


def test_the_deadline_closes_by_itself_and_the_organizer_is_told_who_waits(town: Town) -> None:
    asks(town, deadline=date(2026, 11, 24))
    applies(town, town.luc)
    town.move_to(datetime(2026, 11, 25, 4, 59, tzinfo=UTC))
    assert town.card(1).words.splitlines()[-1].startswith("Open")
    town.move_to(datetime(2026, 11, 25, 5, 0, tzinfo=UTC))
    assert town.card(1).words.splitlines()[-1] == "Its deadline has passed"
    assert town.answer(town.rosa, "/organize mine").words.splitlines()[1].startswith("Its deadline has passed")
    assert town.answer(town.ana, "/volunteer apply 1").words == (
        "The deadline of #1 has passed: Tuesday, November 24, 2026."
    )
    assert heads(town, town.rosa)[-1] == (
        f"{TITLE} has reached its deadline and takes no more people. 1 application is waiting for an answer."
    )
    refused = town.answer(town.rosa, "/organize reopen 1")
    assert refused.words == (
        "The deadline of #1 has passed: Tuesday, November 24, 2026. Choose a later one first: /organize edit 1"
    )


def test_applying_after_the_deadline_is_refused_before_the_clock_has_noted_it(town: Town) -> None:
    asks(town, deadline=date(2026, 11, 24))
    town.slack.clock.move_to(datetime(2026, 11, 25, 5, 0, 30, tzinfo=UTC))
    told = town.answer(town.luc, "/benevole candidature 1")
    assert told.words.startswith(
        "La date limite de l'offre #1 est passée\u00a0: le mardi 24 novembre 2026".replace("le ", "")
    )


def test_no_more_than_asked_wait_at_once(town: Town) -> None:
    asks(town, most_waiting=1)
    applies(town, town.ana)
    told = town.answer(town.luc, "/benevole candidature 1")
    assert told.words.startswith("L'offre 1 accepte au plus 1 candidature sans réponse à la fois.")


def test_filled_it_tells_who_waits_once_in_their_language(awaited: Town) -> None:
    mine = awaited.answer(awaited.rosa, "/organize mine")
    told = awaited.press(awaited.rosa, mine, "Mark as filled: #1", confirm=True)
    assert told.words == f"{TITLE} is filled: no more applications. Anyone still waiting for an answer is told so."
    awaited.deliver()
    sentence = "{posting} is filled, and your application as {role} was not chosen. Thank you for applying."
    assert heads(awaited, awaited.luc) == [french(sentence, posting=TITLE, role="Designer")]
    assert heads(awaited, awaited.ana) == [said("en", sentence, posting=TITLE, role="Designer")]
    assert heads(awaited, awaited.rosa) == [f"{TITLE}: no application is waiting for an answer."]


def test_cancelled_it_tells_who_waits_why(awaited: Town) -> None:
    asked = awaited.answer(awaited.rosa, "/organize cancel 1 No money & <!here>")
    assert "2 people are signed up or waiting, and will be told." in asked.words
    awaited.answer(awaited.rosa, "/organize cancel 1 yes No money & <!here>")
    awaited.deliver()
    [told] = awaited.dms(awaited.ana)
    assert told.splitlines() == [
        f"{TITLE} is cancelled, and with it your application as Designer. You have nothing to do.",
        "Reason given: No money & <!here>",
    ]


def test_the_card_says_how_soon_answers_usually_come(awaited: Town) -> None:
    applies(awaited, awaited.priya)
    awaited.move_to(START + 3 * DAY)
    awaited.rosa.presses(awaited.answer(awaited.rosa, "/organize applicants 1"), "Decline all the rest")
    awaited.fills(awaited.rosa, {"text": ""})
    awaited.rosa.sees_dialog().close()
    awaited.deliver()
    assert "Usually answers in 3 days" in awaited.card(1).words.splitlines()
    awaited.noemie.presses(awaited.card(1), "Apply as Designer")
    awaited.fills(awaited.noemie, {"note": "Je dessine"})
    assert "L'organisme répond habituellement en 3 jours." in awaited.noemie.sees_dialog().words


def posts_evenings(town: Town) -> None:
    """Rosa's hack nights by application: 1, 8 and 15 December."""
    town.rosa.types(town.square, "/organize post")
    town.rosa.sees_dialog().fill({"kind": "event"})
    town.rosa.sees_dialog().press(MORE)
    town.rosa.sees_dialog().fill({"repeat": "week"})
    evenings = {name: value for name, value in POSTING.items() if name not in ("hours", "hours_total", "timezone")}
    days = {"until": date(2026, 12, 15), "holidays": "none", "roles": "Designer 1", "entry": "application"}
    town.fills(town.rosa, {**evenings, **days})
    assert not town.rosa.sees_dialog().errors
    town.rosa.sees_dialog().close()
    town.deliver()


def test_who_applied_to_a_date_hears_once_that_it_is_over(town: Town) -> None:
    posts_evenings(town)
    for who in (town.ana, town.luc):
        applies(town, who)
    before = len(town.dms(town.rosa))
    town.rosa.presses(town.answer(town.rosa, "/organize applicants 1"), "Look")
    town.rosa.sees_dialog().press("Decline")
    town.fills(town.rosa, {"text": ""})
    for hours in (2, 3):
        town.move_to(STARTS + timedelta(hours=hours))
    over = "{posting}: {when} is over, and your application as {role} got no answer. Thank you for applying."
    _posting, after = french(over, posting=TITLE, when="|", role="Designer").split("|")
    assert [words.endswith(after) for words in town.dms(town.luc)] == [True]
    assert town.luc.last(town.luc.dm).buttons == [french("Other dates"), french("See what is open")]
    counted_message = next(one for one in town.rosa.sees(town.rosa.dm) if "application" in one.words)
    assert counted_message.words == f"{TITLE}: no application is waiting for an answer."
    reminded = [words for words in town.dms(town.rosa)[before:] if "still wait" in words]
    for day in range(1, 12):
        town.move_to(STARTS + day * DAY)
    assert [words for words in town.dms(town.rosa)[before:] if "still wait" in words] == reminded
    assert not town.card(1).words.splitlines()[-1].startswith("Paused")


def test_who_applied_to_a_date_that_is_called_off_hears_it_once(town: Town) -> None:
    posts_evenings(town)
    for who in (town.ana, town.luc):
        applies(town, who)
    town.rosa.types(town.square, "/organize cancel-date 1 December 1")
    town.fills(town.rosa, {"reason": "Ice"})
    assert "2 people will be told." in town.rosa.sees_dialog().words
    town.deliver()
    assert [len(town.dms(who)) for who in (town.ana, town.luc)] == [1, 1]
    assert "is cancelled. You have nothing to do.\nReason given: Ice" in town.dms(town.ana)[0]
    assert f"{TITLE}: no application is waiting for an answer." in town.dms(town.rosa)
