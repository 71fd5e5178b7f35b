"""What the fixtures hand to the tests, by name."""

from collections.abc import Callable
from typing import Any, Protocol

from playwright.sync_api import Page, ViewportSize

WIDE: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 400, "height": 800}

Away = Callable[..., Any]
"""Runs what an actor does, on a thread without Playwright's loop: `away(luc.types, room, "Hello")`."""


class Tabs(Protocol):
    """Opens a tab: who acts, where, how wide."""

    def __call__(self, who: str = "ana", at: str = "general", size: ViewportSize = WIDE) -> Page: ...
