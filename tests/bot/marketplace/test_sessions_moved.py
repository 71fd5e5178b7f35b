"""One date edited alone, or with all after it."""

from datetime import date, time, timedelta

import pytest

from bot.errors import Faults
from bot.errors.organizing import ChangedMeanwhile
from bot.errors.typed import NoLongerThere
from bot.marketplace import opportunities, posting, sessions
from bot.work import Work
from db.models import Session
from tests.bot.marketplace.evenings import WEEKLY, days, edits, joins_on, seats, written
from tests.bot.marketplace.village import Village, answers, draft
from tests.town import STARTS


@pytest.fixture
def number(village: Village) -> int:
    village.person("rosa")
    village.people("ana", "luc", "priya")
    return village.posts("rosa", **WEEKLY)


def test_an_edit_of_one_date_moves_that_one(village: Village, number: int) -> None:
    _first, second, third, _fourth = written(village, number)
    for who, session in (("ana", second), ("luc", third)):
        joins_on(village, who, session)
    edits(village, number, second, day=date(2026, 12, 9), roles="Designer 4\nDeveloper 2")
    assert days(village, number) == ["12-01 18:30", "12-09 18:30", "12-15 18:30", "12-22 18:30"]
    assert village.told("signup.moved") == ["ana"]
    assert [one.due_at for one in village.owed("reminder.day")] == [
        STARTS + timedelta(days=13), STARTS + timedelta(days=7)
    ]  # fmt: skip
    assert [seats(village, one) for one in (second, third)] == [[4, 2], [1, 2]]


def test_an_edit_from_here_on_moves_all_after_by_as_much(village: Village, number: int) -> None:
    first, second, third, _fourth = written(village, number)
    for who, session in (("ana", first), ("luc", second), ("priya", third)):
        joins_on(village, who, session)
    edits(village, number, second, onwards=True, day=date(2026, 12, 9), start=time(17), roles="Designer 2\nDeveloper 2")
    assert days(village, number) == ["12-01 18:30", "12-09 17:00", "12-16 17:00", "12-23 17:00"]
    assert {f"{one.ends:%H:%M}" for one in written(village, number)} == {"20:30"}
    assert village.told("signup.moved") == ["luc", "priya"]


def test_an_edit_from_here_on_keeps_local_time_over_the_change_of_the_clock(village: Village) -> None:
    village.person("rosa")
    number = village.posts("rosa", day=date(2027, 3, 7), repeat="week", until=date(2027, 3, 21))
    edits(
        village, number, written(village, number)[0], onwards=True, day=date(2027, 3, 8), start=time(19), end=time(21)
    )
    assert [f"{one.starts_at:%H:%M}" for one in written(village, number)] == ["00:00", "23:00", "23:00"]


def test_nobody_loses_a_seat_on_any_date_by_an_edit_from_here_on(village: Village, number: int) -> None:
    third = written(village, number)[2]
    for who in ("ana", "luc"):
        joins_on(village, who, third, "Developer")

    def rule(work: Work) -> None:
        at = sessions.At(work.db.get_one(Session, third.id), onwards=True)
        opportunities.edit(work, number, draft(work, day=date(2026, 12, 15), roles="Designer 1\nDeveloper 1"), at)

    refused = village.refused("rosa", rule)
    assert isinstance(refused, Faults)
    assert refused.fields["roles"].name == "seats_below_taken"


def test_a_date_moved_before_the_shown_one_is_shown(village: Village, number: int) -> None:
    last = written(village, number)[-1]
    edits(village, number, last, day=date(2026, 11, 27))
    shown = village.facts(number).session
    assert shown is not None
    assert (shown.id, village.facts(number).later) == (last.id, 3)


def test_who_is_in_several_dates_is_told_of_a_new_place_once(village: Village, number: int) -> None:
    first, second, *_ = written(village, number)
    for one in (first, second):
        joins_on(village, "ana", one)
    village.edits("rosa", number, where="Room 5")
    assert village.told("signup.moved") == ["ana"]


def test_the_dialog_of_one_date_starts_with_that_date_and_saves_it(village: Village, number: int) -> None:
    _first, second, *_ = written(village, number)
    known, carried = village.does("rosa", lambda work: posting.start_edit_date(work, second.id))
    assert (known["day"], known["several"], carried["session"]) == (date(2026, 12, 8), "yes", str(second.id))
    changed = answers(day=date(2026, 12, 10), scope="one")
    village.does("rosa", lambda work: posting.save(work, changed, carried))
    assert days(village, number) == ["12-01 18:30", "12-10 18:30", "12-15 18:30", "12-22 18:30"]
    refused = village.refused("rosa", lambda work: posting.save(work, changed, carried))
    assert refused == ChangedMeanwhile(number)


def test_a_dialog_carrying_a_date_of_another_posting_is_refused(village: Village, number: int) -> None:
    other = village.posts("rosa", title="Another")
    _known, carried = village.does("rosa", lambda work: posting.start_edit(work, number))
    foreign = {**carried, "session": str(written(village, other)[0].id)}
    assert isinstance(village.refused("rosa", lambda work: posting.save(work, answers(), foreign)), NoLongerThere)


def test_an_undated_posting_can_become_a_series(village: Village) -> None:
    village.people("rosa", "ana")
    number = village.posts("rosa", day=None, start=None, end=None)
    village.joins("ana", number, "designer")
    village.edits("rosa", number, **WEEKLY)
    assert len(days(village, number)) == 4
    assert village.taken(number) == {"Designer": 1, "Developer": 0}
    assert village.told("signup.moved") == ["ana"]
