"""From the workspace, which changes on any thread, to the browser tabs, which are drawn on the server's loop."""

import asyncio
from typing import Protocol

from sandbox.workspace import Workspace

TOGETHER = 0.03
"""Seconds: changes that come within this time are drawn at once."""


class Watcher(Protocol):
    def refresh(self) -> None: ...


class Live:
    """Who is looking. `unread` marks are shared: somebody's two tabs have read the same."""

    def __init__(self, workspace: Workspace) -> None:
        self._watchers: set[Watcher] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._due = False
        self.read: dict[tuple[str, str], str] = {}
        """(member, channel) → ts of the newest message they saw."""
        self.stop = workspace.observe(self._changed)

    def enter(self, watcher: Watcher) -> None:
        """On the server's loop."""
        self._loop = asyncio.get_running_loop()
        self._watchers.add(watcher)

    def leave(self, watcher: Watcher) -> None:
        self._watchers.discard(watcher)

    def _changed(self) -> None:
        """On any thread, under the workspace's lock."""
        if self._due or self._loop is None or self._loop.is_closed():
            return
        self._due = True
        self._loop.call_soon_threadsafe(self._soon, self._loop)

    def _soon(self, loop: asyncio.AbstractEventLoop) -> None:
        loop.call_later(TOGETHER, self._refresh)

    def _refresh(self) -> None:
        self._due = False
        for watcher in list(self._watchers):
            watcher.refresh()
