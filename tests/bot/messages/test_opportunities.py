"""The answers to organizers: posted, saved, closed, cancelled, and to admins who decide."""

import pytest

from bot.messages import opportunities as say
from bot.messages.message import ChannelName, plain
from db.models import OpportunityState
from tests.bot.messages.samples import ENGLISH, buttons, posting, words

POSTING = posting().opportunity


@pytest.mark.parametrize(
    ("channels", "where"),
    [
        ([], "No channel announces it yet; an admin can choose one with /volunteer-admin channels"),
        (["C1"], "It shows in #C1."),
        (["C1", "C2"], "It shows in #C1, #C2."),
    ],
)
def test_a_posting_says_where_it_shows_and_how_to_follow_it(channels: list[str], where: str) -> None:
    told = say.posted(ENGLISH, POSTING, channels)
    assert plain(told) == f"#12 Map the parks is open. {where}\nWho is in: /organize roster 12"
    assert [span.id for span in told if isinstance(span, ChannelName)] == channels


def test_a_posting_that_waits_says_so() -> None:
    waiting = posting(state=OpportunityState.SUBMITTED).opportunity
    assert plain(say.posted(ENGLISH, waiting, ["C1"])) == (
        "#12 Map the parks is waiting for an admin to review it. I will tell you what they decide."
    )


def test_what_was_done_is_said_with_the_next_step() -> None:
    closed, reopened, approved = (rule(ENGLISH, POSTING) for rule in (say.closed, say.reopened, say.approved))
    assert [(words(one)[0], buttons(one)[0].says) for one in (closed, reopened, approved)] == [
        ("#12 Map the parks is closed: no more sign-ups. Whoever is in stays in.", "Reopen #12"),
        ("#12 Map the parks takes sign-ups again.", "Details of #12"),
        ("#12 Map the parks is open now, and its author will be told.", "Details of #12"),
    ]


@pytest.mark.parametrize(
    ("people", "told"),
    [
        (1, "Cancel #12 Map the parks? 1 person is signed up or waiting, and will be told."),
        (1200, "Cancel #12 Map the parks? 1,200 people are signed up or waiting, and will be told."),
    ],
)
def test_cancelling_is_asked_once_more_and_can_be_typed(people: int, told: str) -> None:
    shown = say.confirm_cancel(ENGLISH, POSTING, people, "Rain | snow")
    assert words(shown) == [told, "Press the button, or type /organize cancel 12 yes Rain | snow"]
    (button,) = buttons(shown)
    assert (button.does, button.about, button.style) == ("opportunity.cancel", "12|Rain | snow", "danger")
    assert button.confirm is not None
    assert (button.confirm.yes, button.confirm.no) == ("Cancel the posting", "Keep it")


def test_what_was_cancelled_counts_who_will_be_told() -> None:
    assert words(say.cancelled(ENGLISH, POSTING, 0)) == ["#12 Map the parks is cancelled. 0 people will be told."]
    assert words(say.cancelled(ENGLISH, POSTING, 1)) == ["#12 Map the parks is cancelled. 1 person will be told."]
