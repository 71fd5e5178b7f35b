"""The town the stories happen in: the real bot, wired as in life, in a pretend Slack whose clock stands still."""

import json
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bot.marketplace.communities import home
from bot.marketplace.drafts import Draft
from bot.marketplace.opportunities import publish_imported
from bot.settings import Settings
from bot.wiring import Bot
from db.queries.delivery import expire, next_due
from handlers.slack.http import PATH
from sandbox.actor import Actor, Message
from sandbox.clock import FrozenClock
from sandbox.server import Sandbox
from sandbox.workspace import Channel

ROOT = Path(__file__).parent.parent
START = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
"""A Monday: 10:00 in Toronto and Montréal, 11:30 in St. John's."""
TUESDAY = date(2026, 12, 1)
EVENING, LATE = time(18, 30), time(20, 30)
STARTS = datetime(2026, 12, 1, 23, 30, tzinfo=UTC)
"""That Tuesday evening in Toronto: when POSTING starts."""
POSTING: dict[str, Any] = {
    "title": "Map the city's parks",
    "organization": "Parks Ottawa",
    "summary": "Walk a park and write down what is in it",
    "description": "We need benches, taps and shade on the map before summer.",
    "roles": "Designer 1\nDeveloper 2",
    "day": TUESDAY,
    "start": EVENING,
    "end": LATE,
    "where": "https://meet.example.org/parks",
    "hours": 3,
    "hours_total": 24,
    "work_languages": ["en", "fr"],
}
"""What goes into the posting dialog, by field: the labels are in the language of who posts."""
UNDATED: dict[str, Any] = {"day": None, "start": None, "end": None}


