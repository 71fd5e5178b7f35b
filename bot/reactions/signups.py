"""What follows for who comes in, leaves or moves up."""

from bot import events
from bot.delivery.outbox import Owed, owe_people, take_back
from bot.marketplace import promotion, reminders
from bot.work import Work
from db.models import Signup, SignupState
from db.queries.applications import forget_filled as forget_application
from db.queries.sessions import ever_on, roles_waited_for


def tidy_after_leaving(work: Work, event: events.Left | events.Unseated) -> None:
    """What was owed for this seat is taken back; the reminders stay for who has another seat on the same date."""
    take_back(work, ["signup.promoted"], signup_ids=[event.signup_id])
    person_id, session_id = work.db.get_one(Signup, event.signup_id).person_id, event.session_id
    signups = ever_on(work.db, session_id, person_id) if session_id else []
    if not any(one.state is SignupState.IN for one in signups):
        take_back(work, reminders.KINDS, signup_ids=[one.id for one in signups])


def promote_next(work: Work, event: events.Left | events.SeatsAdded) -> None:
    promotion.promote(work, event.role_id)


def promote_where_seats_are_free(work: Work, event: events.Moved) -> None:
    """Once it had started nobody was moved up; put off, its free seats go to who waits for them."""
    for role_id in roles_waited_for(work.db, event.session_ids):
        promotion.promote(work, role_id)


def tell_promoted(work: Work, event: events.Promoted) -> None:
    signup = work.db.get_one(Signup, event.signup_id)
    key = f"signup:{signup.id}:promoted:{signup.promoted_at}"  # who was unseated may be promoted again
    owe_people(
        work,
        [signup.person_id],
        lambda _one: Owed(key, "signup.promoted", event.signup_id, work.now, signup_id=event.signup_id),
    )


def tell_unseated(work: Work, event: events.Unseated) -> None:
    person_id = work.db.get_one(Signup, event.signup_id).person_id
    key = f"signup:{event.signup_id}:unseated:{work.now.isoformat()}"
    owe_people(
        work,
        [person_id],
        lambda _one: Owed(key, "signup.unseated", event.signup_id, work.now, signup_id=event.signup_id),
    )


def forget_filled(work: Work, event: events.Left | events.Withdrawn) -> None:
    """Who leaves takes along what they wrote to come in; what they had agreed to stays."""
    forget_application(work.db, event.signup_id)
