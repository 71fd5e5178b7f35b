"""Applying for a role that somebody decides on."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from bot import events
from bot.errors.applications import AlreadyAnswered, DeadlinePassed, EnoughApplicants, FirstCome, QuestionsChanged
from bot.marketplace.deadlines import past
from bot.marketplace.filled import Filled
from bot.marketplace.given import carried, whole
from bot.marketplace.kinds import Entry
from bot.marketplace.permissions import asker
from bot.marketplace.signups import already, enter, must_take_signups, seat_with_id
from bot.messages.form import Answer
from bot.work import Work
from db.models import Application, Opportunity, Organization, SignupState
from db.queries import applications as queries
from db.queries.seats import Seat

LONGEST_NOTE, LONGEST_ANSWER = 2000, 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """What an applicant is asked: by the opportunity, for the role of `seat`. `organization` says when it answers."""

    seat: Seat
    opportunity: Opportunity
    organization: Organization

    @property
    def version(self) -> str:
        """Changes with the questions: an answer must stand beside the question that was asked."""
        return hashlib.sha256(repr(self.opportunity.questions).encode()).hexdigest()[:16]


def start(work: Work, seat: Seat) -> Asked:
    """What the asker is to fill in to apply for this role.

    Raises NotOpen, AlreadyOver, AlreadySignedUp, AlreadyApplied, FirstCome, DeadlinePassed, AlreadyAnswered or
    EnoughApplicants.
    """
    must_take_signups(work, seat)
    if seat.signup_state is not None:
        raise already(seat)
    if seat.entry != Entry.APPLICATION:
        raise FirstCome(seat.number, seat.role, seat.role_id)
    opportunity = work.db.get_one(Opportunity, seat.opportunity_id)
    if opportunity.deadline is not None and past(work, opportunity):
        raise DeadlinePassed(seat.number, opportunity.deadline)
    if queries.refused_before(work.db, seat.role_id, asker(work).id):
        raise AlreadyAnswered(seat.number, seat.role)
    most = opportunity.most_waiting
    if most is not None and queries.applying_counted(work.db, opportunity.id) >= most:
        raise EnoughApplicants(seat.number, most)
    return Asked(seat, opportunity, work.db.get_one(Organization, opportunity.organization_id))


def apply(work: Work, answers: Mapping[str, Answer], form: Mapping[str, str]) -> Asked:
    """Takes the asker's application, as the dialog came back.

    Raises what `start` raises, NoLongerThere, Faults, or QuestionsChanged.
    """
    asked = start(work, seat_with_id(work, whole(carried(form, "role"))))
    if carried(form, "version") != asked.version:
        raise QuestionsChanged(asked.seat.number)
    note, told = _filled(asked.opportunity, answers)
    signup_id = enter(work, asked.seat, SignupState.APPLIED)
    work.db.add(_application(work, signup_id, note, told))
    work.db.flush()
    work.happened(events.Applied(signup_id, asked.opportunity.id))
    return asked


def _filled(opportunity: Opportunity, answers: Mapping[str, Answer]) -> tuple[str, list[list[str]]]:
    """The note, and each answer beside its question. Raises Faults."""
    filled = Filled(answers)
    note = filled.words("note", LONGEST_NOTE, needed=not opportunity.questions)
    told = filled.told(opportunity.questions, LONGEST_ANSWER)
    filled.must_be_whole()
    return note, told


def _application(work: Work, signup_id: int, note: str, told: list[list[str]]) -> Application:
    return Application(
        signup_id=signup_id,
        note=note,
        answers=told,
        consent="",
        needs="",
        text="",
        created_at=work.now,
    )
