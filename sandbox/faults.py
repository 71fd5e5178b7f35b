"""The one place every Web API call passes through, where a test can make Slack misbehave."""

from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True)
class Call:
    """A Web API call as it came in: method, arguments already decoded, token."""

    method: str
    arguments: dict[str, Any]
    token: str


@dataclass(frozen=True)
class Reply:
    """What goes back. `delay` is in seconds, before the answer leaves."""

    body: dict[str, Any]
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0


class Faults(Protocol):
    """What may go wrong. `before` keeps the call from being handled; `after` changes what is told about it."""

    def before(self, call: Call, /) -> Reply | None: ...

    def after(self, call: Call, reply: Reply, /) -> Reply: ...


class NoFaults:
    """Everything works."""

    def before(self, _call: Call) -> Reply | None:
        return None

    def after(self, _call: Call, reply: Reply) -> Reply:
        return reply
