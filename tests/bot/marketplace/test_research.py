"""Slots of research: taken with a consent, one a person."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.errors import Fault, Faults, Refusal
from bot.errors.applications import FirstCome, QuestionsChanged
from bot.errors.research import ConsentNeeded, OneSlot
from bot.errors.signing_up import RoleFull
from bot.errors.typed import NoLongerThere
from bot.marketplace import leaving, life, research, rosters, sessions
from bot.marketplace.signups import Outcome
from bot.messages.form import Answer
from bot.messages.refusals.research import one_slot
from bot.messages.voice import Voice
from bot.work import Work
from db.models import Application, Signup, SignupState
from db.queries.opportunities import roles_on
from db.queries.sessions import sessions_coming
from sandbox.clock import FrozenClock
from tests.bot.marketplace.village import Village, joining
from tests.town import START, STARTS

SLOTS: dict[str, Answer] = {
    "kind": "research", "consent": "I agree", "questions": "Why?\nHow?", "roles": "Participant 1", "repeat": "week",
    "until": date(2026, 12, 15),
}  # fmt: skip
FILLED: dict[str, Answer] = {"answer_1": "Because", "answer_2": "So", "needs": "", "consent": ("yes",)}


@pytest.fixture
def number(village: Village) -> int:
    """Three slots of a seat each."""
    village.people("rosa", "ana", "luc")
    return village.posts("rosa", **SLOTS)


def roles(village: Village, number: int) -> list[int]:
    """The role of each slot."""
    opportunity = village.facts(number).opportunity.id

    def look(work: Work) -> list[int]:
        slots = sessions_coming(work.db, opportunity, work.now)
        found = roles_on(work.db, [one.id for one in slots])
        return [found[one.id][0].role.id for one in slots]

    return village.sees(look)


def takes(village: Village, who: str, role: int, wait: str = "", **changes: Answer) -> Outcome:
    def rule(work: Work) -> Outcome:
        form = {"role": str(role), "version": research.start(work, role).version, "wait": wait}
        return research.take(work, {**FILLED, **changes}, form)[1]

    return village.does(who, rule)


def refused(village: Village, who: str, role: int, **changes: Answer) -> Refusal:
    def rule(work: Work) -> object:
        form = {"role": str(role), "version": research.start(work, role).version, "wait": ""}
        return research.take(work, {**FILLED, **changes}, form)

    return village.refused(who, rule)


def kept(village: Village) -> int:
    return village.sees(lambda work: work.db.scalar(select(func.count(Application.id))) or 0)


def test_the_consent_is_kept_with_its_wording_and_its_time(village: Village, number: int) -> None:
    takes(village, "ana", roles(village, number)[0], needs="A ramp")
    found = village.does("rosa", lambda work: rosters.of(work, number))
    ((signup_id, one),) = found.filled.items()
    assert signup_id == found.people[0][1].id
    assert (one.consent, one.consented_at, one.needs) == ("I agree", START, "A ramp")
    assert one.answers == [["Why?", "Because"], ["How?", "So"]]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"consent": ()}, {"consent": Fault("consent_needed")}),
        ({"consent": None}, {"consent": Fault("consent_needed")}),
        ({"consent": ("no",)}, {"consent": Fault("consent_needed")}),
        ({"answer_2": "  "}, {"answer_2": Fault("missing")}),
        ({"needs": "x" * 501}, {"needs": Fault("too_long", {"longest": 500, "length": 501})}),
    ],
)
def test_nothing_is_taken_without_consent_and_answers(
    village: Village, number: int, changes: dict[str, Any], fault: dict[str, Fault]
) -> None:
    found = refused(village, "ana", roles(village, number)[0], **changes)
    assert found == Faults(fault)
    assert (village.taken(number), kept(village)) == ({"Participant": 0}, 0)


@pytest.mark.parametrize("noted", ["", "came", "absent", "excused"])
def test_a_slot_that_is_over_is_the_one_unless_they_were_noted_as_not_there(
    village: Village, number: int, clock: FrozenClock, noted: str
) -> None:
    first, second, _third = roles(village, number)
    takes(village, "ana", first)
    clock.advance(STARTS - START + timedelta(hours=3))
    with village.desk.work() as work:
        life.complete_past(work)
        work.db.query(Signup).update({"attendance": noted or None})
    if noted in ("absent", "excused"):
        takes(village, "ana", second)
    else:
        told = refused(village, "ana", second)
        assert isinstance(told, OneSlot)
        assert told.over
        words = str(one_slot(Voice("en", "America/Toronto"), told).parts[0])
        assert "You took part in" in words


def test_one_slot_a_person_also_on_waiting_lists(village: Village, number: int) -> None:
    first, second, _third = roles(village, number)
    takes(village, "ana", first)
    assert isinstance(refused(village, "ana", second), OneSlot)
    takes(village, "luc", first, wait="yes")
    waits = refused(village, "luc", second)
    assert isinstance(waits, OneSlot)
    assert waits.waiting


def test_another_slot_may_be_taken_after_leaving(village: Village, number: int) -> None:
    first, second, _third = roles(village, number)
    takes(village, "ana", first)
    village.does("ana", lambda work: leaving.leave_role(work, first))
    takes(village, "ana", second)
    assert village.signups("ana")[-1] == (SignupState.IN, 0)


def test_a_full_slot_is_waited_for_only_by_who_was_told_so(village: Village, number: int) -> None:
    first = roles(village, number)[0]
    takes(village, "ana", first)
    assert isinstance(refused(village, "luc", first), RoleFull)
    assert takes(village, "luc", first, wait="yes").place == 1
    village.does("ana", lambda work: leaving.leave_role(work, first))
    assert village.told("signup.promoted") == ["luc"]


def test_no_other_way_in_leads_past_the_consent(village: Village, number: int) -> None:
    role = roles(village, number)[0]
    for wait in (True, False):
        assert isinstance(village.refused("ana", joining(number, or_wait=wait)), ConsentNeeded)
    assert village.does("rosa", lambda work: research.start(work, role)).opportunity.entry == "open"
    assert kept(village) == 0


def test_research_by_application_is_by_slot_all_the_same(village: Village) -> None:
    village.person("rosa")
    number = village.posts("rosa", **SLOTS, entry="application")
    assert village.facts(number).opportunity.entry == "open"


def test_who_opened_the_dialog_on_other_words_does_not_agree_to_these(village: Village, number: int) -> None:
    role = roles(village, number)[0]
    form = {"role": str(role), "version": "0", "wait": ""}
    assert village.refused("ana", lambda work: research.take(work, FILLED, form)) == QuestionsChanged(number)


@pytest.mark.parametrize("form", [{}, {"role": "x"}, {"role": "7" * 30}, {"version": "0", "wait": ""}])
def test_a_strange_dialog_is_refused(village: Village, number: int, form: dict[str, str]) -> None:
    refusal = village.refused("ana", lambda work: research.take(work, FILLED, form))
    assert isinstance(refusal, NoLongerThere)


def test_what_is_no_research_has_no_slots(village: Village) -> None:
    village.people("rosa", "ana")
    number = village.posts("rosa")
    role = village.role(number, "Designer").id
    assert village.refused("ana", lambda work: research.start(work, role)) == FirstCome(number, "Designer", role)
    assert village.facts(number).slots == ()


def test_only_free_slots_of_dates_to_come_are_offered(village: Village, number: int) -> None:
    first, second, third = roles(village, number)
    assert [slot.role_id for slot in village.facts(number).slots] == [first, second, third]
    takes(village, "ana", second)
    one = village.facts(number).session
    assert one is not None
    village.does("rosa", lambda work: sessions.call_off(work, one.id, ""))
    assert [slot.role_id for slot in village.facts(number).slots] == [third]


def test_who_leaves_a_slot_leaves_nothing_but_what_they_agreed_to(village: Village, number: int) -> None:
    """The wording and the time say why the answers were known until then."""
    slots = roles(village, number)
    takes(village, "ana", slots[0], needs="A ramp")
    takes(village, "luc", slots[1], needs="Quiet")
    village.leaves("ana", number)
    kept = village.sees(lambda work: list(work.db.scalars(select(Application).order_by(Application.id))))
    assert [(one.answers, one.needs) for one in kept] == [([], ""), ([["Why?", "Because"], ["How?", "So"]], "Quiet")]
    assert [(one.consent, one.consented_at) for one in kept] == [("I agree", START)] * 2
