"""Who was asked to join what."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, exists, func, select, update
from sqlalchemy.orm import Session as DbSession

from db.models import Invitation
from db.models.base import table
from db.prepared import Prepared

INVITATION = table(Invitation)
YES, NO, LAPSED = "yes", "no", "lapsed"


def open_invitation(db: DbSession, opportunity_id: int, person_id: int) -> Invitation | None:
    """The one that this person has not answered."""
    theirs = (Invitation.opportunity_id == opportunity_id, Invitation.person_id == person_id)
    return db.scalar(select(Invitation).where(*theirs, Invitation.answer.is_(None)))


def said_no(db: DbSession, opportunity_id: int, person_id: int) -> bool:
    """Whether this person was asked before and did not want to."""
    theirs = (Invitation.opportunity_id == opportunity_id, Invitation.person_id == person_id)
    return bool(db.scalar(select(exists().where(*theirs, Invitation.answer == NO))))


def invitations_since(db: DbSession, author_id: int, since: datetime) -> int:
    """How many people this organizer has asked since then."""
    asked = (Invitation.author_id == author_id, Invitation.created_at > since)
    return db.scalar(select(func.count()).where(*asked)) or 0


_AGREE = Prepared(
    update(INVITATION)
    .where(
        INVITATION.c.opportunity_id == bindparam("opportunity"),
        INVITATION.c.person_id == bindparam("person"),
        INVITATION.c.answer.is_(None),
    )
    .values(answer=YES, answered_at=bindparam("now"))
    .returning(INVITATION.c.id)
)


def agree(sql: Connection, opportunity_id: int, person_id: int, now: datetime) -> int | None:
    """Notes that this person came in, where they had been asked to; the invitation's id. Asked at every sign-up."""
    rows = _AGREE.rows(sql, {"opportunity": opportunity_id, "person": person_id, "now": now})
    return int(rows[0][0]) if rows else None


def forget_role(db: DbSession, role_id: int) -> None:
    """Who was asked into that role cannot say yes to it any more."""
    db.execute(update(Invitation).where(Invitation.role_id == role_id).values(role_id=None))
