"""The pretend Slack without its network: the workspace, the app in it, and the road to the app."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field

from sandbox.delivery import Answer, Delivery, Envelope
from sandbox.faults import Faults, NoFaults
from sandbox.installation import Installation
from sandbox.rates import Rates
from sandbox.workspace import Workspace


def _refuse_event_loops() -> None:
    """Waiting on the server's own loop would wait for ever; on any loop it would hold everything up."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return
    raise RuntimeError("what waits for the app runs on a thread, not on an event loop")


@dataclass
class Platform:
    """What every part of the sandbox shares. `base_url` ends without a slash.

    `link_url` answers `apps.connections.open`: a fresh address, or an error's name without "://".
    """

    workspace: Workspace
    app: Installation
    delivery: Delivery
    rates: Rates
    link_url: Callable[[], str]
    base_url: str = ""
    faults: Faults = field(default_factory=NoFaults)
    last: Envelope | None = None

    def send(self, envelope: Envelope) -> "Future[Answer]":
        """Deliver without waiting."""
        return self.delivery.send(envelope)

    def ask(self, envelope: Envelope) -> Answer:
        """Deliver what a member did, wait for the acknowledgement, and remember it for `Sandbox.repeat_last`."""
        _refuse_event_loops()
        self.last = envelope
        return self.send(envelope).result()

    def response_url(self, key: str) -> str:
        return f"{self.base_url}/response/{self.workspace.team.id}/{key}"
