"""The card in a channel, the details, and the rows of lists."""

from datetime import timedelta

import pytest

from bot.messages import cards
from bot.messages.cards import Standing
from bot.messages.message import Code, Heading, Message, Paragraph, Prose, Strong
from db.models import OpportunityState
from db.queries.opportunities import Posting
from tests.bot.messages.samples import ENGLISH, STARTS_AT, buttons, choices, labels, posting, role, session, words
from tests.town import START

S = OpportunityState
NONE: frozenset[int] = frozenset()
ASK = "Ask a question"
NOBODY, SOMEBODY = Standing(mine=NONE, organizes=False), Standing(mine=frozenset({7}), organizes=False)
ORGANIZER = Standing(mine=NONE, organizes=True)
FULL = role(capacity=1, names=("Ana",))


def card(facts: Posting) -> Message:
    return cards.card(ENGLISH, facts, START)


def details(facts: Posting, reader: Standing = NOBODY) -> Message:
    return cards.details(ENGLISH, facts, START, reader)


def test_a_card_says_everything_that_is_needed_to_decide() -> None:
    facts = posting(
        role("Designer", 3, ("Ana", "Luc"), waiting=0), role("Developer", 2),
        on=session(), vetted=True, hours=3, hours_total=24, work_languages=["en", "fr"], where="https://a.org",
    )  # fmt: skip
    assert [line.replace("\u202f", " ") for line in words(card(facts))] == [
        "#12 Map the parks",
        "Parks Ottawa, vetted organization · Volunteering role",
        "Walk a park",
        "When: Tuesday, December 1, 2026 at 6:30 p.m. EST to 8:30 p.m. (in 8 days)",
        "Where: Remote, https://a.org",
        "Time asked: 3 h a week for 8 weeks, 24 h in all",
        "Languages of work: English and French",
        "Designer 2 of 3: Ana and Luc",
        "Developer 0 of 2",
        "Open. Press a button, or type /volunteer signup 12",
    ]
    assert labels(card(facts)) == ["Join as Designer", "Join as Developer", "Details", "Leave"]


def test_buttons_of_the_same_words_are_told_apart_by_ear() -> None:
    said = [button.says for button in buttons(card(posting()))]
    assert said == ["Join as Designer (#12)", "Details of #12", "Leave #12"]


def test_a_full_card_offers_the_waiting_list() -> None:
    shown = card(posting(FULL))
    assert words(shown)[-1] == ("Every seat is taken. To wait for one, press a button, or type /volunteer waitlist 12")
    assert labels(shown)[0] == "Join waiting list: Designer"


def test_free_seats_after_the_start_are_not_offered_while_somebody_waits() -> None:
    facts = posting(role(capacity=5, names=("Ana",), waiting=1), on=session())
    assert labels(card(facts))[0] == "Join as Designer"
    started = cards.card(ENGLISH, facts, STARTS_AT)
    assert labels(started)[0] == "Join waiting list: Designer"
    assert words(started)[-1] == ("It has started. To wait for a seat, press a button, or type /volunteer waitlist 12")


def test_one_full_role_among_others_keeps_its_button() -> None:
    assert labels(card(posting(FULL, role("Developer"))))[:2] == ["Join waiting list: Designer", "Join as Developer"]


@pytest.mark.parametrize(("roles", "listed"), [(4, False), (5, True)])
def test_more_than_four_roles_are_a_list_to_choose_from(roles: int, listed: bool) -> None:
    shown = card(posting(*[role(f"R{n}", id=n) for n in range(1, roles + 1)]))
    assert (len(choices(shown)) == roles, labels(shown) == ["Details", "Leave"]) == (listed, listed)
    if listed:
        assert choices(shown)[0] == ("Join as R1", "signup.join/1")


@pytest.mark.parametrize(
    ("state", "line", "offered"),
    [
        (S.PAUSED, "Paused: no sign-ups for now", ["Details", "Leave"]),
        (S.COMPLETED, "Completed", ["Details"]),
        (S.SUBMITTED, "Waiting for review", ["Details"]),
        (S.DECLINED, "Declined", ["Details"]),
        (S.CANCELLED, "Cancelled", ["Details"]),
    ],
)
def test_the_state_is_told_in_words_and_only_what_works_is_offered(
    state: OpportunityState, line: str, offered: list[str]
) -> None:
    shown = card(posting(state=state))
    assert (words(shown)[-1], labels(shown)) == (line, offered)


def test_what_is_paused_since_its_deadline_says_so_from_the_next_day_on() -> None:
    facts = posting(state=S.PAUSED, deadline=START.date())
    assert words(cards.card(ENGLISH, facts, START))[-1] == "Paused: no sign-ups for now"
    assert words(cards.card(ENGLISH, facts, START + timedelta(days=1)))[-1] == "Its deadline has passed"


