"""The socket breaks at the worst moment: nothing is done twice, and the bot comes back by itself."""

import gc
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar

import pytest

from sandbox.actor import Actor
from sandbox.faults import Always, Fault, Script, cut, garbled, paged, refused
from sandbox.socket_mode import REASONS
from tests.town import POSTING, Town, socket_of

DIAL, PROFILE = "apps.connections.open", "users.info"
BACK_S = 20.0
COMMAND = "/volunteer signup 1"
IN = "You are in as Guide for #1 Map the city's parks, Tuesday, December 1st, 6:30 PM."
ALREADY = "You are already in as Guide for #1."
T = TypeVar("T")
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")


@pytest.fixture
def over_http() -> bool:
    """Connections are what breaks here."""
    return False


@pytest.fixture
def flaky(town: Town, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """A town whose connection will break: websocket-client leaves such sockets to the garbage collector."""
    monkeypatch.setattr("handlers.slack.socket.FIRST_WAIT_S", 0.1)
    yield town
    gc.collect()


@contextmanager
def halfway(town: Town, act: Callable[[], T]) -> Iterator[Future[T]]:
    """The moment at which the bot has taken what a newcomer did, asks Slack about them, and acknowledges nothing."""
    slow = Script(PROFILE, Fault(lambda true: replace(true, delay=0.2), accepted=True))
    town.slack.platform.faults = slow
    with ThreadPoolExecutor(1) as hand:
        acting = hand.submit(act)
        assert town.slack.workspace.wait(lambda: slow.calls[PROFILE] == 1, 5)
        yield acting


def types(town: Town, someone: Actor) -> Callable[[], object]:
    return lambda: someone.types(town.square, COMMAND)


def presses(town: Town, someone: Actor) -> Callable[[], object]:
    return lambda: someone.presses(town.card(1), "Join as Guide")


def submits(town: Town, someone: Actor) -> Callable[[], object]:
    """Before that they were given the dialog, while Slack would not say who they are: so it is asked about them now."""
    town.slack.platform.faults = Script(PROFILE, refused("internal_error"))
    someone.types(town.square, "/organize post")
    theirs = {"title": f"Posted by {someone.name}", "organization": f"Parks of {someone.name}"}
    return lambda: town.fills(someone, {**POSTING, **theirs})


def posted(town: Town, someone: Actor) -> list[str]:
    """The first lines of the cards of what somebody posted."""
    town.deliver()
    lines = [m.words.splitlines()[0] for m in someone.sees(town.square)]
    return [one.partition(" ")[2] for one in lines if f"Posted by {someone.name}" in one]


def answered(town: Town, someone: Actor) -> list[str]:
    """The first sentence of each answer to somebody."""
    return [m.words.split(" I will ")[0] for m in someone.sees(town.square) if m.is_ephemeral]


def told(town: Town, someone: Actor, count: int) -> list[str]:
    """The same, when they are so many: a button's answer comes after its acknowledgement."""
    town.slack.workspace.wait(lambda: len(answered(town, someone)) >= count, BACK_S)
    return answered(town, someone)


def leaves(town: Town, reason: str) -> None:
    """The connection ends, for a reason of Slack's or without a word."""
    if reason:
        town.slack.link.disconnect(reason)
    else:
        town.slack.link.hang_up()
    town.slack.link.enabled = True


@pytest.mark.parametrize("acts", [types, presses])
def test_an_acknowledgement_goes_out_over_the_next_connection(
    flaky: Town, acts: Callable[[Town, Actor], Callable[[], object]]
) -> None:
    reasons = ("", *REASONS)
    flaky.posts(flaky.rosa, roles=f"Guide {len(reasons)}")
    for reason in reasons:
        newcomer = flaky.slack.member(f"newcomer-{reason}".strip("-"))
        with halfway(flaky, acts(flaky, newcomer)):
            leaves(flaky, reason)
        flaky.slack.wait_connected(seconds=BACK_S)
        assert told(flaky, newcomer, 1) == [IN], reason
        assert flaky.card(1).trouble == "", reason
        assert flaky.answer(newcomer, COMMAND).words == ALREADY, reason
    flaky.deliver()
    assert f"Guide {len(reasons)} of {len(reasons)}: " in flaky.card(1).words


def test_a_dialogs_acknowledgement_goes_out_over_the_next_connection(flaky: Town) -> None:
    for reason in ("", *REASONS):
        newcomer = flaky.slack.member(f"newcomer-{reason}".strip("-"))
        with halfway(flaky, submits(flaky, newcomer)):
            leaves(flaky, reason)
        flaky.slack.wait_connected(seconds=BACK_S)
        dialog = flaky.dialog_of(newcomer)
        assert (dialog.trouble, " is open." in dialog.words) == ("", True), reason
        assert posted(flaky, newcomer) == [f"Posted by {newcomer.name}"], reason


def lost(town: Town, act: Callable[[], object]) -> None:
    """What a newcomer did is done, and its acknowledgement never comes: they are told of trouble."""
    link = town.slack.link
    link.patience = 0.4
    with halfway(town, act) as acting:
        link.disconnect("link_disabled")
        acting.result()
    link.enabled = True
    town.slack.wait_connected(seconds=BACK_S)


@pytest.mark.parametrize("acts", [types, presses])
def test_who_was_told_of_trouble_and_does_it_again_is_in_once(
    flaky: Town, acts: Callable[[Town, Actor], Callable[[], object]]
) -> None:
    flaky.posts(flaky.rosa, roles="Guide 2")
    newcomer = flaky.slack.member("newcomer")
    lost(flaky, acts(flaky, newcomer))
    before = len(answered(flaky, newcomer))
    acts(flaky, newcomer)()
    assert told(flaky, newcomer, before + 1)[-1] == ALREADY
    flaky.deliver()
    assert "Guide 1 of 2: Newcomer" in flaky.card(1).words


def test_who_was_told_of_trouble_and_submits_again_has_posted_once(flaky: Town) -> None:
    newcomer = flaky.slack.member("newcomer")
    lost(flaky, submits(flaky, newcomer))
    dialog = flaky.dialog_of(newcomer)
    assert (dialog.trouble == "", " is open." in dialog.words) == (False, False)
    dialog.submit()
    assert posted(flaky, newcomer) == ["Posted by newcomer"]


@pytest.mark.parametrize("how", ["refused", "not let in"])
def test_a_first_dial_that_fails_is_followed_by_another(flaky: Town, how: str) -> None:
    real = flaky.slack.platform.link_url
    with socket.create_server(("127.0.0.1", 0)) as gone:
        nobody = f"ws://127.0.0.1:{gone.getsockname()[1]}/link/"
    wrong = [nobody if how == "refused" else f"{real()}-used"]
    flaky.slack.platform.link_url = lambda: wrong.pop() if wrong else real()
    flaky.restart()
    assert wrong == []
    assert flaky.answer(flaky.ana, "/volunteer").words.startswith("Nothing is open")


def test_a_slack_that_will_not_connect_is_asked_with_growing_pauses(flaky: Town) -> None:
    """Twice at once, then after 0.1, 0.2 and 0.4 seconds; in life it is half a second and then up to ten."""
    ill = Script(DIAL, refused("internal_error", 500), paged(502), cut(), garbled())
    flaky.slack.platform.faults = ill
    started = time.monotonic()
    flaky.slack.link.hang_up()
    assert flaky.slack.workspace.wait(lambda: ill.calls[DIAL] == 5, BACK_S)
    assert time.monotonic() - started > 0.6
    flaky.slack.wait_connected(seconds=BACK_S)
    assert flaky.answer(flaky.ana, "/volunteer").words.startswith("Nothing is open")


def test_a_bot_that_waits_for_slack_can_be_stopped(flaky: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.slack.socket.FIRST_WAIT_S", 20)
    monkeypatch.setattr("handlers.slack.socket.LONGEST_WAIT_S", 40)
    flaky.slack.platform.faults = Always(refused("internal_error"), lambda call: call.method == DIAL)
    flaky.slack.link.hang_up()
    until = time.monotonic() + BACK_S
    while socket_of(flaky.bot)._wait < 40 and time.monotonic() < until:
        time.sleep(0.01)  # until it waits twenty seconds, and would wait forty
    stopping = threading.Thread(target=flaky.close)
    stopping.start()
    stopping.join(10)
    assert not stopping.is_alive()
