"""A counter's window: requests as Slack would make them, served one at a time and without Bolt."""

from dataclasses import replace
from typing import Any

from sqlalchemy import func, select

from bot.delivery.messenger import Stamp
from bot.work import Work
from db.models import Account, Person
from handlers.slack.request import Request, Surface
from handlers.slack.serve import Counter
from sandbox.actor import Actor
from sandbox.faults import Call, Reply
from sandbox.server import Sandbox
from sandbox.workspace import Channel
from tests.bot.marketplace.village import TEAM, Village


class Window:
    def __init__(self, slack: Sandbox, village: Village, counter: Counter) -> None:
        self.slack = slack
        self.village = village
        self.counter = counter
        self.square = slack.channel("square")
        slack.invite_bot(self.square)

    def member(self, name: str, **about: Any) -> Actor:
        return self.slack.member(name, **about)

    def types(self, who: Actor, text: str, command: str = "/volunteer") -> dict[str, Any] | None:
        return self.counter.serve(self.typed(who, text, command))

    def typed(self, who: Actor, text: str, command: str = "/volunteer") -> Request:
        """The request that a command makes."""
        route, words = self.counter.routes.read_command(command, text)
        return replace(self.request(who, route, "command", words), command=command)

    def request(self, who: Actor, route: str, surface: Surface, words: str = "", **more: Any) -> Request:
        """A request with a trigger and a response address of its own."""
        trigger = self.slack.workspace.desk.hand_trigger(who.id).id
        key = f"{surface}:{trigger}"
        return Request(route, key, TEAM, who.id, surface, words, trigger=trigger, **more)

    def counted(self, model: type[Any]) -> int:
        """How many rows of that table there are."""
        return self.village.sees(lambda work: work.db.scalar(select(func.count()).select_from(model)) or 0)

    def person(self, user: str) -> tuple[Person, Account]:
        """Somebody as the bot knows them, by their user id."""

        def look(work: Work) -> tuple[Person, Account]:
            account = work.db.scalars(select(Account).where(Account.platform_id == user)).one()
            return work.db.get_one(Person, account.person_id), account

        return self.village.sees(look)

    def response_url(self, who: Actor, channel: Channel | None = None) -> str:
        granted = self.slack.workspace.desk.hand_response(who.id, (channel or self.square).id)
        return self.slack.platform.response_url(granted.key)


def text(ack: dict[str, Any] | None) -> str:
    """What a command was answered with, seen only by who typed it."""
    assert ack is not None
    assert ack["response_type"] == "ephemeral"
    return str(ack["text"])


class Broken:
    """Slack misbehaves at one method, in the same way each time; `calls` counts them."""

    def __init__(self, method: str, reply: Reply, *, after: bool = False) -> None:
        self.method = method
        self.reply = reply
        self.late = after
        self.calls = 0

    def before(self, call: Call) -> Reply | None:
        if call.method != self.method:
            return None
        self.calls += 1
        return None if self.late else self.reply

    def after(self, call: Call, reply: Reply) -> Reply:
        return self.reply if self.late and call.method == self.method else reply


def refusing(method: str, error: str, *, after: bool = False) -> Broken:
    return Broken(method, Reply({"ok": False, "error": error}), after=after)


PAGE = Reply({"ok": False, "error": "Received a response in a non-JSON format: <html>Bad gateway</html>"}, status=502)
"""What the SDK makes of a proxy's page."""


def in_time() -> None:
    """It always is."""


def stamp(number: int) -> Stamp:
    return Stamp(number, f"of {number}")
