"""The workspace: who is in it, where they talk, what was said. Thread-safe, synchronous, no network."""

import itertools
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sandbox.clock import Clock
from sandbox.words.mentions import mentions
from sandbox.workspace.channels import Channel, Kind
from sandbox.workspace.desk import Desk
from sandbox.workspace.files import File
from sandbox.workspace.people import Member, Team
from sandbox.workspace.posts import Ping, Post
from sandbox.workspace.traffic import Direction, Traffic, TrafficLog

Observer = Callable[[], None]


class Workspace:
    """Everything the pretend Slack remembers. Hold `lock` to read several things that must agree.

    `members`, `channels` and `files` are keyed by id; `desk` keeps modals, App Homes and short-lived passes;
    `pings` lists every mention that took somebody's attention; `traffic` is the wire.
    """

    def __init__(self, clock: Clock, name: str = "Harbour Civic Tech", domain: str = "harbour-civic") -> None:
        self.clock = clock
        self.lock = threading.Condition(threading.RLock())
        self.team = Team("T0HARBOUR1", name, domain)
        self.members: dict[str, Member] = {}
        self.channels: dict[str, Channel] = {}
        self.files: dict[str, File] = {}
        self.pings: list[Ping] = []
        self.traffic = TrafficLog()
        self.version = 0
        self._observers: list[Observer] = []
        self._numbers = itertools.count(1)
        self._last_ts = 0
        self.desk = Desk(self)

    # what changes

    def observe(self, observer: Observer) -> Callable[[], None]:
        """Call `observer` after every change, under the lock and on any thread: it must only set a flag.

        Returns what stops it.
        """
        with self.lock:
            self._observers.append(observer)

        def stop() -> None:
            with self.lock:
                if observer in self._observers:
                    self._observers.remove(observer)

        return stop

    def changed(self) -> None:
        with self.lock:
            self.version += 1
            self.lock.notify_all()
            for observer in list(self._observers):
                observer()

    def wait(self, truth: Callable[[], bool], seconds: float) -> bool:
        """Wait in real time until `truth()` holds; False when it did not in `seconds`."""
        with self.lock:
            return self.lock.wait_for(truth, seconds)

    def record(self, direction: Direction, name: str, summary: str, body: Any) -> None:
        with self.lock:
            self.traffic.append(Traffic(self.now(), direction, name, summary, body))
            self.changed()

    # numbers and times

    def now(self) -> datetime:
        return self.clock.now()

    def new_id(self, letter: str) -> str:
        return f"{letter}{next(self._numbers):09d}"

    def new_ts(self) -> str:
        """A message id: seconds and microseconds of the clock, never the same twice."""
        with self.lock:
            self._last_ts = max(self._last_ts + 1, round(self.now().timestamp() * 1_000_000))
            return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    # people

    def add_member(self, member: Member) -> Member:
        with self.lock:
            self.members[member.id] = member
            self.changed()
            return member

    def humans(self) -> list[Member]:
        with self.lock:
            return [member for member in self.members.values() if not member.is_bot and not member.deleted]

    def member_named(self, handle: str) -> Member | None:
        return next((member for member in self.members.values() if member.name == handle), None)

    # conversations

    def add_channel(self, name: str, kind: Kind, members: Iterable[str], topic: str = "") -> Channel:
        with self.lock:
            letter = "D" if kind == "im" else "C"
            joined = list(dict.fromkeys(members))
            channel = Channel(self.new_id(letter), name, kind, int(self.now().timestamp()), members=joined, topic=topic)
            self.channels[channel.id] = channel
            self.changed()
            return channel

    def channel_named(self, name: str) -> Channel | None:
        return next((channel for channel in self.channels.values() if channel.name == name), None)

    def direct(self, one: str, other: str) -> Channel:
        """The DM between two members, opened when there is none."""
        with self.lock:
            found = self.find_direct(one, other)
            return found or self.add_channel("", "im", (one, other))

    def find_direct(self, one: str, other: str) -> Channel | None:
        pair = {one, other}
        return next((c for c in self.channels.values() if c.is_im and set(c.members) == pair), None)

    def join(self, channel: Channel, user: str) -> bool:
        """True when they were not in it yet."""
        with self.lock:
            if user in channel.members:
                return False
            channel.members.append(user)
            self.changed()
            return True

    def leave(self, channel: Channel, user: str) -> bool:
        with self.lock:
            if user not in channel.members:
                return False
            channel.members.remove(user)
            self.changed()
            return True

    # messages

    def post(self, post: Post) -> Post:
        """Keep a message and note whom it pings. An ephemeral pings nobody: only its reader sees it."""
        with self.lock:
            self.channels[post.channel].posts[post.ts] = post
            if post.ephemeral_to is None:
                self._note_pings(post, set(), edit=False)
            self.changed()
            return post

    def edit(self, post: Post, **changes: Any) -> Post:
        with self.lock:
            edited = replace(post, **changes)
            self.channels[post.channel].posts[post.ts] = edited
            if post.ephemeral_to is None:
                self._note_pings(edited, mentions(post.text, post.blocks), edit=True)
            self.changed()
            return edited

    def remove(self, post: Post) -> None:
        with self.lock:
            self.channels[post.channel].posts.pop(post.ts, None)
            self.changed()

    def find_post(self, channel: str, ts: str) -> Post | None:
        found = self.channels.get(channel)
        return found.posts.get(ts) if found else None

    def visible(self, channel: str, user: str) -> list[Post]:
        """What a member sees in a conversation, oldest first."""
        with self.lock:
            return [post for post in self.channels[channel].posts.values() if post.seen_by(user)]

    def _note_pings(self, post: Post, before: set[tuple[str, str]], edit: bool) -> None:
        for kind, target in sorted(mentions(post.text, post.blocks) - before):
            self.pings.append(Ping(kind, target, post.user, post.channel, post.ts, edit))
