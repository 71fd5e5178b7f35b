"""Still open? A quiet posting is asked about after a month, and expires a week later."""

from datetime import date, timedelta

import pytest

from sandbox.seen import NotThere
from tests.stories.saying import french
from tests.stories.test_answers import asks
from tests.town import START, UNDATED, Town

TITLE = "#1 Map the city's parks"
ASKED = "Is {posting} still open?"
DAY = timedelta(days=1)


@pytest.fixture
def quiet(town: Town) -> Town:
    """Jean's undated #1, with Luc in and Priya waiting since its first day."""
    town.posts(town.jean, **UNDATED)
    town.answer(town.luc, "/benevole inscription 1 designer")
    town.answer(town.priya, "/volunteer waitlist 1 designer")
    town.deliver()
    return town


def state(town: Town) -> str:
    return town.card(1).words.splitlines()[-1]


def test_a_quiet_posting_is_asked_about_once_after_a_month(quiet: Town) -> None:
    quiet.move_to(START + 30 * DAY - timedelta(minutes=1))
    assert quiet.dms(quiet.jean) == []
    for minutes in (10, 20, 60):
        quiet.move_to(START + 30 * DAY + timedelta(minutes=minutes))
    (asked,) = quiet.jean.sees(quiet.jean.dm)
    assert asked.words.splitlines()[0] == french(ASKED, posting=TITLE)
    assert asked.buttons == [french("Yes, still open"), french("Mark as filled"), "Fermer #1"]


@pytest.mark.parametrize(
    ("pressed", "becomes", "on_the_card"),
    [
        ("Yes, still open", french("{posting} is still open.", posting=TITLE), "type /volunteer signup 1"),
        ("Mark as filled", french("{posting}: {state}", posting=TITLE, state=french("Filled")), "Filled"),
        ("Fermer #1", french("{posting}: {state}", posting=TITLE, state=french("Completed")), "Completed"),
    ],
)
def test_each_answer_edits_the_question(quiet: Town, pressed: str, becomes: str, on_the_card: str) -> None:
    quiet.move_to(START + 31 * DAY)
    asked = quiet.jean.last(quiet.jean.dm)
    label = pressed if pressed.startswith("Fermer") else french(pressed)
    quiet.press(quiet.jean, asked, label, **({"confirm": True} if label == pressed else {}))
    quiet.deliver()
    assert quiet.jean.again(asked).words == becomes
    quiet.move_to(START + 45 * DAY)
    assert state(quiet).endswith(on_the_card)


def test_marking_what_one_applies_to_as_filled_is_asked_once_more(town: Town) -> None:
    asks(town, deadline=date(2027, 6, 30))
    town.move_to(START + 31 * DAY)
    asked = town.rosa.last(town.rosa.dm)
    with pytest.raises(NotThere, match="Anyone waiting for an answer is told that they were not chosen"):
        town.rosa.presses(asked, "Mark as filled")
    town.press(town.rosa, asked, "Mark as filled", confirm=True)
    town.deliver()
    assert town.rosa.again(asked).words.endswith("Filled")


@pytest.mark.parametrize("stopped", [False, True], ids=["awake", "after a stop"])
def test_unanswered_it_expires_and_everyone_is_told_once(quiet: Town, *, stopped: bool) -> None:
    quiet.move_to(START + 31 * DAY)
    asked = quiet.jean.last(quiet.jean.dm)
    quiet.move_to(START + 38 * DAY - timedelta(minutes=1))
    assert state(quiet).startswith("Open")
    if stopped:
        quiet.close()
        quiet.slack.clock.move_to(START + 50 * DAY)
        quiet.bot = quiet.opens()
    for days in (51, 52):
        quiet.move_to(START + days * DAY)
    assert state(quiet) == "Expired"
    gone = f"{TITLE} expired before a seat came free for you.\nContact: Jean Gagnon"
    assert quiet.dms(quiet.priya) == [gone]
    told = french("{posting} has expired. You have nothing to do.", posting=TITLE)
    assert [words.splitlines()[0] for words in quiet.dms(quiet.luc)] == [told]
    late = quiet.jean.again(asked)
    assert late.words == french("{posting} has expired: nobody said that it is still open.", posting=TITLE)
    _asked, told_then = quiet.jean.sees(quiet.jean.dm)
    assert told_then.words.splitlines() == [
        late.words, french("If it still needs people, reopen it. Otherwise you have nothing to do.")
    ]  # fmt: skip
    quiet.press(quiet.jean, told_then, french("Reopen"))
    quiet.move_to(START + 70 * DAY)
    assert state(quiet).endswith("type /volunteer signup 1")


def test_somebody_who_joins_or_edits_answers_for_it(quiet: Town) -> None:
    quiet.move_to(START + 20 * DAY)
    quiet.answer(quiet.ana, "/volunteer signup 1 developer")
    quiet.move_to(START + 45 * DAY)
    assert quiet.dms(quiet.jean) == []
    quiet.move_to(START + 51 * DAY)
    assert len(quiet.dms(quiet.jean)) == 1
    quiet.answer(quiet.noemie, "/volunteer signup 1 developer")
    quiet.move_to(START + 60 * DAY)
    assert state(quiet).startswith("Every seat is taken")


def test_what_has_a_date_is_not_asked_about(town: Town) -> None:
    town.posts(town.jean, day=(START + 60 * DAY).date())
    town.move_to(START + 45 * DAY)
    assert town.dms(town.jean) == []
