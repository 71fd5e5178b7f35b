"""Research sessions from posting to the day: slots, questions, a consent that is kept, needs only organizers see."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.work import Work
from db.models import Application
from tests.stories.saying import french
from tests.town import EVENING, LATE, START, STARTS, TUESDAY, Town

CONSENT = "I agree that my voice is recorded <!channel>."
RESEARCH: dict[str, Any] = {
    "title": "Try the benefits form",
    "organization": "Benefits Lab",
    "summary": "One hour with a prototype",
    "day": TUESDAY,
    "start": EVENING,
    "end": LATE,
    "joining": "Room 4, ring twice",
    "questions": "Do you use a screen reader?",
    "consent": CONSENT,
    "honorarium": "50 $",
    "work_languages": ["en", "fr"],
}
FILLED = {"answer_1": "Yes, NVDA", "needs": "A quiet room", "consent": ["yes"]}


@pytest.fixture
def lab(town: Town) -> Town:
    """Rosa's research, its three slots on 1, 2 and 3 December, a seat each."""
    town.rosa.types(town.square, "/organize post")
    town.rosa.sees_dialog().fill({"kind": "research"})
    town.fills(town.rosa, RESEARCH)
    assert not town.dialog_of(town.rosa).errors
    assert "More dates: /organize add-dates 1" in town.dialog_of(town.rosa).words
    town.dialog_of(town.rosa).close()
    town.rosa.types(town.square, "/organize add-dates 1")
    town.rosa.sees_dialog().fill({"day1": date(2026, 12, 2)})
    town.rosa.sees_dialog().press("Add another")
    town.fills(town.rosa, {"day2": date(2026, 12, 3)})
    town.dialog_of(town.rosa).close()
    town.deliver()
    return town


def kept(town: Town) -> list[Application]:
    def look(work: Work) -> list[Application]:
        return list(work.db.scalars(select(Application).order_by(Application.id)))

    with town.bot.desk.reading() as work:
        return look(work)


def takes(town: Town, who: Any, slot: str, **changes: Any) -> Any:
    """Somebody chooses the slot on the card and fills in what is asked; the dialog then."""
    who.chooses(town.card(1), "Choose a slot", slot)
    town.fills(who, {**FILLED, **changes})
    return town.dialog_of(who)


DAYS = ("Tuesday, December 1", "Wednesday, December 2", "Thursday, December 3")
FIRST, SECOND, THIRD = (f"{day}, 2026 at 6:30\u202fp.m. EST" for day in DAYS)


def test_a_slot_is_chosen_on_the_card_in_a_named_zone_and_taken_in_a_dialog(lab: Town) -> None:
    lab.priya.chooses(lab.card(1), "Choose a slot", SECOND)
    asked = lab.priya.sees_dialog()
    assert "Wednesday, December 2nd, 3:30 PM" in asked.words, "in the participant's own zone"
    assert CONSENT in asked.words
    assert "Honorarium: 50 $" in asked.words
    lab.fills(lab.priya, FILLED)
    told = lab.priya.sees_dialog()
    assert told.title == "Your slot"
    assert "How to join: Room 4, ring twice" in told.words
    (one,) = kept(lab)
    assert (one.consent, one.consented_at) == (CONSENT, START + (one.created_at - START))
    assert (one.answers, one.needs) == ([["Do you use a screen reader?", "Yes, NVDA"]], "A quiet room")


def test_who_takes_part_is_named_to_the_organizers_only(lab: Town) -> None:
    takes(lab, lab.priya, FIRST)
    lab.deliver()
    assert "3 slots, 1 taken" in lab.card(1).words
    assert "3 slots, 1 taken" in lab.answer(lab.rosa, "/organize mine").words
    assert "3 slots, 1 taken" in lab.answer(lab.ana, "/volunteer").words
    assert "Priya" not in lab.card(1).words
    assert "quiet" not in lab.card(1).words
    roster = lab.answer(lab.rosa, "/organize roster 1").words
    assert "1. Priya Nair (in)" in roster
    assert "Do you use a screen reader?: Yes, NVDA" in roster
    assert "Needs: A quiet room" in roster
    assert "NVDA" not in lab.answer(lab.luc, "/benevole seances 1").words
    assert "quiet" not in lab.answer(lab.luc, "/benevole voir 1").words


