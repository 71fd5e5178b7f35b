"""One piece of work: what happened is followed by what follows, or all of it is undone."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select

from bot.desk import Desk
from bot.events import Event
from bot.work import Reactions, Work
from db.models import Receipt
from tests.town import START


@dataclass(frozen=True, slots=True)
class Rang(Event):
    times: int


@dataclass(frozen=True, slots=True)
class Echoed(Event):
    times: int


@contextmanager
def followed(desk: Desk, reactions: Reactions) -> Iterator[Work]:
    """A work with other reactions than the bot's."""
    with desk.engine.connect() as sql, closing(Work(sql, START, reactions)) as work:
        yield work


def note(work: Work, key: str) -> None:
    work.db.add(Receipt(key=key, answer="", created_at=work.now))


def noted(desk: Desk) -> list[str]:
    with desk.reading() as work:
        return list(work.db.scalars(select(Receipt.key).order_by(Receipt.key)))


def test_what_follows_happens_in_the_order_of_what_happened(desk: Desk) -> None:
    heard: list[str] = []

    def ring(work: Work, event: Rang) -> None:
        heard.append(f"rang {event.times}")
        if event.times > 1:
            work.happened(Echoed(event.times))

    follows: Reactions = {Rang: (ring,), Echoed: (lambda _work, event: heard.append(f"echoed {event.times}"),)}
    with followed(desk, follows) as work:
        work.happened(Rang(1))
        work.happened(Rang(2))
        work.happened(Rang(3))
        work.react()
    assert heard == ["rang 1", "rang 2", "rang 3", "echoed 2", "echoed 3"]


def test_what_nobody_reacts_to_is_passed_over(desk: Desk) -> None:
    with desk.work() as work:
        work.happened(Rang(1))
        note(work, "kept")
    assert noted(desk) == ["kept"]


def test_undoing_takes_back_what_was_written_and_what_happened(desk: Desk) -> None:
    heard: list[Event] = []
    follows: Reactions = {Rang: (lambda _work, event: heard.append(event),)}
    with followed(desk, follows) as work:
        note(work, "gone")
        work.db.flush()
        work.happened(Rang(1))
        work.undo()
        assert work.db.scalar(select(func.count()).select_from(Receipt)) == 0
        work.react()
    assert heard == []


def test_after_undoing_the_work_goes_on(desk: Desk) -> None:
    with desk.work() as work:
        note(work, "gone")
        work.undo()
        note(work, "kept")
    assert noted(desk) == ["kept"]


def test_anything_raised_undoes_all_of_it(desk: Desk) -> None:
    def breaks() -> None:
        with desk.work() as work:
            note(work, "gone")
            work.db.flush()
            raise KeyError

    with pytest.raises(KeyError):
        breaks()
    assert noted(desk) == []
    with desk.work() as work:
        note(work, "the next one")
    assert noted(desk) == ["the next one"]


def test_what_is_written_while_reading_is_not_kept(desk: Desk) -> None:
    with desk.reading() as work:
        note(work, "gone")
        work.db.flush()
    assert noted(desk) == []


def test_reading_goes_on_while_somebody_writes(desk: Desk) -> None:
    with desk.work() as writing:
        note(writing, "not yet")
        writing.db.flush()
        assert noted(desk) == []
    assert noted(desk) == ["not yet"]


def test_the_time_of_a_work_is_the_desks(desk: Desk) -> None:
    with desk.work() as work:
        assert work.now == START
