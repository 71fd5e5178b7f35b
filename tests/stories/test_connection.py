"""Between the bot and Slack: restarts, lost connections, people who change, and people nobody knows yet."""

import gc
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from sandbox.faults import Call, NoFaults, Reply
from tests.stories.saying import french
from tests.town import STARTS, Town, socket_of


@pytest.fixture
def over_http() -> bool:
    """Connections are what is lost here."""
    return False


@dataclass
class Failing(NoFaults):
    """Slack answers these methods with an error, for as long as they are named here."""

    methods: set[str] = field(default_factory=set)

    def before(self, call: Call) -> Reply | None:
        if call.method in self.methods:
            return Reply({"ok": False, "error": "internal_error"}, status=500)
        return None


@pytest.fixture
def failing(town: Town) -> Failing:
    faults = Failing()
    town.slack.platform.faults = faults
    return faults


def test_a_restart_posts_the_card_that_was_owed(town: Town) -> None:
    town.rosa.types(town.square, "/organize post")
    town.fills(town.rosa, {"title": "Owed", "organization": "Library", "summary": "Books", "roles": "Reader 2"})
    town.restart()
    town.deliver()
    assert town.card(1).words.startswith("#1 Owed")
    town.answer(town.ana, "/volunteer signup 1")
    town.restart()
    town.deliver()
    assert "Reader 1 of 2: Ana Silva" in town.card(1).words
    assert len([m for m in town.ana.sees(town.square) if not m.is_ephemeral]) == 1


def test_a_restart_keeps_reminders_and_what_people_chose(town: Town) -> None:
    number = town.posts(town.rosa, roles="Guide")
    town.answer(town.ana, "/volunteer language fr")
    town.answer(town.ana, f"/volunteer signup {number}")
    town.restart()
    town.move_to(STARTS - timedelta(hours=24))
    sentence = "Reminder: {posting}, you are in as {role}."
    head = town.dms(town.ana)[0].splitlines()[0]
    assert head == french(sentence, posting="#1 Map the city's parks", role="Guide")


def test_a_restart_does_not_undo_what_admins_chose(town: Town) -> None:
    town.answer(town.maya, "/volunteer-admin channels #volunteering off")
    town.restart()
    assert town.answer(town.maya, "/volunteer-admin channels").words == "No channel announces opportunities yet."


def test_an_old_card_works_after_a_restart(town: Town) -> None:
    card = town.card(town.posts(town.rosa))
    town.restart()
    assert town.press(town.ana, card, "Join as Designer").words.startswith("You are in as Designer")


@pytest.fixture
def flaky(town: Town) -> Iterator[Town]:
    """A town whose connection will break: websocket-client leaves such sockets to the garbage collector."""
    yield town
    gc.collect()


SOON_S = 5
LEFT_OPEN = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")


class Reconnecting:
    """The bot's connections before they are lost; `seconds` until it has others, and reads them."""

    def __init__(self, town: Town) -> None:
        self._client = socket_of(town.bot)
        self._link = town.slack.link
        self._lost = list(self._link.connections)

    def seconds(self) -> float:
        start = time.monotonic()
        while not self._is_back() and time.monotonic() - start < 30:
            time.sleep(0.005)
        return time.monotonic() - start

    def _is_back(self) -> bool:
        now, session = list(self._link.connections), self._client.current_session
        reads = session.sock is not None and session.sock.connected
        return bool(now and reads and not [one for one in now if one in self._lost])


@LEFT_OPEN
@pytest.mark.parametrize("reason", ["refresh_requested", "too_many_websockets", "warning"])
def test_the_bot_reconnects_when_slack_asks(flaky: Town, reason: str) -> None:
    number = flaky.posts(flaky.rosa)
    reconnecting = Reconnecting(flaky)
    flaky.slack.link.disconnect(reason)
    assert reconnecting.seconds() < SOON_S
    told = flaky.answer(flaky.ana, f"/volunteer signup {number} designer").words
    assert told.startswith("You are in as Designer")


