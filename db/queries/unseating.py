"""Who would lose a seat where there are fewer of them, and who said that they still come."""

from collections.abc import Sequence

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session as DbSession

from db.models import Person, Role, Signup, SignupState


def last_in(db: DbSession, role_id: int, count: int) -> Sequence[tuple[Signup, str]]:
    """The last ones who got a seat in the role, the very last first, each with their name."""
    since = func.coalesce(Signup.promoted_at, Signup.signed_up_at)
    found = select(Signup, Person.name).join(Person, Person.id == Signup.person_id)
    seated = found.where(Signup.role_id == role_id, Signup.state == SignupState.IN)
    return [(signup, name) for signup, name in db.execute(seated.order_by(since.desc(), Signup.id.desc()).limit(count))]


def front_of_line(db: DbSession, role: Role) -> int:
    """The position of who is next on the role's waiting list, or would be if anybody waited."""
    waiting = select(func.min(Signup.position)).where(Signup.role_id == role.id, Signup.state == SignupState.WAITING)
    first = db.scalar(waiting)
    return role.next_position if first is None else first


def forget_coming(db: DbSession, opportunity_id: int, session_ids: Sequence[int] | None) -> None:
    """Nobody has said any more that they come to these sessions; to any of it where none are named."""
    of = select(Role.id).where(Role.opportunity_id == opportunity_id)
    if session_ids is not None:
        of = of.where(Role.session_id.in_(session_ids))
    db.execute(update(Signup).where(Signup.role_id.in_(of), Signup.coming_at.is_not(None)).values(coming_at=None))
