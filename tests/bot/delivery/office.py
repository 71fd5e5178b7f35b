"""The post office: a village whose place is a pretend Slack, and a courier between them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.delivery.claiming import Errand
from bot.delivery.sending import Courier
from bot.delivery.wording import WORDING
from bot.desk import Desk
from db.models import Delivery, DeliveryState
from handlers.slack.connection import web_client
from handlers.slack.messenger import SlackMessenger
from sandbox.actor import Actor, Message
from sandbox.faults import Call, NoFaults, Reply
from sandbox.server import Sandbox
from sandbox.workspace import Channel
from tests.bot.marketplace.village import Village


class Office:
    def __init__(self, slack: Sandbox, village: Village) -> None:
        self.slack = slack
        self.village = village
        self.messenger = SlackMessenger(web_client(slack.bot_token, slack.api_url, 2))
        self.courier = self.another_courier()
        self.square = self.channel("square")
        self.rosa = self.member("rosa")
        self.ana = self.member("ana")
        self.luc = self.member("luc", locale="fr-CA")

    def another_courier(self, desk: Desk | None = None) -> Courier:
        return Courier(desk or self.village.desk, {self.village.place: self.messenger}, WORDING)

    def channel(self, name: str) -> Channel:
        """A channel with the bot in it, that announces."""
        channel = self.slack.channel(name)
        self.slack.invite_bot(channel)
        self.village.channel(channel.id)
        return channel

    def member(self, name: str, **about: Any) -> Actor:
        actor = self.slack.member(name, **about)
        locale, admin = about.get("locale", "en-CA"), about.get("admin", False)
        self.village.person(actor.id, name=name, locale=locale, admin=admin)
        return actor

    def posts(self, **changes: Any) -> int:
        """A posting by rosa."""
        return self.village.posts(self.rosa.id, **changes)

    def joins(self, who: Actor, number: int, role: str = "designer") -> None:
        self.village.joins(who.id, number, role)

    def claim(self) -> Errand:
        errand = self.courier.claim()
        assert errand is not None, "nothing can be claimed"
        return errand

    def deliver(self) -> list[str]:
        """Sends all that may be sent at this moment; the kinds that were tried."""
        tried = []
        while (errand := self.courier.claim()) is not None:
            self.courier.deliver(errand)
            tried.append(errand.delivery.kind)
        return tried

    def rests(self, *spells: timedelta) -> None:
        """The bot looks at what is in doubt, and looks again after each of these times."""
        self.courier.reconcile()
        for spell in spells:
            self.slack.advance(spell)
            self.courier.reconcile()

    def cards(self) -> list[Message]:
        return self.rosa.sees(self.square)

    def of(self, kind: str) -> Delivery:
        """The newest delivery of a kind, as it is now."""
        return self.village.owed(kind, state=None)[-1]

    def state(self, kind: str) -> DeliveryState:
        return self.of(kind).state

    def breaks(self, method: str, *replies: Reply | str, after: bool = False) -> "Trouble":
        """Slack misbehaves at a method, once for each reply; a word is an error of Slack's."""
        trouble = Trouble(method, replies, after=after)
        self.slack.platform.faults = trouble
        return trouble

    def works_again(self) -> None:
        self.slack.platform.faults = NoFaults()


def _error(word: str) -> Reply:
    return Reply({"ok": False, "error": word})


class Trouble:
    """What goes wrong, in order, then nothing does; `after` means that Slack has done what was asked all the same."""

    def __init__(self, method: str, replies: Sequence[Reply | str], *, after: bool = False) -> None:
        self.method = method
        self.replies = [_error(one) if isinstance(one, str) else one for one in replies]
        self.late = after
        self.calls = 0

    def before(self, call: Call) -> Reply | None:
        self.calls += call.method == self.method
        return None if self.late else self._next(call)

    def after(self, call: Call, reply: Reply) -> Reply:
        return (self._next(call) if self.late else None) or reply

    def _next(self, call: Call) -> Reply | None:
        return self.replies.pop(0) if call.method == self.method and self.replies else None
