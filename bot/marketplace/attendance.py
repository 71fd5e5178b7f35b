"""Who came: noted by the organizers once it has begun, contested by who was said not to have come."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot import events
from bot.errors import Fault, Faults
from bot.errors.dates import DateGone
from bot.errors.organizing import NobodyCame, NotYetStarted, NotYours
from bot.errors.signing_up import NoSuchOpportunity
from bot.errors.typed import NoLongerThere
from bot.marketplace import given, sessions
from bot.marketplace.dates import days
from bot.marketplace.kinds import Attendance
from bot.marketplace.permissions import asker, may_organize, organized
from bot.messages.form import Answer
from bot.work import Work
from db.models import Opportunity, OpportunityState, Person, Role, Session, Signup
from db.queries.attendance import Seated, begun_sessions, seated, seated_of
from db.queries.sessions import sessions_counted
from db.queries.signups import opportunity_of

PAGE = 40
"""People to a dialog: Slack takes a hundred blocks, and each may need two."""
MOST_ON_A_DATE, MOST_WITHOUT = 24 * 60, 1000 * 60
"""Minutes that can be noted of a person on one date, and of what has none."""
QUARTER = 15
HOURS = re.compile(r"\d{1,4}(?:[.,]\d{1,2})?")
RECENT = timedelta(days=60)
"""How long ago a session may have begun to be asked about by the number alone, where there are several."""
MOST_DATES = 25
S = OpportunityState


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of who had a seat in that session, or without a date. `minutes` are what each who came is given, if
    nothing else is said: what was noted of most, else what is usual. `each`: it can be said of each alone."""

    opportunity: Opportunity
    session: Session | None
    people: Sequence[Seated]
    page: int
    pages: int
    minutes: int | None
    each: bool = False


@dataclass(frozen=True, slots=True)
class Dates:
    """Several sessions that have begun, the latest first, each with its pages: which one is meant?"""

    opportunity: Opportunity
    sessions: Sequence[tuple[Session, int]]


