"""Response URLs: what an app answers after the acknowledgement."""

from datetime import timedelta

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from sandbox.actor import Actor
from sandbox.server import Sandbox
from sandbox.workspace import Channel
from tests.sandbox.crew import Crew
from tests.sandbox.test_actions import BOARD


@pytest.fixture
def later(crew: Crew, ana: Actor, general: Channel) -> WebhookClient:
    """A client of the response URL of a command Ana typed."""
    crew.app.command("/crew")(lambda ack: ack())
    crew.connect()
    ana.types(general, "/crew")
    return WebhookClient(crew.bodies[-1]["response_url"], retry_handlers=[])


@pytest.fixture
def pressed(crew: Crew, client: WebClient, ana: Actor, general: Channel) -> WebhookClient:
    """A client of the response URL of a button Ana pressed on a message of the app."""
    crew.app.action("press")(lambda ack: ack())
    crew.connect()
    client.chat_postMessage(channel=general.id, text="Pick a boat", blocks=BOARD)
    ana.presses(ana.last(general), "Join")
    return WebhookClient(crew.bodies[-1]["response_url"], retry_handlers=[])


def test_later_answer_is_ephemeral_unless_it_says_otherwise(
    ana: Actor, luc: Actor, general: Channel, later: WebhookClient
) -> None:
    assert later.send(text="for you").body == "ok"
    assert later.send(text="for all", response_type="in_channel").status_code == 200

    assert [message.words for message in ana.sees(general)] == ["for you", "for all"]
    assert [message.words for message in luc.sees(general)] == ["for all"]


def test_response_url_works_five_times(ana: Actor, general: Channel, later: WebhookClient) -> None:
    answers = [later.send(text=f"{number}") for number in range(6)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert "used_url" in answers[-1].body
    assert len(ana.sees(general)) == 5


def test_response_url_works_for_thirty_minutes(slack: Sandbox, later: WebhookClient) -> None:
    slack.advance(timedelta(minutes=30))
    assert later.send(text="just in time").status_code == 200

    slack.advance(timedelta(seconds=1))
    late = later.send(text="too late")

    assert (late.status_code, "expired_url" in late.body) == (404, True)


def test_later_answer_over_a_limit_is_refused(ana: Actor, general: Channel, later: WebhookClient) -> None:
    refused = later.send(text="x", blocks=[{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}])

    assert refused.status_code == 400
    assert "/blocks/0/text/text" in refused.body
    assert ana.sees(general) == []


def test_empty_answer_is_refused(later: WebhookClient) -> None:
    assert "no_text" in later.send(text="").body


def test_replace_original_edits_the_message(ana: Actor, general: Channel, pressed: WebhookClient) -> None:
    pressed.send(text="Taken.", replace_original=True)

    (message,) = ana.sees(general)
    assert (message.words, message.is_edited) == ("Taken.", True)


def test_delete_original_removes_the_message(ana: Actor, general: Channel, pressed: WebhookClient) -> None:
    pressed.send(delete_original=True)

    assert ana.sees(general) == []


def test_unknown_response_url_is_refused(slack: Sandbox) -> None:
    stranger = WebhookClient(f"{slack.url}/response/T1/nonsense", retry_handlers=[])

    assert stranger.send(text="x").status_code == 404
