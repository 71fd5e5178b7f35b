"""Short-lived permissions Slack hands out with an interaction: trigger ids and response URLs."""

from dataclasses import dataclass
from datetime import datetime, timedelta

TRIGGER_LIFE = timedelta(seconds=3)
"""docs.slack.dev/interactivity: a trigger expires after three seconds and works once."""

RESPONSE_LIFE = timedelta(minutes=30)
RESPONSE_USES = 5
"""docs.slack.dev/interactivity/handling-user-interaction: five uses within thirty minutes."""


@dataclass
class Trigger:
    """Leave to open one view for one member. `issued` is workspace time, `started` is monotonic seconds.

    `view_id` is the modal the member was in, which is what `views.push` builds on.
    """

    id: str
    user: str
    issued: datetime
    started: float
    view_id: str | None = None
    exchanged: bool = False

    def expired(self, now: datetime, monotonic: float) -> bool:
        """By either clock: a moved clock and a slow handler both cost the trigger its life."""
        life = TRIGGER_LIFE.total_seconds()
        return now - self.issued > TRIGGER_LIFE or monotonic - self.started > life


@dataclass
class ResponsePass:
    """Leave to answer an interaction: `original` is the ts of the message that held the button, if any."""

    key: str
    user: str
    channel: str
    issued: datetime
    original: str | None = None
    uses: int = 0

    def fault(self, now: datetime) -> str | None:
        if now - self.issued > RESPONSE_LIFE:
            return "expired_url"
        return "used_url" if self.uses >= RESPONSE_USES else None
