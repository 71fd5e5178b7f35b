"""The posting dialog's two ends: what it starts with, and what comes of its answers."""

from collections.abc import Mapping
from datetime import date, time, timedelta

import pytest

from bot.errors import Fault, Faults
from bot.errors.organizing import ChangedMeanwhile, NotYours, WrongState
from bot.marketplace import life, posting
from bot.messages.form import Answer
from db.models import OpportunityState
from sandbox.clock import FrozenClock
from tests.bot.marketplace.village import UNDATED, Village, answers
from tests.town import EVENING, LATE, TUESDAY


@pytest.fixture
def number(village: Village) -> int:
    village.people("rosa", "ana")
    return village.posts("rosa", skills="mapping", kind="event")


def opened(village: Village, number: int, who: str = "rosa") -> tuple[Mapping[str, object], dict[str, str]]:
    return village.does(who, lambda work: posting.start_edit(work, number))


def saves(village: Village, number: int, carried: dict[str, str], **changes: Answer) -> None:
    village.does("rosa", lambda work: posting.save(work, answers(**changes), carried))


def test_a_new_posting_starts_in_the_askers_zone_and_for_their_last_organization(village: Village) -> None:
    village.person("noemie", timezone="America/Moncton")
    known = village.does("noemie", posting.blank)
    assert (known["timezone"], known["organization"], known["description"]) == ("America/Moncton", "", "")
    village.posts("noemie", organization="Archives")
    village.posts("noemie", organization="Bibliothèque")
    known = village.does("noemie", lambda work: posting.blank(work, "x" * 5000))
    assert (known["organization"], known["description"]) == ("Bibliothèque", "x" * 3000)


def test_an_edit_starts_with_what_was_posted(village: Village, number: int) -> None:
    known, _carried = opened(village, number)
    assert known == {
        **answers(skills="mapping", kind="event", hours_unit="week", place="remote"),
        "work_languages": ["en", "fr"],
        **dict.fromkeys(("question", "honorarium", "accessibility", "learning", "team"), ""),
        **dict.fromkeys(("links", "joining", "consent", "questions"), ""),
        "entry": "open",
        "deadline": None,
        "most_waiting": None,
        "language": "en",
    }


def test_an_edit_that_changes_nothing_changes_nothing(village: Village, number: int) -> None:
    known, carried = opened(village, number)
    saves(village, number, carried, **{**known, "work_languages": ("en", "fr")})  # type: ignore[arg-type]
    assert opened(village, number) == (known, carried)


def test_an_edit_keeps_what_its_dialog_did_not_ask(village: Village, number: int) -> None:
    _known, carried = opened(village, number)
    saves(village, number, carried, title="Trees")
    told = village.facts(number).opportunity
    assert (told.title, told.kind, told.skills) == ("Trees", "event", "mapping")


def test_who_saves_second_is_refused(village: Village, number: int) -> None:
    _known, carried = opened(village, number)
    saves(village, number, carried, title="First")
    refusal = village.refused("rosa", lambda work: posting.save(work, answers(title="Second"), carried))
    assert (refusal, village.facts(number).opportunity.title) == (ChangedMeanwhile(number), "First")


def test_a_sign_up_meanwhile_does_not_stand_in_the_way(village: Village, number: int) -> None:
    _known, carried = opened(village, number)
    village.joins("ana", number, "designer")
    saves(village, number, carried, title="Trees")
    assert village.taken(number)["Designer"] == 1


def test_only_organizers_open_the_edit_and_only_of_what_goes_on(village: Village, number: int) -> None:
    assert village.refused("ana", lambda work: posting.start_edit(work, number)) == NotYours(number)
    village.does("rosa", lambda work: life.cancel(work, number, ""))
    refusal = village.refused("rosa", lambda work: posting.start_edit(work, number))
    assert refusal == WrongState(number, OpportunityState.CANCELLED, "edited")


def test_the_text_of_what_is_under_way_may_be_corrected(village: Village, number: int, clock: FrozenClock) -> None:
    _known, carried = opened(village, number)
    clock.advance(timedelta(days=8, hours=9))
    saves(village, number, carried, title="Trees", end=time(21, 0))
    assert village.facts(number).opportunity.title == "Trees"


@pytest.mark.parametrize(("day", "start"), [(date(2026, 11, 20), EVENING), (date(2025, 12, 1), EVENING)])
def test_nothing_is_moved_into_the_past(village: Village, number: int, day: date, start: time) -> None:
    """It would be completed within a minute, and that cannot be undone."""
    _known, carried = opened(village, number)
    refusal = village.refused("rosa", lambda work: posting.save(work, answers(day=day, start=start), carried))
    assert refusal == Faults({"day": Fault("in_the_past")})


def test_an_unknown_zone_is_refused_beside_its_field(village: Village, number: int) -> None:
    given = answers(timezone="Middle/Earth")
    fault = Faults({"timezone": Fault("unknown_timezone")})
    assert village.refused("rosa", lambda work: posting.post(work, given, {})) == fault


def test_a_posting_without_a_zone_of_its_own_is_in_the_one_its_dialog_said(village: Village, number: int) -> None:
    given = {**answers(), "timezone": None}
    posted = village.does("rosa", lambda work: posting.post(work, given, {"timezone": "America/St_Johns"}).number)
    session = village.facts(posted).session
    assert session is not None
    assert (session.timezone, session.starts.date(), session.starts.time()) == ("America/St_Johns", TUESDAY, EVENING)
    assert session.ends.time() == LATE


def test_a_new_posting_in_the_past_is_refused(village: Village, number: int) -> None:
    given = answers(day=date(2026, 11, 20))
    fault = Faults({"day": Fault("in_the_past")})
    assert village.refused("rosa", lambda work: posting.post(work, given, {})) == fault


def test_an_undated_posting_gets_its_date_later(village: Village, number: int) -> None:
    undated = village.posts("rosa", **UNDATED)
    village.joins("ana", undated, "designer")
    _known, carried = opened(village, undated)
    saves(village, undated, carried)
    assert village.told("signup.moved") == ["ana"]
    assert len(village.owed("reminder.day", "reminder.hour")) == 2
