"""Who came: noted by the organizers once it has begun, contested by who was said not to have come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot import events
from bot.errors import NobodyCame, NoLongerThere, NoSuchOpportunity, NotYetStarted
from bot.marketplace import given
from bot.marketplace.kinds import Attendance
from bot.marketplace.permissions import asker, organized
from bot.messages.form import Answer
from bot.work import Work
from db.models import Opportunity, OpportunityState, Person, Role, Session, Signup
from db.queries.opportunities import session_of
from db.queries.signups import seated

PAGE = 40
"""People to a dialog: Slack takes a hundred blocks."""
MOST_HOURS = 1000
S = OpportunityState
Seated = tuple[Role, Signup, Person]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of who had a seat. `hours` is what each who came is given, if nothing else is said."""

    opportunity: Opportunity
    people: Sequence[Seated]
    page: int
    pages: int
    hours: int | None


def sheet(work: Work, number: int, page: int = 1) -> Sheet:
    """Who had a seat, to be marked. Raises NoSuchOpportunity, NotYours, NotYetStarted or NobodyCame."""
    opportunity = organized(work, number)
    session = session_of(work.db, opportunity.id)
    if opportunity.state in (S.DRAFT, S.SUBMITTED, S.DECLINED) or (session and session.starts_at > work.now):
        raise NotYetStarted(number)
    everyone = seated(work.db, opportunity.id)
    if not everyone:
        raise NobodyCame(number)
    pages = -(-len(everyone) // PAGE)
    page = min(max(page, 1), pages)
    shown = everyone[(page - 1) * PAGE : page * PAGE]
    return Sheet(opportunity, shown, page, pages, _usual_hours(opportunity, session))


def _usual_hours(opportunity: Opportunity, session: Session | None) -> int | None:
    """The session's length in whole hours; without a date, all the hours that were asked."""
    if session is not None:
        return max(1, round((session.ends_at - session.starts_at).total_seconds() / 3600))
    return opportunity.hours_total or (opportunity.hours if opportunity.hours_unit == "all" else None)


def note(work: Work, answers: Mapping[str, Answer], carried: Mapping[str, str]) -> int:
    """Writes down a page of it; how many came. Who is newly said not to have come is told.

    Raises what `sheet` raises, and NoLongerThere for a choice that nobody offers.
    """
    page = sheet(work, given.whole(given.carried(carried, "number")), given.whole(given.carried(carried, "page")))
    hours = answers.get("hours")
    hours = hours if isinstance(hours, int) and 1 <= hours <= MOST_HOURS else None
    came = 0
    for _role, signup, _person in page.people:
        marked = answers.get(str(signup.id))
        if marked is None:
            continue
        was, signup.attendance = signup.attendance, given.choice(Attendance, marked)
        signup.hours = hours if signup.attendance == Attendance.CAME else None
        came += signup.attendance == Attendance.CAME
        if signup.attendance == Attendance.ABSENT != was:
            signup.contested_at = None
            work.happened(events.MissedIt(signup.id))
    return came


def contest(work: Work, signup_id: int) -> Opportunity:
    """Who was said not to have come says that they were there. Raises NoLongerThere for what is not theirs."""
    signup = work.db.get(Signup, signup_id)
    if signup is None or signup.person_id != asker(work).id or signup.attendance != Attendance.ABSENT:
        raise NoLongerThere
    opportunity = _about(work, signup)
    if signup.contested_at is None:
        signup.contested_at = work.now
        work.happened(events.Contested(signup.id))
    return opportunity


def _about(work: Work, signup: Signup) -> Opportunity:
    return work.db.get_one(Opportunity, work.db.get_one(Role, signup.role_id).opportunity_id)


def agree(work: Work, signup_id: int) -> tuple[Opportunity, Person]:
    """An organizer agrees that somebody came after all.

    Raises NoSuchOpportunity, NotYours, or NoLongerThere when nobody says so any more.
    """
    signup = work.db.get(Signup, signup_id)
    found = None if signup is None else _about(work, signup)
    if signup is None or found is None or found.community_id != asker(work).community_id:
        raise NoSuchOpportunity(None)
    opportunity = organized(work, found.number)
    if signup.contested_at is None:
        raise NoLongerThere
    signup.attendance, signup.contested_at = Attendance.CAME, None
    signup.hours = _usual_hours(opportunity, session_of(work.db, opportunity.id))
    return opportunity, work.db.get_one(Person, signup.person_id)