class Town:
    """People and channels by name, and the bot. Nothing is delivered until `deliver`, so a test says when."""

    def __init__(self, slack: Sandbox, database: str, *, over_http: bool = False) -> None:
        self.slack = slack
        self.square = slack.channel("volunteering")
        slack.invite_bot(self.square)
        self.ana = slack.member("ana", "Ana Silva")
        self.luc = slack.member("luc", "Luc Tremblay", locale="fr-CA", tz="America/Montreal")
        self.priya = slack.member("priya", "Priya Nair", tz="America/Vancouver")
        self.noemie = slack.member("noemie", "Noémie Roy", locale="fr-CA", tz="America/Moncton")
        self.rosa = slack.member("rosa", "Rosa Lindqvist")
        self.jean = slack.member("jean", "Jean Gagnon", locale="fr-CA")
        self.maya = slack.member("maya", "Maya Chen", admin=True)
        self.settings = Settings(
            slack_bot_token=slack.bot_token,
            slack_app_token="" if over_http else slack.app_token,
            slack_signing_secrets=(slack.signing_secret,),
            slack_api_url=slack.api_url,
            database_url=database,
            admins=frozenset({self.maya.id}),
            channel="volunteering",
            listen="127.0.0.1:0",
        )
        self.bot = self.opens()

    def opens(self) -> Bot:
        """The bot, listening."""
        bot = Bot(self.settings, self.slack.clock.now)
        bot.desk.seconds = self.slack.clock.seconds
        bot.listen()
        if self.settings.over_http:
            self.slack.deliver_to(f"http://127.0.0.1:{bot.port}{PATH}")
        else:
            self.slack.wait_connected()
        return bot

    def close(self) -> None:
        self.bot.stop()

    def restart(self) -> None:
        """The process ends and another starts on the same database."""
        self.close()
        self.bot = self.opens()

    def deliver(self) -> None:
        """Lets the bot send all that is due now, in order; the clock moves a second between two to one channel."""
        while True:
            while (errand := self.bot.courier.claim()) is not None:
                self.bot.courier.deliver(errand)
            if not self._still_due():
                return
            self.slack.advance(timedelta(seconds=1))

    def _still_due(self) -> bool:
        with self.bot.desk.work() as work:
            expire(work.db, work.now)  # what is too late is not waited for
            due = next_due(work.db)
            return due is not None and due <= work.now

    def move_to(self, instant: datetime) -> None:
        """Moves the clock there, lets the bot keep its hours, and delivers what is due."""
        self.slack.clock.move_to(instant)
        self.bot.tick()
        self.deliver()

    def posts(self, organizer: Actor, **changes: Any) -> int:
        """Has somebody post an opportunity through the dialog; its number. Delivers its card."""
        organizer.types(self.square, "/organize post")
        self.fills(organizer, {**POSTING, **changes})
        posted = self.dialog_of(organizer)
        assert not posted.errors, posted.errors
        posted.close()
        self.deliver()
        return int(posted.words.split("#", 1)[1].split()[0])

    def stocks(self, count: int) -> None:
        """Has so many undated postings "Task 1", "Task 2" … without cards, as after an import."""
        with self.bot.desk.work() as work:
            for n in range(1, count + 1):
                draft = Draft(f"Task {n}", "City Archive", "Something small")
                publish_imported(work, home(work, "en", "UTC"), draft, f"task-{n}", quiet=True)

    def fills(self, someone: Actor, answers: dict[str, Any]) -> None:
        """Fills in the dialog in front of somebody and submits it; what is None is left as it is."""
        dialog = self.dialog_of(someone)
        dialog.fill({label: value for label, value in answers.items() if value is not None})
        dialog.submit()

    def dialog_of(self, someone: Actor) -> Any:
        assert someone.dialog is not None, f"no dialog in front of {someone}"
        return someone.dialog

    def card(self, number: int, channel: Channel | None = None) -> Message:
        """The card of that number, as somebody in the channel sees it."""
        cards = [m for m in self.ana.sees(channel or self.square) if m.words.startswith(f"#{number} ")]
        assert cards, f"no card #{number} among {[m.words for m in self.ana.sees(channel or self.square)]}"
        return cards[0]

    def answer(self, someone: Actor, text: str) -> Message:
        """Types into the square and returns the bot's answer."""
        told = someone.types(self.square, text)
        assert len(told) == 1, f"{text!r} was answered with {[m.words for m in told]}"
        return told[0]

    def press(self, someone: Actor, message: Message, label: str, **how: Any) -> Message:
        """Presses a button and returns the answer, which only they see."""
        return self._answered(someone, message, lambda: someone.presses(message, label, **how))

    def chooses(self, someone: Actor, message: Message, menu: str, option: str) -> Message:
        """Chooses from a menu and returns the answer, which only they see."""
        return self._answered(someone, message, lambda: someone.chooses(message, menu, option))

    def _answered(self, someone: Actor, message: Message, act: Callable[[], object]) -> Message:
        before = {m.ts for m in someone.sees(message.channel)}
        act()
        found: list[Message] = []

        def came() -> bool:
            found[:] = [m for m in someone.sees(message.channel) if m.ts not in before]
            return bool(found)

        assert self.slack.workspace.wait(came, 5), f"no answer to {someone}"
        return found[-1]

    def turn(self, someone: Actor, message: Message, label: str, **how: Any) -> Message:
        """Presses a button whose answer takes the place of the message."""
        someone.presses(message, label, **how)
        assert self.slack.workspace.wait(lambda: someone.again(message).post != message.post, 5), (
            f"{label!r} did nothing"
        )
        return someone.again(message)

    def dms(self, someone: Actor) -> list[str]:
        """What the bot wrote to somebody, oldest first."""
        return [m.words for m in someone.sees(someone.dm)]


def socket_of(bot: Bot) -> Any:
    """The SDK's Socket Mode client."""
    assert bot.socket is not None
    return bot.socket.client


def manifest() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "manifest.json").read_text(encoding="utf-8"))
    return found


def open_sandbox() -> Sandbox:
    return Sandbox(manifest(), FrozenClock(START))


def copied_database(template: Path, folder: Path) -> str:
    """The address of a fresh, migrated SQLite file."""
    copy = folder / "elan.db"
    shutil.copyfile(template, copy)
    return f"sqlite:///{copy}"