def pages_of(people: int) -> int:
    return -(-people // PAGE)


def find(work: Work, number: int, page: int = 1, day: str = "") -> Sheet | Dates:
    """Who had a seat, to be marked; where several sessions have begun lately, that of the `day` that was typed, else
    which of them it may be.

    Raises NoSuchOpportunity, NotYours, NotYetStarted or NobodyCame.
    """
    opportunity = organized(work, number)
    if not sessions_counted(work.db, opportunity.id):
        return _sheet(work, opportunity, None, page)
    begun = begun_sessions(work.db, opportunity.id, work.now, MOST_DATES)
    if not begun:
        raise _why_none(work, opportunity)
    meant = days(work, day, begun[0][0].timezone, past=True)
    if len(typed := [session for session, _people in begun if session.starts.date() in meant]) == 1:
        return _sheet(work, opportunity, typed[0], page)
    recent = [one for one in begun if work.now - one[0].starts_at <= RECENT]
    if len(recent) > 1:
        return Dates(opportunity, [(session, pages_of(people)) for session, people in recent])
    return _sheet(work, opportunity, begun[0][0], page)


def _why_none(work: Work, opportunity: Opportunity) -> NotYetStarted | NobodyCame:
    held = sessions.any_begun(work, opportunity.id)
    return NobodyCame(opportunity.number) if held else NotYetStarted(opportunity.number)


def of_date(work: Work, session_id: int, page: int = 1) -> Sheet:
    """The same of that session. Raises NoSuchOpportunity, NotYours, DateGone, NotYetStarted or NobodyCame."""
    session, opportunity = sessions.found(work, session_id)
    if not may_organize(work, opportunity):
        raise NotYours(opportunity.number)
    if session.cancelled_at is not None:
        raise DateGone(opportunity.number, cancelled=True)
    return _sheet(work, opportunity, session, page)


def _sheet(work: Work, opportunity: Opportunity, session: Session | None, page: int) -> Sheet:
    early = session is not None and session.starts_at > work.now
    if early or opportunity.state in (S.DRAFT, S.SUBMITTED, S.DECLINED):
        raise NotYetStarted(opportunity.number)
    everyone = seated(work.db, opportunity.id, session.id if session else None)
    if not everyone:
        raise NobodyCame(opportunity.number)
    pages = pages_of(len(everyone))
    page = min(max(page, 1), pages)
    shown = everyone[(page - 1) * PAGE : page * PAGE]
    noted = Counter(signup.minutes for _role, signup, _person in shown if signup.minutes)
    usual = usual_minutes(opportunity, session)
    minutes = max(noted, key=lambda one: (noted[one], one == usual)) if noted else usual
    return Sheet(opportunity, session, shown, page, pages, minutes, each=len(noted) > 1)


def usual_minutes(opportunity: Opportunity, session: Session | None) -> int | None:
    """The session's length, in whole quarters of an hour; without a date, all the hours that were asked."""
    if session is not None:
        return max(1, round((session.ends_at - session.starts_at).total_seconds() / 60 / QUARTER)) * QUARTER
    asked = opportunity.hours_total or (opportunity.hours if opportunity.hours_unit == "all" else None)
    return asked * 60 if asked else None


def carried(work: Work, form: Mapping[str, str]) -> Sheet:
    """The sheet that a dialog is of. Raises what `find` and `of_date` do, and NoLongerThere."""
    session, page = given.carried(form, "session"), given.whole(given.carried(form, "page"))
    if session:
        return of_date(work, given.whole(session), page)
    opportunity = organized(work, given.whole(given.carried(form, "number")))
    if sessions_counted(work.db, opportunity.id):
        raise NoLongerThere  # it has got a date since
    return _sheet(work, opportunity, None, page)


def note(work: Work, answers: Mapping[str, Answer], form: Mapping[str, str]) -> int:
    """Writes down a page of it; how many came. Who is newly said not to have come is told, and who came their hours.

    Raises what `carried` raises, Faults, and NoLongerThere for a choice that nobody offers.
    """
    page = carried(work, form)
    given_minutes = _minutes(answers, page)
    absent: list[Signup] = []
    came: list[Signup] = []
    for _role, signup, _person in page.people:
        marked = answers.get(str(signup.id))
        if marked is None:
            continue
        was, signup.attendance = signup.attendance, given.choice(Attendance, marked)
        here = signup.attendance == Attendance.CAME
        own = given_minutes.get(f"hours_{signup.id}")
        signup.minutes = (own or given_minutes.get("hours")) if here else None
        came += [signup] if here else []
        absent += [signup] if signup.attendance == Attendance.ABSENT != was else []
    work.db.flush()
    _tell(work, page, absent, came)
    return len(came)


def _minutes(answers: Mapping[str, Answer], page: Sheet) -> dict[str, int]:
    """What hours were given, by field, in minutes. Raises Faults, naming every field that cannot be taken."""
    most = MOST_WITHOUT if page.session is None else MOST_ON_A_DATE
    found: dict[str, int] = {}
    faults: dict[str, Fault] = {}
    for name in ("hours", *(f"hours_{signup.id}" for _role, signup, _person in page.people)):
        told = str(answers.get(name) or "").strip()
        if not told:
            continue
        minutes = float(told.replace(",", ".")) * 60 if HOURS.fullmatch(told) else 0
        if minutes % QUARTER or not QUARTER <= minutes <= most:
            faults[name] = Fault("hours_unclear", {"most": most // 60})
        found[name] = int(minutes)
    if faults:
        raise Faults(faults)
    return found


def _tell(work: Work, page: Sheet, absent: Sequence[Signup], came: Sequence[Signup]) -> None:
    """Each person once, whatever roles they had; who came in one of them is not told that they missed another."""
    for signup in {one.person_id: one for one in reversed(absent)}.values():
        signup.contested_at = None
        if all(one.attendance == Attendance.ABSENT for one in seated_of(work.db, signup)):
            work.happened(events.MissedIt(signup.id))
    for signup in {one.person_id: one for one in came if one.minutes}.values():
        work.happened(events.HoursNoted(signup.id))
    work.happened(events.CameNoted(page.opportunity.id, page.session.id if page.session else None))


def contest(work: Work, signup_id: int) -> Opportunity:
    """Who was said not to have come says that they were there. Raises NoLongerThere for what is not theirs."""
    signup = work.db.get(Signup, signup_id)
    if signup is None or signup.person_id != asker(work).id or signup.attendance != Attendance.ABSENT:
        raise NoLongerThere
    opportunity = opportunity_of(work.db, signup)
    if signup.contested_at is None:
        signup.contested_at = work.now
        work.happened(events.Contested(signup.id))
    return opportunity


def agree(work: Work, signup_id: int) -> tuple[Opportunity, Person]:
    """An organizer agrees that somebody came after all, in each of the roles they had there.

    Raises NoSuchOpportunity, NotYours, or NoLongerThere when nobody says so any more.
    """
    signup = work.db.get(Signup, signup_id)
    found = None if signup is None else opportunity_of(work.db, signup)
    if signup is None or found is None or found.community_id != asker(work).community_id:
        raise NoSuchOpportunity(None)
    opportunity = organized(work, found.number)
    if signup.contested_at is None:
        raise NoLongerThere
    session_id = work.db.get_one(Role, signup.role_id).session_id
    usual = usual_minutes(opportunity, work.db.get_one(Session, session_id) if session_id else None)
    for one in seated_of(work.db, signup):
        if one.attendance == Attendance.ABSENT:
            one.attendance, one.minutes, one.contested_at = Attendance.CAME, usual, None
    signup.contested_at = None
    work.db.flush()
    work.happened(events.HoursNoted(signup.id))
    return opportunity, work.db.get_one(Person, signup.person_id)
