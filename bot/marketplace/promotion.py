"""Moving up when a seat is freed, and back to the line when there are fewer."""

from bot import events
from bot.marketplace.states import LIVE
from bot.work import Work
from db.models import Opportunity, Role, Session, SignupState
from db.queries.seats import free_seat, next_in_line, take_seat
from db.queries.unseating import front_of_line, last_in


def promote(work: Work, role_id: int) -> None:
    """Gives the role's free seats to who waits, first come first served.

    Nobody is moved into what is cancelled, be it that date alone, or has started: they could neither be there in time
    nor leave it.
    """
    role = work.db.get_one(Role, role_id)
    opportunity = work.db.get_one(Opportunity, role.opportunity_id)
    session = _session_of(work, role)
    if opportunity.state not in LIVE or (session is not None and session.cancelled_at is not None):
        return
    while (signup := next_in_line(work.db, role_id)) is not None:
        if started(work, session) or not take_seat(work.sql, role_id):
            return
        signup.state, signup.promoted_at = SignupState.IN, work.now
        work.db.flush()
        work.happened(events.Promoted(signup.id, role.opportunity_id))


def unseat(work: Work, role: Role, count: int) -> None:
    """Moves the last ones in to the front of the waiting list, in the order they came."""
    position = front_of_line(work.db, role)
    for signup, _name in last_in(work.db, role.id, count):
        position -= 1
        signup.state, signup.position = SignupState.WAITING, position
        free_seat(work.db, role.id)
        work.happened(events.Unseated(signup.id, role.opportunity_id, role.session_id))
    work.db.flush()


def _session_of(work: Work, role: Role) -> Session | None:
    return work.db.get_one(Session, role.session_id) if role.session_id else None


def started(work: Work, session: Session | None) -> bool:
    return session is not None and session.starts_at <= work.now
