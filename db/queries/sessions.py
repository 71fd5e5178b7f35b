"""The sessions of an opportunity: which come, which is shown, who is in one."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, case, func, select, update
from sqlalchemy.orm import Session as DbSession

from db.models import Opportunity, Role, Series, Session, Signup, SignupState
from db.queries.listing import Page
from db.queries.signups import CURRENT, SEATED

ORDER = (Session.starts_at, Session.id)


def session_in(db: DbSession, community_id: int, session_id: int) -> tuple[Session, Opportunity] | None:
    """The session of that id with its opportunity, if it is in this community."""
    found = (
        select(Session, Opportunity)
        .join(Opportunity, Opportunity.id == Session.opportunity_id)
        .where(Session.id == session_id, Opportunity.community_id == community_id)
    )
    row = db.execute(found).first()
    return (row[0], row[1]) if row else None


def _coming(opportunity_id: int, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (Session.opportunity_id == opportunity_id, Session.cancelled_at.is_(None), Session.ends_at > now)


def sessions_coming(db: DbSession, opportunity_id: int, now: datetime) -> Sequence[Session]:
    """Those neither called off nor over, soonest first."""
    return db.scalars(select(Session).where(*_coming(opportunity_id, now)).order_by(*ORDER)).all()


def page_of_sessions(db: DbSession, opportunity_id: int, now: datetime, page: Page) -> tuple[Sequence[Session], int]:
    """One page of those that come, soonest first, and how many there are in all."""
    of = _coming(opportunity_id, now)
    total = db.scalar(select(func.count(Session.id)).where(*of)) or 0
    found = select(Session).where(*of).order_by(*ORDER).limit(page.size).offset(page.offset)
    return db.scalars(found).all(), total


def next_session(db: DbSession, opportunity_id: int, now: datetime) -> Session | None:
    """The next to come, or the one that is under way."""
    return db.scalar(select(Session).where(*_coming(opportunity_id, now)).order_by(*ORDER).limit(1))


def slots_of(db: DbSession, opportunity_id: int, person_id: int) -> list[tuple[Session, Signup]]:
    """Where the person is in or waits, of sessions past and to come, soonest first."""
    rows = db.execute(
        select(Session, Signup)
        .join(Role, Role.session_id == Session.id)
        .join(Signup, Signup.role_id == Role.id)
        .where(
            Session.opportunity_id == opportunity_id,
            Session.cancelled_at.is_(None),
            Signup.person_id == person_id,
            Signup.state.in_(SEATED),
        )
        .order_by(*ORDER, Signup.id)
    )
    return [(session, signup) for session, signup in rows]


def last_session(db: DbSession, opportunity_id: int) -> Session | None:
    """The last that was not called off."""
    held = (Session.opportunity_id == opportunity_id, Session.cancelled_at.is_(None))
    return db.scalar(select(Session).where(*held).order_by(Session.starts_at.desc(), Session.id.desc()).limit(1))


def first_session(db: DbSession, opportunity_id: int) -> Session | None:
    """The first that was not called off."""
    held = (Session.opportunity_id == opportunity_id, Session.cancelled_at.is_(None))
    return db.scalar(select(Session).where(*held).order_by(*ORDER).limit(1))


def sessions_from(db: DbSession, session: Session) -> Sequence[Session]:
    """This one and all after it, without those called off."""
    after = (Session.opportunity_id == session.opportunity_id, Session.starts_at >= session.starts_at)
    found = select(Session).where(*after, Session.cancelled_at.is_(None)).order_by(*ORDER)
    return [session, *(one for one in db.scalars(found) if one.id != session.id)]


def neighbours(db: DbSession, session: Session) -> tuple[int | None, int | None]:
    """The ids of the sessions before and after this one, called off or not."""
    every = list(db.scalars(_ids(session.opportunity_id)))
    here = every.index(session.id)
    return (every[here - 1] if here else None), (every[here + 1] if here + 1 < len(every) else None)


def _ids(opportunity_id: int) -> Select[int]:
    return select(Session.id).where(Session.opportunity_id == opportunity_id).order_by(*ORDER)


def sessions_held(db: DbSession, opportunity_id: int, now: datetime) -> Sequence[Session]:
    """Those that were not called off: what is to come first, soonest first, and then what is over."""
    held = (Session.opportunity_id == opportunity_id, Session.cancelled_at.is_(None))
    over = case((Session.ends_at <= now, 1), else_=0)
    return db.scalars(select(Session).where(*held).order_by(over, *ORDER)).all()


def days_called_off(db: DbSession, opportunity_id: int) -> set[date]:
    """The local days on which one was called off."""
    off = (Session.opportunity_id == opportunity_id, Session.cancelled_at.is_not(None))
    return {starts.date() for starts in db.scalars(select(Session.starts).where(*off))}


def sessions_counted(db: DbSession, opportunity_id: int) -> int:
    """How many there ever were, with those over or called off."""
    return db.scalar(select(func.count(Session.id)).where(Session.opportunity_id == opportunity_id)) or 0


def signups_on(db: DbSession, session_ids: Sequence[int]) -> Sequence[Signup]:
    """Everyone in or waiting in these sessions."""
    found = select(Signup).join(Role, Role.id == Signup.role_id)
    return db.scalars(
        found.where(Role.session_id.in_(session_ids), Signup.state.in_(CURRENT)).order_by(Signup.id)
    ).all()


def roles_waited_for(db: DbSession, session_ids: Sequence[int]) -> Sequence[int]:
    """The ids of the roles of these sessions for which somebody waits."""
    waiting = select(Role.id).join(Signup, Signup.role_id == Role.id)
    of = (Role.session_id.in_(session_ids), Signup.state == SignupState.WAITING)
    return db.scalars(waiting.where(*of).distinct().order_by(Role.id)).all()


def people_on(db: DbSession, session_ids: Sequence[int]) -> int:
    """How many people are in, wait or applied in these sessions, each counted once."""
    return len({one.person_id for one in signups_on(db, session_ids)})


def people_by_date(db: DbSession, session_ids: Sequence[int]) -> list[tuple[int, int]]:
    """Who is in, waits or applied in each of these sessions: the person's id and the session's, each once, soonest
    first."""
    found = select(Signup.person_id, Session.id).join(Role, Role.id == Signup.role_id)
    found = found.join(Session, Session.id == Role.session_id)
    of = found.where(Session.id.in_(session_ids), Signup.state.in_(CURRENT)).order_by(*ORDER, Signup.id)
    return list(dict.fromkeys((person_id, session_id) for person_id, session_id in db.execute(of)))


def person_on(db: DbSession, session_id: int, person_id: int) -> Sequence[Signup]:
    """The person's current sign-ups in one session."""
    return [one for one in ever_on(db, session_id, person_id) if one.state in CURRENT]


def ever_on(db: DbSession, session_id: int, person_id: int) -> Sequence[Signup]:
    """The person's sign-ups in one session, those that ended too."""
    of = (Role.session_id == session_id, Signup.person_id == person_id)
    return db.scalars(select(Signup).join(Role, Role.id == Signup.role_id).where(*of).order_by(Signup.id)).all()


def series_of(db: DbSession, opportunity_id: int) -> Series | None:
    return db.scalar(select(Series).where(Series.opportunity_id == opportunity_id))


def roles_at(db: DbSession, opportunity_id: int, session_id: int | None) -> Sequence[Role]:
    """The roles of that session, or of an opportunity that has no date."""
    at = (Role.opportunity_id == opportunity_id, Role.session_id == session_id, Role.removed_at.is_(None))
    return db.scalars(select(Role).where(*at).order_by(Role.position)).all()


def date_roles(db: DbSession, opportunity_id: int, session_id: int) -> None:
    """Makes the roles of an opportunity that had no date those of the session it has got."""
    undated = (Role.opportunity_id == opportunity_id, Role.session_id.is_(None))
    db.execute(update(Role).where(*undated).values(session_id=session_id))
