"""Research sessions: a slot is taken with answers, a consent whose wording and time are kept, and what one needs."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from bot.errors import Fault
from bot.errors.applications import FirstCome, QuestionsChanged
from bot.errors.research import OneSlot
from bot.marketplace import signups
from bot.marketplace.filled import Filled
from bot.marketplace.given import carried, whole
from bot.marketplace.kinds import Attendance, Kind
from bot.marketplace.permissions import asker
from bot.messages.form import Answer
from bot.work import Work
from db.models import Application, Opportunity, Session, SignupState
from db.queries.seats import Seat
from db.queries.sessions import slots_of

LONGEST_ANSWER, LONGEST_NEEDS = 300, 500
"""Characters: all that one person filled in fits in one section of a roster."""
AGREED = "yes"
MISSED = (Attendance.ABSENT, Attendance.EXCUSED)


@dataclass(frozen=True, slots=True)
class Asked:
    """What who takes this slot is asked. `full`: they would wait for it."""

    seat: Seat
    opportunity: Opportunity
    session: Session | None
    full: bool

    @property
    def version(self) -> str:
        """Changes with the questions and the consent: one agrees to the words one read."""
        said = (self.opportunity.questions, self.opportunity.consent)
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def start(work: Work, role_id: int) -> Asked:
    """What the asker is to fill in to take this slot, or to wait for it.

    Raises NoSuchOpportunity, NotOpen, AlreadyOver, DateGone, AlreadySignedUp, FirstCome for what is no research, or
    OneSlot.
    """
    seat = signups.seat_with_id(work, role_id)
    signups.must_take_signups(work, seat)
    if seat.signup_state is not None:
        raise signups.already(seat)
    if seat.kind != Kind.RESEARCH:
        raise FirstCome(seat.number, seat.role, seat.role_id)
    _must_have_none(work, seat)
    opportunity = work.db.get_one(Opportunity, seat.opportunity_id)
    session = work.db.get_one(Session, seat.session_id) if seat.session_id else None
    return Asked(seat, opportunity, session, seat.full)


def _must_have_none(work: Work, seat: Seat) -> None:
    """Raises OneSlot when the asker has or had another slot, or waits for one that is to come. Who was noted as not
    there in one that is over may choose another."""
    for session, signup in slots_of(work.db, seat.opportunity_id, asker(work).id):
        over, waiting = session.ends_at <= work.now, signup.state is SignupState.WAITING
        if not over or not (waiting or signup.attendance in MISSED):
            raise OneSlot(seat.number, session.id, session.starts_at, waiting=waiting, over=over)


def take(work: Work, answers: Mapping[str, Answer], form: Mapping[str, str]) -> tuple[Asked, signups.Outcome]:
    """Takes the slot for the asker, as the dialog came back; or waits for it, where the dialog said that it is full.

    Raises what `start` raises, NoLongerThere, Faults, QuestionsChanged, or RoleFull when it filled up meanwhile.
    """
    asked = start(work, whole(carried(form, "role")))
    if carried(form, "version") != asked.version:
        raise QuestionsChanged(asked.seat.number)
    told, needs = _filled(asked.opportunity, answers)
    outcome = signups.take(work, asked.seat, or_wait=bool(carried(form, "wait")))
    consented = bool(asked.opportunity.consent)
    work.db.add(
        Application(
            signup_id=outcome.signup_id,
            note="",
            answers=told,
            consent=asked.opportunity.consent,
            consented_at=work.now if consented else None,
            needs=needs,
            text="",
            created_at=work.now,
        )
    )
    work.db.flush()
    return asked, outcome


def _filled(opportunity: Opportunity, answers: Mapping[str, Answer]) -> tuple[list[list[str]], str]:
    """Each answer beside its question, and the needs. Raises Faults; without the consent above all."""
    filled = Filled(answers)
    told = filled.told(opportunity.questions, LONGEST_ANSWER)
    needs = filled.words("needs", LONGEST_NEEDS, needed=False)
    if opportunity.consent and answers.get("consent") != (AGREED,):
        filled.faults["consent"] = Fault("consent_needed")
    filled.must_be_whole()
    return told, needs
