"""Restoring a backup, rehearsed: nothing is sent twice, nothing that is owed is lost, and nothing old is mistaken."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from db.backups import is_served
from db.queries.receipts import add_receipt
from db.queries.restoring import NUMBERS_AHEAD
from handlers.backups import FORCE, back_up, restore
from sandbox.actor import Actor
from tests.stories.saying import said
from tests.town import POSTING, STARTS, UNDATED, Town, open_sandbox

HIS_OWN: dict[str, Any] = {**UNDATED, "organization": "Fence Fund"}
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

SQLITE = pytest.mark.parametrize("own_database", ["sqlite"], indirect=True)  # the first and the last test have both


@pytest.fixture
def town(own_database: str) -> Iterator[Town]:
    with open_sandbox() as slack:
        town = Town(slack, own_database)
        yield town
        town.close()


@contextmanager
def others_writing(town: Town) -> Iterator[None]:
    """Somebody writes all the while, and has begun before the block does."""
    done, begun = threading.Event(), threading.Event()

    def write() -> None:
        count = 0
        while not done.is_set():
            with town.bot.desk.work() as work:
                add_receipt(work.sql, f"request:{count}", "", work.now)
            count += 1
            begun.set()

    writing = threading.Thread(target=write)
    writing.start()
    assert begun.wait(10)
    try:
        yield
    finally:
        done.set()
        writing.join()


def backed_up(town: Town, folder: Path) -> Path:
    file = folder / "monday.backup"
    with others_writing(town):
        assert back_up(town.settings, file, town.slack.clock.now) == 0
    return file


def restored(town: Town, file: Path) -> None:
    """The bot is stopped, the file put back, and the bot started again."""
    town.close()
    assert restore(town.settings, file, town.slack.clock.now, force=True) == 0
    town.bot = town.opens()


def keeps_running(town: Town, minutes: int) -> None:
    for _ in range(minutes):
        town.move_to(town.slack.clock.now() + MINUTE)


def heads(town: Town, someone: Actor) -> list[str]:
    """The first line of each message the bot wrote to somebody."""
    return [words.splitlines()[0] for words in town.dms(someone)]


def cards(town: Town) -> Counter[str]:
    """The cards in the square, by title."""
    return Counter(m.words.splitlines()[0] for m in town.ana.sees(town.square) if not m.is_ephemeral)


def test_after_a_restore_everybody_has_seen_everything_once(town: Town, tmp_path: Path) -> None:
    town.posts(town.rosa)
    town.answer(town.ana, "/volunteer signup 1 designer")
    town.answer(town.luc, "/benevole inscription 1 developer")
    town.rosa.types(town.square, "/organize post")
    town.fills(town.rosa, {**POSTING, **UNDATED, "title": "Owed when it was backed up"})
    file = backed_up(town, tmp_path)
    town.move_to(STARTS - DAY)  # the cards, the digest and the first reminders go out
    town.posts(town.jean, **HIS_OWN, title="Lost")
    town.move_to(STARTS - 20 * HOUR)
    restored(town, file)
    keeps_running(town, 4)
    town.answer(town.priya, "/volunteer signup 1 developer")
    town.move_to(STARTS - HOUR)
    town.move_to(STARTS + DAY)
    sentence, about = "Reminder: {posting}, you are in as {role}.", "#1 Map the city's parks"
    assert heads(town, town.ana) == [said("en", sentence, posting=about, role="Designer")] * 2, "a day and an hour"
    assert heads(town, town.luc) == [said("fr", sentence, posting=about, role="Developer")] * 2
    assert heads(town, town.priya) == [said("en", sentence, posting=about, role="Developer")]
    assert heads(town, town.maya) == ["Volunteer digest"]
    assert cards(town) == {about: 1, "#2 Owed when it was backed up": 1, "#3 Lost": 1}
    assert "Developer 2 of 2: Luc Tremblay and Priya Nair" in town.card(1).words


@SQLITE
def test_what_was_owed_and_never_sent_is_sent_after_a_restore(town: Town, tmp_path: Path) -> None:
    town.posts(town.rosa)
    town.answer(town.ana, "/volunteer signup 1 designer")
    file = backed_up(town, tmp_path)
    town.slack.clock.move_to(STARTS - 20 * HOUR)
    restored(town, file)
    assert town.dms(town.ana) == []
    keeps_running(town, 4)
    assert len(town.dms(town.ana)) == 1


@SQLITE
def test_reminders_that_come_too_late_are_not_sent_after_a_restore(town: Town, tmp_path: Path) -> None:
    town.posts(town.rosa)
    town.answer(town.ana, "/volunteer signup 1 designer")
    file = backed_up(town, tmp_path)
    town.slack.clock.move_to(STARTS + MINUTE)
    restored(town, file)
    keeps_running(town, 4)
    assert town.dms(town.ana) == []


@SQLITE
def test_what_a_restore_lost_says_so_and_is_taken_for_nothing_else(town: Town, tmp_path: Path) -> None:
    town.posts(town.rosa)
    file = backed_up(town, tmp_path)
    assert town.posts(town.jean, **HIS_OWN, title="Lost", roles="Painter 3") == 2
    card, details = town.card(2), town.answer(town.ana, "/volunteer 2")
    restored(town, file)
    assert town.posts(town.jean, **HIS_OWN, title="New", roles="Washer 3") == 2 + NUMBERS_AHEAD
    assert town.press(town.ana, card, "Join as Painter").words == "This opportunity is no longer there."
    assert town.press(town.ana, details, "Join as Painter").words == "This opportunity is no longer there."
    assert town.press(town.ana, card, "Details").words == "There is no opportunity #2."
    assert "Washer 0 of 3" in town.card(2 + NUMBERS_AHEAD).words


@SQLITE
def test_cards_show_again_what_the_database_says(town: Town, tmp_path: Path) -> None:
    town.posts(town.rosa)
    file = backed_up(town, tmp_path)
    town.answer(town.ana, "/volunteer signup 1 designer")
    town.deliver()
    assert "Designer 1 of 1: Ana Silva" in town.card(1).words
    restored(town, file)
    town.deliver()
    assert "Designer 0 of 1" in town.card(1).words


def test_a_database_in_use_is_not_replaced(town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    town.posts(town.rosa)
    file = backed_up(town, tmp_path)
    town.answer(town.ana, "/volunteer signup 1 designer")
    for force in (False, True):
        assert restore(town.settings, file, town.slack.clock.now, force=force) == 1
    told = capsys.readouterr().err.splitlines()
    who = ", by elan" if is_served(town.settings.database_url) else ""
    assert told == [FORCE, f"The database is in use{who}. Stop Elan first, in every process, then restore."]
    town.restart()
    town.deliver()
    assert "Designer 1 of 1: Ana Silva" in town.card(1).words
