"""The one place that opens the work, finds who asks, keeps the receipt, and turns refusals into words."""

import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import structlog
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.desk import Desk
from bot.errors import Refusal
from bot.errors.invitations import NotMet
from bot.marketplace import browsing, people
from bot.messages import home as home_words
from bot.messages.message import Message
from bot.messages.refusals import refusal
from bot.messages.voice import Voice
from bot.work import Work
from db.engine import hung_up
from db.queries.communities import place_of
from db.queries.people import asker
from db.queries.receipts import add_receipt
from handlers.slack.outcome import Outcome, beside_fields, broken, excuse, rendered
from handlers.slack.profiles import is_member, read_profile
from handlers.slack.render import home_view
from handlers.slack.request import Home, Reply, Request, Tell
from handlers.slack.router import Route, Router
from handlers.slack.screen import Screen

LATE_ANSWERS = 4
PATIENCE_S = (0.2, 0.8)
"""How long is waited before each further try when the database hung up."""
IN_ALL_S = 2.5
"""How long a request is tried for: Slack waits for three seconds."""
Watch = Callable[[str, str, float, str], None]
"""Told of each request: its surface, how it ended, how many seconds it took, and why it was refused if it was."""
log = structlog.get_logger()


class Stranger(Exception):
    """Who asks has no account yet or a closed one, or the platform could not be asked about them when it was made.

    News of somebody needs no question: it is about whoever has an account, and says itself what was not known.
    Likewise whom the request is about, where they must be known. `user` is whom to ask about.
    """

    def __init__(self, user: str) -> None:
        super().__init__(user)
        self.user = user


