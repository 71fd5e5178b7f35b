"""Everything arrives several times, at once and through two instances of the app, and late: one effect, one answer."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from db.models import Base, Receipt
from sandbox.actor import Actor
from sandbox.delivery import Answer, Delivery, Envelope
from sandbox.interactions import events
from tests.town import POSTING, UNDATED, Town, copied_database, open_sandbox

Rows = dict[str, list[tuple[Any, ...]]]
LOOKS = {"1", "review", "edit 1", "post"}
"""What is typed in `a_life` and changes nothing."""
CHANCE = {"key", "coalesce"}
"""Columns with a repaint's token in them, which is never the same twice."""


class Stutter:
    """The road to the app, on which everything arrives so many times at once.

    Shown is what the first copy was answered with, once all of them were answered.
    """

    def __init__(self, road: Delivery, times: int) -> None:
        self._road = road
        self._times = times
        self.missed: list[Envelope] = []
        self.sent: list[tuple[Envelope, list[Future[Answer]]]] = []

    def send(self, envelope: Envelope) -> Future[Answer]:
        copies = [self._road.send(envelope) for _ in range(self._times)]
        self.sent.append((envelope, copies))
        shown: Future[Answer] = Future()
        left = threading.Semaphore(self._times - 1)

        def another(_copy: Future[Answer]) -> None:
            if not left.acquire(blocking=False):
                shown.set_result(copies[0].result())

        for copy in copies:
            copy.add_done_callback(another)
        return shown

    def given(self) -> list[list[Answer]]:
        """What each was answered with, copy by copy."""
        return [[copy.result(10) for copy in copies] for _envelope, copies in self.sent]


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """The address of an empty database, as often as asked; of PostgreSQL's there is one at a time."""
    if request.param == "postgresql":
        return lambda: str(request.getfixturevalue("postgres").clean())

    def copied() -> str:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        return copied_database(request.getfixturevalue("template"), folder)

    return copied


@contextmanager
def town_of(database: str, times: int) -> Iterator[tuple[Town, Stutter]]:
    """A town with two instances of the bot, to which everything comes so many times."""
    with open_sandbox() as slack:
        town = Town(slack, database)
        second = town.opens()
        slack.wait_connected(2)
        road = Stutter(slack.platform.delivery, times)
        slack.platform.delivery = road
        try:
            yield town, road
        finally:
            slack.platform.delivery = slack.link
            second.stop()
            town.close()


def a_life(town: Town) -> None:
    """A posting from its review to its end, with every kind of request that changes anything on the way."""
    ana, luc, rosa, maya = town.ana, town.luc, town.rosa, town.maya
    for typed in ("settings moderation on", "settings digest monday 9:00", "channels #volunteering event volunteering"):
        maya.types(town.square, f"/volunteer-admin {typed}")
    for organizer, title in ((rosa, "Parks"), (town.jean, "Bikes")):
        post_at_second_try(town, organizer, title)
    review = town.answer(maya, "/volunteer-admin review")
    town.press(maya, review, "Approve #1")
    maya.presses(review, "Decline #2")
    town.fills(maya, {"Why, and what to change": "Name a place"})
    town.dialog_of(maya).close()
    shown = town.answer(ana, "/volunteer 1")
    town.press(ana, shown, "Join as Designer")
    luc.types(town.square, "/benevole inscription 1 designer")
    luc.types(town.square, "/benevole attente 1 designer")
    town.priya.types(town.square, "/volunteer signup 1 developer")
    town.slack.advance(timedelta(seconds=1))
    people_change(town)
    ana.types(town.square, "/volunteer leave 1")
    rosa.types(town.square, "/organize edit 1")
    town.fills(rosa, {"summary": "Walk two parks", "start": POSTING["end"], "end": POSTING["start"]})
    town.dialog_of(rosa).close()
    for typed in ("close 1", "reopen 1", "cancel 1 yes Ice"):
        rosa.types(town.square, f"/organize {typed}")


