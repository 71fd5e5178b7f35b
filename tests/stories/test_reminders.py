"""Reminders: a day and an hour before, in each person's own language and zone; and to whom none come."""

from datetime import UTC, date, datetime, time, timedelta

from sandbox.actor import Actor
from tests.stories.saying import french
from tests.town import STARTS, Town

DAY, HOUR = timedelta(hours=24), timedelta(hours=1)


def settle(town: Town, **changes: object) -> int:
    """Rosa posts with one role without limit; everyone but her signs up."""
    number = town.posts(town.rosa, roles="Guide", **changes)
    for someone in (town.ana, town.luc, town.priya, town.noemie):
        town.answer(someone, f"/volunteer signup {number}")
    return number


def heads(town: Town, someone: Actor) -> list[str]:
    """The first line of each message to them."""
    return [dm.splitlines()[0] for dm in town.dms(someone)]


def test_reminders_come_a_day_and_an_hour_before(town: Town) -> None:
    settle(town)
    town.move_to(STARTS - DAY - timedelta(seconds=1))
    assert town.dms(town.ana) == []
    town.move_to(STARTS - DAY)
    (day,) = town.ana.sees(town.ana.dm)
    assert day.words.splitlines() == [
        "Reminder: #1 Map the city's parks, you are in as Guide.",
        "tomorrow, 6:30 PM to 8:30 PM (in 1 day)",
        "Remote, https://meet.example.org/parks",
        "Contact: Rosa Lindqvist",
    ]
    assert day.accessible_buttons == ["Leave #1", "Details of #1"]
    town.move_to(STARTS - HOUR)
    town.move_to(STARTS)
    town.move_to(STARTS + HOUR)
    assert [line.splitlines()[1] for line in town.dms(town.ana)][1] == "today, 6:30 PM to 8:30 PM (1 hour ago)"
    assert len(town.dms(town.ana)) == 2


def test_reminders_are_in_the_readers_language_and_zone(town: Town) -> None:
    fogo = town.slack.member("fogo", "Fogo Penney", tz="America/St_Johns")
    town.answer(fogo, f"/volunteer signup {settle(town)}")
    town.move_to(STARTS - DAY)
    when = {one.name: town.dms(one)[0].splitlines()[1] for one in (town.luc, town.priya, town.noemie, fogo)}
    assert when == {
        "luc": "demain, 18:30, jusqu'à 20:30 (dans 1 jour)",
        "priya": "tomorrow, 3:30 PM to 5:30 PM (in 1 day)",
        "noemie": "demain, 19:30, jusqu'à 21:30 (dans 1 jour)",
        "fogo": "tomorrow, 8:00 PM to 10:00 PM (in 1 day)",
    }
    sentence = "Reminder: {posting}, you are in as {role}."
    assert heads(town, town.luc) == [french(sentence, posting="#1 Map the city's parks", role="Guide")]
    assert "at 8:00 p.m. NST" in fogo.last(fogo.dm).text.replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert "à 19 h 30 HNA" in town.noemie.last(town.noemie.dm).text.replace("\N{NO-BREAK SPACE}", " ")


def test_leaving_from_the_reminder_frees_the_seat(town: Town) -> None:
    number = town.posts(town.rosa, roles="Guide 1")
    for someone in (town.luc, town.priya):
        town.answer(someone, f"/volunteer waitlist {number}")
    town.move_to(STARTS - DAY)
    town.press(town.luc, town.luc.last(town.luc.dm), french("Leave"))
    town.deliver()
    assert heads(town, town.priya)[0].startswith("A seat was freed and it is yours")
    town.move_to(STARTS - HOUR)
    assert len(heads(town, town.luc)) == 2, "the reminder and the answer to Leave"
    assert heads(town, town.priya)[1].startswith("Reminder: #1")


def test_no_reminder_to_who_left_opted_out_or_waits(town: Town) -> None:
    number = town.posts(town.rosa, roles="Guide 2")
    for someone in (town.ana, town.luc, town.priya, town.noemie):
        town.answer(someone, f"/volunteer waitlist {number}")
    town.answer(town.ana, f"/volunteer leave {number}")
    town.answer(town.luc, "/benevole rappels non")
    town.deliver()
    town.move_to(STARTS - HOUR)
    assert town.dms(town.ana) == town.dms(town.luc) == town.dms(town.noemie) == []
    assert heads(town, town.priya)[1:] == ["Reminder: #1 Map the city's parks, you are in as Guide."]


def test_no_reminder_of_what_is_cancelled(town: Town) -> None:
    number = settle(town)
    town.answer(town.rosa, f"/organize cancel {number} yes")
    for before in (DAY, HOUR, timedelta()):
        town.move_to(STARTS - before)
    assert heads(town, town.ana) == ["#1 Map the city's parks is cancelled. You have nothing to do."]


