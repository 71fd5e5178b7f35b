"""What goes from the workspace to the app, however it travels."""

import time
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

Kind = Literal["events_api", "slash_commands", "interactive"]
Json = dict[str, Any]

ACK_SECONDS = 3.0
"""docs.slack.dev: commands, interactions and events are acknowledged within three seconds."""

TIMEOUT = "operation_timeout"
UNREACHED = "dispatch_failed"


@dataclass(frozen=True)
class Envelope:
    """One delivery. Events carry how often they were tried before and why again."""

    kind: Kind
    payload: Json
    retry_attempt: int = 0
    retry_reason: str = ""

    @property
    def name(self) -> str:
        """What is delivered, in one word: `block_actions`, `/command`, `app_home_opened`."""
        if self.kind == "slash_commands":
            return str(self.payload["command"])
        if self.kind == "events_api":
            return str(self.payload["event"]["type"])
        return str(self.payload["type"])

    @property
    def accepts_response(self) -> bool:
        return self.kind != "events_api"

    def again(self, reason: str) -> "Envelope":
        """The same thing once more. Events count their attempts; nothing else tells that it is a repeat."""
        if self.kind != "events_api":
            return self
        return replace(self, retry_attempt=self.retry_attempt + 1, retry_reason=reason)


@dataclass(frozen=True)
class Answer:
    """What the app made of it. `fault` is the platform's word when it did not acknowledge."""

    payload: Json = field(default_factory=dict)
    fault: str = ""

    @property
    def acknowledged(self) -> bool:
        return not self.fault


def exchange(envelope: Envelope, answer: Answer, started: float) -> Json:
    """What the traffic shows of a delivery; `started` is by the monotonic clock, in seconds."""
    return {
        "payload": envelope.payload,
        "answer": answer.payload,
        "retry_attempt": envelope.retry_attempt,
        "milliseconds": round((time.monotonic() - started) * 1000),
    }


class Delivery(Protocol):
    """The road to the app: Socket Mode, or a request URL. `missed` are the events nobody acknowledged."""

    missed: list[Envelope]

    def send(self, envelope: Envelope) -> "Future[Answer]":
        """Deliver once; the future is done at the acknowledgement, or when waiting for it was given up."""
