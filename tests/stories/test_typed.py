"""What is typed after a command: Slack sends people, channels and links as codes, and people read what was typed."""

import pytest

from sandbox.words.mentions import mentions
from tests.stories.saying import said
from tests.town import Town

REASON = "ask @maya first, in #volunteering or at https://a.example/?b=1&c=2: R&D <b>, <!channel>"


@pytest.mark.parametrize(
    ("language", "author", "command"),
    [("en", "ana", "/volunteer-admin decline"), ("fr", "luc", "/benevole-admin refuser")],
)
def test_a_typed_reason_reaches_the_author_as_typed(town: Town, language: str, author: str, command: str) -> None:
    town.answer(town.maya, "/volunteer-admin settings moderation on")
    someone = {"ana": town.ana, "luc": town.luc}[author]
    number = town.posts(someone)
    town.answer(town.maya, f"{command} {number} {REASON}")
    town.deliver()
    told = someone.last(someone.dm)
    assert told.words.splitlines()[1] == said(language, "Reason given: {reason}", reason=REASON)
    assert mentions(told.post.text, told.post.blocks) == set()


def test_a_channel_that_cannot_be_is_given_back_as_typed(town: Town) -> None:
    told = town.answer(town.maya, "/volunteer-admin channels @maya & #volunteering").words
    assert told.startswith("“@maya & #volunteering” is not a channel I can see.")
