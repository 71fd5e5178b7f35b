"""Signing up, or waiting where a role is full."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import events
from bot.errors.applications import AlreadyApplied, ByApplication, DeadlinePassed
from bot.errors.dates import DateGone
from bot.errors.research import ConsentNeeded
from bot.errors.signing_up import (
    AlreadyOver,
    AlreadySignedUp,
    NoSuchOpportunity,
    NoSuchRole,
    NotOpen,
    NotSignedUp,
    Opening,
    RoleFull,
    RoleGone,
    RoleNeeded,
)
from bot.marketplace.deadlines import past
from bot.marketplace.kinds import Entry, Kind
from bot.marketplace.naming import folded
from bot.marketplace.permissions import asker, may_see
from bot.marketplace.states import LIVE
from bot.work import Work
from db.models import Opportunity, OpportunityState, Role, Signup, SignupState
from db.queries import signups as queries
from db.queries.seats import (
    Seat,
    seat_of_role,
    seats_numbered,
    seats_of_session,
    take_place_in_line,
    take_seat,
    waiting_count,
)
from db.queries.sessions import next_session


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a sign-up came to. `place` counts from 1 on the waiting list; 0 for a seat."""

    seat: Seat
    signup_id: int
    place: int


def find_seat(work: Work, number: int, role_name: str) -> Seat:
    """The role meant by what was typed. Raises NoSuchOpportunity, RoleNeeded or NoSuchRole; before asking which
    role, NotOpen or AlreadyOver; AlreadySignedUp when there is none left to ask for."""
    seats = seats_found(work, number)
    if role_name.strip():
        return seat_named(seats, role_name)
    if len(seats) > 1:
        must_take_signups(work, seats[0])
        raise _which(seats)
    return seats[0]


def _which(seats: list[Seat]) -> RoleNeeded | AlreadySignedUp | AlreadyApplied:
    """The question which role, without those the asker has; with none left, that they are signed up."""
    own = [seat for seat in seats if seat.signup_id is not None]
    left = tuple(_opening(seat) for seat in seats if seat.signup_id is None)
    return RoleNeeded(seats[0].number, left, tuple(seat.role for seat in own)) if left else already(own[0])


def _opening(seat: Seat) -> Opening:
    return Opening(seat.role_id, seat.role, seat.full, seat.entry == Entry.APPLICATION)


def already(seat: Seat) -> AlreadySignedUp | AlreadyApplied:
    """How the asker stands to the role, as the reason why they cannot come in anew."""
    if seat.applied:
        return AlreadyApplied(seat.number, seat.role)
    return AlreadySignedUp(seat.number, seat.role, waiting=seat.signup_state is SignupState.WAITING)


def seats_found(work: Work, number: int) -> list[Seat]:
    """The opportunity's roles as the asker finds them. Raises NoSuchOpportunity."""
    who = asker(work)
    seats = seats_numbered(work.sql, who.community_id, number, who.id)
    if not seats or not visible(work, seats[0]):
        raise NoSuchOpportunity(number)
    return seats


def seat_named(seats: list[Seat], role_name: str) -> Seat:
    """The one role that has this name or begins with it. Raises NoSuchRole."""
    wanted = folded(role_name)
    close = [seat for seat in seats if seat.folded.startswith(wanted)]
    exact = [seat for seat in close if seat.folded == wanted]
    if len(exact or close) != 1:
        raise NoSuchRole(seats[0].number, role_name, tuple(seat.role for seat in seats))
    return (exact or close)[0]


def seat_with_id(work: Work, role_id: int) -> Seat:
    """The role a button stands for. Raises RoleGone when it was removed, NoSuchOpportunity when all is gone, or
    another community's."""
    who = asker(work)
    seat = seat_of_role(work.sql, who.community_id, role_id, who.id)
    if seat is None:
        _must_be_there(work, role_id)
    if seat is None or not visible(work, seat):
        raise NoSuchOpportunity(None)
    return seat


def _must_be_there(work: Work, role_id: int) -> None:
    role = work.db.get(Role, role_id)
    opportunity = work.db.get_one(Opportunity, role.opportunity_id) if role else None
    if role and opportunity and opportunity.community_id == asker(work).community_id and may_see(work, opportunity):
        raise RoleGone(opportunity.number, role.name)


def visible(work: Work, seat: Seat) -> bool:
    return seat.state in LIVE or may_see(work, work.db.get_one(Opportunity, seat.opportunity_id))


def sign_up(work: Work, seat: Seat, *, or_wait: bool) -> Outcome:
    """Puts the asker in the role, or on its waiting list when it is full and they said so.

    What others wait for is full, whatever seats were added. Raises NotOpen, AlreadyOver, AlreadySignedUp,
    AlreadyApplied, ByApplication, ConsentNeeded, or RoleFull when it is full and they did not.
    """
    must_take_signups(work, seat)
    if seat.signup_state is not None:
        raise already(seat)
    if seat.entry == Entry.APPLICATION:
        raise ByApplication(seat.number, seat.role, seat.role_id)
    if seat.kind == Kind.RESEARCH:
        raise ConsentNeeded(seat.number, seat.role_id, full=seat.full)
    return take(work, seat, or_wait=or_wait)


