"""The pretend workspace, running on loopback."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self, TypedDict, Unpack

from sandbox.actor import Actor
from sandbox.clock import Clock
from sandbox.delivery import ACK_SECONDS, Answer
from sandbox.installation import Installation, Manifest
from sandbox.interactions import events
from sandbox.interactions.answers import SLACKBOT
from sandbox.platform import Platform
from sandbox.rates import Rates
from sandbox.request_url import RequestUrl
from sandbox.routes import build_app
from sandbox.serving import Server, quiet_config
from sandbox.socket_mode import SocketLink
from sandbox.workspace import Channel, Member, Workspace

HOST = "127.0.0.1"
BOT_USER = "U0SANDBOT1"


class About(TypedDict, total=False):
    """What may be said of a member: locale like fr-CA, an IANA zone, standing, address."""

    locale: str
    tz: str
    admin: bool
    owner: bool
    email: str
    title: str


class Settings(TypedDict, total=False):
    """`port` 0 takes a free one; `rates` makes the tiers count; `patience` is the acknowledgement's limit, in s."""

    port: int
    rates: bool
    patience: float


class Sandbox:
    """A workspace with one app in it, served over HTTP and WebSocket while the context lasts.

    Mount a page on `app` before starting. `api_url` ends with a slash, as `WebClient(base_url=…)` has it.
    """

    def __init__(self, manifest: Manifest, clock: Clock | None = None, **settings: Unpack[Settings]) -> None:
        self.clock = clock or Clock()
        self.when_moved: list[Callable[[], object]] = []
        """What else looks at the clock once in a while, and wants to look at once when it has been moved."""
        self.workspace = Workspace(self.clock)
        self.installation = Installation(manifest, BOT_USER)
        self.link = SocketLink(self.workspace, self.installation, settings.get("patience", ACK_SECONDS))
        rates = Rates(self.clock, strict=settings.get("rates", False))
        self.platform = Platform(self.workspace, self.installation, self.link, rates, self.link.address)
        self.app = build_app(self.platform, self.link)
        self._port = settings.get("port", 0)
        self._server: Server | None = None
        self._thread: threading.Thread | None = None
        self._populate()

    # running

    def start(self) -> Self:
        """Listen and serve on a background thread; OSError when the port is taken."""
        listener = socket.create_server((HOST, self._port))
        self._port = listener.getsockname()[1]
        self.platform.base_url = f"http://{HOST}:{self._port}"
        self._server = Server(quiet_config(self.app))
        self._thread = threading.Thread(target=self._server.serve_on, args=(listener,), name="sandbox", daemon=True)
        self._thread.start()
        self.link.attach(self._server.wait_until_ready(), f"{HOST}:{self._port}")
        return self

    def stop(self) -> None:
        """Close every connection and wait for the thread to end."""
        if self._server is None or self._thread is None:
            return
        self._stop_posting()
        asyncio.run_coroutine_threadsafe(self.link.stop(), self._server.wait_until_ready()).result()
        self._server.leave()
        self._thread.join()
        self._server = self._thread = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    # what an app needs to know

    @property
    def url(self) -> str:
        return self.platform.base_url

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    @property
    def bot_token(self) -> str:
        return self.installation.bot_token

    @property
    def app_token(self) -> str:
        return self.installation.app_token

    @property
    def signing_secret(self) -> str:
        return self.installation.signing_secret

    def wait_connected(self, count: int = 1, seconds: float = 5.0) -> None:
        """Wait in real time until the app holds `count` connections; TimeoutError when it does not."""
        if not self.workspace.wait(lambda: len(self.link.connections) >= count, seconds):
            raise TimeoutError(f"{len(self.link.connections)} of {count} connections after {seconds} s")

    # who and where

    def member(self, name: str, real_name: str = "", **about: Unpack[About]) -> Actor:
        """A new member, in every public channel there is."""
        member = Member(
            self.workspace.new_id("U"),
            name,
            real_name or name.capitalize(),
            locale=about.get("locale", "en-CA"),
            tz=about.get("tz", "America/Toronto"),
            is_admin=about.get("admin", False),
            is_owner=about.get("owner", False),
            email=about.get("email", f"{name}@example.org"),
            title=about.get("title", ""),
        )
        with self.workspace.lock:
            self.workspace.add_member(member)
            for channel in self.workspace.channels.values():
                if channel.kind == "public" and not channel.archived:
                    self.workspace.join(channel, member.id)
        return Actor(self.platform, member.id)

    def actor(self, member_id: str) -> Actor:
        """The hands and eyes of somebody who is there already."""
        return Actor(self.platform, self.workspace.members[member_id].id)

    def channel(self, name: str, *, private: bool = False, members: Iterable[Actor] = (), topic: str = "") -> Channel:
        """A new channel: a public one with everybody, a private one with `members`. The bot is in neither."""
        everyone = [member.id for member in self.workspace.humans()]
        joined = [actor.id for actor in members] if private else everyone
        return self.workspace.add_channel(name, "private" if private else "public", joined, topic)

    def invite_bot(self, channel: Channel) -> None:
        """Somebody types /invite: the bot is in, and hears `member_joined_channel`."""
        events.join(self.platform, self.installation.bot_user, channel)

    def remove_bot(self, channel: Channel) -> None:
        events.leave(self.platform, self.installation.bot_user, channel)

    def archive(self, channel: Channel, by: Actor) -> None:
        events.archive(self.platform, by.id, channel)

    def unarchive(self, channel: Channel, by: Actor) -> None:
        events.archive(self.platform, by.id, channel, archived=False)

    def deliver_to(self, url: str) -> None:
        """From now on everything is posted to this address, and nothing goes over Socket Mode."""
        self._stop_posting()
        self.platform.delivery = RequestUrl(url, self.workspace, self.installation, self.link.patience)

    def _stop_posting(self) -> None:
        if isinstance(self.platform.delivery, RequestUrl):
            self.platform.delivery.stop()

    # what may happen to an app

    def advance(self, by: timedelta) -> datetime:
        """Move the workspace's clock forward."""
        now = self.clock.advance(by)
        for look in self.when_moved:
            look()
        self.workspace.changed()
        return now

    def repeat_last(self, times: int = 1) -> list[Answer]:
        """Deliver what was last delivered again, ids and all: a retry, or a connection that stuttered.

        The answers are returned and shown to nobody.
        """
        last = self.platform.last
        if last is None:
            raise LookupError("nothing was delivered yet")
        answers = []
        for _ in range(times):
            last = last.again("timeout")
            answers.append(self.platform.send(last).result())
        return answers

    def retry_events(self) -> list[Answer]:
        """Deliver the events nobody acknowledged once more, as Slack does after a minute and after five."""
        road = self.platform.delivery
        missed, road.missed = road.missed, []
        return [self.platform.send(envelope.again("timeout")).result() for envelope in missed]

    def _populate(self) -> None:
        app = self.installation
        bot = Member(BOT_USER, app.name.lower().replace(" ", ""), app.name, is_bot=True)
        bot.app_id, bot.bot_id = app.app_id, app.bot_id
        self.workspace.add_member(bot)
        self.workspace.add_member(Member(SLACKBOT, "slackbot", "Slackbot", is_bot=True))


def free_port(wanted: int) -> int:
    """The wanted port, or 0 for any other when somebody has it."""
    try:
        socket.create_server((HOST, wanted)).close()
    except OSError:
        return 0
    return wanted
