"""What the doctor says of feeds and of the webhook: ids and times, and never an address, which may hold a secret."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.commands import pasted
from bot.marketplace.feeds import TOLD_AFTER
from bot.settings import Settings
from db.queries.feeds import FeedState
from db.queries.heartbeats import WEBHOOK, WEBHOOK_REFUSED
from handlers.slack.finding import Finding, lasting

OVERDUE = timedelta(hours=2)
"""After how long without a look, though one was due, nobody looks any more."""
LATELY = timedelta(days=1)
NAMED = 10
"""Feeds that are named by their ids."""
UNREAD = "Nobody looks at feeds: start Elan, or its worker, or look in its log."
REFUSED = "Another program's messages are refused: look at what it was answered; docs/operations.md says what it means."


def feeds(states: Sequence[FeedState], now: datetime) -> Finding:
    """How many there are, when one was last read, and which fail."""
    if not states:
        return Finding("feeds", "none")
    read = [one.checked_at for one in states if one.checked_at is not None]
    last = f"last read {lasting(now - max(read))} ago" if read else "none read yet"
    failing = [one for one in states if one.failures]
    told = [_failing(one, now) for one in failing[:NAMED]]
    told += [f"{len(failing) - NAMED} more"] if len(failing) > NAMED else []
    found = "; ".join([f"{len(states)}, {last}", *([f"failing: {', '.join(told)}"] if told else [])])
    bad = next((one for one in failing if one.failures >= TOLD_AFTER), None)
    if any(now - one.next_at > OVERDUE for one in states):
        return Finding("feeds", found, UNREAD)
    return Finding("feeds", found, f"Run: {pasted(f'feed check {bad.id}')}" if bad else "")


def _failing(one: FeedState, now: datetime) -> str:
    last = f"last read {lasting(now - one.checked_at)} ago" if one.checked_at else "never read"
    return f"{one.id} ({one.failures} times in a row, {last})"


def webhook(settings: Settings, last: Mapping[str, datetime], now: datetime) -> Finding:
    """Whether it is on, and when it last took and last refused a signed message."""
    if not settings.webhook_secrets:
        return Finding("webhook", "off")
    taken, refused = last.get(WEBHOOK), last.get(WEBHOOK_REFUSED)
    found = f"on, last message taken {_ago(taken, now)}, last signed one refused {_ago(refused, now)}"
    wrong = refused is not None and now - refused < LATELY and (taken is None or taken < refused)
    return Finding("webhook", found, REFUSED if wrong else "")


def _ago(at: datetime | None, now: datetime) -> str:
    return f"{lasting(now - at)} ago" if at else "never"
