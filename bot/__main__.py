"""What an operator types. The only module that may import everything: it reads settings, wires and starts."""

import argparse
import json
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import SQLAlchemyError

from bot import logs
from bot.delivery.sending import Courier
from bot.delivery.wording import WORDING
from bot.desk import Desk, Now
from bot.marketplace.communities import ElsewhereAlready, home
from bot.settings import DATABASE_URL, BadSettings, Settings, read_settings
from db.engine import open_engine, opened
from db.queries.delivery import next_due
from db.schema import migrate, revision_of
from handlers import clock
from handlers.files import take_in_file
from handlers.slack import connection
from handlers.slack.app import Installation, build_app
from handlers.slack.doctor import examine
from handlers.slack.messenger import SlackMessenger
from handlers.slack.routes import all_routes
from handlers.slack.screen import TIMEOUT_S, Screen
from handlers.slack.serve import Counter

Action = Callable[[Settings, argparse.Namespace], int]
STOPPED = 130
"""What shells expect of a command stopped with Ctrl+C."""
ROOT = Path(__file__).parent.parent
NEXT_REMINDER = {"en": "To the next reminder", "fr": "Au prochain rappel"}
WELCOME = (
    "Welcome. To post an opportunity, type /organize post. To see what is open, type /volunteer. "
    "You may act as anybody here: change who you are at the top left."
)
HOST = "127.0.0.1"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; the process's exit code."""
    asked = _parser().parse_args(arguments)
    try:
        settings = read_settings(Path.cwd())
    except BadSettings as error:
        print("Elan cannot start. In .env or the environment:", file=sys.stderr)
        print("\n".join(f"- {fault}" for fault in error.faults), file=sys.stderr)
        return 2
    logs.set_up()
    action: Action = asked.action
    try:
        return action(settings, asked)
    except KeyboardInterrupt:
        return STOPPED
    except SlackApiError as error:
        return _failed(f"Slack refuses a token: {error.response.get('error')}.")
    except ElsewhereAlready as error:
        return _failed(f"The database belongs to another workspace, {error}. Set DATABASE_URL to another.")
    except (SQLAlchemyError, OSError) as error:
        return _failed(f"The database cannot be used ({type(error).__name__}). Check DATABASE_URL and its disk.")


