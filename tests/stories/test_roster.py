"""A roster too long for one message is turned page by page, typed or by buttons."""

from bot.desk import Desk
from bot.work import Work
from db.models import Community, Person, Role, Signup, SignupState
from tests.town import STARTS, UNDATED, Town


def crowd(work: Work, role: Role, count: int) -> None:
    """Signs up made-up people, straight into the tables: how they came is other stories' matter."""
    community = work.db.get_one(Community, 1)
    for number in range(1, count + 1):
        someone = Person(
            community_id=community.id, name=f"Person {number}", chosen_language=None, locale="en", timezone="UTC",
            skills="knitting " * 50, hours_per_week=None, work_languages=[], reminders=True, admin=False,
            created_at=work.now,
        )  # fmt: skip
        work.db.add(someone)
        work.db.flush()
        work.db.add(
            Signup(role_id=role.id, person_id=someone.id, state=SignupState.IN, position=0, signed_up_at=work.now)
        )
    role.taken = count
    work.db.flush()


def fill(desk: Desk, count: int) -> None:
    with desk.work() as work:
        crowd(work, work.db.get_one(Role, 1), count)


def test_who_came_can_be_noted_once_it_has_begun(town: Town) -> None:
    number = town.posts(town.rosa)
    town.press(town.ana, town.card(number), "Join as Designer")
    assert town.answer(town.rosa, f"/organize roster {number}").buttons == ["Message everyone", "As a file"]
    town.move_to(STARTS)
    assert "Who came" in town.answer(town.rosa, f"/organize roster {number}").buttons


def test_a_long_roster_is_turned_page_by_page(town: Town) -> None:
    number = town.posts(town.rosa, roles="Guide", **UNDATED)
    fill(town.bot.desk, 120)
    first = town.answer(town.rosa, f"/organize roster {number}")
    assert "\n50. Person 50 (in) · knitting" in first.words
    assert "Person 51 " not in first.words
    second = town.turn(town.rosa, first, "Next page")
    assert "\n51. Person 51 (in)" in second.words
    last = town.answer(town.rosa, f"/organize roster {number} page 3").words
    assert "\n120. Person 120 (in)" in last
    assert "Page 3 of 3" in last
