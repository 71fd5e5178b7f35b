"""The commands an operator types, their words and their options."""

import argparse
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ABOUT = {
    "run": "everything in one process; without Slack tokens, in the sandbox",
    "web": "only take Slack's requests; a worker beside it sends what is due",
    "worker": "only send what is due, and keep the hours",
    "sandbox": "the bot in a pretend Slack workspace, with a page in the browser",
    "migrate": "bring the database's tables up to date",
    "doctor": "check tokens, scopes, channels and database, and say what to mend",
    "backup": "write a backup of the database and check it, also while the bot runs",
    "restore": "put a backup in the database's place; the bot must not be running",
    "manifest": "print the app's manifest for Slack over HTTP",
    "import": "take in opportunities from a table (.csv) or from a file with one JSON object a line",
    "export": "give all opportunities out, as a table (.csv) or with one JSON object a line",
    "feed": "add, list, remove and check feeds of opportunities",
}


WANTED = "give https, a host and perhaps a port, and no path, such as https://elan.example.org or https://host:8443"


def parser(actions: Mapping[str, Any]) -> argparse.ArgumentParser:
    """Reads what was typed; the action of the command is then in `action`."""
    whole = argparse.ArgumentParser(prog="python -m bot", description="Elan, a volunteer marketplace in a chat.")
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    known = {}
    for name, about in ABOUT.items():
        known[name] = commands.add_parser(name, help=about, description=f"{about[0].upper()}{about[1:]}.")
        known[name].set_defaults(action=actions[name])
    _add_options(known)
    return whole


def _add_options(known: Mapping[str, argparse.ArgumentParser]) -> None:
    for name in ("run", "sandbox"):
        known[name].add_argument(
            "--port", type=_port, default=8080, help="where the sandbox is served; 8080 unless said"
        )
    known["doctor"].add_argument("--json", action="store_true", help="as one JSON object")
    known["backup"].add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="a new file, or a folder; beside the database unless said"
    )
    known["restore"].add_argument("file", type=Path, metavar="FILE")
    known["restore"].add_argument(
        "--force", action="store_true", help="also over a database that holds something, which is kept in a backup"
    )
    known["manifest"].add_argument("address", type=_address, metavar="ADDRESS", help="such as https://elan.example.org")
    known["import"].add_argument("file", type=Path, metavar="FILE")
    known["import"].add_argument("--dry-run", action="store_true", help="check every line and keep nothing")
    known["import"].add_argument(
        "--announce", action="store_true", help="post a card for each, not one message for all"
    )
    known["export"].add_argument("file", type=Path, metavar="FILE", help="a new file, or - for standard output")
    known["export"].add_argument("--force", action="store_true", help="also in place of a file that is there")
    known["export"].add_argument(
        "--format", choices=("csv", "jsonl"), help="unless the file's name ends so; jsonl unless said"
    )
    _add_feed_commands(known["feed"])


def _add_feed_commands(feed: argparse.ArgumentParser) -> None:
    does = feed.add_subparsers(required=True, dest="what", metavar="WHAT")
    add = does.add_parser("add", help="look at an address every hour: RSS, Atom, JSON Feed or iCalendar")
    add.add_argument("url", metavar="URL")
    add.add_argument("--publish", action="store_true", help="open what it brings; an admin reviews it unless said")
    does.add_parser("list", help="name every feed, and how it is")
    for name, about in (("remove", "look at it no more; what it brought stays"), ("check", "look at it now")):
        does.add_parser(name, help=about).add_argument("id", type=_number, metavar="ID")


def _number(given: str) -> int:
    """The id of a feed. Raises ValueError, which argparse words."""
    if not given.isdecimal() or len(given) > 9:
        raise ValueError(given)
    return int(given)


def typed(command: str) -> str:
    """What to type for a command, where this one was typed, with the Python that runs it."""
    python, here = Path(sys.executable), Path.cwd()
    return f"{shlex.quote(str(python.relative_to(here) if python.is_relative_to(here) else python))} -m bot {command}"


def pasted(command: str) -> str:
    """The same without a path of this machine, for what may be pasted in public."""
    inside = Path(sys.executable).is_relative_to(Path.cwd())
    return typed(command) if inside else f"python -m bot {command}"


def _port(given: str) -> int:
    """A port that can be listened on. Raises ValueError, which argparse words."""
    port = int(given)
    if not 0 < port < 65_536:
        raise ValueError(given)
    return port


def _address(given: str) -> str:
    """An address Slack can post to: https, and no path. Raises ArgumentTypeError with what to give."""
    try:
        parts = urlsplit(given)
        _ = parts.port  # a port that is no number is a ValueError
    except ValueError:
        raise argparse.ArgumentTypeError(WANTED) from None
    if parts.scheme != "https" or not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        raise argparse.ArgumentTypeError(WANTED)
    return given
