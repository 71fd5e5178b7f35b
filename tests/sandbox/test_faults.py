import json
import time
from collections.abc import Callable
from functools import partial

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.actor import Actor
from sandbox.faults import (
    HTML,
    Always,
    Fault,
    Faulty,
    Script,
    Weather,
    cut,
    dripping,
    garbled,
    paged,
    refused,
    silent,
    too_often,
)
from sandbox.server import Sandbox
from sandbox.web_api.call import handled
from sandbox.workspace import Channel

POST = "chat.postMessage"
MAKERS: dict[str, Callable[..., Fault]] = {
    "unavailable": partial(refused, "service_unavailable", 503),
    "page": partial(paged, 502),
    "garbled": garbled,
    "cut": cut,
}


def breaks(slack: Sandbox, faults: Faulty) -> Faulty:
    slack.platform.faults = faults
    return faults


def says(client: WebClient, general: Channel, text: str = "hello") -> str:
    """What comes of a post, in a word."""
    try:
        return str(client.chat_postMessage(channel=general.id, text=text)["message"]["text"])
    except SlackApiError as error:
        return f"{error.response.status_code} {error.response['error']}"
    except OSError as error:
        return type(error).__name__


@pytest.mark.parametrize("accepted", [False, True])
@pytest.mark.parametrize("kind", MAKERS)
def test_fault_comes_before_or_after_slack_has_done_it(
    slack: Sandbox, client: WebClient, general: Channel, kind: str, accepted: bool
) -> None:
    breaks(slack, Script(POST, MAKERS[kind](accepted=accepted)))

    assert says(client, general) != "hello"
    assert len(slack.workspace.visible(general.id, general.members[0])) == int(accepted)
    assert says(client, general, "again") == "again"


def test_faults_of_one_method_come_in_order_and_leave_others_alone(
    slack: Sandbox, client: WebClient, general: Channel
) -> None:
    script = breaks(slack, Script(POST, too_often(17), too_often()).then("auth.test", refused("fatal_error")))

    assert [says(client, general) for _ in range(3)] == ["429 ratelimited", "429 ratelimited", "hello"]
    with pytest.raises(SlackApiError, match="fatal_error"):
        client.auth_test()
    assert client.users_list()["ok"]
    assert (script.calls[POST], script.struck[POST], script.calls["users.list"]) == (3, 2, 1)


@pytest.mark.parametrize(("seconds", "header"), [(17, "17"), (None, None)])
def test_429_says_how_long_to_wait_or_not(
    slack: Sandbox, client: WebClient, general: Channel, seconds: int | None, header: str | None
) -> None:
    breaks(slack, Script(POST, too_often(seconds)))

    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel=general.id, text="hello")

    assert caught.value.response.headers.get("Retry-After") == header


def test_cut_connection_is_reset(slack: Sandbox, client: WebClient, general: Channel) -> None:
    breaks(slack, Script(POST, cut()))

    assert says(client, general) == "ConnectionResetError"


def test_page_is_sent_as_it_is(slack: Sandbox, client: WebClient, general: Channel) -> None:
    breaks(slack, Script(POST, paged(502)))

    assert HTML.decode()[:20] in says(client, general)


def test_slack_that_is_late_does_it_when_nobody_waits_any_more(
    slack: Sandbox, client: WebClient, ana: Actor, general: Channel
) -> None:
    script = breaks(slack, Script(POST, silent(late=True)))
    client.timeout = 0.2  # type: ignore[assignment]

    assert says(client, general) == "TimeoutError"
    assert ana.sees(general) == []
    assert [reply.body["ok"] for reply in script.catch_up(partial(handled, slack.platform))] == [True]
    assert script.catch_up(partial(handled, slack.platform)) == []
    assert [message.words for message in ana.sees(general)] == ["hello"]


def test_dripping_answer_is_whole_in_the_end(slack: Sandbox, client: WebClient) -> None:
    breaks(slack, Script("api.test", dripping(0.01)))

    before = time.monotonic()
    body = json.dumps(client.api_test().data, separators=(",", ":"))

    assert time.monotonic() - before >= 0.01 * len(body)


def test_fault_stays_in_force_for_the_calls_it_concerns(slack: Sandbox, client: WebClient, general: Channel) -> None:
    breaks(slack, Always(refused("is_archived"), lambda call: call.arguments.get("text") == "no"))

    assert [says(client, general, text) for text in ("no", "yes", "no")] == [
        "200 is_archived",
        "yes",
        "200 is_archived",
    ]


def test_weather_of_the_same_seed_is_the_same(slack: Sandbox, client: WebClient, general: Channel) -> None:
    kinds = [refused("fatal_error"), too_often(3)]
    days = []
    for seed in (1, 1, 2):
        weather = breaks(slack, Weather(seed, 0.5, kinds, [POST]))
        days.append([says(client, general) for _ in range(20)])
        assert client.auth_test()["ok"]
        assert 0 < weather.struck[POST] < 20

    assert days[0] == days[1] != days[2]
