"""The whole bot, put together. With `bot.__main__`, the only module that may import everything."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.delivery.sending import Courier
from bot.delivery.wording import WORDING
from bot.desk import Desk, Now
from bot.errors import Faults
from bot.errors.organizing import WrongState
from bot.marketplace.communities import home
from bot.marketplace.webhook import Posted, note_refused, receive
from bot.settings import OFF, Settings
from db.engine import open_engine
from db.queries.feeds import FeedState, feed_states
from db.queries.heartbeats import TICK, heartbeats
from db.queries.outbox import Outbox, outbox
from db.schema import migrate
from handlers.clock.metronome import Metronome
from handlers.clock.senders import SENDERS, Senders
from handlers.clock.ticks import ticks
from handlers.feeds.rounds import Rounds
from handlers.slack import connection, http
from handlers.slack.app import Installation, build_app
from handlers.slack.messenger import SlackMessenger
from handlers.slack.routes import all_routes
from handlers.slack.screen import TIMEOUT_S, Screen
from handlers.slack.serve import Counter
from handlers.web import webhook
from handlers.web.health import Sign, health
from handlers.web.metrics import Metrics
from handlers.web.server import AddressTaken, Server

if TYPE_CHECKING:
    from handlers.slack.socket import Handler

log = structlog.get_logger()
STATUS_THREADS = 2
LATE_TICK = timedelta(seconds=60)
SILENT_S = 60.0
"""From a first call that Slack did not answer to the last, with none answered between them: Slack is away."""


def real_time() -> datetime:
    return datetime.now(UTC)


class Bot:
    """The whole bot: `listen` takes requests, `keep_time` sends what is due, `stop` ends whatever was begun.

    A web process does the first, a worker the second, and both may be done in one.
    """

    def __init__(self, settings: Settings, now: Now = real_time) -> None:
        """Opens the database and brings it up to date. Slack is not asked for anything yet."""
        self._settings = settings
        self._doors, self._ending = ExitStack(), ExitStack()
        engine = open_engine(settings.database_url)
        self._ending.callback(engine.dispose)
        with ExitStack() as failing:
            failing.callback(self._ending.close)
            migrate(engine)
            self.desk = Desk(engine, now)
            with self.desk.work() as work:
                self._community = home(work, settings.language, settings.timezone).id
            failing.pop_all()
        self.metrics = Metrics(self._outbox, self._feeds)
        self.requests = http.RequestUrl(settings.slack_signing_secrets, now, self.metrics.forged)
        self.webhook = webhook.Webhook(settings.webhook_secrets, now, self.metrics.posted)
        self.socket: Handler | None = None
        self.port = 0
        self._metronome: Metronome | None = None
        self._arrived = self._listening = False

    def tell_status(self, address: str) -> int:
        """Serves /healthz and /metrics there; the port. None where it is `off`, or taken, which stops no bot."""
        if address == OFF:
            return 0
        pages = {"/healthz": lambda *_asked: health(self._signs()), "/metrics": lambda *_asked: self.metrics.page()}
        try:
            status = Server(address, pages, STATUS_THREADS)
        except AddressTaken as error:  # by another process of ours with the same settings, most likely
            log.warning("status is told nowhere: the address is taken", address=str(error))
            return 0
        self._ending.callback(status.close)
        status.start()
        return status.port

    def arrive(self) -> None:
        """Asks Slack who the bot is, for as long as Slack cannot be reached.

        Raises SlackApiError when Slack refuses the token, and ElsewhereAlready for another workspace's database.
        """
        if self._arrived:
            return
        token, base = self._settings.slack_bot_token, self._settings.slack_api_url
        client = connection.web_client(token, base)
        identity = connection.identify(client)
        beginning = connection.Beginning(self._settings.channel, self._settings.admins)
        place = connection.settle_in(self.desk, client, self._community, identity, beginning)
        self.courier = Courier(self.desk, {place: SlackMessenger(client)}, WORDING, self.metrics.delivered)
        self._senders = Senders(self.courier)
        self._ticks = ticks(self.desk, self.courier, self._senders)
        self._screen = connection.web_client(token, base, TIMEOUT_S)
        self._counter = Counter(self.desk, all_routes(), Screen(self._screen), self._senders.wake, self.metrics.served)
        who = Installation(token, identity.platform_id, identity.bot_user, identity.bot_id)
        self._app = build_app(who, client, self._counter)
        self._client = client
        self._arrived = True

    def listen(self) -> None:
        """Takes requests: over HTTP at once, over Socket Mode when Slack can be reached, however long that takes.

        Raises SlackApiError on a refused token, and AddressTaken.
        """
        if self._settings.over_http or self._settings.webhook_secrets:
            self._serve_http()
        self.arrive()
        self.webhook.answer_with(self._posted)
        self._ending.callback(self._counter.close)
        if self._settings.over_http:
            self.requests.answer_with(self._app)
        else:
            self.socket = connection.open_socket(self._app, self._settings.slack_app_token, self._client)
            self._doors.callback(self.socket.close)
            connection.patiently("apps.connections.open", self.socket.connect)
        self._listening = True

    def _serve_http(self) -> None:
        """Answers 503 until the bot has arrived: Slack then tries events again."""
        slack = {http.PATH: self.requests.receive} if self._settings.over_http else {}
        others = {webhook.PATH: self.webhook.receive} if self._settings.webhook_secrets else {}
        server = Server(self._settings.listen, {**slack, **others})
        self._doors.callback(server.close)
        self.port = server.port
        server.start()

    def _posted(self, message: str, text: str) -> Posted:
        """Takes in an opportunity that another program posted, and has what follows from it sent."""
        try:
            posted = receive(self.desk, self._community, message, text, publish=self._settings.webhook_publishes)
        except (Faults, WrongState):
            note_refused(self.desk)
            raise
        self._senders.wake()
        return posted

    def keep_time(self) -> None:
        """Starts the metronome and the senders. Where requests are not taken, another process takes them."""
        self.arrive()
        if not self._listening:
            self.desk.give_way()
        self._senders.start()
        self._ending.callback(self._senders.stop)
        rounds = Rounds(self.desk)
        rounds.start()
        self._ending.callback(rounds.stop)
        self._metronome = Metronome(self._ticks)
        self._metronome.start()
        self._ending.callback(self._metronome.stop)

    def tick(self) -> None:
        """Does at once what the metronome does every so often, but for sending."""
        for one in self._ticks:
            one.run()

    def stop(self) -> None:
        """Takes no more requests, finishes what is claimed, closes: what was begun last ends first."""
        self._doors.close()
        self._ending.close()

    # what the status pages say

    def _signs(self) -> dict[str, Sign]:
        try:
            database, tick = Sign(True, "answers"), self._last_tick(self._beats().get(TICK))
        except SQLAlchemyError as error:
            database, tick = Sign(False, type(error).__name__), Sign(self._metronome is None, "unknown")
        return {"database": database, "slack": self._slack(), "last_tick": tick, **self._own_time()}

    def _slack(self) -> Sign:
        if not self._arrived:
            return Sign(False, "not reached yet")
        found, well = "requests are awaited" if self._listening else "known", True
        if self.socket is not None:
            well = self._listening and self.socket.client.is_greeted()
            found = "connected" if well else "connecting"
        # whatever a worker asks in vain it asks again, so its silence ends; what a person did is not done again
        worker = self._metronome is not None
        silent = (self._client if worker else self._screen).silence.lasted()
        if silent is None:
            return Sign(well, found)
        return Sign(well and not (worker and silent > SILENT_S), f"{found}, answered no call for {silent:.0f} s")

    def _last_tick(self, last: datetime | None) -> Sign:
        """When a worker's metronome last struck, whichever worker's; it is only a worker's own business."""
        late = last is None or abs(self.desk.now() - last) > LATE_TICK  # one of a time to come says nothing of now
        well = self._metronome is None or not late
        return Sign(well, "never" if last is None else last.isoformat(timespec="seconds"))

    def _own_time(self) -> dict[str, Sign]:
        """Whether this process keeps time and sends, by what it remembers itself; nothing where another does."""
        if self._metronome is None:
            return {}
        quiet, senders = self._metronome.quiet_for(), self._senders.at_work()
        return {
            "metronome": Sign(quiet < LATE_TICK.total_seconds(), f"struck {quiet:.0f} s ago"),
            "senders": Sign(senders > 0, f"{senders} of {SENDERS} at work"),
        }

    def _beats(self) -> Mapping[str, datetime]:
        with self.desk.reading() as work:
            return heartbeats(work.db)

    def _feeds(self) -> Sequence[FeedState]:
        with suppress(SQLAlchemyError), self.desk.reading() as work:
            return feed_states(work.db)
        return ()

    def _outbox(self) -> Outbox | None:
        with suppress(SQLAlchemyError), self.desk.reading() as work:
            return outbox(work.db, work.now)
        return None
