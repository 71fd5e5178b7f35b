"""The digest: now, every week, in the admin's language; nothing to say, nothing sent."""

from datetime import UTC, date, datetime, timedelta

from tests.stories.saying import counted, french
from tests.stories.test_series import posts_series
from tests.town import POSTING, STARTS, Town

MONDAY = datetime(2026, 11, 30, 14, 0, tzinfo=UTC)
"""Nine in the morning in Toronto, a week after the town begins."""


def lines(words: str) -> list[str]:
    return words.splitlines()


def test_digest_now_tells_the_thing_to_act_on_first(town: Town) -> None:
    town.slack.advance(timedelta(hours=1))
    for number, (who, role) in enumerate([(town.ana, "Guide 2"), (town.luc, "Guide 1")], 1):
        town.posts(town.rosa, title=f"Walk {number}", roles=role)
        town.answer(who, f"/volunteer signup {number}")
    town.posts(town.rosa, title="Lonely", day=date(2026, 11, 27))
    town.jean.types(town.square, "/organiser publier")
    town.fills(town.jean, POSTING)
    town.answer(town.luc, "/volunteer leave 2")
    told = town.answer(town.maya, "/volunteer-admin digest")
    assert lines(told.words) == [
        "Volunteer digest",
        "Since today, 10:00 AM: 2 sign-ups, 1 departure.",
        "Waiting for review",
        "Parks Ottawa · Designer 0 of 1; Developer 0 of 2 · #4 Map the city's parks · Tuesday, December 1st, 6:30 PM",
        "Short of people, and the date is near",
        "Parks Ottawa · Designer 0 of 1; Developer 0 of 2 · #3 Lonely · Friday, November 27th, 6:30 PM",
        "Filling up",
        "Parks Ottawa · Guide 1 of 2 · #1 Walk 1 · Tuesday, December 1st, 6:30 PM",
        "New",
        "Parks Ottawa · Designer 0 of 1; Developer 0 of 2 · #3 Lonely · Friday, November 27th, 6:30 PM",
        "Parks Ottawa · Guide 0 of 1 · #2 Walk 2 · Tuesday, December 1st, 6:30 PM",
        "Parks Ottawa · Guide 1 of 2 · #1 Walk 1 · Tuesday, December 1st, 6:30 PM",
    ]
    assert told.buttons == ["Review now"]
    assert town.turn(town.maya, told, "Review now").accessible_buttons[1] == "Approve #4"


def test_digest_comes_once_a_week_at_its_hour_in_the_readers_language(town: Town) -> None:
    town.maya.changes(locale="fr-CA")
    town.slack.advance(timedelta(hours=1))
    town.posts(town.rosa, title="Answer letters", day=None, start=None, end=None)
    town.move_to(MONDAY - timedelta(minutes=1))
    assert town.dms(town.maya) == []
    town.move_to(MONDAY)
    town.move_to(MONDAY + timedelta(hours=5))
    (told,) = town.dms(town.maya)
    assert lines(told)[0] == french("Volunteer digest")
    assert lines(told)[2] == french("New")
    assert lines(told)[3].startswith("Parks Ottawa · Designer 0 sur 1")
    assert lines(told)[3].endswith("· #1 Answer letters")


def test_digest_with_nothing_to_say_is_not_sent(town: Town) -> None:
    town.move_to(MONDAY)
    assert town.dms(town.maya) == []
    assert town.answer(town.maya, "/volunteer-admin digest").words == "Nothing to report since the last digest."


def test_digest_counts_from_the_last_one(town: Town) -> None:
    town.slack.advance(timedelta(hours=1))
    number = town.posts(town.rosa, roles="Guide 9", day=date(2026, 12, 20))
    town.answer(town.ana, f"/volunteer signup {number}")
    town.move_to(MONDAY)
    town.slack.advance(timedelta(minutes=1))
    town.answer(town.luc, f"/volunteer signup {number}")
    town.move_to(MONDAY + timedelta(days=7))
    first, second = town.dms(town.maya)
    assert "1 sign-up, 0 departures" in first
    assert "1 sign-up, 0 departures" in second
    assert "New" not in lines(second)


def test_digest_names_what_is_stale(town: Town) -> None:
    town.posts(town.rosa, title="Old and quiet", day=None, start=None, end=None)
    town.move_to(STARTS + timedelta(days=31))
    told = lines(town.answer(town.maya, "/volunteer-admin digest").words)
    assert told[2:4] == [
        "Quiet for a month: still open?",
        "Parks Ottawa · Designer 0 of 1; Developer 0 of 2 · #1 Old and quiet",
    ]


def test_digest_moves_with_its_setting_and_stops_when_off(town: Town) -> None:
    town.slack.advance(timedelta(hours=1))
    town.posts(town.rosa)
    town.answer(town.maya, "/volunteer-admin settings digest wednesday 12:00")
    town.move_to(datetime(2026, 11, 25, 17, 0, tzinfo=UTC))
    assert len(town.dms(town.maya)) == 1
    town.answer(town.maya, "/volunteer-admin settings digest off")
    town.posts(town.rosa, title="Another")
    town.move_to(datetime(2026, 12, 2, 18, 0, tzinfo=UTC))
    assert len(town.dms(town.maya)) == 1


def test_a_series_is_told_with_its_next_date_and_how_many_more(town: Town) -> None:
    town.slack.advance(timedelta(hours=1))
    posts_series(town)
    line = "Parks Ottawa · Designer 0 of 1 · #1 Map the city's parks · Tuesday, December 1st, 6:30 PM; 3 more dates"
    assert line in lines(town.answer(town.maya, "/volunteer-admin digest").words)
    town.answer(town.maya, "/benevole langue français")
    told = lines(town.answer(town.maya, "/benevole-admin recapitulatif").words)
    more = counted("fr", "{n} more date", "{n} more dates", 3)
    assert any(one.endswith(f"; {more}") for one in told), told
