"""What an operator types: it reads settings, and starts what was asked for."""

import gc

gc.disable()  # what is imported stays: looking through it for garbage again and again took a sixth of a start

import argparse
import json
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import SQLAlchemyError

from bot import logs
from bot.commands import parser, typed
from bot.desk import Desk
from bot.marketplace.communities import ElsewhereAlready
from bot.settings import DATABASE_URL, OFF, BadSettings, Settings, read_settings
from bot.wiring import Bot, real_time
from db.engine import opened
from db.queries.delivery import next_due
from db.schema import HalfRestored, NewerThanCode, migrate, revision_of
from handlers.files import give_out_file, take_in_file
from handlers.slack.doctor import examine
from handlers.slack.manifest import Manifest, for_http
from handlers.web.server import AddressTaken

gc.freeze()
gc.enable()
Action = Callable[[Settings, argparse.Namespace], int]
STOPPED = 130
"""What shells expect of a command stopped with Ctrl+C."""
FAILURES = (SlackApiError, ElsewhereAlready, NewerThanCode, HalfRestored, AddressTaken, SQLAlchemyError, OSError)
MANIFEST = Path(__file__).parent.parent / "manifest.json"
NEXT_REMINDER = {"en": "To the next reminder", "fr": "Au prochain rappel"}
WELCOME = (
    "Welcome. To post an opportunity, type /organize post. To see what is open, type /volunteer. "
    "You may act as anybody here: change who you are at the top left."
)
HOST = "127.0.0.1"
RUN_STATUS, WORKER_STATUS = f"{HOST}:8081", f"{HOST}:8082"
HEED_S = 0.5
DRAIN_S = 8.0
"""How long what is under way may take to end: the process is gone within ten seconds of being told."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; the process's exit code."""
    asked = parser(ACTIONS).parse_args(arguments)
    try:
        settings = read_settings(Path.cwd())
    except BadSettings as error:
        print("Elan cannot start. In .env or the environment:", file=sys.stderr)
        print("\n".join(f"- {fault}" for fault in error.faults), file=sys.stderr)
        return 2
    if asked.action is not _doctor:  # which says it itself
        print(*settings.unknown, sep="\n", end="\n" * bool(settings.unknown), file=sys.stderr)
    logs.set_up()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # wakes whatever waits, as Ctrl+C does
    action: Action = asked.action
    try:
        return action(settings, asked)
    except KeyboardInterrupt:
        return STOPPED
    except FAILURES as error:
        print(_why(error), file=sys.stderr)
        print(f"To find out what to mend, run: {typed('doctor')}", file=sys.stderr)
        return 1


def _why(error: Exception) -> str:
    match error:
        case SlackApiError():
            return f"Slack refuses a token: {error.response.get('error')}."
        case ElsewhereAlready():
            return f"The database belongs to another workspace, {error}. Set DATABASE_URL to another."
        case NewerThanCode():
            return (
                f"The database was used by a newer Elan (revision {error}). Update Elan, or restore a backup of before."
            )
        case HalfRestored():
            return (
                "A restore of this database did not end, and it is not whole. Restore the backup again: what was in "
                "the database before is among the backups, as elan-before-…"
            )
        case AddressTaken():
            return f"Nothing can be served at {error}. Set ELAN_LISTEN, PORT or ELAN_STATUS to another address."
        case _:
            return f"The database cannot be used ({type(error).__name__}). Check DATABASE_URL and its disk or server."


def _run(settings: Settings, asked: argparse.Namespace) -> int:
    if not settings.has_slack:
        return _sandbox(settings, asked)
    return _serve(settings, RUN_STATUS, web=True, worker=True)


def _web(settings: Settings, _asked: argparse.Namespace) -> int:
    return _serve(settings, RUN_STATUS, web=True)


def _worker(settings: Settings, _asked: argparse.Namespace) -> int:
    return _serve(settings, WORKER_STATUS, worker=True)


