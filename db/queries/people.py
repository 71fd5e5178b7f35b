"""People and their accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.orm import Session as DbSession

from db.models import Account, Person, Place, Receipt
from db.models.base import table
from db.prepared import Prepared

PERSON, ACCOUNT, PLACE, RECEIPT = (table(model) for model in (Person, Account, Place, Receipt))


def account_of(db: DbSession, place_id: int, platform_id: str) -> Account | None:
    return db.scalar(select(Account).where(Account.place_id == place_id, Account.platform_id == platform_id))


@dataclass(frozen=True, slots=True)
class Known:
    """What deciding and answering needs of a person, as values: every request looks it up."""

    id: int
    community_id: int
    chosen_language: str | None
    locale: str
    timezone: str
    reminders: bool
    admin: bool


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and the answer already given if this request was handled before.

    `checked_at` is when the platform last told us about them; none if it could not be asked yet.
    """

    person: Known
    checked_at: datetime | None
    answer: str | None


_ASKER = Prepared(
    select(*[PERSON.c[name] for name in Known.__slots__], ACCOUNT.c.checked_at, RECEIPT.c.answer)
    .select_from(
        PERSON.join(ACCOUNT, ACCOUNT.c.person_id == PERSON.c.id)
        .join(PLACE, PLACE.c.id == ACCOUNT.c.place_id)
        .outerjoin(RECEIPT, RECEIPT.c.key == bindparam("key"))
    )
    .where(
        PLACE.c.platform == bindparam("platform"),
        PLACE.c.platform_id == bindparam("team"),
        ACCOUNT.c.platform_id == bindparam("user"),
    )
)


def asker(sql: Connection, platform: str, team: str, user: str, key: str) -> Asker | None:
    """The person behind a platform's user id, in one query. `key` is the request's, for its receipt."""
    rows = _ASKER.rows(sql, {"platform": platform, "team": team, "user": user, "key": key})
    return Asker(Known(*rows[0][:-2]), *rows[0][-2:]) if rows else None


def admins_of(db: DbSession, community_id: int) -> Sequence[Person]:
    return db.scalars(select(Person).where(Person.community_id == community_id, Person.admin)).all()


def admin_accounts(db: DbSession, place_id: int) -> Sequence[str]:
    """The platform's user ids of the admins there."""
    found = select(Account.platform_id).join(Person, Person.id == Account.person_id)
    return db.scalars(found.where(Account.place_id == place_id, Person.admin)).all()
