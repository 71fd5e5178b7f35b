"""Two days before, short of people: organizers hear of it, and ask for help in the channels, once."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from sandbox.actor import Actor, Dialog
from tests.stories.saying import counted, french
from tests.town import POSTING, STARTS, UNDATED, Town

TITLE = "#1 Map the city's parks"
TWO_DAYS = timedelta(days=2)
MORE = "More: skills, way in, links, time zone"


@pytest.fixture
def posted(town: Town) -> Town:
    """Jean's #1 on a Tuesday evening, with Luc as its one designer and nobody as a developer."""
    town.posts(town.jean)
    town.answer(town.luc, "/benevole inscription 1 designer")
    town.deliver()
    return town


def warnings(town: Town) -> list[str]:
    head = french("{posting} is soon, and short of people.", posting=TITLE)
    return [words for words in town.dms(town.jean) if words.startswith(head)]


@pytest.mark.parametrize("stopped", [False, True], ids=["awake", "after a stop"])
def test_organizers_are_told_once_who_is_missing(posted: Town, *, stopped: bool) -> None:
    posted.move_to(STARTS - TWO_DAYS - timedelta(minutes=1))
    assert warnings(posted) == []
    if stopped:
        posted.close()
        posted.slack.clock.move_to(STARTS - timedelta(days=1))
        posted.bot = posted.opens()
    for hours in (20, 10) if stopped else (48, 20, 10):
        posted.move_to(STARTS - timedelta(hours=hours))
    (told,) = warnings(posted)
    assert told.splitlines()[2:] == ["Developer 0 sur 2"]


def until(town: Town, deadline: date) -> None:
    """Rosa gives #1 that deadline."""
    town.rosa.types(town.square, "/organize edit 1")
    town.fills(town.rosa, {"deadline": deadline})
    town.rosa.sees_dialog().close()
    town.deliver()


def test_past_its_deadline_it_says_how_to_take_people_again(town: Town) -> None:
    town.posts(town.rosa)
    until(town, date(2026, 11, 27))
    town.move_to(STARTS - TWO_DAYS)
    warned = town.rosa.last(town.rosa.dm)
    assert warned.words.splitlines()[0] == f"{TITLE} is soon, and short of people."
    assert warned.words.splitlines()[-1] == (
        "Its deadline has passed, so nobody can come in. Choose a later one, then reopen it."
    )
    assert warned.buttons == ["Edit", "Reopen", "Details"]
    until(town, date(2026, 12, 1))
    town.press(town.rosa, warned, "Reopen")
    town.deliver()
    assert town.card(1).words.splitlines()[-1].startswith("Open.")


def test_what_its_organizers_paused_themselves_is_not_warned_of(town: Town) -> None:
    town.posts(town.rosa)
    until(town, date(2026, 11, 30))
    town.answer(town.rosa, "/organize pause 1")
    town.move_to(STARTS - TWO_DAYS)
    assert town.dms(town.rosa) == []


def opens(town: Town) -> Dialog:
    """Jean presses the button of what he was told."""
    warned = town.jean.last(town.jean.dm)
    assert warned.buttons == [french("Ask for help"), french("Details")]
    town.jean.presses(warned, french("Ask for help"))
    return town.jean.sees_dialog()


def test_help_is_asked_for_in_the_channel_once(posted: Town) -> None:
    posted.move_to(STARTS - TWO_DAYS)
    warned = posted.jean.last(posted.jean.dm)
    asking = opens(posted)
    assert "Developer 0 sur 2" in asking.words.splitlines()
    assert asking.values[french("Channels to ask in")] == [posted.square.id]
    asking.submit()
    told = posted.jean.sees_dialog().words
    assert told.splitlines() == [french("Help with {posting} is asked for:", posting=TITLE), "#volunteering"]
    posted.jean.sees_dialog().close()
    again = posted.press(posted.jean, warned, french("Ask for help"))
    assert again.words == french(
        "Help with #{number} was already asked for. It can be asked for once for each date.", number="1"
    )
    posted.deliver()
    used = posted.jean.again(warned)
    assert used.words.splitlines()[-1].startswith(french("{name} asked for help: {when}", name="Jean Gagnon", when=""))
    assert used.buttons == [french("Details")]
    asked = [m for m in posted.ana.sees(posted.square) if "still needs people" in m.words]
    assert [m.words.splitlines()[0] for m in asked] == [f"{TITLE} from Parks Ottawa still needs people."]
    assert asked[0].buttons == ["Join as Developer", "Details"]
    posted.press(posted.ana, asked[0], "Join as Developer")
    posted.deliver()
    assert "Developer 1 of 2: Ana Silva" in posted.card(1).words


