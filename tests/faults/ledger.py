"""What the bot owed and what people saw of it, in a town whose Slack misbehaves."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select

from bot.delivery.sending import QUARANTINE
from bot.marketplace.communities import home
from bot.marketplace.drafts import Draft
from bot.marketplace.opportunities import publish_imported
from bot.marketplace.role_lines import RoleDraft
from db.models import Delivery, DeliveryState
from handlers.slack.messenger import SlackMessenger
from sandbox.actor import Actor
from sandbox.faults import Faulty, Script
from sandbox.web_api.call import handled
from sandbox.workspace import Channel
from tests.town import UNDATED, Town

POST, UPDATE, OPEN, HISTORY = "chat.postMessage", "chat.update", "conversations.open", "conversations.history"
SENDING = (POST, UPDATE, OPEN, HISTORY)
"""What it takes to send, and to find out whether something was sent."""
HURRY_S = 0.15
"""The sender's whole patience in these stories; in life it is ten seconds."""
LATE = timedelta(seconds=60)
"""After this Slack does in the end what it took and did not answer."""
LEFT = (DeliveryState.READY, DeliveryState.SENDING, DeliveryState.UNKNOWN)
SECOND, STEP = timedelta(seconds=1), timedelta(seconds=10)


class Ledger:
    def __init__(self, town: Town) -> None:
        self.town = town
        self.faults: Faulty = Script()
        self._held_since: datetime | None = None
        self.handle = partial(handled, town.slack.platform)
        self.hurry()

    def hurry(self) -> None:
        """The sender waits for no answer longer than `HURRY_S`."""
        for messenger in self.town.bot.courier._messengers.values():
            assert isinstance(messenger, SlackMessenger)
            messenger._client.timeout = HURRY_S  # type: ignore[assignment]

    def breaks(self, faults: Faulty) -> None:
        self.faults = self.town.slack.platform.faults = faults

    def posts(self, title: str) -> int:
        """Rosa posts it, undated; what is due is sent. Its number."""
        return self.town.posts(self.town.rosa, title=title, **UNDATED)

    def announces(self, titles: Sequence[str]) -> None:
        """Owes a card each for postings of these titles, all at once; nothing is sent."""
        with self.town.bot.desk.work() as work:
            for title in titles:
                draft = Draft(title, "City Archive", "Something small", roles=(RoleDraft("Designer", 1),))
                publish_imported(work, home(work, "en", "UTC"), draft, title, quiet=False)

    def passes_on_seats(self, postings: int) -> None:
        """In each of the first so many, Ana takes the only seat, Priya waits for it, and Ana leaves it to her."""
        for number in range(1, postings + 1):
            for someone, words in ((self.town.ana, "signup"), (self.town.priya, "waitlist")):
                self.town.answer(someone, f"/volunteer {words} {number} designer")
            self.town.answer(self.town.ana, f"/volunteer leave {number}")

    def tries(self) -> None:
        """Lets the bot send what it may at this moment."""
        while (errand := self.town.bot.courier.claim()) is not None:
            self.town.bot.courier.deliver(errand)

    def delivers(self) -> None:
        """Has the bot send all that is due now, as the town does, in longer steps."""
        self.tries()
        while self.town._still_due():
            self._waits(STEP)
            self.tries()

    def settles(self) -> None:
        """Slack does late what it took, and the bot finds out what became of what it sent, until nothing is left."""
        for _round in range(8):
            for pause in (STEP, QUARANTINE + SECOND):
                self._waits(pause)
                self.town.bot.tick()
                self.delivers()
            if not self.states() & Counter(LEFT):
                return

    def _waits(self, pause: timedelta) -> None:
        """Time passes; Slack does late what it took, after `LATE` and before the bot may look for it."""
        now = self.town.slack.clock.now
        end = now() + pause
        while now() < end:
            if self.faults.held and self._held_since is None:
                self._held_since = now()
            self.town.slack.advance(min(STEP, end - now()))
            if self._held_since is not None and now() - self._held_since >= LATE:
                self.faults.catch_up(self.handle)
                self._held_since = None

    def states(self, *kinds: str) -> Counter[DeliveryState]:
        """How many deliveries due by now are in each state."""
        with self.town.bot.desk.reading() as work:
            due = select(Delivery).where(Delivery.due_at <= work.now)
            return Counter(one.state for one in work.db.scalars(due) if not kinds or one.kind in kinds)

    def parked(self) -> dict[str, str]:
        """Slack's word against each delivery that was given up, by where it was to go."""
        with self.town.bot.desk.reading() as work:
            lost = work.db.scalars(select(Delivery).where(Delivery.state == DeliveryState.PARKED))
            return {one.lane.split(":")[1].removeprefix("@"): one.fault or "" for one in lost}

    def titles(self, channel: Channel | None = None) -> Counter[str]:
        """How often each posting's card is seen in a channel."""
        posts = self.town.ana.sees(channel or self.town.square)
        heads = [m.words.splitlines()[0] for m in posts if not m.is_ephemeral]
        return Counter(head.split(" ", 1)[1] for head in heads)

    def told(self, someone: Actor) -> list[str]:
        """The first line of each message the bot wrote to somebody."""
        return [words.splitlines()[0] for words in self.town.dms(someone)]
