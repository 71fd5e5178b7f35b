"""What is measured in: a real file with people and postings in it, and the bot's app on it."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient
from sqlalchemy import insert, update

from bot.desk import Desk
from db.engine import open_engine
from db.models import (
    Account,
    Card,
    Channel,
    Community,
    Delivery,
    DeliveryState,
    Opportunity,
    OpportunityState,
    Organization,
    Person,
    Place,
    Role,
    Session,
)
from db.queries.delivery import claim_next
from db.schema import migrate
from handlers.slack.app import EVENTS, Installation, authorized, build_app
from handlers.slack.routes import all_routes
from handlers.slack.screen import Screen
from handlers.slack.serve import Counter

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
INSTALLATION = Installation("xoxb-1", "T1", "UBOT", "BBOT")
WORDS = ("parks", "library", "shelter", "transit", "garden", "archive", "kitchen", "clinic")
ANY = re.compile(".*")
RARE = "lighthouse"
"""Only one posting mentions it."""


class World:
    """A community of `people`, with `postings` open ones; the first is dated, has a card and seats for everyone."""

    def __init__(self, folder: Path, people: int, postings: int = 1) -> None:
        folder.mkdir(exist_ok=True)
        engine = open_engine(f"sqlite:///{folder / 'elan.db'}")
        migrate(engine)
        self.desk = Desk(engine, lambda: NOW)
        self.people = iter(range(people))
        with self.desk.work() as work:
            self._found(work.db)
            self._settle(work.db, people)
            self._post(work.db, people, postings)
        self.counter = Counter(self.desk, all_routes(), Screen(client()))
        self.app = build_app(INSTALLATION, client(), self.counter)

    def close(self) -> None:
        self.counter.close()
        self.desk.engine.dispose()

    def _found(self, db: Any) -> None:
        rules: dict[str, Any] = {
            "moderation": False,
            "trust_vetted": False,
            "digest_on": True,
            "digest_weekday": 0,
            "digest_minute": 540,
        }
        rules |= {"digested_at": NOW, "digest_set_at": NOW}
        rest = {"language": "en", "timezone": "America/Toronto", "next_number": 1, "created_at": NOW}
        db.add(Community(id=1, name="Town", **rules, **rest))
        db.flush()
        who = {"bot_user": "UBOT", "bot_id": "BBOT", "appointed": []}
        db.add(Place(id=1, community_id=1, platform="slack", platform_id="T1", name="Town", **who))
        db.flush()
        db.add(Channel(id=1, place_id=1, platform_id="C1", announces=True, kinds=[]))
        db.add(
            Organization(id=1, community_id=1, name="Parks Ottawa", folded="parks ottawa", vetted=True, created_at=NOW)
        )
        db.flush()

    def _settle(self, db: Any, people: int) -> None:
        told = {"locale": "en-US", "timezone": "America/Toronto", "skills": "", "work_languages": []}
        rest = {"reminders": True, "admin": False, "created_at": NOW}
        everyone = range(people)
        db.execute(
            insert(Person), [{"id": n + 1, "community_id": 1, "name": f"Ana {n}", **told, **rest} for n in everyone]
        )
        db.execute(
            insert(Account),
            [{"person_id": n + 1, "place_id": 1, "platform_id": f"U{n}", "checked_at": NOW} for n in everyone],
        )

    def _post(self, db: Any, people: int, postings: int) -> None:
        db.execute(insert(Opportunity), [_posting(number) for number in range(1, postings + 1)])
        role = {"position": 0, "name": "Designer", "folded": "designer", "taken": 0, "next_position": 1}
        db.execute(
            insert(Role),
            [{"id": n, "opportunity_id": n, "capacity": people, **role} for n in range(1, postings + 1)],
        )
        starts = NOW + timedelta(days=8)
        ends = starts + timedelta(hours=2)
        wall = {"starts": starts.replace(tzinfo=None), "ends": ends.replace(tzinfo=None), "timezone": "UTC"}
        db.add(Session(id=1, opportunity_id=1, starts_at=starts, ends_at=ends, shown=True, **wall))
        db.flush()
        db.execute(update(Role).where(Role.id == 1).values(session_id=1))
        db.add(Card(opportunity_id=1, channel_id=1, message="1.1"))

    def owe(self, count: int, since: datetime) -> None:
        """Owes so many direct messages, a minute apart from then on."""
        fixed = {"kind": "reminder.day", "facts": {}, "place_id": 1, "attempts": 0, "created_at": NOW}
        with self.desk.work() as work:
            rows = [
                {
                    "key": f"owed:{since}:{n}",
                    "subject_id": n,
                    "account_id": 1,
                    "lane": f"1:@U{n % 500}",
                    "state": DeliveryState.READY,
                    "due_at": since + timedelta(minutes=n),
                    **fixed,
                }
                for n in range(count)
            ]
            work.db.execute(insert(Delivery), rows)

    def claim(self) -> None:
        """Claims what is due, and takes it back so that it can be claimed again."""
        with self.desk.work() as work:
            if claim_next(work.db, work.now, "lease") is None:
                raise RuntimeError("nothing was due")
            work.undo()


def _posting(number: int) -> dict[str, Any]:
    about = f"{WORDS[number % len(WORDS)]} {RARE if number == 7 else 'map'}"
    return {
        "id": number,
        "community_id": 1,
        "number": number,
        "organization_id": 1,
        "kind": "event",
        "state": OpportunityState.OPEN,
        "title": f"Walk the {about}",
        "summary": "Walk there and write down what is in it",
        "description": "We need benches, taps and shade on the map before summer. " * 8,
        "place": "remote",
        "where": "https://meet.example.org/parks",
        "hours": 3,
        "hours_unit": "all",
        "work_languages": ["en"],
        "template": False,
        "channels": [],
        **dict.fromkeys(("skills", "question", "honorarium", "accessibility", "learning", "team"), ""),
        **dict.fromkeys(("links", "joining", "consent"), ""),
        "entry": "open",
        "questions": [],
        "language": "en",
        "other": {},
        "searchable": f"walk the {about} " + "we need benches, taps and shade on the map before summer. " * 8,
        "reason": "",
        "created_at": NOW,
        "published_at": NOW - timedelta(minutes=number),
    }


def client() -> WebClient:
    """A client that is never asked to call."""
    return WebClient(token=INSTALLATION.token, retry_handlers=[])


@contextmanager
def bolt(*, at_once: bool = True) -> Iterator[App]:
    """A Bolt app made like ours, with nothing registered; or, not `at_once`, in Bolt's own default mode."""
    pool = ThreadPoolExecutor(5)
    yield App(
        client=WebClient(retry_handlers=[]),
        authorize=lambda **_request: authorized(INSTALLATION),
        process_before_response=at_once,
        request_verification_enabled=False,
        listener_executor=pool,
        raise_error_for_unhandled_request=False,
    )
    pool.shutdown()


def listen_to_all(app: App) -> None:
    """As many listeners as ours has, each of which acknowledges and does nothing."""
    for register in (app.command, app.action, app.view, app.shortcut):
        register(ANY)(acknowledge)
    for event in (*EVENTS, ANY):
        app.event(event)(acknowledge)


def acknowledge(ack: Any) -> None:
    ack()