def test_an_unanswered_question_is_asked_again_and_nothing_is_kept(lab: Town) -> None:
    lab.priya.chooses(lab.card(1), "Choose a slot", SECOND)
    lab.fills(lab.priya, {**FILLED, "answer_1": " "})
    assert lab.priya.sees_dialog().errors == {"Do you use a screen reader?": "Please fill this in."}
    assert kept(lab) == []


def test_one_slot_a_person_and_how_to_change(lab: Town) -> None:
    takes(lab, lab.luc, SECOND)
    again = lab.chooses(lab.luc, lab.card(1), "Choose a slot", THIRD)
    assert "mercredi 2 décembre" in again.words
    lab.press(lab.luc, again, french("Leave"))
    takes(lab, lab.luc, THIRD)
    assert lab.dialog_of(lab.luc).title == french("Your slot")


def test_typing_signup_leads_to_the_dialog(lab: Town) -> None:
    told = lab.answer(lab.luc, "/benevole inscription 1")
    assert told.words.startswith(
        french("#{number} is a research session: it asks a few things first. Press the button.", number="1")
    )
    lab.luc.presses(told, french("Take this slot"))
    lab.fills(lab.luc, FILLED)
    assert lab.dialog_of(lab.luc).title == french("Your slot")


def test_a_slot_that_filled_up_meanwhile_keeps_what_was_typed(lab: Town) -> None:
    lab.ana.chooses(lab.card(1), "Choose a slot", SECOND)
    takes(lab, lab.priya, SECOND)
    lab.fills(lab.ana, FILLED)
    errors = lab.ana.sees_dialog().errors
    assert "Participant in #1 is full." in " ".join(errors.values())
    assert lab.ana.sees_dialog().values["Do you use a screen reader?"] == "Yes, NVDA"


def test_a_taken_slot_is_no_longer_offered_and_can_be_waited_for(lab: Town) -> None:
    takes(lab, lab.priya, SECOND)
    lab.deliver()
    with pytest.raises(Exception, match="December 2"):
        lab.ana.chooses(lab.card(1), "Choose a slot", SECOND)
    listed = lab.answer(lab.ana, "/volunteer dates 1")
    lab.ana.presses(listed, "Wait for this slot")
    assert "This slot is taken." in lab.ana.sees_dialog().words
    lab.fills(lab.ana, FILLED)
    assert lab.ana.sees_dialog().title == "On the waiting list"
    assert "Room 4" not in lab.ana.sees_dialog().words
    lab.press(lab.priya, lab.answer(lab.priya, "/volunteer dates 1"), "Leave")
    lab.deliver()
    told = lab.dms(lab.ana)[-1]
    assert told.startswith("A seat was freed and it is yours")
    assert "How to join: Room 4, ring twice" in told


def test_reminders_say_how_to_join_to_who_is_in_and_to_nobody_else(lab: Town) -> None:
    takes(lab, lab.luc, SECOND)
    lab.move_to(STARTS)
    reminder = lab.dms(lab.luc)[-1]
    assert f"{french('How to join')}\u00a0: Room 4, ring twice" in reminder
    assert "Room 4" in lab.answer(lab.luc, "/benevole voir 1").words
    assert "Room 4" not in lab.answer(lab.ana, "/volunteer show 1").words
    assert "Room 4" not in lab.card(1).words


