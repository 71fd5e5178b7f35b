"""Every real project renders as a card, a row, its details and a direct message within Slack's limits."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.desk import Desk
from bot.marketplace.browsing import Listing
from bot.marketplace.imports import How, Row, json_lines, take_in
from bot.messages import cards, lists, organized, reminders, reviews
from bot.messages.about import About
from bot.messages.cards import Standing
from bot.messages.message import Message
from bot.messages.voice import Voice
from db.engine import open_engine
from db.models import Opportunity, SignupState
from db.queries.opportunities import Posting, postings
from handlers.slack.dialogs import page
from handlers.slack.render import message_payload
from sandbox.limits import message_faults, view_faults
from tests.bot.marketplace.village import Village
from tests.handlers.slack import projects
from tests.town import START, copied_database

VOICES = (Voice("en", "America/Toronto"), Voice("fr", "America/Montreal"))
LONGEST_TEXT = 4000
"""Characters of top-level text that an update takes."""
READER = Standing(mine=frozenset({0}), organizes=True)


@dataclass(frozen=True)
class Imported:
    rows: list[Row]
    taken: list[Posting]


@pytest.fixture(scope="module")
def imported(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """All of them taken in once, and read back."""
    engine = open_engine(copied_database(template, tmp_path_factory.mktemp("projects")))
    village = Village(Desk(engine, lambda: START))
    rows = list(take_in(village.desk, village.id, json_lines(projects.lines()), How("batch")))
    with village.desk.reading() as work:
        ids = list(work.db.scalars(select(Opportunity.id).order_by(Opportunity.id)))
        taken = [one for start in range(0, len(ids), 500) for one in postings(work.db, ids[start : start + 500])]
    engine.dispose()
    return Imported(rows, taken)


def about(facts: Posting) -> About:
    return About(facts.opportunity, facts.roles[0].role, None, "Rosa & <Lindqvist>", SignupState.IN)


SHOWN: dict[str, Callable[[Voice, Posting], Message]] = {
    "card": lambda voice, one: cards.card(voice, one, START),
    "details": lambda voice, one: cards.details(voice, one, START, READER),
    "reminder": lambda voice, one: reminders.reminder(voice, about(one), START),
    "review": lambda voice, one: reviews.review_asked(voice, one, START),
}


def faults(message: Message) -> Iterator[str]:
    payload = message_payload(message)
    yield from map(str, message_faults(payload["blocks"]))
    if not 0 < len(payload["text"]) <= LONGEST_TEXT:
        yield f"text of {len(payload['text'])} characters"


def test_every_project_is_taken_or_refused_with_its_reason(imported: Imported) -> None:
    counted = Counter(row.outcome for row in imported.rows)
    assert (counted["taken"], counted["taken"] >= 100) == (len(imported.taken), True)
    assert all(row.fault is not None for row in imported.rows if row.outcome == "refused")
    assert counted["refused"] < counted["taken"] / 20


def test_every_project_fits_wherever_it_is_shown_in_both_languages(imported: Imported) -> None:
    alone = {
        (one.opportunity.number, name, voice.language): found
        for one in imported.taken
        for voice in VOICES
        for name, show in SHOWN.items()
        if (found := list(faults(show(voice, one))))
    }
    assert alone == {}
    listed = [
        fault
        for start in range(0, len(imported.taken), 10)
        for voice in VOICES
        for message in listings(voice, imported.taken[start : start + 10])
        for fault in faults(message)
    ]
    assert listed == []


def test_every_project_opens_as_a_page(imported: Imported) -> None:
    """As the Home tab opens its details."""
    wrong = {
        one.opportunity.number: found
        for one in imported.taken
        if (found := view_faults(page(VOICES[1], cards.details(VOICES[1], one, START, READER))))
    }
    assert wrong == {}


def listings(voice: Voice, some: list[Posting]) -> tuple[Message, ...]:
    listing = Listing(tuple(some), 2, 3, 1500, "words & <more>")
    return (
        lists.open_list(voice, listing, START),
        organized.organized_list(voice, listing, START),
        lists.review_list(voice, listing, START),
    )
