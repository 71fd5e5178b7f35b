"""The lines that say what a posting is."""

from datetime import timedelta
from typing import Any

import pytest

from bot.errors.signing_up import Opening
from bot.messages import postings
from bot.messages.message import Message, Prose, When, plain
from db.models import OpportunityState
from db.queries.opportunities import RoleFacts
from tests.bot.messages.samples import ENGLISH, FRENCH, STARTS_AT, buttons, posting, role, session
from tests.town import START

S = OpportunityState


def hours(**asked: Any) -> tuple[str, str]:
    """The time asked in English and in French."""
    opportunity = posting(**asked).opportunity
    english, french = (plain(postings.hours_line(voice, opportunity)) for voice in (ENGLISH, FRENCH))
    return english, french.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_time_asked_is_amount_unit_and_total() -> None:
    assert hours(hours=3, hours_total=24)[0] == "3 h a week for 8 weeks, 24 h in all"
    assert hours(hours=3, hours_total=3)[0] == "3 h a week for 1 week, 3 h in all"
    assert hours(hours=3, hours_total=25)[0] == "3 h a week, 25 h in all"
    assert hours(hours=3)[0] == "3 h a week"
    assert hours(hours=3, hours_unit="all", hours_total=99)[0] == "3 h in all"
    assert hours(hours_total=1200)[0] == "1,200 h in all"
    assert hours() == ("", "")


@pytest.mark.parametrize("weeks", [1, 2])
def test_the_time_asked_is_told_in_french_too(weeks: int) -> None:
    told = hours(hours=3, hours_total=3 * weeks)[1]
    assert ("semaines" in told, str(3 * weeks) in told) == (weeks > 1, True)


FIVE = ("A", "B", "C", "D", "E")
ROLE_LINES = (
    (role(), "Designer 0 of 3"),
    (role(names=("Ana",)), "Designer 1 of 3: Ana"),
    (role(names=("Ana", "Luc"), waiting=1), "Designer 2 of 3: Ana and Luc; 1 waiting"),
    (role(capacity=None, names=("Ana", "Luc", "Noé")), "Designer 3 in, no limit: Ana, Luc and Noé"),
    (role(capacity=None, names=FIVE, taken=6), "Designer 6 in, no limit: A, B, C, D, E and 1 other"),
    (role(capacity=9000, names=FIVE, taken=1205), "Designer 1,205 of 9,000: A, B, C, D, E and 1,200 others"),
    (role(capacity=1, names=("Ana",), waiting=1200), "Designer 1 of 1: Ana; 1,200 waiting"),
)


@pytest.mark.parametrize(("facts", "line"), ROLE_LINES)
def test_a_role_tells_its_seats_who_is_in_and_how_many_wait(facts: RoleFacts, line: str) -> None:
    assert plain(postings.role_line(ENGLISH, facts)) == line


def test_when_is_told_with_how_long_until_then() -> None:
    line = postings.when_line(ENGLISH, session(), START)
    assert plain(line).replace("\u202f", " ") == "Tuesday, December 1, 2026 at 6:30 p.m. EST to 8:30 p.m. (in 8 days)"
    assert [(one.at, one.style) for one in line if isinstance(one, When)] == [
        (STARTS_AT, "full"), (STARTS_AT + timedelta(hours=2), "time"), (STARTS_AT, "until"),
    ]  # fmt: skip


def test_once_it_started_it_is_no_longer_told_how_long_until_then() -> None:
    line = plain(postings.when_line(ENGLISH, session(), STARTS_AT)).replace("\u202f", " ")
    assert line == "Tuesday, December 1, 2026 at 6:30 p.m. EST to 8:30 p.m."


def test_no_date_is_said() -> None:
    assert plain(postings.when_line(ENGLISH, None, START)) == "No fixed date"


def test_where_is_a_place_and_what_people_wrote_of_it() -> None:
    line = postings.where_line(ENGLISH, posting(place="hybrid", where="12 Main <St> & https://a.org").opportunity)
    assert plain(line) == "Hybrid, 12 Main <St> & https://a.org"
    assert Prose("12 Main <St> & https://a.org") in line
    assert plain(postings.where_line(ENGLISH, posting(place="in_person").opportunity)) == "In person"


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("over", [False, True])
def test_a_button_is_there_where_it_would_do_something(state: OpportunityState, over: bool) -> None:
    facts = posting(on=session(), state=state)
    now = STARTS_AT + timedelta(hours=2) if over else STARTS_AT + timedelta(hours=1)
    live = state in (S.OPEN, S.PAUSED, S.FILLED, S.IN_PROGRESS)
    assert postings.takes_signups(facts, now) is (state is S.OPEN and not over)
    assert postings.may_leave(facts, now) is (live and not over)
    assert postings.is_over(facts, now) is (live and over)


def test_a_full_roles_button_says_what_it_does_and_for_which_posting() -> None:
    openings = (Opening(7, "Designer", full=False), Opening(7, "Designer", full=True))
    free, full = buttons(Message(postings.joining(ENGLISH, openings, 12)))
    assert (free.label, free.does, free.about, free.says) == (
        "Join as Designer", "signup.join", "7", "Join as Designer (#12)",
    )  # fmt: skip
    assert (full.label, full.does, full.says) == (
        "Join waiting list: Designer", "signup.wait", "Join waiting list: Designer (#12)",
    )  # fmt: skip