def _failed(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    print("To find out what to mend, run: python -m bot doctor", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Elan, a volunteer marketplace in a chat.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, action: Action, about: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=about, description=f"{about[0].upper()}{about[1:]}.")
        added.set_defaults(action=action)
        return added

    run = command("run", _run, "everything in one process; without Slack tokens, in the sandbox")
    sandbox = command("sandbox", _sandbox, "the bot in a pretend Slack workspace, with a page in the browser")
    for one in (run, sandbox):
        one.add_argument("--port", type=_port, default=8080, help="where the sandbox is served; 8080 unless said")
    command("migrate", _migrate, "bring the database's tables up to date")
    command("doctor", _doctor, "check tokens, scopes, channels and database, and say what to mend")
    taking = command("import", _import, "take in opportunities from a file with one JSON object a line")
    taking.add_argument("file", type=Path, metavar="FILE")
    taking.add_argument("--dry-run", action="store_true", help="check every line and keep nothing")
    taking.add_argument("--announce", action="store_true", help="post a card for each, not one message for all")
    return parser


def _port(given: str) -> int:
    """A port that can be listened on. Raises ValueError, which argparse words."""
    port = int(given)
    if not 0 < port < 65_536:
        raise ValueError(given)
    return port


def real_time() -> datetime:
    return datetime.now(UTC)


class Bot:
    """The whole bot, wired: `listen` takes requests, `keep_time` sends what is due, `stop` ends both."""

    def __init__(self, settings: Settings, now: Now = real_time) -> None:
        """Brings the database up to date and asks Slack who the bot is, for as long as Slack cannot be reached.

        Raises SlackApiError when Slack refuses the token.
        """
        engine = open_engine(settings.database_url)
        with ExitStack() as failing:
            failing.callback(engine.dispose)
            migrate(engine)
            self.desk = Desk(engine, now)
            with self.desk.work() as work:
                community = home(work, settings.language, settings.timezone)
            client = connection.web_client(settings.slack_bot_token, settings.slack_api_url)
            identity = connection.identify(client)
            beginning = connection.Beginning(settings.channel, settings.admins)
            place = connection.settle_in(self.desk, client, community.id, identity, beginning)
            self.courier = Courier(self.desk, {place: SlackMessenger(client)}, WORDING)
            self._senders = clock.Senders(self.courier)
            self._ticks = clock.ticks(self.desk, self.courier, self._senders)
            self._scheduler = clock.metronome(self._ticks)
            quick = connection.web_client(settings.slack_bot_token, settings.slack_api_url, TIMEOUT_S)
            self._counter = Counter(self.desk, all_routes(), Screen(quick), self._senders.wake)
            who = Installation(settings.slack_bot_token, identity.platform_id, identity.bot_user, identity.bot_id)
            self.app = build_app(who, client, self._counter)
            self._socket = connection.open_socket(self.app, settings.slack_app_token, client)
            failing.pop_all()

    def listen(self) -> None:
        """Opens the Socket Mode connection, however long that takes. Raises SlackApiError on a refused app token."""
        connection.patiently("apps.connections.open", self._socket.connect)

    def keep_time(self) -> None:
        """Starts the metronome and the senders."""
        self._senders.start()
        self._scheduler.start()

    def tick(self) -> None:
        """Does at once what the metronome does every so often, but for sending."""
        for one in self._ticks:
            one.run()

    def stop(self) -> None:
        """Takes no more, finishes what is claimed, closes."""
        self._socket.close()
        self._counter.close()
        if self._scheduler.running:
            self._scheduler.shutdown()
        self._senders.stop()
        self.desk.engine.dispose()


def _run(settings: Settings, asked: argparse.Namespace) -> int:
    if not settings.has_slack:
        return _sandbox(settings, asked)
    _live(Bot(settings), "Elan is connected to Slack. Stop it with Ctrl+C.")
    return 0


def _sandbox(settings: Settings, asked: argparse.Namespace) -> int:
    """The bot, unchanged, against a pretend Slack: all it is told of it is an address, two tokens and the time."""
    from sandbox.cast import populate
    from sandbox.page import mount
    from sandbox.server import Sandbox

    slack = Sandbox(json.loads((ROOT / "manifest.json").read_text(encoding="utf-8")), port=_free_port(asked.port))
    admins = populate(slack, WELCOME)
    bots: list[Bot] = []
    mount(slack, stops=[(NEXT_REMINDER, lambda: _next_due(bots[0].desk))])
    with slack, tempfile.TemporaryDirectory() as folder:
        # people and channels are new at each start, so old facts would not fit; DATABASE_URL keeps them even so
        kept = settings.database_url != DATABASE_URL
        told = replace(
            settings,
            slack_bot_token=slack.bot_token,
            slack_app_token=slack.app_token,
            slack_api_url=slack.api_url,
            database_url=settings.database_url if kept else f"sqlite:///{folder}/sandbox.db",
            admins=settings.admins | admins,
            channel="volunteering",
        )
        bots.append(Bot(told, slack.clock.now))
        _live(bots[0], f"The bot is in a pretend workspace. Open {slack.url} in a browser. Stop it with Ctrl+C.")
    return 0


def _free_port(wanted: int) -> int:
    """The wanted port, or 0 for any other when somebody has it."""
    try:
        socket.create_server((HOST, wanted)).close()
    except OSError:
        return 0
    return wanted


def _next_due(desk: Desk) -> datetime | None:
    with desk.reading() as work:
        return next_due(work.db)


def _live(bot: Bot, greeting: str) -> None:
    """Runs the bot until SIGINT or SIGTERM."""
    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_signal: asked.set())
    try:
        bot.listen()
        bot.keep_time()
        print(greeting, flush=True)
        asked.wait()
    finally:
        bot.stop()


def _migrate(settings: Settings, _asked: argparse.Namespace) -> int:
    with opened(settings.database_url) as engine:
        migrate(engine)
        print(f"The database is at revision {revision_of(engine)}.")
    return 0


def _doctor(settings: Settings, _asked: argparse.Namespace) -> int:
    return examine(settings, ROOT / "manifest.json")


def _import(settings: Settings, asked: argparse.Namespace) -> int:
    return take_in_file(settings, asked.file, real_time, announce=asked.announce, dry_run=asked.dry_run)


if __name__ == "__main__":
    sys.exit(main())