@LEFT_OPEN
def test_the_bot_reconnects_when_the_network_drops(flaky: Town) -> None:
    number = flaky.posts(flaky.rosa)
    reconnecting = Reconnecting(flaky)
    flaky.slack.link.hang_up()
    assert reconnecting.seconds() < SOON_S
    assert flaky.answer(flaky.luc, f"/benevole {number}").words.startswith("#1 Map the city's parks")


@LEFT_OPEN
def test_an_event_lost_with_the_connection_is_taken_when_retried(flaky: Town) -> None:
    flaky.posts(flaky.rosa)
    reconnecting = Reconnecting(flaky)
    flaky.slack.link.hang_up()
    flaky.luc.changes(locale="en-CA")
    assert reconnecting.seconds() < SOON_S
    assert [answer.fault for answer in flaky.slack.retry_events()] == [""]
    assert flaky.answer(flaky.luc, "/volunteer").words.startswith("1 open opportunity")


def test_a_change_of_zone_moves_what_the_bot_writes_itself(town: Town) -> None:
    number = town.posts(town.rosa, roles="Guide")
    town.answer(town.ana, f"/volunteer signup {number}")
    town.ana.changes(tz="America/St_Johns")
    town.move_to(STARTS - timedelta(hours=24))
    reminder = town.ana.last(town.ana.dm)
    assert reminder.words.splitlines()[1] == "tomorrow, 8:00 PM to 10:00 PM (in 1 day)"
    assert "8:00 p.m. NST" in reminder.text.replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_a_change_of_language_in_slack_is_heard_at_once(town: Town) -> None:
    number = town.posts(town.rosa)
    assert town.answer(town.ana, f"/volunteer {number}").buttons[0] == "Join as Designer"
    town.ana.changes(locale="fr-CA")
    assert town.answer(town.ana, f"/volunteer {number}").buttons[0] == french("Join as {role}", role="Designer")


def test_a_change_of_name_shows_on_the_next_card(town: Town) -> None:
    number = town.posts(town.rosa)
    town.answer(town.ana, f"/volunteer signup {number} designer")
    town.ana.changes(real_name="Ana Silva-Roy")
    town.answer(town.luc, f"/volunteer signup {number} developer")
    town.deliver()
    assert "Designer 1 of 1: Ana Silva-Roy" in town.card(number).words


def test_an_admin_of_the_settings_stays_one_when_they_change(town: Town) -> None:
    town.settings = replace(town.settings, admins=frozenset({town.ana.id}))
    town.restart()
    assert town.answer(town.ana, "/volunteer-admin review").words == "Nothing is waiting for review."
    town.ana.changes(tz="America/Halifax")
    assert town.answer(town.ana, "/volunteer-admin review").words == "Nothing is waiting for review."


def test_a_newcomer_is_served_while_slack_cannot_say_who_they_are(town: Town, failing: Failing) -> None:
    number = town.posts(town.rosa)
    failing.methods = {"users.info"}
    told = town.answer(town.luc, f"/benevole inscription {number} designer").words
    assert told.startswith("You are in as Designer for #1 Map the city's parks"), "in the community's language"


def test_a_newcomer_is_known_by_name_as_soon_as_slack_says_it(town: Town, failing: Failing) -> None:
    number = town.posts(town.rosa)
    failing.methods = {"users.info"}
    town.answer(town.luc, f"/benevole inscription {number} designer")
    failing.methods = set()
    assert town.answer(town.luc, "/benevole mes-offres").buttons == [french("Leave")]
    town.deliver()
    assert "Designer 1 of 1: Luc Tremblay" in town.card(number).words


def test_a_dialog_that_could_not_open_can_be_asked_for_again(town: Town, failing: Failing) -> None:
    failing.methods = {"views.open"}
    assert town.answer(town.rosa, "/organize post").words == "Slack did not open the form. Try again."
    assert town.rosa.dialog is None
    failing.methods = set()
    town.rosa.types(town.square, "/organize post")
    assert town.rosa.sees_dialog().title == "Post an opportunity"
