"""Feeds at a terminal: added, listed, removed, and looked at on the spot."""

import argparse
import sys
from collections.abc import Callable

from bot.desk import Desk, Now
from bot.marketplace import feeds
from bot.marketplace.communities import home
from bot.marketplace.feed_items import Taken
from bot.marketplace.feeds import BadAddress, Listed, NoSuchFeed, SecretAddress
from bot.messages.feeds import reason
from bot.messages.voice import Voice
from bot.settings import Settings
from db.engine import opened
from db.models import Feed
from db.schema import migrate
from handlers.feeds.fetching import Fetcher, Unfetched
from handlers.feeds.polling import Poller


class Terminal:
    """One command on the community's feeds. `fetcher` is what a feed is looked at with."""

    def __init__(self, desk: Desk, settings: Settings, fetcher: Fetcher) -> None:
        self._desk = desk
        self._fetcher = fetcher
        self._poller = Poller(desk, fetcher)
        self._voice = Voice(settings.language, settings.timezone)
        with desk.work() as work:
            self._community = home(work, settings.language, settings.timezone).id

    def add(self, asked: argparse.Namespace) -> int:
        """Looks at it as well; one that cannot be read just now is added even so. Raises BadAddress, SecretAddress."""
        feeds.must_be_an_address(asked.url)
        try:
            self._fetcher.look_up(asked.url)
        except Unfetched as fault:
            print(f"This is not added: {reason(self._voice, str(fault))}.", file=sys.stderr)
            return 1
        with self._desk.work() as work:
            feed = feeds.add(work, self._community, asked.url, publish=asked.publish)
            known = feeds.claim(work, feed)
        print(f"Feed {feed.id} {_becomes(feed)}. {self._first(self._poller.look_at(known), feed.id)}")
        return 0

    def _first(self, taken: Taken | str, feed_id: int) -> str:
        if isinstance(taken, str):
            why = reason(self._voice, taken)
            return f"It cannot be read just now: {why}. A running Elan tries again, later each time, up to a day."
        with self._desk.reading() as work:
            title = feeds.found(work, self._community, feed_id).title
        named = f"“{title}”: " if title else ""
        return f"{named}{_counted(taken)} A running Elan looks at it every hour."

    def list(self, _asked: argparse.Namespace) -> int:
        with self._desk.reading() as work:
            for one in feeds.listed(work, self._community):
                print(f"{one.feed.id}  {one.feed.url}")
                print(f"   {self._told(one)}")
        return 0

    def _told(self, one: Listed) -> str:
        feed = one.feed
        read = f"read {feed.checked_at:%Y-%m-%d %H:%M} UTC" if feed.checked_at else "not read yet"
        trouble = f", failed {feed.failures} times: {reason(self._voice, feed.fault)}" if feed.fault else ""
        return f"{_becomes(feed)}; {one.postings} postings; {read}{trouble}; next {feed.next_at:%Y-%m-%d %H:%M} UTC"

    def remove(self, asked: argparse.Namespace) -> int:
        with self._desk.work() as work:
            url = feeds.remove(work, self._community, asked.id)
        print(f"Feed {asked.id} is removed: {url}. What it brought stays.")
        return 0

    def check(self, asked: argparse.Namespace) -> int:
        """Looks now, whatever its hour; 1 when it cannot be read."""
        with self._desk.work() as work:
            known = feeds.claim(work, feeds.found(work, self._community, asked.id))
        taken = self._poller.look_at(known)
        if isinstance(taken, str):
            print(f"Feed {asked.id} cannot be read: {reason(self._voice, taken)}.", file=sys.stderr)
            return 1
        print(f"Feed {asked.id}: {_counted(taken)}")
        return 0


def _counted(taken: Taken) -> str:
    return f"{taken.new} new, {taken.changed} changed, {taken.gone} gone."


def _becomes(feed: Feed) -> str:
    return "opens what it brings" if feed.publishes else "brings postings for review"


def feed_command(settings: Settings, asked: argparse.Namespace, now: Now, fetcher: Fetcher | None = None) -> int:
    """Does what was typed; 0, or 1 with the reason on standard error."""
    with opened(settings.database_url) as engine:
        migrate(engine)
        terminal = Terminal(Desk(engine, now), settings, fetcher or Fetcher())
        actions: dict[str, Callable[[argparse.Namespace], int]] = {
            "add": terminal.add,
            "list": terminal.list,
            "remove": terminal.remove,
            "check": terminal.check,
        }
        try:
            return actions[asked.what](asked)
        except NoSuchFeed:
            print(f"There is no feed {asked.id}. python -m bot feed list names them.", file=sys.stderr)
        except SecretAddress:
            print("An address with a name or a password in it cannot be taken: admins are told it.", file=sys.stderr)
        except BadAddress:
            print("Give an address that begins with http:// or https://, 255 characters at most.", file=sys.stderr)
    return 1