def post_at_second_try(town: Town, organizer: Actor, title: str) -> None:
    organizer.types(town.square, "/organize post")
    town.fills(organizer, {**POSTING, "title": title, "roles": "2 designers"})
    assert town.dialog_of(organizer).errors
    town.fills(organizer, {"roles": "Designer 1\nDeveloper 2"})
    town.dialog_of(organizer).close()


def people_change(town: Town) -> None:
    """What they say of themselves, and what Slack says of them."""
    town.priya.types(town.square, "/volunteer language fr")
    town.priya.types(town.square, "/volunteer reminders off")
    town.luc.changes(real_name="Luc T.")
    town.slack.advance(timedelta(seconds=1))
    town.luc.changes(real_name="Luc Tremblay-Roy")
    town.noemie.opens_home()
    events.change_profile(town.slack.platform, town.noemie.id, {"tz": "America/Halifax"})


def rows(town: Town) -> Rows:
    """All that is kept, but for the receipts, of which only the number can be the same."""
    found: Rows = {}
    with town.bot.desk.reading() as work:
        for table in Base.metadata.sorted_tables:
            if table.name != "receipt":
                columns = [one for one in table.columns if one.name not in CHANCE]
                every = work.db.execute(select(*columns).order_by(*table.primary_key))
                found[table.name] = [tuple(row) for row in every]
        found["receipt"] = [tuple(work.db.execute(select(func.count()).select_from(Receipt)).one())]
    return found


def test_a_life_in_which_everything_comes_three_times_at_once_is_the_same_life(fresh: Callable[[], str]) -> None:
    with town_of(fresh(), 1) as (town, road):
        a_life(town)
        once, told = rows(town), [answers[0] for answers in road.given()]
    with town_of(fresh(), 3) as (town, road):
        a_life(town)
        given = road.given()
        assert rows(town) == once
    assert [copies for copies in given if copies != [copies[0]] * 3] == []
    assert len(given) == len(told) > 25
    assert [one for copies in given for one in copies if one.fault] == []


def test_a_life_told_backwards_once_it_is_over_changes_nothing(fresh: Callable[[], str]) -> None:
    """Each request again, the last first and all of them at once: what was done is done, what was said is said."""
    with town_of(fresh(), 1) as (town, road):
        a_life(town)
        before = rows(town)
        given = [copies[0] for copies in road.given()]
        sent = [envelope for envelope, _copies in road.sent]
        late = [town.slack.link.send(envelope.again("timeout")) for envelope in reversed(sent)]
        again = [copy.result(10) for copy in reversed(late)]
        assert rows(town) == before
    kept = [n for n, envelope in enumerate(sent) if keeps(envelope, given[n])]
    assert [again[n] for n in kept] == [given[n] for n in kept]
    assert len(kept) > 20


def keeps(envelope: Envelope, answer: Answer) -> bool:
    """Whether its answer is kept: a look is drawn anew each time, and a dialog sent back is to be sent in again."""
    return envelope.payload.get("text") not in LOOKS and answer.payload.get("response_action") != "errors"


def test_two_people_and_one_seat_each_asking_four_times_at_once(fresh: Callable[[], str]) -> None:
    """One is in and one is not, and neither hears both."""
    with town_of(fresh(), 4) as (town, road):
        town.posts(town.rosa, **UNDATED)
        road.sent.clear()
        both = [threading.Thread(target=asks, args=(town, who)) for who in (town.ana, town.priya)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()
        given = road.given()
        town.deliver()
        assert "Designer 1 of 1" in town.card(1).words
    assert [copies for copies in given if copies != [copies[0]] * 4] == []
    told = sorted(str(copies[0].payload["text"])[:14] for copies in given)
    assert told == ["Designer in #1", "You are in as "]


def asks(town: Town, who: Actor) -> None:
    who.types(town.square, "/volunteer signup 1 designer")
