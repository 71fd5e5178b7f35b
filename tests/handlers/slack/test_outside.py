"""The doctor of feeds and of the webhook: ids and times, and no address."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.marketplace import feeds
from bot.settings import Settings
from db.models import Feed
from db.queries.heartbeats import WEBHOOK, WEBHOOK_REFUSED
from tests.bot.marketplace.village import Village
from tests.handlers.slack.examined import happened, told
from tests.handlers.slack.test_doctor_kept import finding

SECRET_URL = "https://feeds.example.org/calendar.ics?key=topsecret"
HOUR = timedelta(hours=1)


def add(village: Village, number: int, *, failures: int = 0, read: timedelta | None, due: timedelta = HOUR) -> None:
    """A feed that was read so long ago, and is due in so long, by this machine's clock."""
    now = datetime.now(UTC)
    with village.desk.work() as work:
        feed = work.db.get_one(Feed, feeds.add(work, village.id, f"{SECRET_URL}{number}", publish=False).id)
        feed.failures, feed.checked_at, feed.next_at = failures, now - read if read is not None else None, now + due


def test_without_feeds_and_webhook_nothing_is_to_mend(
    settings: Settings, village: Village, capsys: pytest.CaptureFixture[str]
) -> None:
    assert finding(settings, capsys, "feeds") == ("none", False)
    assert finding(settings, capsys, "webhook") == ("off", False)


def test_feeds_are_told_by_number_and_by_id_and_never_by_address(
    settings: Settings, village: Village, capsys: pytest.CaptureFixture[str]
) -> None:
    add(village, 1, read=5 * HOUR)
    add(village, 2, read=72 * HOUR, failures=2)
    assert finding(settings, capsys, "feeds") == (
        "2, last read 5 h ago; failing: 2 (2 times in a row, last read 3 days ago)",
        False,
    )
    add(village, 3, read=None, failures=3)
    found, mend = finding(settings, capsys, "feeds")
    assert found.endswith("3 (3 times in a row, never read)")
    assert mend
    _code, lines = told(settings, capsys)
    assert [line for line in lines if line.endswith(" -m bot feed check 3")]
    assert "topsecret" not in "".join(lines)
    assert "example.org" not in "".join(lines)


def test_feeds_nobody_looks_at_are_to_mend(
    settings: Settings, village: Village, capsys: pytest.CaptureFixture[str]
) -> None:
    add(village, 1, read=4 * HOUR, due=-3 * HOUR)
    assert finding(settings, capsys, "feeds") == ("1, last read 4 h ago", True)


def test_many_failing_feeds_are_counted(
    settings: Settings, village: Village, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(1, 14):
        add(village, number, read=None, failures=1)
    found, _mend = finding(settings, capsys, "feeds")
    assert found.startswith("13, none read yet; failing: 1 (1 times in a row, never read)")
    assert found.endswith("10 (1 times in a row, never read), 3 more")


SEEN = (
    (None, None, "on, last message taken never, last signed one refused never", False),
    (3 * HOUR, None, "on, last message taken 3 h ago, last signed one refused never", False),
    (3 * HOUR, 5 * HOUR, "on, last message taken 3 h ago, last signed one refused 5 h ago", False),
    (5 * HOUR, 3 * HOUR, "on, last message taken 5 h ago, last signed one refused 3 h ago", True),
    (None, 72 * HOUR, "on, last message taken never, last signed one refused 3 days ago", False),
)


@pytest.mark.parametrize("seen", SEEN, ids=lambda seen: str(seen[2]))
def test_the_webhook_says_when_it_last_took_and_refused(
    settings: Settings,
    village: Village,
    capsys: pytest.CaptureFixture[str],
    seen: tuple[timedelta | None, timedelta | None, str, bool],
) -> None:
    taken, refused, found, mend = seen
    for name, ago in ((WEBHOOK, taken), (WEBHOOK_REFUSED, refused)):
        if ago is not None:
            happened(village, name, ago)
    secret = replace(settings, webhook_secrets=("whsec_x",))
    assert finding(secret, capsys, "webhook") == (found, mend)
