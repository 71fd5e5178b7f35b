"""Opportunities, with all that a card, a row or an answer shows of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session as DbSession
from sqlalchemy.orm import aliased

from db.models import (
    Opportunity,
    OpportunityState,
    Organization,
    Person,
    Role,
    Session,
    Signup,
    SignupState,
)


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """A role, with the names of who is in (at most `NAMES_SHOWN`, first come first) and how many wait."""

    role: Role
    names: tuple[str, ...]
    waiting: int

    @property
    def full(self) -> bool:
        return self.role.capacity is not None and self.role.taken >= self.role.capacity


@dataclass(frozen=True, slots=True)
class Slot:
    """A role of a session to come that has a seat free and nobody waiting for it."""

    role_id: int
    role: str
    starts_at: datetime
    timezone: str


@dataclass(frozen=True, slots=True)
class Posting:
    """An opportunity with all that belongs to it: what every card and list is written from.

    `session` is the one that is shown, unless another was asked for; `later` counts the ones after it.
    `slots` are the free seats of all its sessions, soonest first, where its kind is chosen by slot.
    """

    opportunity: Opportunity
    organization: Organization
    session: Session | None
    roles: tuple[RoleFacts, ...]
    later: int = 0
    slots: tuple[Slot, ...] = ()


NAMES_SHOWN = 5


BY_SLOT = "research"
"""The kind of opportunity whose cards list free slots to choose from."""


LIVE = (OpportunityState.OPEN, OpportunityState.PAUSED, OpportunityState.FILLED, OpportunityState.IN_PROGRESS)
"""States in which people may be signed up."""


SHOWN = and_(Session.opportunity_id == Opportunity.id, Session.shown)


_After = aliased(Session)


LATER = (
    select(func.count())
    .where(
        _After.opportunity_id == Opportunity.id,
        _After.cancelled_at.is_(None),
        or_(_After.starts_at > Session.starts_at, and_(_After.starts_at == Session.starts_at, _After.id > Session.id)),
    )
    .correlate(Opportunity, Session)
    .scalar_subquery()
)
"""How many sessions come after the one in the same statement, without those called off."""


def to_come(now: datetime) -> ColumnElement[bool]:
    """Whether a role's session still matters to who is in it: undated, or neither called off nor gone by. The shown
    one matters until its opportunity is completed."""
    ahead = or_(Session.ends_at > now, Session.shown)
    return or_(Session.id.is_(None), and_(Session.cancelled_at.is_(None), ahead))


def opportunity_numbered(db: DbSession, community_id: int, number: int) -> Opportunity | None:
    return db.scalar(select(Opportunity).where(Opportunity.community_id == community_id, Opportunity.number == number))


def session_of(db: DbSession, opportunity_id: int) -> Session | None:
    """The session that is shown; none where there is no date."""
    return db.scalar(select(Session).where(Session.opportunity_id == opportunity_id, Session.shown))


def posting(db: DbSession, opportunity_id: int) -> Posting:
    """The one posting; the id must exist."""
    return postings(db, [opportunity_id])[0]


def roles_on(db: DbSession, session_ids: Sequence[int]) -> dict[int, list[RoleFacts]]:
    """The roles of each of these sessions, in three queries."""
    roles = _facts(
        db,
        select(Role)
        .where(Role.session_id.in_(session_ids), Role.removed_at.is_(None))
        .order_by(Role.session_id, Role.position),
    )
    out: dict[int, list[RoleFacts]] = defaultdict(list)
    for one in roles:
        out[one.role.session_id or 0].append(one)
    return out


def postings(db: DbSession, ids: Sequence[int]) -> list[Posting]:
    """The postings in the order of `ids`, in four queries whatever their number, in five where slots are chosen; and
    none for none."""
    if not ids:
        return []
    rows = db.execute(
        select(Opportunity, Organization, Session, LATER)
        .join(Organization, Organization.id == Opportunity.organization_id)
        .outerjoin(Session, SHOWN)
        .where(Opportunity.id.in_(ids))
    ).all()
    roles = _roles(db, ids)
    slots = _slots(db, [o.id for o, *_rest in rows if o.kind == BY_SLOT])
    found = {
        o.id: Posting(o, organization, session, tuple(roles[o.id]), later, tuple(slots[o.id]))
        for o, organization, session, later in rows
    }
    return [found[one] for one in ids if one in found]


def _slots(db: DbSession, ids: Sequence[int]) -> dict[int, list[Slot]]:
    out: dict[int, list[Slot]] = defaultdict(list)
    if not ids:
        return out
    waited_for = exists().where(Signup.role_id == Role.id, Signup.state == SignupState.WAITING)
    free = (
        Role.removed_at.is_(None),
        Session.cancelled_at.is_(None),
        or_(Role.capacity.is_(None), Role.taken < Role.capacity),
        ~waited_for,
    )
    found = (
        select(Role.opportunity_id, Role.id, Role.name, Session.starts_at, Session.timezone)
        .join(Session, Session.id == Role.session_id)
        .where(Role.opportunity_id.in_(ids), *free)
        .order_by(Session.starts_at, Role.position, Role.id)
    )
    for opportunity_id, role_id, role, starts_at, timezone in db.execute(found):
        out[opportunity_id].append(Slot(role_id, role, starts_at, timezone))
    return out


def _roles(db: DbSession, ids: Sequence[int]) -> dict[int, list[RoleFacts]]:
    wanted = (
        select(Role)
        .outerjoin(Session, Session.id == Role.session_id)
        .where(Role.opportunity_id.in_(ids), Role.removed_at.is_(None), or_(Session.id.is_(None), Session.shown))
        .order_by(Role.opportunity_id, Role.position)
    )
    out: dict[int, list[RoleFacts]] = defaultdict(list)
    for one in _facts(db, wanted):
        out[one.role.opportunity_id].append(one)
    return out


def _facts(db: DbSession, wanted: Select[Role]) -> list[RoleFacts]:
    # seats are taken by Core statements, which a role already in this session has not heard of
    roles = db.scalars(wanted.execution_options(populate_existing=True)).all()
    names = _names_in(db, [role.id for role in roles if role.taken])
    waiting = _waiting(db, [role.id for role in roles])
    return [RoleFacts(role, tuple(names[role.id]), waiting.get(role.id, 0)) for role in roles]


def _names_in(db: DbSession, role_ids: Iterable[int]) -> dict[int, list[str]]:
    rank = func.row_number().over(partition_by=Signup.role_id, order_by=Signup.id).label("rank")
    ranked = (
        select(Signup.role_id, Person.name, rank)
        .join(Person, Person.id == Signup.person_id)
        .where(Signup.role_id.in_(list(role_ids)), Signup.state == SignupState.IN)
        .subquery()
    )
    rows = db.execute(
        select(ranked.c.role_id, ranked.c.name).where(ranked.c.rank <= NAMES_SHOWN).order_by(ranked.c.rank)
    )
    out: dict[int, list[str]] = defaultdict(list)
    for role_id, name in rows:
        out[role_id].append(name)
    return out


def _waiting(db: DbSession, role_ids: Sequence[int]) -> dict[int, int]:
    rows = db.execute(
        select(Signup.role_id, func.count())
        .where(Signup.role_id.in_(role_ids), Signup.state == SignupState.WAITING)
        .group_by(Signup.role_id)
    )
    return {role_id: count for role_id, count in rows}  # noqa: C416  (dict() cannot type rows)


def opportunities_over(db: DbSession, now: datetime) -> Sequence[Opportunity]:
    """What was live and whose session has ended."""
    return db.scalars(
        select(Opportunity).join(Session, SHOWN).where(Opportunity.state.in_(LIVE), Session.ends_at <= now)
    ).all()


def opportunities_started(db: DbSession, now: datetime) -> Sequence[Opportunity]:
    """What was filled and whose session has begun."""
    begun = (Opportunity.state == OpportunityState.FILLED, Session.starts_at <= now, Session.ends_at > now)
    return db.scalars(select(Opportunity).join(Session, SHOWN).where(*begun)).all()


def sources_known(db: DbSession, community_id: int) -> set[str]:
    """Where the imported ones came from."""
    rows = select(Opportunity.source).where(Opportunity.community_id == community_id, Opportunity.source.is_not(None))
    return {source for source in db.scalars(rows) if source}
