"""The answers to organizers: posted, saved, and to admins who decide."""

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


def test_what_was_approved_is_said_with_the_next_step() -> None:
    approved = say.approved(ENGLISH, POSTING)
    assert words(approved) == ["#12 Map the parks is open now, and its author will be told."]
    assert [button.says for button in buttons(approved)] == ["Details of #12"]


def test_nobody_is_said_to_be_told_of_what_came_from_outside() -> None:
    imported = posting(author_id=None).opportunity
    assert words(say.approved(ENGLISH, imported)) == ["#12 Map the parks is open now."]
    assert plain(say.declined(ENGLISH, imported)) == "#12 Map the parks is declined."
