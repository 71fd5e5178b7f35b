"""When it is over its organizers are asked who came, once; who came hears of their hours, once a posting."""

from datetime import timedelta

from bot import events
from bot.delivery.outbox import Owed, owe_people, owe_redraws
from bot.marketplace.owners import organizers
from bot.marketplace.times import decent
from bot.work import Work
from db.models import Opportunity, Person, Role, Session, Signup
from db.queries.attendance import anybody_unmarked, seated, to_ask_about
from db.queries.sessions import sessions_counted
from db.queries.signups import opportunity_of

AFTER = timedelta(hours=1)
"""How long after its end it is asked about."""
RECENTLY = timedelta(days=7)
"""What ended longer ago is not asked about any more, nor said."""


def ask_due(work: Work) -> int:
    """Asks about each session that has ended and in which anybody had a seat; how many there were."""
    asked = 0
    for session in to_ask_about(work.db, work.now - RECENTLY, work.now - AFTER):
        session.came_asked_at = work.now
        if _took_place(work, session) and anybody_unmarked(work.db, session.opportunity_id, session.id):
            work.happened(events.CameAsked(session.opportunity_id, session.id))
            asked += 1
    return asked


def _took_place(work: Work, session: Session) -> bool:
    """Not where the posting was closed before it began."""
    ended = work.db.get_one(Opportunity, session.opportunity_id).ended_at
    return ended is None or ended > session.starts_at


def ask_at_the_end(work: Work, event: events.Closed) -> None:
    """What had no date is asked about when it is closed."""
    if not sessions_counted(work.db, event.opportunity_id) and seated(work.db, event.opportunity_id, None):
        ask(work, events.CameAsked(event.opportunity_id, None))


def ask(work: Work, event: events.CameAsked) -> None:
    opportunity = work.db.get_one(Opportunity, event.opportunity_id)

    def owed(person_id: int) -> Owed:
        due = decent(work.now, work.db.get_one(Person, person_id).timezone)
        facts = {"session": event.session_id}
        key = _key(event.opportunity_id, event.session_id, person_id)
        return Owed(key, "posting.came", opportunity.id, due, due + RECENTLY, facts)

    owe_people(work, organizers(work, opportunity), owed)


def _key(opportunity_id: int, session_id: int | None, person_id: int) -> str:
    return f"opportunity:{opportunity_id}:came:{session_id or ''}:{person_id}"


def redraw(work: Work, event: events.CameNoted) -> None:
    """Who was asked as well sees that it is noted."""
    opportunity = work.db.get_one(Opportunity, event.opportunity_id)
    keys = [_key(opportunity.id, event.session_id, one) for one in organizers(work, opportunity)]
    owe_redraws(work, "posting.came.redraw", keys)


def tell_hours(work: Work, event: events.HoursNoted) -> None:
    """An hour later, so that a slip can be put right; at a decent hour; once a posting."""
    signup = work.db.get_one(Signup, event.signup_id)
    opportunity_id = opportunity_of(work.db, signup).id
    due = decent(work.now + AFTER, work.db.get_one(Person, signup.person_id).timezone)
    key = f"opportunity:{opportunity_id}:hours:{signup.person_id}"
    owe_people(work, [signup.person_id], lambda _one: Owed(key, "signup.hours", opportunity_id, due, due + RECENTLY))


def tell_who_missed_it(work: Work, event: events.MissedIt) -> None:
    """Once a person and session, whatever roles they had."""
    signup = work.db.get_one(Signup, event.signup_id)
    role = work.db.get_one(Role, signup.role_id)
    key = f"opportunity:{role.opportunity_id}:missed:{role.session_id or ''}:{signup.person_id}"
    owe_people(work, [signup.person_id], lambda _one: Owed(key, "signup.missed", signup.id, work.now))


def tell_contested(work: Work, event: events.Contested) -> None:
    """To all who run it; the admins where nobody is known."""
    people = organizers(work, opportunity_of(work.db, work.db.get_one(Signup, event.signup_id)))
    key = f"signup:{event.signup_id}:contested"
    owe_people(work, people, lambda one: Owed(f"{key}:{one}", "signup.contested", event.signup_id, work.now))
