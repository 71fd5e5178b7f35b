"""Two days before, short of people: organizers hear of it, and ask for help in the channels, once."""

from datetime import date, timedelta

import pytest

from tests.stories.saying import french
from tests.town import STARTS, UNDATED, Town

TITLE = "#1 Map the city's parks"
TWO_DAYS = timedelta(days=2)


@pytest.fixture
def posted(town: Town) -> Town:
    """Jean's #1 on a Tuesday evening, with Luc as its one designer and nobody as a developer."""
    town.posts(town.jean)
    town.answer(town.luc, "/benevole inscription 1 designer")
    town.deliver()
    return town


def warnings(town: Town) -> list[str]:
    head = french("{posting} is soon, and short of people.", posting=TITLE)
    return [words for words in town.dms(town.jean) if words.startswith(head)]


@pytest.mark.parametrize("stopped", [False, True], ids=["awake", "after a stop"])
def test_organizers_are_told_once_who_is_missing(posted: Town, *, stopped: bool) -> None:
    posted.move_to(STARTS - TWO_DAYS - timedelta(minutes=1))
    assert warnings(posted) == []
    if stopped:
        posted.close()
        posted.slack.clock.move_to(STARTS - timedelta(days=1))
        posted.bot = posted.opens()
    for hours in (20, 10) if stopped else (48, 20, 10):
        posted.move_to(STARTS - timedelta(hours=hours))
    (told,) = warnings(posted)
    assert told.splitlines()[2:] == ["Developer 0 sur 2"]


def test_help_is_asked_for_in_the_channel_once(posted: Town) -> None:
    posted.move_to(STARTS - TWO_DAYS)
    warned = posted.jean.last(posted.jean.dm)
    assert warned.buttons == [french("Ask for help"), french("Details")]
    told = posted.press(posted.jean, warned, french("Ask for help"))
    assert told.words == french("I am asking for help with {posting} where its card is.", posting=TITLE)
    again = posted.press(posted.jean, warned, french("Ask for help"))
    assert again.words == french("Help with #{number} was asked for already: once for each date.", number="1")
    posted.deliver()
    asked = [m for m in posted.ana.sees(posted.square) if "still needs people" in m.words]
    assert [m.words.splitlines()[0] for m in asked] == [f"{TITLE} from Parks Ottawa still needs people."]
    assert asked[0].buttons == ["Join as Developer", "Details"]
    posted.press(posted.ana, asked[0], "Join as Developer")
    posted.deliver()
    assert "Developer 1 of 2: Ana Silva" in posted.card(1).words


def test_what_is_full_undated_or_just_published_is_left_alone(town: Town) -> None:
    town.posts(town.jean, roles="Designer 1")
    town.answer(town.luc, "/benevole inscription 1")
    town.posts(town.jean, **UNDATED)
    town.posts(town.jean, day=date(2026, 11, 24))
    for hours in (47, 24, 2):
        town.move_to(STARTS - timedelta(hours=hours))
    assert town.dms(town.jean) == []


def test_a_session_that_moves_is_looked_at_anew_and_a_cancelled_one_is_not(posted: Town) -> None:
    posted.move_to(STARTS - TWO_DAYS)
    assert len(warnings(posted)) == 1
    posted.jean.types(posted.square, "/organize edit 1")
    posted.fills(posted.jean, {"day": date(2026, 12, 8)})
    posted.dialog_of(posted.jean).close()
    posted.move_to(STARTS + timedelta(days=5))
    assert len(warnings(posted)) == 2
    old = posted.jean.sees(posted.jean.dm)[0]
    posted.answer(posted.jean, "/organize cancel 1 yes")
    refused = posted.press(posted.jean, old, french("Ask for help"))
    assert refused.words == "L'offre #1 a été annulée."