def test_closed_to_new_people_still_reminds_who_is_in(town: Town) -> None:
    number = settle(town)
    town.answer(town.rosa, f"/organize pause {number}")
    town.move_to(STARTS - HOUR)
    assert heads(town, town.ana) == ["Reminder: #1 Map the city's parks, you are in as Guide."]


def test_reminders_move_when_it_moves(town: Town) -> None:
    number = settle(town)
    town.rosa.types(town.square, f"/organize edit {number}")
    town.fills(town.rosa, {"day": date(2026, 12, 3), "start": time(12, 0), "end": time(13, 0)})
    town.deliver()
    moved = datetime(2026, 12, 3, 17, 0, tzinfo=UTC)
    for instant in (STARTS - DAY, STARTS - HOUR, moved - DAY - timedelta(seconds=1)):
        town.move_to(instant)
        assert len(heads(town, town.ana)) == 1, "only that it moved"
    town.move_to(moved - DAY)
    town.move_to(moved - HOUR)
    assert [line.partition(":")[0] for line in heads(town, town.ana)][1:] == ["Reminder", "Reminder"]


def test_moved_there_and_back_reminds_once(town: Town) -> None:
    number = settle(town)
    for day in (date(2026, 12, 3), date(2026, 12, 1)):
        town.rosa.types(town.square, f"/organize edit {number}")
        town.fills(town.rosa, {"day": day})
    town.deliver()
    town.move_to(STARTS - DAY)
    assert [line.partition(":")[0] for line in heads(town, town.ana)][1:] == ["Reminder"]


def test_a_date_given_later_brings_reminders(town: Town) -> None:
    number = settle(town, day=None, start=None, end=None)
    town.rosa.types(town.square, f"/organize edit {number}")
    town.fills(town.rosa, {"day": date(2026, 12, 1), "start": time(18, 30), "end": time(20, 30)})
    town.move_to(STARTS - DAY)
    sentence = "Reminder: {posting}, you are in as {role}."
    assert heads(town, town.luc)[-1] == french(sentence, posting="#1 Map the city's parks", role="Guide")


def test_signing_up_late_plans_only_what_is_still_to_come(town: Town) -> None:
    number = town.posts(town.rosa, roles="Guide")
    town.move_to(STARTS - timedelta(hours=5))
    told = town.answer(town.ana, f"/volunteer signup {number}").words
    assert told.endswith("today, 6:30 PM. I will remind you an hour before.")
    town.move_to(STARTS - timedelta(minutes=30))
    assert len(town.dms(town.ana)) == 1
    told = town.answer(town.priya, f"/volunteer signup {number}").words
    assert told.endswith("today, 3:30 PM.")
    town.move_to(STARTS + HOUR)
    assert town.dms(town.priya) == []


def test_after_an_outage_of_two_days_what_is_too_late_is_not_sent(town: Town) -> None:
    settle(town)
    town.deliver()
    town.close()
    town.slack.clock.move_to(STARTS - timedelta(hours=2))
    town.bot = town.opens()
    town.move_to(STARTS - timedelta(hours=2) + timedelta(seconds=1))
    assert town.dms(town.ana) == [], "the day's reminder is of no more use two hours before"
    town.close()
    town.slack.clock.move_to(STARTS + timedelta(minutes=1))
    town.bot = town.opens()
    town.move_to(STARTS + timedelta(minutes=2))
    assert town.dms(town.ana) == []


def test_after_a_short_outage_the_days_reminder_still_comes(town: Town) -> None:
    settle(town)
    town.slack.clock.move_to(STARTS - timedelta(hours=20))
    town.restart()
    town.move_to(STARTS - timedelta(hours=20) + timedelta(seconds=1))
    assert town.dms(town.ana)[0].splitlines()[1] == "tomorrow, 6:30 PM to 8:30 PM (in 20 hours)"


def test_the_week_the_clocks_change_keeps_the_hour_on_the_wall(town: Town) -> None:
    sunday = datetime(2027, 3, 14, 23, 0, tzinfo=UTC)
    settle(town, day=date(2027, 3, 14), start=time(19, 0), end=time(20, 0))
    town.move_to(sunday - DAY)
    assert "7:00 PM" in town.dms(town.ana)[0].splitlines()[1]
    town.move_to(sunday - HOUR)
    assert [len(town.dms(one)) for one in (town.ana, town.luc)] == [2, 2]


def test_an_hour_that_does_not_exist_starts_when_the_clocks_have_jumped(town: Town) -> None:
    number = town.posts(town.rosa, roles="Guide", day=date(2027, 3, 14), start=time(2, 30), end=time(4, 0))
    assert "3:00 AM to 4:00 AM" in town.card(number).words