def _serve(settings: Settings, status: str, *, web: bool = False, worker: bool = False) -> int:
    if not settings.has_slack:
        print("There are no Slack tokens: give SLACK_BOT_TOKEN and its companions, as .env.example explains.")
        return 2
    bot = Bot(settings)
    parts = [part for part, asked in ((bot.listen, web), (bot.keep_time, worker)) if asked]
    greeting = "Elan is connected to Slack. Stop it with Ctrl+C."
    _live(bot, greeting, partial(bot.tell_status, settings.status or status), *parts)
    return 0


def _sandbox(settings: Settings, asked: argparse.Namespace) -> int:
    """The bot, unchanged, against a pretend Slack: all it is told of it is an address, two tokens and the time."""
    from sandbox.cast import populate
    from sandbox.page import mount
    from sandbox.server import Sandbox, free_port

    slack = Sandbox(_shipped(), port=free_port(asked.port))
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
        bot = Bot(told, slack.clock.now)
        bots.append(bot)
        slack.when_moved.append(bot.tick)
        greeting = f"The bot is in a pretend workspace. Open {slack.url} in a browser. Stop it with Ctrl+C."
        _live(bot, greeting, partial(bot.tell_status, settings.status or OFF), bot.listen, bot.keep_time)
    return 0


def _next_due(desk: Desk) -> datetime | None:
    with desk.reading() as work:
        return next_due(work.db)


def _live(bot: Bot, greeting: str, *parts: Callable[[], object]) -> None:
    """Does the parts, one after another, and goes on until SIGINT or SIGTERM; what is under way then ends."""
    try:
        for part in parts:
            part()
        print(greeting, flush=True)
        while True:  # another thread may have caught the signal, and this one hears of it when it wakes
            time.sleep(HEED_S)
    except KeyboardInterrupt:
        pass
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        ending = threading.Thread(target=bot.stop, daemon=True)
        ending.start()
        ending.join(DRAIN_S)


def _migrate(settings: Settings, _asked: argparse.Namespace) -> int:
    with opened(settings.database_url) as engine:
        migrate(engine)
        print(f"The database is at revision {revision_of(engine)}.")
    return 0


def _doctor(settings: Settings, asked: argparse.Namespace) -> int:
    return examine(settings, MANIFEST, as_json=asked.json)


def _backup(settings: Settings, asked: argparse.Namespace) -> int:
    from handlers.backups import back_up

    return back_up(settings, asked.file, real_time)


def _restore(settings: Settings, asked: argparse.Namespace) -> int:
    from handlers.backups import restore

    return restore(settings, asked.file, real_time, force=asked.force)


def _shipped() -> Manifest:
    """The manifest that comes with the code, for Socket Mode."""
    found: Manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return found


def _manifest(_settings: Settings, asked: argparse.Namespace) -> int:
    print(json.dumps(for_http(_shipped(), asked.address), indent=2, ensure_ascii=False))
    return 0


def _import(settings: Settings, asked: argparse.Namespace) -> int:
    return take_in_file(settings, asked.file, real_time, announce=asked.announce, dry_run=asked.dry_run)


def _feed(settings: Settings, asked: argparse.Namespace) -> int:
    from handlers.feeds.terminal import feed_command

    return feed_command(settings, asked, real_time)


ACTIONS: dict[str, Action] = {
    "run": _run,
    "web": _web,
    "worker": _worker,
    "sandbox": _sandbox,
    "migrate": _migrate,
    "doctor": _doctor,
    "backup": _backup,
    "restore": _restore,
    "manifest": _manifest,
    "import": _import,
    "export": lambda given, asked: give_out_file(given, asked.file, real_time, asked.format, force=asked.force),
    "feed": _feed,
}


def _leave(code: int) -> None:
    """Ends at once. A call to Slack that hangs would keep the process; what it left open the reconciler finds."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    _leave(main())
