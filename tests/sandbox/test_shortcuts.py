from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox.actor import Actor
from sandbox.workspace import Channel
from tests.sandbox.crew import Crew
from tests.sandbox.test_dialogs import modal


def test_global_shortcut_opens_a_dialog(crew: Crew, ana: Actor) -> None:
    @crew.app.shortcut("crew")
    def start(ack: Any, body: Any, client: Any) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=modal())
        ack()

    crew.connect()

    dialog = ana.uses_shortcut("Start a crew")

    assert dialog is not None
    assert dialog.title == "New crew"
    assert (crew.bodies[0]["type"], crew.bodies[0]["callback_id"]) == ("shortcut", "crew")
    assert "channel" not in crew.bodies[0]


def test_message_shortcut_carries_the_message(crew: Crew, ana: Actor, luc: Actor, general: Channel) -> None:
    crew.app.shortcut("file")(lambda ack: ack())
    crew.connect()
    message = luc.types(general, "We need *two* rowers")[0]

    ana.uses_message_shortcut("File this", message)

    body = next(body for body in crew.bodies if body.get("type") == "message_action")
    assert (body["message"]["text"], body["message"]["user"]) == ("We need *two* rowers", luc.id)
    assert (body["channel"]["id"], body["message_ts"], body["user"]["id"]) == (general.id, message.ts, ana.id)
    assert body["response_url"]


def test_unknown_shortcut_lists_the_known_ones(crew: Crew, ana: Actor) -> None:
    with pytest.raises(LookupError, match="Start a crew"):
        ana.uses_shortcut("File this")


def test_ephemeral_has_no_shortcuts(crew: Crew, client: WebClient, ana: Actor, general: Channel) -> None:
    client.chat_postEphemeral(channel=general.id, user=ana.id, text="psst")

    with pytest.raises(LookupError, match="no shortcuts"):
        ana.uses_message_shortcut("File this", ana.last(general))
