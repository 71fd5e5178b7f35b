"""Slack misbehaves while the bot sends: what was owed is seen exactly once in the end."""

from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest

from db.models import DeliveryState
from sandbox.actor import Actor
from sandbox.faults import Fault, Script, Weather, cut, dripping, garbled, paged, refused, silent, too_often
from tests.faults.ledger import HISTORY, OPEN, POST, SENDING, UPDATE, Ledger

S = DeliveryState
NOTHING_DONE: dict[str, Fault] = {
    "429 that says how long": too_often(17),
    "429 that does not": too_often(),
    "too often, in words": refused("ratelimited"),
    "token expired": refused("token_expired"),
    "token revoked": refused("token_revoked"),
}
IN_DOUBT: dict[str, Callable[..., Fault]] = {
    "500": partial(refused, "fatal_error", 500),
    "503": partial(refused, "service_unavailable", 503),
    "internal error": partial(refused, "internal_error"),
    "a page": partial(paged, 502),
    "a page that says 200": partial(paged, 200),
    "half of the JSON": garbled,
    "a list": partial(garbled, b"[]"),
    "no text": partial(garbled, b"\xff\xfe\x00"),
    "ok, and nothing else": partial(garbled, b'{"ok": true}'),
    "reset": cut,
    "silence": silent,
}
ANY: dict[str, Fault] = {
    **NOTHING_DONE,
    **{f"{name}, not done": kind(accepted=False) for name, kind in IN_DOUBT.items()},
    **{f"{name}, done": kind(accepted=True) for name, kind in IN_DOUBT.items()},
    "done late": silent(late=True),
    "drops": dripping(0.05),
}
SHARE, MANY = 0.15, 12
PROMOTED = "A seat was freed and it is yours: you are in as Designer for #{} {}."


def crowd(ledger: Ledger, number: int, count: int) -> list[Actor]:
    """So many newcomers, all signed up for a posting of one role."""
    people = [ledger.town.slack.member(f"reader{n}") for n in range(count)]
    for one in people:
        assert ledger.town.answer(one, f"/volunteer signup {number}").words.startswith("You are in")
    return people


def test_each_card_is_seen_once(ledger: Ledger) -> None:
    ledger.breaks(Script(POST, *ANY.values()))
    ledger.announces(list(ANY))
    ledger.delivers()
    ledger.settles()
    assert ledger.faults.struck == {POST: len(ANY)}
    assert ledger.titles() == Counter(ANY.keys())
    assert ledger.states() == {S.SENT: len(ANY)}


def test_each_direct_message_is_seen_once(ledger: Ledger) -> None:
    """The channel has to be opened first: that goes wrong as often."""
    number = ledger.town.posts(ledger.town.rosa, roles=f"Reader {len(ANY)}")
    people = crowd(ledger, number, len(ANY))
    ledger.delivers()
    ledger.breaks(Script(POST, *ANY.values()).then(OPEN, *ANY.values()))
    ledger.town.answer(ledger.town.rosa, f"/organize cancel {number} yes")
    ledger.delivers()
    ledger.settles()
    assert ledger.faults.struck == {POST: len(ANY), OPEN: len(ANY)}
    assert [len(ledger.told(one)) for one in people] == [1] * len(ANY)
    assert set(ledger.states()) == {S.SENT}


def test_a_card_ends_up_as_it_should_be(ledger: Ledger) -> None:
    number = ledger.town.posts(ledger.town.rosa, roles=f"Reader {len(ANY)}")
    for (name, fault), n in zip(ANY.items(), range(1, len(ANY) + 1), strict=True):
        ledger.breaks(Script(UPDATE, fault))
        one = ledger.town.slack.member(f"reader{n}")
        ledger.town.answer(one, f"/volunteer signup {number}")
        ledger.delivers()
        assert ledger.faults.struck[UPDATE] == 1, name
        ledger.settles()  # where the one before is in doubt too, the card is painted when that has rested
        assert f"Reader {n} of {len(ANY)}" in ledger.town.card(number).words, name
    ledger.settles()
    assert f"Reader {len(ANY)} of {len(ANY)}" in ledger.town.card(number).words
    assert ledger.titles() == {"Map the city's parks": 1}
    assert set(ledger.states()) <= {S.SENT, S.CANCELLED}


def test_what_is_in_doubt_stays_so_until_the_history_can_be_read(ledger: Ledger) -> None:
    ledger.breaks(Script(POST, cut(accepted=True), cut()).then(HISTORY, *ANY.values()))
    ledger.posts("Arrived")
    ledger.posts("Did not")
    for _round in range(len(ANY)):
        ledger.settles()
    assert ledger.faults.struck[HISTORY] == len(ANY)
    assert ledger.titles() == {"Arrived": 1, "Did not": 1}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_the_weather_each_thing_is_seen_once_and_slack_is_seldom_asked_twice(
    ledger: Ledger, seed: int
) -> None:
    town = ledger.town
    ledger.breaks(Weather(seed, SHARE, list(ANY.values()), SENDING))
    titles = [f"Task {n}" for n in range(MANY)]
    ledger.announces(titles)
    ledger.delivers()
    ledger.settles()
    ledger.passes_on_seats(MANY)
    ledger.delivers()
    ledger.settles()
    assert ledger.titles() == Counter(titles)
    assert Counter(ledger.told(town.priya)) == Counter(PROMOTED.format(n, title) for n, title in enumerate(titles, 1))
    assert set(ledger.states()) <= {S.SENT, S.CANCELLED}
    seen = ledger.states()[S.SENT]
    asked = sum(ledger.faults.calls[method] for method in SENDING)
    assert asked / seen <= 1.5, ledger.faults.calls
