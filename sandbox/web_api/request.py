"""One call as a method sees it, the errors it answers with, and how methods register."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sandbox.installation import Installation
from sandbox.limits.report import Fault
from sandbox.platform import Platform
from sandbox.workspace import Channel, Member, Workspace

Json = dict[str, Any]
T = TypeVar("T")

MOST_PER_PAGE = 1000


class ApiError(Exception):
    """Slack's error string, and what else goes into the answer."""

    def __init__(self, error: str, **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.extra = extra


def faulty(error: str, faults: Sequence[Fault]) -> ApiError:
    """An error that names each fault with its path, as Slack does in `response_metadata.messages`."""
    messages = [str(fault) for fault in faults]
    return ApiError(error, errors=[fault.short for fault in faults], response_metadata={"messages": messages})


@dataclass(frozen=True)
class Request:
    """Arguments and the workspace they concern. JSON inside a form arrives as text and is decoded on reading."""

    platform: Platform
    arguments: Json

    @property
    def workspace(self) -> Workspace:
        return self.platform.workspace

    @property
    def app(self) -> Installation:
        return self.platform.app

    def text(self, name: str) -> str:
        value = self.arguments.get(name)
        return "" if value is None else str(value)

    def required(self, name: str) -> str:
        value = self.text(name)
        if not value:
            message = f"[ERROR] missing required field: {name}"
            raise ApiError("invalid_arguments", response_metadata={"messages": [message]})
        return value

    def truth(self, name: str, default: bool = False) -> bool:
        value = self.arguments.get(name)
        return default if value is None else str(value).lower() in ("1", "true")

    def decoded(self, name: str, error: str) -> Any:
        """A JSON value, sent as itself or as text; None when absent."""
        value = self.arguments.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise ApiError(error) from None

    def need(self, *scopes: str) -> None:
        """`missing_scope` unless the app has one of them."""
        if scopes and not set(scopes) & set(self.app.scopes):
            raise ApiError("missing_scope", needed=",".join(scopes), provided=",".join(self.app.scopes))

    def need_for(self, channel: Channel, what: str) -> None:
        """The scope for one kind of conversation: channels:history, groups:history, im:history."""
        self.need({"public": "channels", "private": "groups", "im": "im"}[channel.kind] + f":{what}")

    def channel(self, name: str = "channel") -> Channel:
        """A conversation the bot may know of: others are `channel_not_found`."""
        channel = self.workspace.channels.get(self.required(name))
        if channel is None or (channel.kind != "public" and self.app.bot_user not in channel.members):
            raise ApiError("channel_not_found")
        return channel

    def joined_channel(self) -> Channel:
        channel = self.channel()
        if self.app.bot_user not in channel.members:
            raise ApiError("not_in_channel")
        return channel

    def member(self, name: str = "user") -> Member:
        member = self.workspace.members.get(self.required(name))
        if member is None:
            raise ApiError("user_not_found")
        return member

    def page(self, every: Sequence[T], default: int = 100, most: int = MOST_PER_PAGE) -> tuple[list[T], str]:
        """One page, and the cursor of the next: empty at the end."""
        limit = self._whole("limit", default)
        if not 1 <= limit <= most:
            raise ApiError("invalid_limit")
        start = self._cursor()
        following = start + limit
        cursor = base64.b64encode(f"next:{following}".encode()).decode() if following < len(every) else ""
        return list(every[start:following]), cursor

    def _whole(self, name: str, default: int) -> int:
        value = self.text(name)
        if value and not value.lstrip("-").isdecimal():
            raise ApiError(f"invalid_{name}")
        return int(value) if value else default

    def _cursor(self) -> int:
        cursor = self.text("cursor")
        if not cursor:
            return 0
        try:
            head, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            raise ApiError("invalid_cursor") from None
        if head != "next" or not number.isdecimal():
            raise ApiError("invalid_cursor")
        return int(number)


Handler = Callable[[Request], Json]


@dataclass(frozen=True)
class Method:
    """`scopes`: the app needs one of them. `token` is bot or app."""

    handler: Handler
    scopes: tuple[str, ...] = ()
    token: str = "bot"


@dataclass
class Methods:
    """The methods of one noun, by name."""

    known: dict[str, Method] = field(default_factory=dict)

    def method(self, name: str, *scopes: str, token: str = "bot") -> Callable[[Handler], Handler]:
        def register(handler: Handler) -> Handler:
            self.known[name] = Method(handler, scopes, token)
            return handler

        return register
