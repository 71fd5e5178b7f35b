"""Which handler answers what. Each noun has a router of its own; `routes` joins them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.errors.typed import NoLongerThere, UnknownCommand
from bot.marketplace.naming import folded, nearest
from bot.messages.voice import Voice
from bot.work import Work
from handlers.slack.request import NUMBER, PAGE, Reply, Request

Handler = Callable[[Work, Request, Voice], Reply]

COMMANDS = {
    "/volunteer": "volunteer",
    "/benevole": "volunteer",
    "/organize": "organize",
    "/organiser": "organize",
    "/volunteer-admin": "volunteer-admin",
    "/benevole-admin": "volunteer-admin",
}
"""Slash command → the family of sub-commands it belongs to."""
ENGLISH = ("/volunteer", "/organize", "/volunteer-admin")
BY_DEFAULT = {"volunteer": "browse", "organize": "help", "volunteer-admin": "help"}
"""What a command without a sub-command does."""


UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Route:
    """`reads`: it changes nothing, so it needs no receipt and waits for no writer.

    `strangers`: who has never spoken to the bot is made known by it.
    """

    handler: Handler
    reads: bool
    strangers: bool = True


class Router:
    """Routes by name: "volunteer signup" for a typed command, "signup.join" for a button, and so on."""

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {}
        self.spellings: dict[str, dict[str, str]] = {}

    def command(self, family: str, name: str, *, fr: str, reads: bool = False) -> Callable[[Handler], Handler]:
        """A sub-command, and its French spelling; both are understood in either language's command."""

        def register(handler: Handler) -> Handler:
            self._add(f"{family} {name}", Route(handler, reads))
            self.spellings.setdefault(family, {}).update({folded(name): name, folded(fr): name})
            return handler

        return register

    def on(self, name: str, *, reads: bool = False, strangers: bool = True) -> Callable[[Handler], Handler]:
        """A button, a dialog's submission ("opportunity.posted"), a "shortcut …" or an "event …"."""

        def register(handler: Handler) -> Handler:
            self._add(name, Route(handler, reads, strangers))
            return handler

        return register

    def _add(self, name: str, route: Route) -> None:
        if name in self.routes:
            raise ValueError(f"two handlers for {name!r}")
        self.routes[name] = route

    def join(self, others: Iterable["Router"]) -> "Router":
        """Takes in all that the others answer."""
        for other in others:
            for name, route in other.routes.items():
                self._add(name, route)
            for family, spellings in other.spellings.items():
                self.spellings.setdefault(family, {}).update(spellings)
        return self

    def read_command(self, command: str, text: str) -> tuple[str, str]:
        """The route that was typed, and the words after it; UNKNOWN with all the words when there is none.

        A bare number after /volunteer asks for that opportunity.
        """
        family = COMMANDS[command]
        first, rest = [*text.split(maxsplit=1), "", ""][:2]
        if not first:
            return f"{family} {BY_DEFAULT[family]}", ""
        name = self.spellings[family].get(folded(first))
        if name is not None:
            return f"{family} {name}", rest.strip()
        if family == "volunteer" and NUMBER.match(first):
            return f"{family} show", text
        if family == "volunteer" and PAGE.fullmatch(text):
            return f"{family} browse", text
        return UNKNOWN, text

    def unknown(self, _work: Work, request: Request, _voice: Voice) -> Reply:
        """Refuses a sub-command nobody knows, with the one most like it."""
        given, spellings = request.words.split()[0], self.spellings[COMMANDS[request.command]]
        english = [spelling for spelling, name in spellings.items() if spelling == folded(name)]
        own = english if request.command in ENGLISH else spellings.keys() - english
        raise UnknownCommand(request.command, given[:80], nearest(given, own) or nearest(given, spellings))

    def route(self, name: str) -> Route:
        """Who answers that; a button or dialog of an older version is refused in words."""
        return self.routes.get(name, GONE)


def _gone(_work: Work, _request: Request, _voice: Voice) -> Reply:
    raise NoLongerThere


GONE = Route(_gone, reads=True)