@dataclass
class Counter:
    """Serves requests for one workspace; any number of threads may stand at it."""

    desk: Desk
    routes: Router
    screen: Screen
    nudge: Callable[[], None] = lambda: None
    """Called after a request that may owe something, so that it goes out at once and not at the next tick."""
    watch: Watch = lambda *_told: None
    _late: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(LATE_ANSWERS, thread_name_prefix="answer")
    )

    def serve(self, request: Request) -> dict[str, Any] | None:
        """Does what was asked and answers what Slack is to be acknowledged with."""
        structlog.contextvars.clear_contextvars()
        start = time.perf_counter()
        try:
            outcome = self._surely(request)
        except Exception as error:
            reference = secrets.token_hex(4)
            log.exception("request failed", reference=reference, route=request.route, key=request.key)
            outcome = broken(self._voice(request, error), request, reference)
        self._show(request, outcome)
        self.nudge()
        self.watch(request.surface, outcome.result, time.perf_counter() - start, outcome.refusal)
        return outcome.ack

    def _surely(self, request: Request) -> Outcome:
        """Tries again where the database hung up: the receipt tells whether the first time was kept after all.

        A try may take as long as the last one did, so none is begun that would then end too late.
        """
        until = time.monotonic() + IN_ALL_S
        for wait in PATIENCE_S:
            began = time.monotonic()
            try:
                return self._handle_someone(request)
            except DBAPIError as error:
                took = time.monotonic() - began
                if not hung_up(error) or time.monotonic() + wait + took > until:
                    raise
                log.warning("the database hung up, trying again", error=type(error).__name__, seconds=wait)
                time.sleep(wait)
        return self._handle_someone(request)

    def _voice(self, request: Request, failed: Exception) -> Voice:
        """The asker's voice when all else failed; English when even that cannot be looked up in time."""
        if isinstance(failed, DBAPIError) and hung_up(failed):
            return Voice("en", "UTC")
        try:
            with self.desk.reading() as work:
                found = asker(work.sql, "slack", request.team, request.user, "")
                return people.voice_of(found.person) if found else Voice("en", "UTC")
        except SQLAlchemyError:
            return Voice("en", "UTC")

    def close(self) -> None:
        """Finishes the answers still on their way."""
        self._late.shutdown(wait=True)

    def _handle_someone(self, request: Request) -> Outcome:
        """Asks the platform about each stranger once: whoever asks, and whom they ask something about."""
        route = self.routes.route(request.route)
        asked: frozenset[str] = frozenset()
        while True:
            try:
                return self._handle(request, route, asked)
            except Stranger as stranger:
                if stranger.user != request.user:
                    self._meet(request, stranger.user)
                elif request.user in asked or not route.strangers or not self._welcome(request):
                    return Outcome()
                asked |= {stranger.user}

    def _handle(self, request: Request, route: Route, asked: frozenset[str]) -> Outcome:
        begin = self.desk.reading if route.reads else self.desk.work
        with begin() as work:
            found = asker(work.sql, "slack", request.team, request.user, request.key)
            if found is None or (found.checked_at is None and route.strangers and request.user not in asked):
                raise Stranger(request.user)
            if found.answer is not None:
                return Outcome.of_receipt(found.answer)
            work.asker, voice = found.person, people.voice_of(found.person)
            structlog.contextvars.bind_contextvars(route=request.route, person=found.person.id)
            outcome = self._attempt(work, request, route, voice, asked)
            if not (route.reads or outcome.asks_again or outcome.result == "repeated"):
                add_receipt(work.sql, request.key, outcome.receipt(), work.now)
            return outcome

    def _attempt(
        self, work: Work, request: Request, route: Route, voice: Voice, asked: frozenset[str] = frozenset()
    ) -> Outcome:
        """The handler's answer, or the refusal in words with everything it had begun undone."""
        try:
            reply = route.handler(work, request, voice)
        except Refusal as error:
            if isinstance(error, NotMet) and error.user not in asked:
                raise Stranger(error.user) from error
            work.undo()  # and with it the writer's turn: the same request may have been answered meanwhile
            found = None if route.reads else asker(work.sql, "slack", request.team, request.user, request.key)
            if found is not None and found.answer is not None:
                return Outcome.of_receipt(found.answer)
            log.info("refused", refusal=type(error).__name__)
            if request.surface == "submission" and request.answers:
                return Outcome(ack=beside_fields(voice, request, error)).refused(error)
            return self._answer(work, request, route, voice, Tell(refusal(voice, error))).refused(error)
        return self._answer(work, request, route, voice, reply)

    def _answer(self, work: Work, request: Request, route: Route, voice: Voice, reply: Reply) -> Outcome:
        if isinstance(reply, Home) or (request.surface == "home" and isinstance(reply, Tell) and not route.reads):
            return self._on_home(work, voice, reply)
        return rendered(voice, request, reply)

    def _on_home(self, work: Work, voice: Voice, reply: Reply) -> Outcome:
        """The Home tab drawn anew, with the answer to what was pressed there on top."""
        work.react()  # the tab must show what followed, too
        notice: Message | None = reply.message if isinstance(reply, Tell) else None
        page = reply.page if isinstance(reply, Home) else 1
        shown = home_words.home(voice, browsing.around(work, page), notice, work.now)
        return Outcome(home=home_view(shown))

    def _welcome(self, request: Request) -> bool:
        """Makes the account of who asks anew, as Slack knows them, asked in no transaction; false if closed."""
        user = self.screen.profile(request.user)
        profile = read_profile(user) if user else None
        with self.desk.work() as work:
            place = place_of(work.db, "slack", request.team)
            if place is None:
                raise LookupError(f"no place for team {request.team}")
            people.recognise(work, place, request.user, profile)
        return profile is None or profile.active

    def _meet(self, request: Request, user: str) -> None:
        """Makes the account of whom the request is about, where Slack says that they are a member there."""
        about = self.screen.profile(user)
        if about is None or not is_member(about, request.team):
            return
        with self.desk.work() as work:
            place = place_of(work.db, "slack", request.team)
            if place is not None:
                people.recognise(work, place, user, read_profile(about))

    def _show(self, request: Request, outcome: Outcome) -> None:
        """Draws what must be there before the acknowledgement; what may come after it goes on its own way."""
        if outcome.open:
            opened = self.screen.open(request.trigger, outcome.open)
            if not opened and outcome.unopened:
                excuse(request, outcome, outcome.unopened)
        if outcome.redraw:
            self.screen.redraw(request.view_id, request.view_hash, outcome.redraw)
        if outcome.home:
            self.screen.publish_home(request.user, outcome.home)
        if outcome.respond and request.response_url:
            self._answer_later(request.response_url, outcome.respond)

    def _answer_later(self, url: str, payload: dict[str, Any]) -> None:
        """On a thread of its own; at once when the bot is stopping and the threads are gone."""
        try:
            self._late.submit(self.screen.respond, url, payload)
        except RuntimeError:
            self.screen.respond(url, payload)