def take(work: Work, seat: Seat, *, or_wait: bool) -> Outcome:
    """Puts the asker in, or on the waiting list. Raises RoleFull."""
    kept = _waited_for(work, seat)
    if not kept and take_seat(work.sql, seat.role_id):
        signup_id = enter(work, seat, SignupState.IN)
        work.happened(events.SignedUp(signup_id, seat.opportunity_id))
        return Outcome(seat, signup_id, 0)
    ahead = waiting_count(work.db, seat.role_id)
    if not or_wait:
        raise RoleFull(seat.number, seat.role, seat.role_id, ahead, started=kept and not seat.full)
    position = take_place_in_line(work.db, seat.role_id)
    signup_id = enter(work, seat, SignupState.WAITING, position)
    work.happened(events.JoinedWaitingList(signup_id, seat.opportunity_id))
    return Outcome(seat, signup_id, ahead + 1)


def _waited_for(work: Work, seat: Seat) -> bool:
    """Whether a free seat would be taken from who waits: only once it has started, since nobody is moved up then."""
    started = seat.starts_at is not None and seat.starts_at <= work.now
    return started and waiting_count(work.db, seat.role_id) > 0


def must_take_signups(work: Work, seat: Seat) -> None:
    """Raises AlreadyOver, DateGone, DeadlinePassed or NotOpen."""
    if seat.state is not OpportunityState.CANCELLED:
        _must_take_place(work, seat)
    if seat.state is OpportunityState.PAUSED:
        _must_be_in_time(work, seat)
    if seat.state is not OpportunityState.OPEN:
        raise NotOpen(seat.number, seat.state)


def _must_be_in_time(work: Work, seat: Seat) -> None:
    """Raises DeadlinePassed for what is paused because its last day to come in is over."""
    opportunity = work.db.get_one(Opportunity, seat.opportunity_id)
    if opportunity.deadline is not None and past(work, opportunity):
        raise DeadlinePassed(seat.number, opportunity.deadline)


def _must_take_place(work: Work, seat: Seat) -> None:
    """Raises DateGone for a date that was called off, or is over while others come; AlreadyOver when none does."""
    over = seat.ends_at is not None and seat.ends_at <= work.now
    if seat.cancelled_at is not None or (over and next_session(work.db, seat.opportunity_id, work.now) is not None):
        raise DateGone(seat.number, cancelled=seat.cancelled_at is not None)
    if over:
        raise AlreadyOver(seat.number)


def enter(work: Work, seat: Seat, state: SignupState, position: int = 0) -> int:
    """Writes down that the asker is so in the role; the sign-up's id."""
    row = {
        "role_id": seat.role_id,
        "person_id": asker(work).id,
        "state": state,
        "position": position,
        "signed_up_at": work.now,
    }
    return queries.add_signup(work.sql, row)


def seats_on(work: Work, session_id: int) -> list[Seat]:
    """The roles of the session a button stands for. Raises NoSuchOpportunity when it is gone or another community's."""
    who = asker(work)
    seats = seats_of_session(work.sql, who.community_id, session_id, who.id)
    if not seats or not visible(work, seats[0]):
        raise NoSuchOpportunity(None)
    return seats


def confirm(work: Work, number: int) -> Opportunity:
    """Notes that the asker still comes, to each of their dates to come.

    Raises NoSuchOpportunity, NotSignedUp, NotOpen or AlreadyOver.
    """
    shown = seats_found(work, number)
    mine = queries.current_signups_of_person(work.db, shown[0].opportunity_id, asker(work).id, work.now)
    coming = [one for one in mine if one.state is SignupState.IN]
    if not coming:
        raise NotSignedUp(number)
    if shown[0].state not in LIVE:
        raise NotOpen(number, shown[0].state)
    over = shown[0].ends_at is not None and shown[0].ends_at <= work.now
    if over and next_session(work.db, shown[0].opportunity_id, work.now) is None:
        raise AlreadyOver(number)
    return _note_coming(work, shown[0], coming)


def confirm_session(work: Work, session_id: int) -> Opportunity:
    """The same, to that date and to no other. Raises DateGone as well."""
    seats = seats_on(work, session_id)
    mine = [work.db.get_one(Signup, seat.signup_id) for seat in seats if seat.signup_state is SignupState.IN]
    if not mine:
        raise NotSignedUp(seats[0].number)
    if seats[0].state not in LIVE:
        raise NotOpen(seats[0].number, seats[0].state)
    _must_take_place(work, seats[0])
    return _note_coming(work, seats[0], mine)


def _note_coming(work: Work, seat: Seat, mine: Sequence[Signup]) -> Opportunity:
    for one in mine:
        one.coming_at = work.now
    return work.db.get_one(Opportunity, seat.opportunity_id)
