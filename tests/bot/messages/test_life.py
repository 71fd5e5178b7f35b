"""The answers about a posting's life: paused, filled, started, reopened, closed, cancelled."""

import pytest

from bot.marketplace.life import EndAsked
from bot.messages import life as say
from db.models import OpportunityState
from tests.bot.messages.samples import ENGLISH, buttons, posting, words

S = OpportunityState


@pytest.mark.parametrize(
    ("state", "told", "step"),
    [
        (S.PAUSED, "is paused: no sign-ups for now. The people signed up stay in.", "Reopen #12"),
        (S.FILLED, "is filled: no more sign-ups. A freed seat still goes to the next person waiting.", "Reopen #12"),
        (S.IN_PROGRESS, "is in progress: no more sign-ups. The people signed up stay in.", "Reopen #12"),
        (S.OPEN, "takes sign-ups again.", "Details of #12"),
    ],
)
def test_what_is_so_now_is_said_with_the_next_step(state: OpportunityState, told: str, step: str) -> None:
    shown = say.moved(ENGLISH, posting(state=state).opportunity)
    assert words(shown) == [f"#12 Map the parks {told}"]
    assert [button.says for button in buttons(shown)] == [step]


def asked(to: OpportunityState, people: int) -> EndAsked:
    return EndAsked(posting().opportunity, to, people, "Rain | snow", confirmed=False)


@pytest.mark.parametrize(
    ("to", "people", "told", "typed", "kept"),
    [
        (S.CANCELLED, 1, "Cancel #12 Map the parks? 1 person is signed up or waiting, and will be told.", "cancel",
         ("opportunity.cancel", "Cancel the posting")),
        (S.CANCELLED, 1200, "Cancel #12 Map the parks? 1,200 people are signed up or waiting, and will be told.",
         "cancel", ("opportunity.cancel", "Cancel the posting")),
        (S.COMPLETED, 2, "Close #12 Map the parks for good? 2 people are signed up or waiting, and will be told.",
         "close", ("opportunity.close", "Close the posting")),
    ],
)  # fmt: skip
def test_what_cannot_be_undone_is_asked_once_more_and_can_be_typed(
    to: OpportunityState, people: int, told: str, typed: str, kept: tuple[str, str]
) -> None:
    shown = say.confirm_end(ENGLISH, asked(to, people))
    assert words(shown) == [told, f"Press the button, or type /organize {typed} 12 yes Rain | snow"]
    (button,) = buttons(shown)
    assert (button.about, button.style) == ("12|Rain | snow", "danger")
    assert button.confirm is not None
    assert ((button.does, button.confirm.yes), button.confirm.no) == (kept, "Keep it")


@pytest.mark.parametrize(("state", "word"), [(S.CANCELLED, "cancelled"), (S.COMPLETED, "closed")])
def test_what_has_ended_counts_who_will_be_told(state: OpportunityState, word: str) -> None:
    ended = posting(state=state).opportunity
    assert words(say.ended(ENGLISH, ended, 0)) == [f"#12 Map the parks is {word}."]
    assert words(say.ended(ENGLISH, ended, 1)) == [f"#12 Map the parks is {word}. 1 person will be told."]
