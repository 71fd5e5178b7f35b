"""Who came: of which date, with whose hours, and who is told what, once."""

from datetime import time, timedelta

import pytest

from bot.errors import Fault, Faults
from bot.errors.dates import DateGone
from bot.errors.organizing import NobodyCame, NotYetStarted, NotYours
from bot.errors.typed import NoLongerThere
from bot.marketplace import attendance, life
from bot.marketplace.attendance import PAGE, Dates, Sheet
from bot.messages.form import Answer
from bot.work import Work
from db.models import Session, Signup
from sandbox.clock import FrozenClock
from tests.bot.marketplace.evenings import WEEKLY, calls_off, joins_on, written
from tests.bot.marketplace.village import UNDATED, Village

HOUR = timedelta(hours=1)


@pytest.fixture
def number(village: Village) -> int:
    """Four evenings: Ana is in the first two, Luc in the second and the third."""
    village.people("rosa", "jean", "ana", "luc")
    number = village.posts("rosa", roles="Designer 5\nDeveloper 5", **WEEKLY)
    first, second, third, _fourth = written(village, number)
    for who, session in (("ana", first), ("ana", second), ("luc", second), ("luc", third)):
        joins_on(village, who, session)
    return number


def found(village: Village, number: int) -> Sheet | Dates:
    return village.does("rosa", lambda work: attendance.find(work, number))


def sheet(village: Village, session: Session) -> Sheet:
    return village.does("rosa", lambda work: attendance.of_date(work, session.id))


def names(sheet: Sheet | Dates) -> list[str]:
    assert isinstance(sheet, Sheet)
    return [person.name for _role, _signup, person in sheet.people]


def notes(village: Village, sheet: Sheet, *, hours: Answer = None, **marks: str | tuple[str, int]) -> int:
    """Rosa marks each as said, by name; a mark may come with hours of one's own. Who is not named came."""
    answers: dict[str, Answer] = {"hours": hours}
    for _role, signup, person in sheet.people:
        mark = marks.get(person.name, "came")
        answers[str(signup.id)] = mark if isinstance(mark, str) else mark[0]
        answers[f"hours_{signup.id}"] = None if isinstance(mark, str) else mark[1]
    form = {"number": str(sheet.opportunity.number), "session": "", "page": str(sheet.page)}
    if sheet.session:
        form["session"] = str(sheet.session.id)
    return village.does("rosa", lambda work: attendance.note(work, answers, form))


def marks(village: Village, sheet: Sheet) -> dict[str, tuple[str | None, int | None]]:
    """What is noted of each, by name."""

    def look(work: Work) -> dict[str, tuple[str | None, int | None]]:
        rows = [(person.name, work.db.get_one(Signup, signup.id)) for _role, signup, person in sheet.people]
        return {name: (one.attendance, one.minutes) for name, one in rows}

    return village.sees(look)


def test_each_date_has_a_sheet_of_its_own(village: Village, number: int, clock: FrozenClock) -> None:
    first, second, third, _fourth = written(village, number)
    clock.move_to(first.starts_at)
    assert names(found(village, number)) == ["ana"]
    clock.move_to(second.ends_at + HOUR)
    dates = found(village, number)
    assert isinstance(dates, Dates)
    assert [(one.id, pages) for one, pages in dates.sessions] == [(second.id, 1), (first.id, 1)]
    assert notes(village, sheet(village, first), hours=2, ana="absent") == 0
    assert notes(village, sheet(village, second), hours=3) == 2
    assert marks(village, sheet(village, first)) == {"ana": ("absent", None)}
    assert marks(village, sheet(village, second)) == {"ana": ("came", 180), "luc": ("came", 180)}
    early = village.refused("rosa", lambda work: attendance.of_date(work, third.id))
    assert early == NotYetStarted(number)


def test_dates_long_gone_called_off_or_empty_are_not_asked_about(
    village: Village, number: int, clock: FrozenClock
) -> None:
    first, second, third, fourth = written(village, number)
    calls_off(village, second)
    clock.move_to(fourth.ends_at)
    dates = found(village, number)
    assert isinstance(dates, Dates)
    assert [one.id for one, _pages in dates.sessions] == [third.id, first.id]
    refused = village.refused("rosa", lambda work: attendance.of_date(work, second.id))
    assert refused == DateGone(number, cancelled=True)
    assert village.refused("rosa", lambda work: attendance.of_date(work, fourth.id)) == NobodyCame(number)
    clock.move_to(first.starts_at + attendance.RECENT + HOUR)
    assert names(found(village, number)) == ["luc"]


def test_some_have_other_hours_than_the_rest(village: Village, number: int, clock: FrozenClock) -> None:
    second = written(village, number)[1]
    clock.move_to(second.ends_at)
    assert not sheet(village, second).each
    notes(village, sheet(village, second), hours=2, luc=("came", 1))
    assert marks(village, sheet(village, second)) == {"ana": ("came", 120), "luc": ("came", 60)}
    assert sheet(village, second).each, "or the next look would lose them"
    notes(village, sheet(village, second), hours=4)
    assert (sheet(village, second).minutes, sheet(village, second).each) == (240, False), "all alike again"
    notes(village, sheet(village, second), hours=2, luc=("absent", 1))
    assert marks(village, sheet(village, second)) == {"ana": ("came", 120), "luc": ("absent", None)}


@pytest.mark.parametrize(("told", "minutes"), [("2.5", 150), ("2,25", 135), ("0.25", 15), ("24", 1440), (" 3 ", 180)])
def test_hours_are_taken_in_quarters(
    village: Village, number: int, clock: FrozenClock, told: str, minutes: int
) -> None:
    second = written(village, number)[1]
    clock.move_to(second.ends_at)
    notes(village, sheet(village, second), hours=told)
    assert marks(village, sheet(village, second))["ana"] == ("came", minutes)


