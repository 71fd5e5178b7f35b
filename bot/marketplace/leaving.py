"""Leaving: one role, one date, or all of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import events
from bot.errors.dates import DateGone, OnOtherDates
from bot.errors.signing_up import AlreadyStarted, NotOpen, NotSignedUp
from bot.marketplace.browsing import Mine, mine
from bot.marketplace.permissions import asker
from bot.marketplace.promotion import started
from bot.marketplace.signups import seat_named, seat_with_id, seats_found, seats_on
from bot.marketplace.states import LIVE
from bot.work import Work
from db.models import Signup, SignupState
from db.queries import signups as queries
from db.queries.seats import Seat, free_seat
from db.queries.sessions import sessions_coming


@dataclass(frozen=True, slots=True)
class After:
    """How who left stands to it now. `several`: it has more than one date to come; `still`: what they are still in,
    wait for or applied to of it."""

    several: bool = False
    still: Sequence[Mine] = ()


def leave(work: Work, number: int, role_name: str = "") -> list[Seat]:
    """Takes the asker out of the opportunity: of one role when named, else of all of theirs, applications as well; of
    several dates, out of the one that is shown.

    Raises NoSuchOpportunity, NotSignedUp, OnOtherDates, NotOpen, AlreadyStarted, NoSuchRole.
    """
    seats = seats_found(work, number)
    if role_name.strip():
        return [_leave(work, seat_named(seats, role_name))]
    if all(seat.signup_id is None for seat in seats) and _elsewhere(work, seats[0].opportunity_id):
        raise OnOtherDates(number)
    return _leave_all(work, seats)


def _elsewhere(work: Work, opportunity_id: int) -> bool:
    return bool(queries.current_signups_of_person(work.db, opportunity_id, asker(work).id, work.now))


def leave_session(work: Work, session_id: int) -> list[Seat]:
    """Takes the asker out of all of their roles on that date, and of no other.

    Raises NoSuchOpportunity, NotSignedUp, NotOpen, DateGone, AlreadyStarted.
    """
    return _leave_all(work, seats_on(work, session_id))


def _leave_all(work: Work, seats: list[Seat]) -> list[Seat]:
    mine = [seat for seat in seats if seat.signup_id is not None]
    if not mine:
        raise NotSignedUp(seats[0].number)
    return [_leave(work, seat) for seat in mine]


def after(work: Work, seats: Sequence[Seat]) -> After:
    """How the asker stands to what they have just left."""
    opportunity_id = seats[0].opportunity_id
    still = [one for one in mine(work) if one.opportunity.id == opportunity_id]
    return After(len(sessions_coming(work.db, opportunity_id, work.now)) > 1, still)


def leave_role(work: Work, role_id: int) -> Seat:
    """Takes the asker out of the role a button stands for, and of no other.

    Raises NoSuchOpportunity, NotSignedUp, NotOpen, AlreadyStarted.
    """
    return _leave(work, seat_with_id(work, role_id))


def _leave(work: Work, seat: Seat) -> Seat:
    if seat.signup_id is None:
        raise NotSignedUp(seat.number, seat.role)
    if seat.state not in LIVE:
        raise NotOpen(seat.number, seat.state)
    if seat.cancelled_at is not None:
        raise DateGone(seat.number, cancelled=True)
    if seat.signup_state is SignupState.IN and seat.starts_at is not None and seat.starts_at <= work.now:
        raise AlreadyStarted(seat.number)
    _release(work, work.db.get_one(Signup, seat.signup_id), seat.opportunity_id, seat.session_id)
    return seat


def _release(work: Work, signup: Signup, opportunity_id: int, session_id: int | None) -> None:
    had_seat, applied = signup.state is SignupState.IN, signup.state in queries.APPLYING
    signup.state, signup.left_at = SignupState.LEFT, work.now
    work.db.flush()
    if had_seat:
        free_seat(work.db, signup.role_id)
    if applied:
        work.happened(events.Withdrawn(signup.id, opportunity_id))
    else:
        work.happened(events.Left(signup.id, opportunity_id, signup.role_id, had_seat, session_id))


def withdraw(work: Work, person_id: int) -> None:
    """Takes somebody who is gone for good out of all that has not started yet, so that others get the seats."""
    for signup, _role, opportunity, session in queries.current_signups_of(work.db, person_id, work.now):
        if not started(work, session):
            _release(work, signup, opportunity.id, session.id if session else None)
