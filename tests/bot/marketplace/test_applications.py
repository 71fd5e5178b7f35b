"""Applying: who may, what is kept, and what it does to the rest of the posting."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.errors import Faults
from bot.errors import applications as errors
from bot.errors.signing_up import AlreadySignedUp, NotOpen
from bot.marketplace import applicants, applications, browsing, life, signups
from bot.marketplace.applications import LONGEST_ANSWER, LONGEST_NOTE
from bot.work import Work
from db.models import Application, SignupState
from db.queries.signups import people_counted, roster
from sandbox.clock import FrozenClock
from tests.bot.marketplace.cohort import BY_APPLICATION, NOTE, applies, applying, asks, declines
from tests.bot.marketplace.village import Village, joining

S = SignupState


@pytest.fixture
def number(village: Village) -> int:
    village.people("rosa", "ana", "luc", "priya")
    return asks(village, questions="Why you?\nWhy now?")


def kept(village: Village) -> list[tuple[str, list[list[str]]]]:
    """Each application's note and answers."""
    found = select(Application).order_by(Application.id)
    return village.sees(lambda work: [(one.note, one.answers) for one in work.db.scalars(found)])


def test_an_application_is_kept_with_its_questions_and_takes_no_seat(village: Village, number: int) -> None:
    applies(village, "ana", number, answer_1="Maps", answer_2="  Now\u200b ")
    assert kept(village) == [(NOTE, [["Why you?", "Maps"], ["Why now?", "Now"]])]
    assert (village.signups("ana"), village.taken(number)) == ([(S.APPLIED, 0)], {"Fellow": 0})


def test_who_applies_is_on_no_roster_and_on_no_waiting_list_but_counts_as_somebody_to_tell(
    village: Village, number: int
) -> None:
    applies(village, "ana", number)
    opportunity = village.facts(number).opportunity
    assert village.sees(lambda work: roster(work.db, opportunity.id, None)) == []
    assert village.sees(lambda work: people_counted(work.db, opportunity.id, work.now)) == 1
    assert [one.waiting for one in village.facts(number).roles] == [0]


def test_nobody_signs_up_where_one_applies_nor_applies_where_one_signs_up(village: Village, number: int) -> None:
    role = village.role(number, "Fellow")
    for or_wait in (False, True):
        refused = village.refused("ana", joining(number, or_wait=or_wait))
        assert refused == errors.ByApplication(number, "Fellow", role.id)
    other = village.posts("rosa", roles="Guide")
    guide = village.role(other, "Guide")
    assert village.refused("ana", applying(other)) == errors.FirstCome(other, "Guide", guide.id)


def test_one_application_a_person_and_role(village: Village, number: int) -> None:
    signup = applies(village, "ana", number)
    assert village.refused("ana", applying(number)) == errors.AlreadyApplied(number, "Fellow")
    assert village.refused("ana", joining(number)) == errors.AlreadyApplied(number, "Fellow")
    village.does("rosa", lambda work: applicants.accept(work, signup))
    assert village.refused("ana", applying(number)) == AlreadySignedUp(number, "Fellow", waiting=False)


def test_who_was_told_no_does_not_apply_again_but_who_took_it_back_does(village: Village, number: int) -> None:
    applies(village, "ana", number)
    assert village.leaves("ana", number) == ["Fellow"]
    signup = applies(village, "ana", number)
    assert village.signups("ana") == [(S.LEFT, 0), (S.APPLIED, 0)]
    declines(village, "rosa", signup)
    assert village.refused("ana", applying(number)) == errors.AlreadyAnswered(number, "Fellow")


def test_applications_are_taken_until_the_end_of_the_deadline_where_the_community_is(
    village: Village, clock: FrozenClock
) -> None:
    village.people("rosa", "ana", "luc")
    today = clock.now().date()
    number = asks(village, deadline=today)
    clock.advance(timedelta(hours=13, minutes=59))  # 23:59 in Toronto, and the next day in UTC
    applies(village, "ana", number)
    clock.advance(timedelta(minutes=1))
    assert village.refused("luc", applying(number)) == errors.DeadlinePassed(number, today)


def test_paused_it_takes_no_applications(village: Village, number: int) -> None:
    village.does("rosa", lambda work: life.pause(work, number))
    assert village.refused("ana", applying(number)) == NotOpen(number, "paused")


def test_no_more_wait_at_once_than_the_organizer_wants(village: Village) -> None:
    village.people("rosa", "ana", "luc", "priya")
    number = asks(village, most_waiting=2)
    first = applies(village, "ana", number)
    applies(village, "luc", number)
    assert village.refused("priya", applying(number)) == errors.EnoughApplicants(number, 2)
    village.does("rosa", lambda work: applicants.shortlist(work, first))
    assert village.refused("priya", applying(number)) == errors.EnoughApplicants(number, 2)
    declines(village, "rosa", first)
    applies(village, "priya", number)


@pytest.mark.parametrize(
    ("typed", "faulty"),
    [
        ({"answer_1": " "}, {"answer_1"}),
        ({"answer_2": None, "answer_1": "a" * (LONGEST_ANSWER + 1)}, {"answer_1", "answer_2"}),
        ({"note": "n" * (LONGEST_NOTE + 1)}, {"note"}),
    ],
)
def test_what_cannot_be_taken_is_named_by_its_field(
    village: Village, number: int, typed: dict[str, str], faulty: set[str]
) -> None:
    refused = village.refused("ana", applying(number, **typed))
    assert isinstance(refused, Faults)
    assert set(refused.fields) == faulty
    assert (village.signups("ana"), kept(village)) == ([], [])


def test_a_note_is_needed_only_where_nothing_else_is_asked(village: Village, number: int) -> None:
    applies(village, "ana", number, note="")
    unasked = asks(village)
    assert isinstance(village.refused("ana", applying(unasked, note="")), Faults)


def test_answers_to_questions_that_are_others_by_now_are_not_taken(village: Village, number: int) -> None:
    def opened(work: Work) -> dict[str, str]:
        asked = applications.start(work, signups.find_seat(work, number, ""))
        return {"role": str(asked.seat.role_id), "version": asked.version}

    form = village.does("ana", opened)
    village.edits("rosa", number, **BY_APPLICATION, questions="Why you?\nWhy here?")
    filled = {"note": "", "answer_1": "Maps", "answer_2": "Now"}
    refused = village.refused("ana", lambda work: applications.apply(work, filled, form))
    assert (refused, kept(village)) == (errors.QuestionsChanged(number), [])


def test_the_organizer_has_one_message_that_counts(village: Village, number: int) -> None:
    for who in ("ana", "luc", "priya"):
        applies(village, who, number)
    assert village.told("applicants.count") == ["rosa"]


def test_ones_own_list_says_that_it_waits_and_not_that_it_is_shortlisted(village: Village, number: int) -> None:
    signup = applies(village, "ana", number)
    village.does("rosa", lambda work: applicants.shortlist(work, signup))
    [mine] = village.does("ana", browsing.mine)
    assert (mine.signup.state, mine.place) == (S.SHORTLISTED, 0)
