"""Postings made up in memory, and what a message says of them as words."""

from datetime import datetime, timedelta
from typing import Any

from bot.messages.message import Button, Buttons, Choice, Heading, Message, Note, Paragraph, plain
from bot.messages.voice import Voice
from db.models import Opportunity, OpportunityState, Organization, Role, Session
from db.queries.opportunities import Posting, RoleFacts
from tests.town import START

ENGLISH, FRENCH = Voice("en", "America/Toronto"), Voice("fr", "America/Toronto")
ASKED = {"level": "any", "required": [], "preferred": []}
STARTS_AT = START + timedelta(days=8, hours=8, minutes=30)
"""Tuesday, 1 December 2026, 18:30 in Toronto."""


def role(
    name: str = "Designer", capacity: int | None = 3, names: tuple[str, ...] = (), waiting: int = 0, **more: Any
) -> RoleFacts:
    """A role in which these people are, and perhaps `taken` more."""
    known = {"id": 7, "name": name, "capacity": capacity, "taken": len(names), **ASKED, **more}
    return RoleFacts(Role(**known), names, waiting)


def session(starts_at: datetime = STARTS_AT, hours: float = 2) -> Session:
    return Session(id=3, starts_at=starts_at, ends_at=starts_at + timedelta(hours=hours), timezone="America/Toronto")


def posting(*roles: RoleFacts, on: Session | None = None, vetted: bool = False, **changes: Any) -> Posting:
    """#12 of Parks Ottawa: open and undated unless said, with one role for a designer."""
    told = {
        "number": 12, "title": "Map the parks", "summary": "Walk a park", "description": "", "place": "remote",
        "where": "", "hours": None, "hours_unit": "week", "hours_total": None, "work_languages": ["en"], "skills": "",
        "kind": "volunteering", "state": OpportunityState.OPEN, "reason": "", "question": "", "honorarium": "",
        "accessibility": "", "learning": "", "team": "", "links": "", "joining": "", "entry": "open", "questions": [],
        "consent": "", "deadline": None, "most_waiting": None, "language": "en", "other": {}, "template": False,
        "publish_at": None, "author_id": 3,
    } | changes  # fmt: skip
    return Posting(Opportunity(**told), Organization(name="Parks Ottawa", vetted=vetted), on, roles or (role(),))


def words(message: Message) -> list[str]:
    """Everything that is read, line by line."""
    told: list[str] = []
    for part in message.parts:
        if isinstance(part, Heading):
            told.append(part.words)
        elif isinstance(part, Paragraph | Note):
            told += plain(part.text).split("\n")
    return told


def buttons(message: Message) -> list[Button]:
    """Every button, top to bottom."""
    found: list[Button] = []
    for part in message.parts:
        if isinstance(part, Buttons):
            found += part.buttons
        elif isinstance(part, Paragraph) and part.button:
            found.append(part.button)
    return found


def labels(message: Message) -> list[str]:
    return [button.label for button in buttons(message)]


def choices(message: Message) -> list[tuple[str, str]]:
    return [option for part in message.parts if isinstance(part, Choice) for option in part.options]
