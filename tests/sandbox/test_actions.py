import asyncio
import time
from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox.actor import Actor, Message, NotThere
from sandbox.server import Sandbox
from sandbox.workspace import Channel
from tests.sandbox.crew import Crew

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(text: str) -> Json:
    return {"text": plain(text), "value": text.lower()}


def button(text: str, **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": "press", **more}


BOARD: list[Json] = [
    {"type": "section", "block_id": "words", "text": {"type": "mrkdwn", "text": "*Pick* a boat"}},
    {
        "type": "actions",
        "block_id": "boats",
        "elements": [
            button("Join", value="7"),
            button("Join", action_id="second", value="8", accessibility_label="Join the second boat"),
            button("Sink", action_id="sink", style="danger", confirm={
                "title": plain("Sure?"),
                "text": plain("It will sink."),
                "confirm": plain("Sink it"),
                "deny": plain("Keep it"),
            }),
            {
                "type": "static_select",
                "action_id": "seat",
                "placeholder": plain("A seat"),
                "options": [option("Bow"), option("Stern")],
            },
            {"type": "overflow", "action_id": "more", "options": [option("Rename"), option("Sell")]},
        ],
    },
]  # fmt: skip


@pytest.fixture
def board(crew: Crew, client: WebClient, ana: Actor, general: Channel) -> Message:
    """A message with controls, every one acknowledged."""
    for action in ("press", "second", "sink", "seat", "more"):
        crew.app.action(action)(lambda ack: ack())
    crew.connect()
    client.chat_postMessage(channel=general.id, text="Pick a boat", blocks=BOARD)
    return ana.last(general)


def test_message_lists_its_controls(board: Message) -> None:
    assert board.words == "Pick a boat"
    assert board.buttons == ["Join", "Join", "Sink"]
    assert board.accessible_buttons == ["Join", "Join the second boat", "Sink"]
    assert board.menus["A seat"] == ["Bow", "Stern"]


def test_press_tells_who_where_and_what(
    slack: Sandbox, crew: Crew, ana: Actor, general: Channel, board: Message
) -> None:
    ana.presses(board, "Join")

    body = crew.bodies[-1]
    action = body["actions"][0]
    assert (body["type"], body["user"]["id"]) == ("block_actions", ana.id)
    assert (action["action_id"], action["block_id"], action["value"]) == ("press", "boats", "7")
    assert body["container"] == {
        "type": "message",
        "message_ts": board.ts,
        "channel_id": general.id,
        "is_ephemeral": False,
    }
    assert body["message"]["ts"] == board.ts
    assert body["response_url"].startswith(slack.url)


def test_press_by_accessible_name_or_by_number(crew: Crew, ana: Actor, board: Message) -> None:
    ana.presses(board, "Join the second boat")
    ana.presses(board, "Join", nth=1)

    assert [body["actions"][0]["value"] for body in crew.bodies] == ["8", "8"]


def test_press_of_what_is_not_there_lists_what_is(ana: Actor, board: Message) -> None:
    with pytest.raises(NotThere, match="no 'Leave' here; there is 'Join'"):
        ana.presses(board, "Leave")


def test_press_with_a_confirmation_waits_for_the_answer(crew: Crew, ana: Actor, board: Message) -> None:
    with pytest.raises(NotThere, match="It will sink"):
        ana.presses(board, "Sink")
    ana.presses(board, "Sink", confirm=False)
    assert crew.bodies == []

    ana.presses(board, "Sink", confirm=True)

    assert crew.bodies[0]["actions"][0]["action_id"] == "sink"


def test_choice_is_in_the_action_and_stays_in_state(crew: Crew, ana: Actor, board: Message) -> None:
    ana.chooses(board, "A seat", "Stern")
    ana.presses(board, "Join")

    chosen, pressed = crew.bodies
    assert chosen["actions"][0]["selected_option"]["value"] == "stern"
    assert pressed["state"]["values"]["boats"]["seat"]["selected_option"]["value"] == "stern"


def test_choice_of_one_is_not_the_choice_of_another(
    crew: Crew, ana: Actor, luc: Actor, general: Channel, board: Message
) -> None:
    ana.chooses(board, "A seat", "Stern")
    luc.presses(luc.last(general), "Join")

    assert crew.bodies[-1]["state"]["values"]["boats"]["seat"]["selected_option"] is None


def test_overflow_gives_its_option_and_holds_nothing(crew: Crew, ana: Actor, board: Message) -> None:
    ana.chooses(board, "more", "Sell")

    body = crew.bodies[-1]
    assert body["actions"][0]["selected_option"]["value"] == "sell"
    assert "more" not in body["state"]["values"]["boats"]


def test_unknown_option_lists_what_is_offered(ana: Actor, board: Message) -> None:
    with pytest.raises(LookupError, match="only \\['Bow', 'Stern'\\]"):
        ana.chooses(board, "A seat", "Mast")


def test_press_on_an_ephemeral_carries_no_message(
    crew: Crew, client: WebClient, ana: Actor, general: Channel, board: Message
) -> None:
    client.chat_postEphemeral(channel=general.id, user=ana.id, text="x", blocks=BOARD)

    ana.presses(ana.last(general), "Join")

    body = crew.bodies[-1]
    assert body["container"]["is_ephemeral"] is True
    assert "message" not in body


def test_unanswered_press_marks_the_message(
    slack: Sandbox, crew: Crew, client: WebClient, ana: Actor, general: Channel
) -> None:
    slack.link.patience = 0.05

    @crew.app.action("press")
    def late(ack: Any) -> None:
        time.sleep(0.2)
        ack()

    crew.connect()
    client.chat_postMessage(channel=general.id, text="x", blocks=BOARD)

    ana.presses(ana.last(general), "Join")

    assert ana.last(general).trouble == "operation_timeout"


def test_press_while_nobody_is_connected_marks_the_message(client: WebClient, ana: Actor, general: Channel) -> None:
    client.chat_postMessage(channel=general.id, text="x", blocks=BOARD)

    ana.presses(ana.last(general), "Join")

    assert ana.last(general).trouble == "dispatch_failed"


def test_press_on_a_deleted_message_is_refused(client: WebClient, ana: Actor, general: Channel, board: Message) -> None:
    client.chat_delete(channel=general.id, ts=board.ts)

    with pytest.raises(NotThere, match="gone"):
        ana.presses(board, "Join")


def test_repeated_press_is_the_same_press(slack: Sandbox, crew: Crew, ana: Actor, board: Message) -> None:
    ana.presses(board, "Join")
    slack.repeat_last()

    assert crew.bodies[0] == crew.bodies[1]


def test_waiting_on_an_event_loop_is_refused(ana: Actor, board: Message) -> None:
    async def press() -> None:
        ana.presses(board, "Join")

    with pytest.raises(RuntimeError, match="on a thread"):
        asyncio.run(press())
