"""People and their accounts."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from db.models import Account, Community, Person, Place, Receipt


def account_of(db: DbSession, place_id: int, platform_id: str) -> Account | None:
    return db.scalar(select(Account).where(Account.place_id == place_id, Account.platform_id == platform_id))


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, where, and the answer already given if this request was handled before."""

    person: Person
    account: Account
    answer: str | None


def asker(db: DbSession, platform: str, team: str, user: str, key: str) -> Asker | None:
    """The person behind a platform's user id, in one query. `key` is the request's, for its receipt."""
    row = db.execute(
        select(Person, Account, Receipt.answer)
        .join(Account, Account.person_id == Person.id)
        .join(Place, Place.id == Account.place_id)
        .outerjoin(Receipt, Receipt.key == key)
        .where(Place.platform == platform, Place.platform_id == team, Account.platform_id == user)
    ).first()
    return Asker(*row) if row else None


def admins_of(db: DbSession, community_id: int) -> Sequence[Person]:
    return db.scalars(select(Person).where(Person.community_id == community_id, Person.admin)).all()


def community_of(db: DbSession, person: Person) -> Community:
    return db.get_one(Community, person.community_id)
