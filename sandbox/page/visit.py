"""One browser tab: who acts in it, where they are, and what is drawn."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ParamSpec, Protocol, TypeVar

from nicegui import run, ui

from sandbox.actor import Actor
from sandbox.page.live import Live
from sandbox.page.phrases import Phrase, Voice
from sandbox.page.writing import SAFE
from sandbox.server import Sandbox
from sandbox.workspace import Channel, Post

P = ParamSpec("P")
T = TypeVar("T")

Label = str | Mapping[str, str]
Stop = tuple[Label, Callable[[], datetime | None]]
"""A named moment the clock can be moved to: its label, or labels by language (`en`, `fr`), and when it is.

The function is called on a thread; None says there is none ahead.
"""

HOME, MESSAGES = "home", "messages"
"""The two tabs of the app, where others have the name of a channel."""


class Pane(Protocol):
    """A part of the page that is drawn again when the workspace changed."""

    def refresh(self) -> None: ...


@dataclass(eq=False)
class Visit:
    """What every part of one tab shares."""

    sandbox: Sandbox
    live: Live
    stops: Sequence[Stop]
    actor: Actor
    at: str
    panes: list[Pane] = field(default_factory=list)
    moved: list[Callable[[], None]] = field(default_factory=list)
    """Called after going somewhere else."""

    def __post_init__(self) -> None:
        self.client = ui.context.client
        self.say = Voice(self.actor.member.locale)

    # where

    @property
    def app_name(self) -> str:
        return self.sandbox.installation.name

    @property
    def channel(self) -> Channel | None:
        """The conversation shown; None on the app's Home tab."""
        if self.at == HOME:
            return None
        return self.actor.dm if self.at == MESSAGES else self.sandbox.workspace.channels[self.at]

    def name_of(self, channel: Channel) -> str:
        """`#general`, or who is at the other end."""
        if channel.is_im:
            return self.actor.reader.name_of(channel.other(self.actor.id))
        return f"#{channel.name}"

    async def go(self, at: str) -> None:
        """Show another place. Entering the app's tabs is told to it."""
        self.at = at
        channel = self.channel
        name = channel.name if channel and not channel.is_im else at
        for follow in self.moved:
            follow()
        self.run(f"sandbox.arrive({json.dumps(name)})")
        await self.enter()

    async def enter(self) -> None:
        if self.at in (HOME, MESSAGES):
            await self.away(self.actor.opens_home if self.at == HOME else self.actor.opens_messages_tab)

    # who read what

    def unread(self, channel: Channel) -> bool:
        return self._newest(channel) > self.live.read.get((self.actor.id, channel.id), "")

    def mark_read(self, channel: Channel) -> None:
        self.live.read[self.actor.id, channel.id] = self._newest(channel)

    def _newest(self, channel: Channel) -> str:
        others = [post for post in self.posts(channel) if post.user != self.actor.id]
        return max((post.ts for post in others), default="")

    def posts(self, channel: Channel) -> list[Post]:
        return self.sandbox.workspace.visible(channel.id, self.actor.id)

    # doing

    async def away(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """Run what waits for the app on a thread; what the workspace refuses is shown in passing."""
        try:
            return await run.io_bound(work, *args, **kwargs)
        except (LookupError, ValueError) as fault:
            self.toast(str(fault.args[0]))
            return None

    def toast(self, text: str) -> None:
        with self.client:
            ui.notify(text, position="top", classes="toast", timeout=3500)

    def open(self, address: str) -> None:
        """An address of the app, beside the page."""
        if address.lower().startswith(SAFE):
            with self.client:
                ui.navigate.to(address, new_tab=True)

    def run(self, script: str) -> None:
        """JavaScript in this tab."""
        self.client.run_javascript(script)

    def refresh(self) -> None:
        if not self.client.is_deleted:
            for pane in self.panes:
                pane.refresh()

    def nobody_answered(self, fault: str) -> str:
        return self.say(Phrase.NO_ANSWER, app=self.app_name, fault=fault)
