"""What is said of the whole community."""

from datetime import timedelta

import pytest

from bot.delivery.outbox import Owed, owe_people
from bot.delivery.saying import NOTHING
from db.models import Delivery, DeliveryState
from sandbox.clock import FrozenClock
from tests.bot.delivery.said import said, words
from tests.bot.marketplace.village import Village


def owe(village: Village, kind: str, subject: int, **facts: object) -> None:
    """A delivery to maya as the rules would owe it."""
    with village.desk.work() as work:
        maya = village.known(work, "maya").id
        owe_people(work, [maya], lambda _one: Owed(f"test:{kind}", kind, subject, work.now, facts=dict(facts)))


def test_a_digest_says_what_is_true_when_it_is_sent(village: Village, number: int, clock: FrozenClock) -> None:
    since = clock.now() - timedelta(hours=1)
    owe(village, "digest", village.id, since=since.isoformat())
    assert any(
        line.startswith("Since") and "1 sign-up, 0 departures" in line for line in words(said(village, "digest"))
    )


def test_a_digest_with_nothing_left_to_say_is_not_sent(village: Village) -> None:
    village.person("maya", admin=True)
    owe(village, "digest", village.id, since=village.desk.now().isoformat())
    assert said(village, "digest") == NOTHING


def test_an_import_is_summed_up(village: Village, number: int) -> None:
    owe(village, "import.summary", village.id, count=1500)
    assert words(said(village, "import.summary")) == [
        "1,500 imported opportunities are now open. Browse: /volunteer browse"
    ]


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("not_in_channel", "I cannot post in #C1: I am not a member of it."),
        ("channel_not_found", "I cannot post in #C1: I am not a member of it."),
        ("is_archived", "I cannot post in #C1: it is archived."),
        ("restricted_action", "I cannot post in #C1: Slack refuses (restricted_action)."),
    ],
)
def test_an_admin_learns_why_a_channel_cannot_be_written_to(
    village: Village, number: int, fault: str, sentence: str
) -> None:
    lost = village.owed("card.post")[0].id
    owe(village, "undeliverable", lost)
    assert said(village, "undeliverable") == NOTHING
    with village.desk.work() as work:
        delivery = work.db.get_one(Delivery, lost)
        delivery.state, delivery.fault = DeliveryState.PARKED, fault
    assert words(said(village, "undeliverable"))[0] == sentence
