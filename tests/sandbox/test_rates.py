from datetime import timedelta

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.actor import Actor
from sandbox.clock import FrozenClock
from sandbox.rates import Rates
from sandbox.server import Sandbox
from sandbox.workspace import Channel
from tests.sandbox.conftest import START


def test_rates_off_refuse_nothing() -> None:
    rates = Rates(FrozenClock(START))

    assert [rates.wait("users.list") for _ in range(500)] == [0] * 500


@pytest.mark.parametrize(("method", "a_minute"), [("users.list", 20), ("chat.update", 50), ("views.open", 100)])
def test_tier_allows_its_calls_a_minute(method: str, a_minute: int) -> None:
    rates = Rates(FrozenClock(START), strict=True)

    waits = [rates.wait(method) for _ in range(a_minute + 1)]

    assert waits[:-1] == [0] * a_minute
    assert waits[-1] >= 1


def test_tier_allows_again_after_retry_after() -> None:
    clock = FrozenClock(START)
    rates = Rates(clock, strict=True)
    while not (seconds := rates.wait("users.list")):
        pass

    clock.advance(timedelta(seconds=seconds))

    assert rates.wait("users.list") == 0


def test_posting_is_one_a_second_for_each_channel() -> None:
    clock = FrozenClock(START)
    rates = Rates(clock, strict=True)

    assert rates.wait("chat.postMessage", "C1") == 0
    assert rates.wait("chat.postMessage", "C1") == 1
    assert rates.wait("chat.postMessage", "C2") == 0
    clock.advance(timedelta(seconds=1))
    assert rates.wait("chat.postMessage", "C1") == 0


def test_person_and_their_dm_are_one_channel(slack: Sandbox, client: WebClient, ana: Actor) -> None:
    direct = ana.dm
    slack.platform.rates.strict = True
    client.chat_postMessage(channel=ana.id, text="one")

    with pytest.raises(SlackApiError, match="ratelimited"):
        client.chat_postMessage(channel=direct.id, text="two")


def test_call_over_the_rate_is_429_with_retry_after(slack: Sandbox, client: WebClient, general: Channel) -> None:
    slack.platform.rates.strict = True
    client.chat_postMessage(channel=general.id, text="one")

    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel=general.id, text="two")

    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "1"
    assert refused.value.response["error"] == "ratelimited"
