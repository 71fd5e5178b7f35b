"""What Prometheus is told: requests and their latency, refusals, what was delivered, and what the outbox holds.

prometheus.io/docs/practices/naming: seconds, and counters that end in `_total`.
"""

from collections.abc import Callable, Iterator, Sequence

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from db.queries.feeds import FeedState
from db.queries.outbox import Outbox

Look = Callable[[], Outbox | None]
LookAtFeeds = Callable[[], Sequence[FeedState]]
BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3)
"""Slack waits for three seconds."""


class Metrics:
    """The counts of one process. `look` reads the outbox and `feeds` the feeds, at most as often as somebody asks for
    the page."""

    def __init__(self, look: Look, feeds: LookAtFeeds = tuple) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_OutboxNow(look))
        self._registry.register(_FeedsNow(feeds))
        ProcessCollector(registry=self._registry)
        self._requests = Counter(
            "elan_requests", "Requests answered, by how they ended", ("surface", "result"), registry=self._registry
        )
        self._refusals = Counter(
            "elan_refusals", "Requests refused, by the reason", ("reason",), registry=self._registry
        )
        self._seconds = Histogram(
            "elan_request_seconds",
            "From a request to its acknowledgement",
            ("surface",),
            buckets=BUCKETS_S,
            registry=self._registry,
        )
        self._forged = Counter("elan_forged_requests", "Requests that Slack did not sign", registry=self._registry)
        self._posted = Counter(
            "elan_webhook_messages",
            "The webhook's messages, by the status they got",
            ("status",),
            registry=self._registry,
        )
        self._deliveries = Counter(
            "elan_deliveries", "Attempts to deliver, by how they ended", ("state",), registry=self._registry
        )

    def served(self, surface: str, result: str, seconds: float, refusal: str = "") -> None:
        """One request was answered: `result` is answered, repeated, refused or failed."""
        self._requests.labels(surface, result).inc()
        self._seconds.labels(surface).observe(seconds)
        if refusal:
            self._refusals.labels(refusal).inc()

    def forged(self) -> None:
        """Somebody posted what Slack did not sign."""
        self._forged.inc()

    def delivered(self, state: str) -> None:
        """One attempt to deliver ended in this state."""
        self._deliveries.labels(state).inc()

    def posted(self, status: int) -> None:
        """The webhook answered a message with this status."""
        self._posted.labels(str(status)).inc()

    def page(self) -> tuple[int, str, str]:
        return 200, CONTENT_TYPE_LATEST, generate_latest(self._registry).decode()


class _OutboxNow(Collector):
    """Reads the outbox when the page is asked for; says nothing of it when the database is away."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def collect(self) -> Iterator[GaugeMetricFamily]:
        found = self._look()
        if found is None:
            return
        held = GaugeMetricFamily("elan_outbox", "Deliveries that have not ended, by state", labels=["state"])
        for state in ("ready", "sending", "unknown", "parked"):
            held.add_metric([state], getattr(found, state))
        yield held
        yield GaugeMetricFamily("elan_outbox_due", "Deliveries that could be sent now", value=found.depth)
        age = found.age.total_seconds() if found.age is not None else 0
        yield GaugeMetricFamily("elan_outbox_oldest_due_seconds", "How long the oldest of them has been due", value=age)

    def describe(self) -> list[GaugeMetricFamily]:
        """Nothing yet: registering must not read the database."""
        return []


class _FeedsNow(Collector):
    """Reads how the feeds are when the page is asked for: by their ids, since an address may hold a secret."""

    def __init__(self, look: LookAtFeeds) -> None:
        self._look = look

    def collect(self) -> Iterator[GaugeMetricFamily]:
        states = self._look()
        yield GaugeMetricFamily("elan_feeds", "Feeds that are looked at", value=len(states))
        failures = GaugeMetricFamily("elan_feed_failures", "Failures of a feed in a row", labels=["feed"])
        read = GaugeMetricFamily("elan_feed_last_read_timestamp_seconds", "When a feed was last read", labels=["feed"])
        for one in states:
            failures.add_metric([str(one.id)], one.failures)
            if one.checked_at is not None:
                read.add_metric([str(one.id)], one.checked_at.timestamp())
        yield from (failures, read)

    def describe(self) -> list[GaugeMetricFamily]:
        """Nothing yet: registering must not read the database."""
        return []
