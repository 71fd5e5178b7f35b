"""Postings edited, closed, reopened, cancelled and completed."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest

from bot.errors import Fault, Faults
from bot.errors.organizing import NotYours, WrongState
from bot.errors.signing_up import NoSuchOpportunity
from bot.errors.typed import TextTooLong
from bot.marketplace import life, opportunities
from bot.messages.form import Answer
from bot.work import Work
from db.models import Community, OpportunityState
from db.queries.organizations import is_member
from sandbox.clock import FrozenClock
from tests.bot.marketplace.village import UNDATED, Village, draft, on
from tests.town import EVENING, LATE, START

S = OpportunityState
NEXT_DAY = date(2026, 12, 2)


@pytest.fixture
def people(village: Village) -> Village:
    """Rosa and jean post, maya is an admin, ana and luc volunteer."""
    village.people("rosa", "jean", "ana", "luc")
    village.person("maya", admin=True)
    return village


def moderate(village: Village) -> None:
    with village.desk.work() as work:
        work.db.get_one(Community, village.id).moderation = True


def member(village: Village, who: str, number: int) -> bool:
    organization = village.facts(number).organization.id
    with village.work(who) as work:
        return is_member(work.db, organization, village.known(work, who).id)


def cancelling(number: int, reason: str = "") -> Callable[[Work], object]:
    return lambda work: life.cancel(work, number, reason)


def test_every_field_can_be_edited_with_people_signed_up(people: Village) -> None:
    number = people.posts("rosa", **UNDATED)
    people.joins("ana", number, "designer")
    people.edits(
        "rosa", number, title="Trees", organization="Trees Ottawa", summary="Count", description="All", where="Here",
        place="in_person", hours=2, hours_unit="all", hours_total=None, work_languages=("fr",), kind="event",
        skills="botany", roles="Designer 3", **on(NEXT_DAY, EVENING, LATE),
    )  # fmt: skip
    found = people.facts(number)
    told = found.opportunity
    assert (told.title, told.summary, told.description, told.where, told.place) == (
        "Trees", "Count", "All", "Here", "in_person",
    )  # fmt: skip
    assert (told.hours, told.hours_unit, told.hours_total, told.work_languages) == (2, "all", None, ["fr"])
    assert (told.kind, told.skills, found.organization.name) == ("event", "botany", "Trees Ottawa")
    assert [(one.role.name, one.role.capacity, one.role.taken) for one in found.roles] == [("Designer", 3, 1)]
    assert told.searchable == "trees trees ottawa count all botany"
    assert found.session is not None
    assert found.session.starts_at == on_utc(NEXT_DAY, time(23, 30))


def on_utc(day: date, at: time) -> object:
    return START.replace(year=day.year, month=day.month, day=day.day, hour=at.hour, minute=at.minute)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"title": "Trees"}, []),
        ({"hours": 4}, []),
        ({"where": "Elsewhere"}, ["ana", "luc"]),
        ({"place": "hybrid"}, ["ana", "luc"]),
        ({"end": time(21, 0)}, ["ana", "luc"]),
        ({"day": NEXT_DAY}, ["ana", "luc"]),
        ({"timezone": "America/Vancouver"}, ["ana", "luc"]),
        ({}, []),
    ],
)
def test_everyone_is_told_of_a_new_time_or_place_and_of_nothing_else(
    people: Village, changes: dict[str, object], told: list[str]
) -> None:
    number = people.posts("rosa")
    people.joins("ana", number, "designer")
    people.joins("luc", number, "designer")
    people.edits("rosa", number, **changes)  # type: ignore[arg-type]
    assert people.told("signup.moved") == told


def test_who_is_in_two_roles_is_told_once(people: Village) -> None:
    number = people.posts("rosa")
    people.joins("ana", number, "designer")
    people.joins("ana", number, "developer")
    people.edits("rosa", number, where="Elsewhere")
    assert people.told("signup.moved") == ["ana"]


def test_a_date_people_count_on_cannot_be_taken_away(people: Village) -> None:
    number = people.posts("rosa")
    fault = Faults({"day": Fault("date_needed")})
    assert people.refused("rosa", lambda work: opportunities.edit(work, number, draft(work, **UNDATED))) == fault


def test_an_organizer_speaks_only_for_their_own_organizations(people: Village) -> None:
    mine = people.posts("rosa")
    people.posts("jean", organization="Libraries")
    fault = Faults({"organization": Fault("organization_not_yours")})
    assert fault == people.refused(
        "rosa", lambda work: opportunities.edit(work, mine, draft(work, organization="libraries"))
    )
    people.edits("maya", mine, organization="Libraries")
    assert people.facts(mine).organization.name == "Libraries"


def test_a_reason_turns_no_text_around(people: Village) -> None:
    number = people.posts("rosa")
    people.does("rosa", lambda work: life.cancel(work, number, " It \u202erains\x00 "))
    assert people.facts(number).opportunity.reason == "It rains"


def test_a_reviewed_posting_takes_no_name_nobody_reviewed(people: Village) -> None:
    """Without moderation a new name may be taken; with it, only an admin gives one."""
    mine = people.posts("rosa")
    people.edits("rosa", mine, organization="Parks of Ottawa")
    with people.desk.work() as work:
        work.db.get_one(Community, people.id).moderation = True
    fault = Faults({"organization": Fault("organization_not_yours")})
    named = "Office of the Mayor"
    refusal = people.refused("rosa", lambda work: opportunities.edit(work, mine, draft(work, organization=named)))
    assert refusal == fault
    people.edits("maya", mine, organization=named)
    assert people.facts(mine).organization.name == "Office of the Mayor"


@pytest.mark.parametrize("kept", [{"publish": "draft"}, {}], ids=["draft", "submitted"])
def test_what_nobody_has_seen_may_correct_the_name_of_a_new_organization(
    people: Village, kept: dict[str, Answer]
) -> None:
    people.posts("jean", organization="Libraries")
    with people.desk.work() as work:
        work.db.get_one(Community, people.id).moderation = True
    mine = people.posts("rosa", organization="Park Ottawa", **kept)
    for name in ("Parks Ottawa", "Park Ottawa"):
        people.edits("rosa", mine, organization=name, **kept)
        assert people.facts(mine).organization.name == name
    fault = Faults({"organization": Fault("organization_not_yours")})
    assert fault == people.refused(
        "rosa", lambda work: opportunities.edit(work, mine, draft(work, organization="Libraries", **kept))
    )


@pytest.mark.parametrize("state", [S.COMPLETED, S.CANCELLED, S.DECLINED])
def test_what_has_ended_is_not_edited(people: Village, state: OpportunityState) -> None:
    number = people.posts("rosa")
    with people.desk.work() as work:
        people.numbered(work, number).state = state
    assert people.refused("rosa", lambda work: opportunities.edit(work, number, draft(work))) == WrongState(
        number, state, "edited"
    )


# closing, reopening, cancelling


def test_closing_and_reopening(people: Village) -> None:
    number = people.posts("rosa")
    people.does("rosa", lambda work: life.pause(work, number))
    assert people.state(number) is S.PAUSED
    assert people.refused("rosa", lambda work: life.pause(work, number)) == WrongState(number, S.PAUSED, S.PAUSED)
    people.does("rosa", lambda work: life.reopen(work, number))
    assert people.state(number) is S.OPEN
    assert people.refused("rosa", lambda work: life.reopen(work, number)) == WrongState(number, S.OPEN, S.OPEN)


def test_reopening_approves_nothing(people: Village) -> None:
    """Both lead to open; only an admin may lead a posting there that waits."""
    people.posts("rosa")
    waiting = people.posts("jean")
    refusal = people.refused("jean", lambda work: life.reopen(work, waiting))
    assert (refusal, people.state(waiting)) == (WrongState(waiting, S.SUBMITTED, S.OPEN), S.SUBMITTED)


@pytest.mark.parametrize("rule", [life.pause, life.reopen, opportunities.editable])
def test_a_volunteer_changes_nothing(people: Village, rule: Callable[[Work, int], object]) -> None:
    number = people.posts("rosa")
    assert people.refused("ana", lambda work: rule(work, number)) == NotYours(number)
    assert people.refused("ana", cancelling(number)) == NotYours(number)
    assert people.refused("ana", lambda work: rule(work, 77)) == NoSuchOpportunity(77)


def test_cancelling_tells_everyone_once_and_drops_their_reminders(people: Village) -> None:
    number = people.posts("rosa")
    people.joins("ana", number, "designer")
    people.joins("ana", number, "developer")
    people.joins("luc", number, "designer")
    people.does("rosa", cancelling(number, " Rain. "))
    assert (people.state(number), people.facts(number).opportunity.reason) == (S.CANCELLED, "Rain.")
    assert (people.told("signup.cancelled"), people.owed("reminder.day", "reminder.hour")) == (["ana", "luc"], [])
    assert people.refused("rosa", cancelling(number)) == WrongState(number, S.CANCELLED, S.CANCELLED)


@pytest.mark.parametrize(
    ("words", "reason", "confirmed"),
    [
        ("Rain", "Rain", False),
        ("yes", "", True),
        ("OUI il pleut", "il pleut", True),
        ("", "", False),
        ("yesterday", "yesterday", False),
    ],
)
def test_cancelling_with_people_in_is_asked_once_more(
    people: Village, words: str, reason: str, confirmed: bool
) -> None:
    number = people.posts("rosa")
    people.joins("ana", number, "designer")
    asked = people.does("rosa", lambda work: life.ask_end(work, number, words, S.CANCELLED))
    assert (asked.people, asked.reason, asked.confirmed) == (1, reason, confirmed)
    assert people.state(number) is S.OPEN


def test_cancelling_with_nobody_in_needs_no_second_word(people: Village) -> None:
    number = people.posts("rosa")
    assert people.does("rosa", lambda work: life.ask_end(work, number, "Rain", S.CANCELLED)).confirmed
    assert people.refused("rosa", lambda work: life.ask_end(work, number, "r" * 1001, S.CANCELLED)) == TextTooLong(
        1000, 1001
    )


def test_what_is_over_is_completed_and_nothing_else(people: Village, clock: FrozenClock) -> None:
    over, closed, undated, later = (
        people.posts("rosa"),
        people.posts("rosa"),
        people.posts("rosa", **UNDATED),
        people.posts("rosa", day=NEXT_DAY),
    )
    people.does("rosa", lambda work: life.pause(work, closed))
    clock.advance(timedelta(days=8, hours=10, minutes=30) - timedelta(seconds=1))
    assert people.does("maya", life.complete_past) == 0
    clock.advance(timedelta(seconds=1))
    assert people.does("maya", life.complete_past) == 2
    assert [people.state(number) for number in (over, closed, undated, later)] == [
        S.COMPLETED, S.COMPLETED, S.OPEN, S.OPEN,
    ]  # fmt: skip
    assert people.does("maya", life.complete_past) == 0
