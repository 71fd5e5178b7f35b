"""Deciding on who applied: the list, seats, answers, three hundred of them."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from bot.errors import applications as errors
from bot.errors.dates import DateGone
from bot.errors.organizing import NotYours
from bot.errors.signing_up import AlreadyOver, NoSuchOpportunity
from bot.errors.typed import NoLongerThere, TextTooLong
from bot.marketplace import applicants, life
from bot.work import Work
from db.models import Delivery, SignupState
from db.queries.applications import applications_of
from sandbox.clock import FrozenClock
from tests.bot.marketplace.cohort import applies, asks, declines, declines_rest
from tests.bot.marketplace.evenings import WEEKLY, calls_off, written
from tests.bot.marketplace.village import Village

S = SignupState


@pytest.fixture
def number(village: Village) -> int:
    village.people("rosa", "jean", "ana", "luc", "priya")
    return asks(village, work_languages=("en", "fr"), skills="Maps, Python, user research")


def state(village: Village, who: str) -> SignupState:
    return village.signups(who)[-1][0]


def answered(village: Village) -> list[tuple[str, str]]:
    """Who is owed an answer, and which."""
    owed = [one for one in village.owed() if one.kind.startswith("application.")]
    return [(user(village, one), one.kind) for one in owed]


def user(village: Village, delivery: Delivery) -> str:
    return delivery.lane.rpartition("@")[2]


def test_accepting_takes_a_seat_and_tells_them_once(village: Village, number: int) -> None:
    signup = applies(village, "ana", number)
    village.does("rosa", lambda work: applicants.accept(work, signup))
    assert (state(village, "ana"), village.taken(number)) == (S.IN, {"Fellow": 1})
    assert answered(village) == [("ana", "application.accepted")]
    refused = village.refused("rosa", lambda work: applicants.accept(work, signup))
    assert refused == errors.NoLongerWaiting(number, "ana")
    assert village.taken(number) == {"Fellow": 1}


def test_a_text_goes_with_the_acceptance_and_has_its_limit(village: Village, number: int) -> None:
    signup = applies(village, "ana", number)
    form = {"application": str(signup)}
    refused = village.refused("rosa", lambda work: applicants.accept_with_text(work, form, {"text": "x" * 1001}))
    assert (refused, state(village, "ana")) == (TextTooLong(1000, 1001), S.APPLIED)
    assert isinstance(village.refused("rosa", lambda work: applicants.accept_with_text(work, form, {})), NoLongerThere)
    found = village.does("rosa", lambda work: applicants.accept_with_text(work, form, {"text": " Welcome \u202e "}))
    assert (state(village, "ana"), found.applicant.application.text) == (S.IN, "Welcome")
    assert answered(village) == [("ana", "application.accepted")]


def test_nobody_is_accepted_to_a_date_that_was_called_off_or_is_over(
    village: Village, number: int, clock: FrozenClock
) -> None:
    dated = {"entry": "application", "roles": "Guide 2", **WEEKLY}
    series, evening = village.posts("rosa", **dated), village.posts("rosa", **{**dated, "repeat": "never"})
    signup, other = applies(village, "ana", series), applies(village, "luc", evening)
    weekly = village.posts("rosa", **dated)
    third = applies(village, "luc", weekly)
    calls_off(village, written(village, series)[0])
    refused = village.refused("rosa", lambda work: applicants.accept(work, signup))
    assert (refused, village.signups("ana")) == (errors.NoLongerWaiting(series, "ana"), [(S.REFUSED, 0)])
    clock.move_to(written(village, series)[0].ends_at)
    assert village.refused("rosa", lambda work: applicants.accept(work, other)) == AlreadyOver(evening)
    gone = village.refused("rosa", lambda work: applicants.accept(work, third))
    assert gone == DateGone(weekly, cancelled=False)


def test_who_leaves_takes_along_what_they_wrote_and_what_was_decided_stays(village: Village, number: int) -> None:
    signup = applies(village, "ana", number)
    village.does("rosa", lambda work: applicants.accept(work, signup))
    withdrawn = applies(village, "luc", number)
    village.leaves("ana", number)
    village.leaves("luc", number)
    kept = village.sees(lambda work: applications_of(work.db, [signup, withdrawn]))
    assert [(one.note, one.answers, one.needs) for one in kept.values()] == [("", [], "")] * 2
    assert kept[signup].decided_at is not None


def test_nobody_is_accepted_beyond_the_seats(village: Village, number: int) -> None:
    signups = [applies(village, who, number) for who in ("ana", "luc", "priya")]
    for one in signups[:2]:
        village.does("rosa", lambda work, one=one: applicants.accept(work, one))  # type: ignore[misc]
    refused = village.refused("rosa", lambda work: applicants.accept(work, signups[2]))
    assert refused == errors.NoSeatLeft(number, "Fellow", "priya")
    assert (state(village, "priya"), village.taken(number)) == (S.APPLIED, {"Fellow": 2})


def test_shortlisting_can_be_taken_back_and_is_told_to_nobody(village: Village, number: int) -> None:
    signup = applies(village, "ana", number)
    village.does("rosa", lambda work: applicants.shortlist(work, signup))
    assert state(village, "ana") == S.SHORTLISTED
    village.does("rosa", lambda work: applicants.unlist(work, signup))
    assert (state(village, "ana"), answered(village)) == (S.APPLIED, [])


def test_who_is_declined_is_told_once_with_the_text(village: Village, number: int) -> None:
    signup = applies(village, "ana", number)
    declines(village, "rosa", signup, "Next year, perhaps")
    assert (state(village, "ana"), answered(village)) == (S.REFUSED, [("ana", "application.declined")])
    again = {"application": str(signup)}
    refused = village.refused("rosa", lambda work: applicants.decline(work, again, {"text": ""}))
    assert refused == errors.NoLongerWaiting(number, "ana")


def test_declining_the_rest_keeps_the_shortlist_and_whoever_applies_meanwhile(village: Village, number: int) -> None:
    kept, _other = applies(village, "ana", number), applies(village, "luc", number)
    village.does("rosa", lambda work: applicants.shortlist(work, kept))
    rest = village.does("rosa", lambda work: applicants.start_rest(work, number, "applied"))
    assert rest.count == 1
    applies(village, "priya", number)
    form = {"number": str(number), "state": "applied", "last": str(rest.last)}
    done = village.does("rosa", lambda work: applicants.decline_rest(work, form, {"text": "Sorry"}))
    assert (done.count, [state(village, who) for who in ("ana", "luc", "priya")]) == (
        1,
        [S.SHORTLISTED, S.REFUSED, S.APPLIED],
    )
    assert answered(village) == [("luc", "application.declined")]


def test_only_its_organizers_decide(village: Village, number: int) -> None:
    signup = applies(village, "ana", number)
    for rule in (applicants.look, applicants.accept, applicants.shortlist, applicants.unlist):
        assert village.refused("jean", lambda work, rule=rule: rule(work, signup)) == NotYours(number)  # type: ignore[misc]
    assert village.refused("jean", lambda work: applicants.applicants(work, number, "", 1)) == NotYours(number)
    assert village.refused("rosa", lambda work: applicants.look(work, 999_999)) == NoSuchOpportunity(None)


def test_what_was_taken_back_or_never_applied_for_is_not_decided_on(village: Village, number: int) -> None:
    signup = applies(village, "ana", number)
    village.leaves("ana", number)
    assert village.refused("rosa", lambda work: applicants.accept(work, signup)) == errors.NoApplication(number)
    other = village.posts("rosa", roles="Guide")
    in_it = village.joins("luc", other).signup_id
    assert village.refused("rosa", lambda work: applicants.accept(work, in_it)) == errors.NoApplication(other)


def test_who_was_accepted_and_left_is_no_applicant_any_more(village: Village, number: int) -> None:
    signup = applies(village, "ana", number)
    village.does("rosa", lambda work: applicants.accept(work, signup))
    village.leaves("ana", number)
    assert village.refused("rosa", lambda work: applicants.look(work, signup)) == errors.NoApplication(number)
    assert village.does("rosa", lambda work: applicants.applicants(work, number, "", 1)).counts == {}


def test_what_has_ended_is_no_longer_decided_on(village: Village, number: int) -> None:
    signup = applies(village, "ana", number)
    village.does("rosa", lambda work: life.cancel(work, number, ""))
    refused = village.refused("rosa", lambda work: applicants.accept(work, signup))
    assert isinstance(refused, errors.NoLongerWaiting)


@pytest.mark.parametrize("given", ["in", "left", "nonsense"])
def test_only_who_waits_can_be_declined_together(village: Village, number: int, given: str) -> None:
    refused = village.refused("rosa", lambda work: applicants.start_rest(work, number, given))
    assert isinstance(refused, NoLongerThere)


def test_a_text_has_its_limit(village: Village, number: int) -> None:
    signup = applies(village, "ana", number)
    form = {"application": str(signup)}
    refused = village.refused("rosa", lambda work: applicants.decline(work, form, {"text": "x" * 1001}))
    assert refused == TextTooLong(1000, 1001)
    assert state(village, "ana") == S.APPLIED


CROWD = 300


@pytest.fixture
def crowd(village: Village) -> int:
    """Three hundred who applied for six seats."""
    names = village.people("rosa", *[f"p{n:03}" for n in range(CROWD)])
    number = asks(village, roles="Fellow 6", kind="cohort")
    for name in names[1:]:
        applies(village, name, number)
    return number


@contextmanager
def counting(village: Village) -> Iterator[list[str]]:
    """The statements that are run meanwhile."""
    run: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        run.append(statement)

    event.listen(village.desk.engine, "before_cursor_execute", note)
    yield run
    event.remove(village.desk.engine, "before_cursor_execute", note)


def test_three_hundred_are_read_ten_at_a_time_in_as_many_queries_as_one(village: Village, crowd: int) -> None:
    def page(number: int) -> tuple[int, int]:
        with village.work("rosa") as work, counting(village) as run:
            rows = applicants.applicants(work, crowd, "", number).rows
            return len(rows), len(run)

    assert page(1) == page(30) == (10, page(1)[1])
    assert page(1)[1] <= 5
    with village.work("rosa") as work:
        assert applicants.applicants(work, crowd, "", 99).page == 30


def test_three_hundred_are_answered_each_once_and_the_organizer_has_one_message(village: Village, crowd: int) -> None:
    def first(work: Work) -> list[int]:
        return [one.signup.id for one in applicants.applicants(work, crowd, "", 1).rows[:6]]

    for signup in village.does("rosa", first):
        village.does("rosa", lambda work, signup=signup: applicants.accept(work, signup))  # type: ignore[misc]
    assert declines_rest(village, "rosa", crowd, "Thank you all") == CROWD - 6
    told = answered(village)
    assert (len(told), len({who for who, _kind in told})) == (CROWD, CROWD)
    assert [kind for _who, kind in told].count("application.accepted") == 6
    assert (village.taken(crowd), village.told("applicants.count")) == ({"Fellow": 6}, ["rosa"])
