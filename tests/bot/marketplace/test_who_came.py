"""Asking who came when it is over: once, at a decent hour, and not where nobody could have come."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.marketplace import attendance, life, who_came
from bot.marketplace.times import decent
from bot.work import Work
from db.models import Session
from sandbox.clock import FrozenClock
from tests.bot.delivery.said import said
from tests.bot.marketplace.evenings import WEEKLY, calls_off, joins_on, written
from tests.bot.marketplace.village import UNDATED, Village

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def number(village: Village) -> int:
    """Four evenings, 18:30 to 20:30 in Toronto; Ana is in the first and the third."""
    village.people("rosa", "ana")
    number = village.posts("rosa", **WEEKLY)
    for session in written(village, number)[::2]:
        joins_on(village, "ana", session)
    return number


def asks(village: Village) -> int:
    with village.desk.work() as work:
        return who_came.ask_due(work)


def due(village: Village) -> list[tuple[str, datetime]]:
    return [(one.lane.rpartition("@")[2], one.due_at) for one in village.owed("posting.came")]


def test_it_is_asked_an_hour_after_the_end_at_nine_the_next_morning(
    village: Village, number: int, clock: FrozenClock
) -> None:
    first = written(village, number)[0]
    clock.move_to(first.ends_at + HOUR - MINUTE)
    assert asks(village) == 0
    clock.move_to(first.ends_at + HOUR)
    assert (asks(village), asks(village)) == (1, 0)
    assert due(village) == [("rosa", datetime(2026, 12, 2, 14, tzinfo=UTC))]


def test_nothing_is_asked_where_nobody_was_in_or_it_did_not_take_place(
    village: Village, number: int, clock: FrozenClock
) -> None:
    first, second, third, _fourth = written(village, number)
    calls_off(village, third)
    village.leaves("ana", number)
    clock.move_to(third.ends_at + HOUR)
    assert (asks(village), due(village)) == (0, [])
    assert first.id < second.id


def test_nothing_is_asked_where_all_is_noted(village: Village, number: int, clock: FrozenClock) -> None:
    first = written(village, number)[0]
    clock.move_to(first.ends_at + HOUR)
    notes(village, first)
    assert asks(village) == 0


def test_what_ended_long_ago_is_not_asked_about(village: Village, number: int, clock: FrozenClock) -> None:
    """As when the bot learns to ask, or was away."""
    first = written(village, number)[0]
    clock.move_to(first.ends_at + who_came.RECENTLY + HOUR)
    assert asks(village) == 0


def test_what_was_closed_before_it_began_is_not_asked_about(village: Village, number: int, clock: FrozenClock) -> None:
    village.does("rosa", lambda work: life.close(work, number, "Done early"))
    clock.move_to(written(village, number)[0].ends_at + HOUR)
    assert (asks(village), due(village)) == (0, [])


def test_a_question_that_is_answered_meanwhile_is_not_sent(village: Village, number: int, clock: FrozenClock) -> None:
    first = written(village, number)[0]
    clock.move_to(first.ends_at + HOUR)
    asks(village)
    assert said(village, "posting.came").message is not None
    notes(village, first)
    assert said(village, "posting.came").message is None


def notes(village: Village, session: Session) -> None:
    """Rosa notes that everyone came."""

    def rule(work: Work) -> None:
        sheet = attendance.of_date(work, session.id)
        form = {"number": "1", "session": str(session.id), "page": "1"}
        attendance.note(work, {str(signup.id): "came" for _role, signup, _person in sheet.people}, form)

    village.does("rosa", rule)


def test_what_had_no_date_is_asked_about_when_it_is_closed(village: Village) -> None:
    village.people("rosa", "ana")
    empty, full = (village.posts("rosa", **UNDATED) for _one in range(2))
    village.joins("ana", full, "designer")
    for number in (empty, full):
        village.does("rosa", lambda work, number=number: life.close(work, number, ""))  # type: ignore[misc]
    (asked,) = village.owed("posting.came")
    assert (asked.subject_id, asked.facts) == (village.facts(full).opportunity.id, {"session": None})


def test_what_nobody_posted_is_asked_of_who_organizes_for_its_organization(
    village: Village, number: int, clock: FrozenClock
) -> None:
    village.person("maya", admin=True)
    first = written(village, number)[0]
    with village.desk.work() as work:
        village.numbered(work, number).author_id = None
    clock.move_to(first.ends_at + HOUR)
    asks(village)
    assert [who for who, _due in due(village)] == ["rosa"]


@pytest.mark.parametrize(
    ("at", "then"),
    [
        ("2026-12-01T14:00", "2026-12-01T14:00"),  # nine in Toronto
        ("2026-12-02T00:59", "2026-12-02T00:59"),  # a minute before eight in the evening
        ("2026-12-02T01:00", "2026-12-02T14:00"),
        ("2026-12-01T13:59", "2026-12-01T14:00"),
        ("2026-03-08T05:30", "2026-03-08T13:00"),  # the night the clocks are put forward
    ],
)
def test_a_decent_hour_is_between_nine_and_eight(at: str, then: str) -> None:
    instant, expected = (datetime.fromisoformat(one).replace(tzinfo=UTC) for one in (at, then))
    assert decent(instant, "America/Toronto") == expected