def test_a_full_role_by_application_says_that_one_applies_for_what_may_come_free() -> None:
    shown = card(posting(FULL, entry="application"))
    assert words(shown)[-1] == ("All seats are taken; you can still apply in case one comes free: /volunteer apply 12")
    assert labels(shown)[0] == "Apply as Designer"
    assert words(card(posting(FULL, role("Developer"), entry="application")))[-1].startswith("Open.")


def test_why_it_was_called_off_is_told() -> None:
    assert words(card(posting(state=S.CANCELLED, reason="Rain & <wind>")))[-1] == "Cancelled: Rain & <wind>"


def test_what_is_over_is_completed_before_the_clock_has_noted_it() -> None:
    shown = cards.card(ENGLISH, posting(on=session()), STARTS_AT + timedelta(hours=2))
    assert (words(shown)[-1], labels(shown)) == ("Completed", ["Details"])


def test_details_have_the_whole_description_and_the_skills() -> None:
    told = words(details(posting(description="First line\nSecond line", skills="mapping")))
    assert told[-5:-1] == ["Designer 0 of 3", "First line", "Second line", "Skills: mapping"]


def test_a_description_that_only_repeats_the_summary_is_left_out() -> None:
    assert words(details(posting(description=" Walk a park\n"))).count("Walk a park") == 1


@pytest.mark.parametrize(
    ("reader", "state", "offered"),
    [
        (NOBODY, S.OPEN, ["Join as Designer", ASK]),
        (SOMEBODY, S.OPEN, ["Leave", ASK]),
        (SOMEBODY, S.PAUSED, ["Leave", ASK]),
        (SOMEBODY, S.CANCELLED, []),
        (ORGANIZER, S.OPEN, ["Join as Designer", "Who is in", "Edit", "Pause sign-ups", "Mark as filled"]),
        (ORGANIZER, S.DRAFT, ["Publish", "Edit", "Discard"]),
        (ORGANIZER, S.PAUSED, ["Who is in", "Edit", "Reopen", "Mark as filled"]),
        (ORGANIZER, S.FILLED, ["Who is in", "Edit", "Reopen"]),
        (ORGANIZER, S.IN_PROGRESS, ["Who is in", "Edit", "Reopen"]),
        (ORGANIZER, S.EXPIRED, ["Who is in", "Edit", "Reopen"]),
        (ORGANIZER, S.CANCELLED, ["Who is in"]),
        (NOBODY, S.CANCELLED, []),
    ],
)
def test_details_offer_what_this_reader_may_do(reader: Standing, state: OpportunityState, offered: list[str]) -> None:
    assert labels(details(posting(state=state), reader)) == offered


def test_details_offer_the_roles_the_reader_does_not_have() -> None:
    both = posting(role(capacity=1, names=("Ana",)), role("Developer", id=8))
    assert labels(details(both, SOMEBODY)) == ["Join as Developer", "Leave", ASK]
    assert words(details(both, SOMEBODY))[-1] == "Open. Press a button, or type /volunteer signup 12"
    all_mine = details(both, Standing(mine=frozenset({7, 8}), organizes=False))
    assert (words(all_mine)[-1], labels(all_mine)) == ("Open", ["Leave", ASK])


def test_what_people_wrote_is_never_mark_up() -> None:
    """It stands in spans of its own, which whoever renders them escapes."""
    hostile = "<!channel> *b* & {number}"
    facts = posting(
        role(hostile, names=(hostile,)), title=hostile, summary=hostile, description=hostile + "!", where=hostile,
        skills=hostile, state=S.CANCELLED, reason=hostile,
    )  # fmt: skip
    shown = details(facts)
    assert isinstance(shown.parts[0], Heading)
    for part in shown.parts:
        if isinstance(part, Paragraph):
            assert all(isinstance(span, str | Strong | Prose | Code) for span in part.text)
    assert words(shown).count(hostile) == 1
    assert f"Cancelled: {hostile}" in words(shown)


def test_a_row_says_what_for_whom_when_and_how_many_seats() -> None:
    row = cards.row(ENGLISH, posting(FULL, role("Developer", None)), START)
    told = words(Message((row,)))
    assert told == [
        "#12 Map the parks · Parks Ottawa",
        "Walk a park",
        "No fixed date · Designer 1 of 1; Developer 0 in, no limit",
    ]
    assert row.button is not None
    assert (row.button.does, row.button.about, row.button.says) == ("opportunity.show", "12", "Details of #12")


def test_a_row_names_four_roles_and_counts_the_rest() -> None:
    row = cards.row(ENGLISH, posting(*[role(f"R{n}", 1) for n in range(7)]), START)
    assert words(Message((row,)))[2] == "No fixed date · R0 0 of 1; R1 0 of 1; R2 0 of 1; R3 0 of 1; +3"
