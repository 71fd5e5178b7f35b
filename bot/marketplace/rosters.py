"""Who is in and who waits, of one date at a time. Only organizers and admins see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from bot.errors.organizing import NotYours
from bot.marketplace import sessions
from bot.marketplace.browsing import SIZE
from bot.marketplace.kinds import Kind
from bot.marketplace.permissions import may_organize, organized
from bot.work import Work
from db.models import Application, Opportunity, Person, Role, Session, Signup
from db.queries.applications import applications_of
from db.queries.opportunities import session_of
from db.queries.sessions import neighbours, sessions_held
from db.queries.signups import roster

Seated = tuple[Role, Signup, Person]


@dataclass(frozen=True, slots=True)
class Roster:
    """The people of one date, none where there is none; the ids of the sessions before and after it."""

    opportunity: Opportunity
    people: Sequence[Seated]
    session: Session | None = None
    before: int | None = None
    after: int | None = None
    begun: bool = True
    """Whether it can be noted who came."""
    filled: Mapping[int, Application] = field(default_factory=dict)
    """What who takes part in research answered and needs, by sign-up."""


@dataclass(frozen=True, slots=True)
class Slots:
    """A page of the slots of a research session, each with who is in it. `total` counts them all."""

    opportunity: Opportunity
    rosters: Sequence[Roster]
    page: int
    total: int


def by_slot(work: Work, number: int, page: int) -> Slots | None:
    """The slots of a research session that has several, ten to a page, those to come first; none for anything else.

    Raises NoSuchOpportunity or NotYours.
    """
    opportunity = organized(work, number)
    every = sessions_held(work.db, opportunity.id, work.now) if opportunity.kind == Kind.RESEARCH else ()
    if len(every) < 2:
        return None
    page = min(max(page, 1), ceil(len(every) / SIZE))
    shown = every[(page - 1) * SIZE : page * SIZE]
    return Slots(opportunity, [_roster(work, opportunity, one) for one in shown], page, len(every))


def of(work: Work, number: int) -> Roster:
    """Of the session that is shown. Raises NoSuchOpportunity or NotYours."""
    opportunity = organized(work, number)
    return _roster(work, opportunity, session_of(work.db, opportunity.id))


def of_date(work: Work, session_id: int) -> Roster:
    """Of that session, also when it is over or was called off. Raises NoSuchOpportunity or NotYours."""
    session, opportunity = sessions.found(work, session_id)
    if not may_organize(work, opportunity):
        raise NotYours(opportunity.number)
    return _roster(work, opportunity, session)


def _roster(work: Work, opportunity: Opportunity, session: Session | None) -> Roster:
    people = roster(work.db, opportunity.id, session.id if session else None)
    before, after = neighbours(work.db, session) if session else (None, None)
    taking_part = [signup.id for _role, signup, _person in people] if opportunity.kind == Kind.RESEARCH else []
    begun = session is None or session.starts_at <= work.now
    return Roster(opportunity, people, session, before, after, begun, applications_of(work.db, taking_part))
