"""What organizers are asked when it is over, and what is said of who came."""

from bot.delivery.saying import NOTHING, Said, Wording, about, reader, reader_voice, redrawing
from bot.marketplace.attendance import pages_of
from bot.marketplace.kinds import Attendance
from bot.marketplace.permissions import organizes
from bot.messages import attendance
from bot.messages.message import Message
from bot.work import Work
from db.models import Delivery, Opportunity, Person, Session, Signup
from db.queries.attendance import anybody_unmarked, dates_at, minutes_at, seated


def missed(work: Work, delivery: Delivery) -> Said:
    signup = work.db.get_one(Signup, delivery.subject_id)
    if signup.attendance != Attendance.ABSENT:
        return NOTHING
    of = about(work, signup)
    return Said(attendance.missed(reader_voice(work, delivery), of.opportunity, of.session, signup))


def contested(work: Work, delivery: Delivery) -> Said:
    signup = work.db.get_one(Signup, delivery.subject_id)
    if signup.contested_at is None:
        return NOTHING
    name = work.db.get_one(Person, signup.person_id).name
    of = about(work, signup)
    return Said(attendance.contested(reader_voice(work, delivery), of.opportunity, of.session, signup, name))


def came(work: Work, delivery: Delivery) -> Said:
    """Nothing where it is noted meanwhile, or nobody is in any more."""
    over = _over(work, delivery, delivery)
    if over is None or not over.asked:
        return NOTHING
    return Said(attendance.asked(reader_voice(work, delivery), over))


@redrawing
def came_redrawn(work: Work, delivery: Delivery, first: Delivery) -> Message | None:
    over = _over(work, delivery, first)
    return attendance.asked(reader_voice(work, delivery), over) if over else None


def _over(work: Work, delivery: Delivery, first: Delivery) -> attendance.Over | None:
    """What `first` asked about; none where the reader runs it no longer."""
    opportunity = work.db.get_one(Opportunity, first.subject_id)
    if not organizes(work, reader(work, delivery), opportunity):
        return None
    session_id = first.facts.get("session")
    session = work.db.get(Session, session_id) if session_id else None
    people = len(seated(work.db, opportunity.id, session_id))
    asked = anybody_unmarked(work.db, opportunity.id, session_id)
    return attendance.Over(opportunity, session, pages_of(people), asked)


def hours(work: Work, delivery: Delivery) -> Said:
    """All that is noted of that posting by now."""
    opportunity = work.db.get_one(Opportunity, delivery.subject_id)
    person_id = reader(work, delivery).id
    given, dates = minutes_at(work.db, opportunity.id, person_id), dates_at(work.db, opportunity.id, person_id)
    session = dates[0] if len(dates) == 1 else None
    return Said(attendance.hours(reader_voice(work, delivery), opportunity, session, given)) if given else NOTHING


WORDING: dict[str, Wording] = {
    "signup.missed": missed,
    "signup.contested": contested,
    "signup.hours": hours,
    "posting.came": came,
    "posting.came.redraw": came_redrawn,
}
