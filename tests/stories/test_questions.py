"""Questions about a posting: in the thread of its card, and to its organizers once, with where to answer."""

from datetime import timedelta

import pytest

from bot.reactions.asking import SOON
from sandbox.actor import Actor, Message
from sandbox.faults import Script, refused, too_often
from tests.stories.saying import french
from tests.town import Town

TITLE = "#1 Map the city's parks"
HOSTILE = "Are there stairs? <!channel> <@U1> &amp; 1 > 0"


@pytest.fixture
def posted(town: Town) -> Town:
    """Jean's #1, with a card in the square."""
    town.posts(town.jean)
    return town


def asks(town: Town, who: Actor, text: str = HOSTILE, *, unnamed: bool = False, where: object = None) -> str:
    """Opens the details, asks, and reads what the dialog turns into."""
    town.slack.advance(timedelta(minutes=1))
    (details,) = who.types(where or town.square, "/volunteer show 1")  # type: ignore[arg-type]
    who.presses(details, "Poser une question" if who.member.locale.startswith("fr") else "Ask a question")
    town.fills(who, {"text": text, **({"name": ["unnamed"]} if unnamed else {})})
    told = str(who.sees_dialog().words)
    who.sees_dialog().close()
    town.deliver()
    town.slack.advance(SOON)
    town.deliver()
    return told


def thread(town: Town, card: Message) -> list[str]:
    """What stands under the card."""
    return [one.words for one in town.ana.sees(card.channel) if one.post.thread_ts == card.ts and one.ts != card.ts]


def test_a_question_stands_in_the_thread_and_its_organizer_is_told_where(posted: Town) -> None:
    told = asks(posted, posted.ana)
    assert told == "Your question is on its way. Look for answers in the card's thread in #volunteering."
    (asked,) = thread(posted, posted.card(1))
    assert asked == f"Ana Silva asks:\n{HOSTILE}\nAnyone who knows can answer here, in the thread."
    (dm,) = posted.dms(posted.jean)
    head, *_text, way = dm.splitlines()
    assert head == french("{name} asks about {posting}:", name="Ana Silva", posting=TITLE)
    assert way.startswith("Répondez dans le fil\u00a0: https://")
    assert posted.slack.workspace.pings == [], "nobody is pinged"


def test_who_wants_to_asks_without_a_name(posted: Town) -> None:
    asks(posted, posted.luc, "Est-ce accessible?", unnamed=True)
    (asked,) = thread(posted, posted.card(1))
    everything = [asked, *posted.dms(posted.jean)]
    assert asked.startswith("Somebody asks:")
    assert [words for words in everything if "Luc" in words] == []


def test_the_card_of_the_channel_it_is_asked_in_comes_first(posted: Town) -> None:
    other = posted.slack.channel("parks")
    posted.slack.invite_bot(other)
    posted.answer(posted.maya, "/volunteer-admin channels #parks")
    posted.jean.types(posted.square, "/organize post")
    posted.fills(posted.jean, {"title": "Trees", "organization": "Parks Ottawa", "summary": "s", "roles": "Guide"})
    posted.deliver()
    posted.slack.advance(timedelta(minutes=1))
    (details,) = posted.ana.types(other, "/volunteer show 2")
    posted.ana.presses(details, "Ask a question")
    posted.fills(posted.ana, {"text": "Where?"})
    posted.deliver()
    assert [one.words.splitlines()[:2] for one in posted.ana.sees(other) if one.post.is_reply] == [
        ["Ana Silva asks:", "Where?"]
    ]
    assert [one for one in posted.ana.sees(posted.square) if one.post.is_reply] == []


def test_a_deleted_card_still_brings_the_question_to_the_organizers(posted: Town) -> None:
    posted.slack.workspace.remove(posted.card(1).post)
    asks(posted, posted.ana, "Where?")
    asks(posted, posted.luc, "Quand?", unnamed=True)
    named, unnamed = posted.dms(posted.jean)
    assert named.endswith(french("No channel shows its card: answer them directly."))
    assert unnamed.endswith("/organiser modifier 1")
    assert posted.dms(posted.maya) == [], "no admin is bothered with it"


def test_without_a_card_anywhere_its_organizers_alone_get_it(town: Town) -> None:
    town.answer(town.maya, "/volunteer-admin channels #volunteering off")
    town.posts(town.jean)
    told = asks(town, town.ana, "Where?")
    assert told == f"Your question was sent to the organizers of {TITLE}."
    assert len(town.dms(town.jean)) == 1


def test_one_a_minute_and_ten_a_day(posted: Town) -> None:
    asks(posted, posted.ana, "One")
    (details,) = posted.ana.types(posted.square, "/volunteer show 1")
    told = posted.press(posted.ana, details, "Ask a question")
    assert told.words == "You asked something a moment ago. Wait a minute before the next question."
    for n in range(9):
        asks(posted, posted.ana, str(n))
    posted.slack.advance(timedelta(minutes=1))
    told = posted.press(posted.ana, details, "Ask a question")
    assert told.words == "You asked 10 questions in the last 24 hours. Ask more tomorrow, or in a channel."


def test_a_lost_answer_does_not_ask_twice(posted: Town) -> None:
    """Slack took it and did not say so: it is looked for in the thread, which no channel's history shows."""
    posted.slack.platform.faults = Script("chat.postMessage", refused("internal_error", 500, accepted=True))
    asks(posted, posted.ana, "Where?")
    assert posted.dms(posted.jean) == [], "where to answer is not known yet"
    for _look in range(2):
        posted.bot.courier.reconcile()
        posted.slack.advance(timedelta(minutes=3))
    posted.bot.courier.reconcile()
    posted.deliver()
    assert len(thread(posted, posted.card(1))) == 1
    assert posted.dms(posted.jean)[0].endswith(french("Answer in the thread of its card."))


def test_where_slack_gives_no_link_the_thread_is_named(posted: Town) -> None:
    posted.slack.platform.faults = Script("chat.getPermalink", too_often())
    asks(posted, posted.ana, "Where?")
    assert posted.dms(posted.jean)[0].endswith(french("Answer in the thread of its card."))


@pytest.mark.parametrize("text", ["\u200b \u2060", "m" * 1001])
def test_nothing_and_too_much_are_said_beside_the_field(posted: Town, text: str) -> None:
    (details,) = posted.ana.types(posted.square, "/volunteer show 1")
    posted.ana.presses(details, "Ask a question")
    posted.ana.sees_dialog().fill({"text": text})
    posted.ana.sees_dialog().submit()
    assert list(posted.ana.sees_dialog().errors) == ["Question"]
    posted.deliver()
    assert posted.dms(posted.jean) == []


def test_what_has_ended_takes_no_questions(posted: Town) -> None:
    (details,) = posted.ana.types(posted.square, "/volunteer show 1")
    posted.answer(posted.jean, "/organize cancel 1 yes")
    assert posted.press(posted.ana, details, "Ask a question").words == "#1 was cancelled."
    assert "Ask a question" not in posted.answer(posted.ana, "/volunteer show 1").buttons