def test_a_consent_changed_meanwhile_is_not_agreed_to(lab: Town) -> None:
    lab.ana.chooses(lab.card(1), "Choose a slot", SECOND)
    lab.rosa.types(lab.square, "/organize edit 1")
    lab.fills(lab.rosa, {"consent": "I agree to everything"})
    lab.fills(lab.ana, FILLED)
    assert lab.ana.sees_dialog().errors
    assert kept(lab) == []


def test_a_slot_called_off_frees_its_person_for_another(lab: Town) -> None:
    takes(lab, lab.priya, SECOND)
    lab.rosa.types(lab.square, "/organize cancel-date 1 2026-12-02 Ice")
    assert lab.rosa.sees_dialog().values["Why"] == "Ice"
    lab.fills(lab.rosa, {})
    lab.deliver()
    assert "Reason given: Ice" in lab.dms(lab.priya)[-1]
    takes(lab, lab.priya, THIRD)
    assert lab.dialog_of(lab.priya).title == "Your slot"
    assert lab.slack.clock.now() < STARTS + timedelta(days=1)


def test_who_leaves_their_slot_is_named_to_who_expects_them(lab: Town) -> None:
    takes(lab, lab.priya, SECOND)
    lab.press(lab.priya, lab.answer(lab.priya, "/volunteer dates 1"), "Leave")
    lab.slack.advance(timedelta(minutes=11))
    lab.deliver()
    told = lab.dms(lab.rosa)[-1]
    assert "Priya Nair (Participant, Wednesday, December 2nd, 6:30 PM); now 0 of 1" in told
    takes(lab, lab.priya, SECOND)
    lab.press(lab.priya, lab.answer(lab.priya, "/volunteer dates 1"), "Leave")
    takes(lab, lab.priya, SECOND)
    before = len(lab.dms(lab.rosa))
    lab.slack.advance(timedelta(minutes=11))
    lab.deliver()
    assert len(lab.dms(lab.rosa)) == before, "who is back has not left"


def test_the_roster_has_every_slot_on_one_page(lab: Town) -> None:
    takes(lab, lab.priya, THIRD)
    roster = lab.answer(lab.rosa, "/organize roster 1")
    assert [line for line in roster.words.splitlines() if "December" in line or "nobody" in line or "1." in line] == [
        "Tuesday, December 1st, 6:30 PM to 8:30 PM",
        "nobody yet",
        "Wednesday, December 2nd, 6:30 PM to 8:30 PM",
        "nobody yet",
        "Thursday, December 3rd, 6:30 PM to 8:30 PM · 1 of 1",
        "1. Priya Nair (in)",
    ]
    assert "Needs: A quiet room" in roster.words
    one = lab.press(lab.rosa, roster, "Who is in")
    assert "Priya Nair" in one.words


def test_more_than_ten_slots_are_paged_by_slots(lab: Town) -> None:
    for day in (4, 8):
        lab.rosa.types(lab.square, "/organize add-dates 1")
        for n in range(1, 5):
            lab.rosa.sees_dialog().fill({f"day{n}": date(2026, 12, day + n)})
            if n < 4:
                lab.rosa.sees_dialog().press("Add another")
        lab.fills(lab.rosa, {})
        lab.dialog_of(lab.rosa).close()
    first = lab.answer(lab.rosa, "/organize roster 1")
    assert first.words.count("nobody yet") == 10
    assert lab.turn(lab.rosa, first, "Next page").words.count("nobody yet") == 1


def test_who_runs_it_hears_once_of_all_its_slots_that_lack_people(lab: Town) -> None:
    takes(lab, lab.priya, SECOND)
    for hours in (48, 24, 1, -1, -25):
        lab.move_to(STARTS - timedelta(hours=hours))
    warned = [one for one in lab.dms(lab.rosa) if "short of people" in one]
    assert [one.splitlines()[1:] for one in warned] == [
        [
            "yesterday, 6:30 PM: Participant 0 of 1",
            "tomorrow, 6:30 PM: Participant 0 of 1",
        ]
    ]