NOBODY_MISSING = f"Nobody is missing from {TITLE} any more."
Ending = Callable[[Town], object]
ENDINGS: list[tuple[str, Ending]] = [
    (
        NOBODY_MISSING,
        lambda town: [town.answer(who, "/volunteer signup 1 developer") for who in (town.ana, town.priya)],
    ),
    (f"{TITLE}: Cancelled", lambda town: town.answer(town.jean, "/organize cancel 1 yes")),
    (f"{TITLE}: Filled", lambda town: town.answer(town.jean, "/organize filled 1")),
    (f"{TITLE} needed people. It has started.", lambda town: town.slack.clock.move_to(STARTS)),
]


@pytest.mark.parametrize(("becomes", "happens"), ENDINGS)
def test_what_asked_a_channel_for_help_asks_no_longer(posted: Town, becomes: str, happens: Ending) -> None:
    posted.move_to(STARTS - TWO_DAYS)
    opens(posted).submit()
    posted.jean.sees_dialog().close()
    posted.deliver()
    (asked,) = [m for m in posted.ana.sees(posted.square) if "still needs people" in m.words]
    posted.move_to(STARTS - timedelta(hours=30))
    assert "Join as Developer" in posted.ana.again(asked).buttons
    happens(posted)
    posted.bot.tick()
    posted.deliver()
    over = posted.ana.again(asked)
    assert (over.words, over.buttons) == (becomes, ["Details"])


def test_what_asked_a_channel_for_help_says_the_new_time(posted: Town) -> None:
    posted.move_to(STARTS - TWO_DAYS)
    opens(posted).submit()
    posted.jean.sees_dialog().close()
    posted.deliver()
    (asked,) = [m for m in posted.ana.sees(posted.square) if "still needs people" in m.words]
    posted.jean.types(posted.square, "/organize edit 1")
    posted.fills(posted.jean, {"day": date(2026, 12, 8)})
    posted.dialog_of(posted.jean).close()
    posted.deliver()
    assert "December 8th" in posted.ana.again(asked).words


def knows(town: Town, who: Actor, skills: str) -> None:
    """Somebody says in their profile what they can do."""
    who.types(town.square, "/volunteer profile")
    town.fills(who, {"skills": skills, "work_languages": ["en", "fr"]})
    who.sees_dialog().close()


@pytest.fixture
def skilled(town: Town) -> Town:
    """Jean's #1 wants map-making and Python; Ana and Priya know some of it, and Noémie other things."""
    for who, skills in ((town.ana, "map-making, Python"), (town.noemie, "python"), (town.priya, "knitting")):
        knows(town, who, skills)
    town.jean.types(town.square, "/organize post")
    town.jean.sees_dialog().press(french(MORE))
    town.fills(town.jean, {**POSTING, "skills": "Map-making, Python"})
    town.jean.sees_dialog().close()
    town.deliver()
    town.move_to(STARTS - TWO_DAYS)
    return town