@pytest.mark.parametrize("told", ["24.25", "999", "2.4", "0", "two", "-1", "1e1", "2h30"])
def test_hours_that_no_evening_has_are_refused_at_their_field(
    village: Village, number: int, clock: FrozenClock, told: str
) -> None:
    second = written(village, number)[1]
    clock.move_to(second.ends_at)
    with pytest.raises(Faults) as caught:
        notes(village, sheet(village, second), hours=told)
    assert caught.value.fields == {"hours": Fault("hours_unclear", {"most": 24})}


def test_the_hours_are_those_that_it_took(village: Village, clock: FrozenClock) -> None:
    village.people("rosa", "ana")
    number = village.posts("rosa", start=time(18, 30), end=time(21, 0))
    village.joins("ana", number, "designer")
    clock.move_to(village.facts(number).session.ends_at)  # type: ignore[union-attr]
    page = found(village, number)
    assert isinstance(page, Sheet)
    assert page.minutes == 150


def test_who_missed_both_of_their_roles_is_told_once_and_contests_both(
    village: Village, number: int, clock: FrozenClock
) -> None:
    first = written(village, number)[0]
    joins_on(village, "ana", first, "Developer")
    clock.move_to(first.ends_at)
    notes(village, sheet(village, first), ana="absent")
    notes(village, sheet(village, first))
    notes(village, sheet(village, first), ana="absent")
    (told,) = village.owed("signup.missed")
    village.does("ana", lambda work: attendance.contest(work, told.subject_id))
    village.does("rosa", lambda work: attendance.agree(work, told.subject_id))
    assert set(marks(village, sheet(village, first)).values()) == {("came", 120)}
    asked = [signup.attendance for _role, signup, _person in sheet(village, first).people]
    assert asked == ["came", "came"]


def test_who_is_marked_back_and_forth_in_two_roles_is_told_once(
    village: Village, number: int, clock: FrozenClock
) -> None:
    first = written(village, number)[0]
    joins_on(village, "ana", first, "Developer")
    clock.move_to(first.ends_at)
    one, other = (str(signup.id) for _role, signup, _person in sheet(village, first).people)
    form = {"number": str(number), "session": str(first.id), "page": "1"}
    for mark in ("absent", "came", "absent"):
        village.does("rosa", lambda work, mark=mark: attendance.note(work, {one: "absent", other: mark}, form))  # type: ignore[misc]
    assert len(village.owed("signup.missed")) == 1


def test_who_came_in_one_role_is_not_told_that_they_missed_another(
    village: Village, number: int, clock: FrozenClock
) -> None:
    first = written(village, number)[0]
    joins_on(village, "ana", first, "Developer")
    clock.move_to(first.ends_at)
    page = sheet(village, first)
    one, other = (str(signup.id) for _role, signup, _person in page.people)
    form = {"number": str(number), "session": str(first.id), "page": "1"}
    village.does("rosa", lambda work: attendance.note(work, {one: "came", other: "absent", "hours": 2}, form))
    assert village.owed("signup.missed") == []


def test_who_came_hears_of_their_hours_once_a_posting(village: Village, number: int, clock: FrozenClock) -> None:
    first, second, _third, _fourth = written(village, number)
    clock.move_to(second.ends_at)
    notes(village, sheet(village, first), hours=None)
    assert village.owed("signup.hours") == [], "nothing is noted"
    notes(village, sheet(village, first), hours=2)
    notes(village, sheet(village, second), hours=2)
    assert village.told("signup.hours") == ["ana", "luc"]


@pytest.mark.parametrize(
    "form",
    [
        {"number": "{number}", "page": "1"},
        {"number": "{number}", "session": "", "page": "1"},
        {"number": "{number}", "session": "x", "page": "1"},
        {"number": "x", "session": "", "page": "1"},
    ],
)
def test_a_dialog_of_another_time_writes_nothing(
    village: Village, number: int, clock: FrozenClock, form: dict[str, str]
) -> None:
    """Nor one that was of no date, where there are dates now."""
    clock.move_to(written(village, number)[0].ends_at)
    carried = {name: value.format(number=number) for name, value in form.items()}
    refused = village.refused("rosa", lambda work: attendance.note(work, {"hours": 2}, carried))
    assert isinstance(refused, NoLongerThere)


def test_only_its_organizers_see_a_date(village: Village, number: int, clock: FrozenClock) -> None:
    first = written(village, number)[0]
    clock.move_to(first.ends_at)
    for who in ("jean", "ana"):
        assert village.refused(who, lambda work: attendance.of_date(work, first.id)) == NotYours(number)


def test_a_crowd_without_a_date_is_marked_page_by_page(village: Village) -> None:
    crowd = village.people("rosa", *[f"p{n:02}" for n in range(PAGE + 2)])[1:]
    number = village.posts("rosa", roles="Guide", hours=6, hours_unit="all", **{**UNDATED, "hours_total": None})
    for who in crowd:
        village.joins(who, number)
    last = village.does("rosa", lambda work: attendance.find(work, number, 9))
    assert isinstance(last, Sheet)
    assert (names(last), last.page, last.pages, last.minutes) == (crowd[-2:], 2, 2, 360)
    assert notes(village, last, hours=6) == 2
    village.does("rosa", lambda work: life.close(work, number, ""))
    assert len(village.owed("posting.came")) == 1, "the first page is still to be noted"
