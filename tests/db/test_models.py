"""What the database itself refuses, whatever the rules above it forget."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.desk import Desk
from bot.work import Work
from db.models import (
    Account,
    Card,
    Channel,
    Community,
    Delivery,
    DeliveryState,
    Membership,
    Opportunity,
    Organization,
    Place,
    Role,
    Session,
    Signup,
    SignupState,
)
from tests.bot.marketplace.village import Village
from tests.town import START


@pytest.fixture
def village(desk: Desk) -> Village:
    """Ana is in as designer for #1, whose card is owed in C1."""
    found = Village(desk)
    found.people("rosa", "ana")
    found.channel("C1")
    found.joins("ana", found.posts("rosa"), "designer")
    return found


def same_again(model: type, *leave_out: str, **changes: object) -> Callable[[Work], None]:
    """Adds a copy of the first row of that model."""

    def add(work: Work) -> None:
        first = work.db.query(model).order_by(model.id).first()  # type: ignore[attr-defined]
        names = [column.key for column in model.__table__.columns if column.key not in ("id", *leave_out)]  # type: ignore[attr-defined]
        work.db.add(model(**{name: getattr(first, name) for name in names} | changes))

    return add


def setting(model: type, **values: object) -> Callable[[Work], None]:
    def change(work: Work) -> None:
        first = work.db.query(model).order_by(model.id).first()  # type: ignore[attr-defined]
        for name, value in values.items():
            setattr(first, name, value)

    return change


REFUSED = {
    "more taken than there is": setting(Role, taken=2),
    "less than nothing taken": setting(Role, taken=-1),
    "a role without seats": setting(Role, capacity=0),
    "hours of nothing": setting(Opportunity, hours=0),
    "a total of nothing": setting(Opportunity, hours_total=-1),
    "an end before the start": setting(Session, ends_at=START),
    "an eighth day": setting(Community, digest_weekday=7),
    "a minute past midnight": setting(Community, digest_minute=1440),
    "the same number twice": same_again(Opportunity),
    "the same role twice": same_again(Role),
    "the same organization twice": same_again(Organization),
    "the same member twice": same_again(Membership),
    "the same place twice": same_again(Place),
    "the same channel twice": same_again(Channel),
    "the same account twice": same_again(Account),
    "the same card twice": same_again(Card),
    "in twice": same_again(Signup),
    "in and waiting": same_again(Signup, state=SignupState.WAITING),
    "the same delivery twice": same_again(Delivery),
}


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED.keys())
def test_the_database_refuses(village: Village, change: Callable[[Work], None]) -> None:
    with pytest.raises(IntegrityError), village.desk.work() as work:
        change(work)


def test_who_left_may_have_as_many_rows_as_they_left(village: Village) -> None:
    with village.desk.work() as work:
        setting(Signup, state=SignupState.LEFT)(work)
        work.db.flush()
        same_again(Signup)(work)
        same_again(Signup, state=SignupState.IN)(work)
        work.db.flush()
        assert work.db.query(Signup).count() == 3


def test_one_delivery_of_a_name_is_ready_and_any_number_is_not(village: Village) -> None:
    with village.desk.work() as work:
        setting(Delivery, coalesce="card:9:repaint")(work)
        work.db.flush()
        for n, state in enumerate((DeliveryState.SENT, DeliveryState.SENDING, DeliveryState.SENT)):
            same_again(Delivery, key=f"k{n}", state=state)(work)
        work.db.flush()
    with pytest.raises(IntegrityError), village.desk.work() as work:
        same_again(Delivery, key="k9")(work)


def test_times_are_what_they_were(village: Village) -> None:
    session = village.facts(1).session
    assert session is not None
    assert session.starts_at - START == timedelta(days=8, hours=8, minutes=30)
    assert (session.starts.tzinfo, session.starts.hour) == (None, 18)