def test_people_whom_it_matches_are_asked_in_their_own_language(skilled: Town) -> None:
    asking = opens(skilled)
    tick = counted("fr", "Ask {n} person whose profile matches", "Ask {n} people whose profiles match", 2)
    assert asking.menus[french("People with these skills")] == [tick]
    assert skilled.dms(skilled.ana) == [], "nothing goes before it is sent"
    asking.fill({french("Channels to ask in"): [], "people": ["yes"]}).submit()
    assert skilled.jean.sees_dialog().words.endswith("2 personnes par message privé")
    skilled.deliver()
    (english,) = skilled.dms(skilled.ana)
    matches = "still needs people, and your profile matches: Map-making and Python."
    assert english.splitlines()[0] == f"{TITLE} from Parks Ottawa {matches}"
    (told,) = skilled.dms(skilled.noemie)
    assert told.splitlines()[0].endswith("cherche encore du monde, et votre profil convient\u00a0: Python.")
    assert skilled.dms(skilled.priya) == []
    assert [m for m in skilled.ana.sees(skilled.square) if "still needs people" in m.words] == []
    message = skilled.ana.last(skilled.ana.dm)
    assert message.buttons == ["Join as Designer", "Join as Developer", "Details", "Do not ask me again"]
    assert skilled.press(skilled.ana, message, "Join as Designer").words.startswith("You are in as Designer")


def test_who_wants_no_such_messages_gets_none_until_they_say_otherwise(skilled: Town) -> None:
    opens(skilled).fill({"people": ["yes"]}).submit()
    skilled.deliver()
    message = skilled.noemie.last(skilled.noemie.dm)
    told = skilled.press(skilled.noemie, message, french("Do not ask me again"))
    sentence = "I will not ask you for help any more. To change that: {command}"
    assert told.words == french(sentence, command="/volunteer profile")
    skilled.noemie.types(skilled.square, "/benevole profil")
    profile = skilled.noemie.sees_dialog()
    assert profile.values[french("Requests for help")] in (None, [])
    profile.fill({french("Requests for help"): [french("Ask me when people with my skills are missing")]}).submit()
    skilled.noemie.sees_dialog().close()
    skilled.noemie.types(skilled.square, "/benevole profil")
    assert skilled.noemie.sees_dialog().values[french("Requests for help")] != []


def test_what_filled_up_before_it_was_sent_asks_nobody(skilled: Town) -> None:
    opens(skilled).fill({"people": ["yes"]}).submit()
    skilled.answer(skilled.ana, "/volunteer signup 1 developer")
    skilled.answer(skilled.jean, "/organize pause 1")
    skilled.deliver()
    assert (skilled.dms(skilled.noemie), skilled.dms(skilled.ana)) == ([], [])


def test_a_channel_that_does_not_announce_is_said_beside_its_field(skilled: Town) -> None:
    other = skilled.slack.channel("random")
    skilled.slack.invite_bot(other)
    asking = opens(skilled)
    asking.fill({french("Channels to ask in"): [other]}).submit()
    assert list(skilled.jean.sees_dialog().errors) == [french("Channels to ask in")]


def test_what_is_full_undated_or_just_published_is_left_alone(town: Town) -> None:
    town.posts(town.jean, roles="Designer 1")
    town.answer(town.luc, "/benevole inscription 1")
    town.posts(town.jean, **UNDATED)
    town.posts(town.jean, day=date(2026, 11, 24))
    for hours in (47, 24, 2):
        town.move_to(STARTS - timedelta(hours=hours))
    assert town.dms(town.jean) == []


def test_a_session_that_moves_is_looked_at_anew_and_a_cancelled_one_is_not(posted: Town) -> None:
    posted.move_to(STARTS - TWO_DAYS)
    assert len(warnings(posted)) == 1
    posted.jean.types(posted.square, "/organize edit 1")
    posted.fills(posted.jean, {"day": date(2026, 12, 8)})
    posted.dialog_of(posted.jean).close()
    posted.move_to(STARTS + timedelta(days=5))
    assert len(warnings(posted)) == 2
    old = posted.jean.sees(posted.jean.dm)[0]
    posted.answer(posted.jean, "/organize cancel 1 yes")
    refused = posted.press(posted.jean, old, french("Ask for help"))
    assert refused.words == "L'offre #1 a été annulée."
