import logging
import threading

import pytest
import websocket
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.actor import Actor
from sandbox.server import Sandbox
from sandbox.workspace import Channel
from tests.sandbox.crew import Crew, Line


def test_the_sdk_s_own_client_connects_and_answers(slack: Sandbox, crew: Crew, ana: Actor, general: Channel) -> None:
    crew.app.command("/crew")(lambda ack: ack("Aye."))
    quiet = logging.getLogger("quiet")
    handler = SocketModeHandler(crew.app, slack.app_token, logger=quiet, ping_interval=0.5)  # it ends between two
    handler.client.auto_reconnect_enabled = handler.client.default_auto_reconnect_enabled = False
    handler.connect()
    slack.wait_connected()

    seen = ana.types(general, "/crew")

    session = handler.client.current_session
    connection = session.sock if session else None
    slack.link.hang_up()
    handler.close()
    # The client leaves its socket to the garbage collector when the server hangs up first.
    if connection:
        connection.shutdown()  # type: ignore[no-untyped-call]
    assert [message.words for message in seen] == ["Aye."]


def test_first_message_is_hello(slack: Sandbox, crew: Crew) -> None:
    crew.connect()

    hello = crew.line.heard[0]
    assert (hello["type"], hello["num_connections"]) == ("hello", 1)
    assert hello["connection_info"]["app_id"] == slack.installation.app_id


def test_envelope_says_whether_an_answer_is_taken(crew: Crew, ana: Actor, general: Channel) -> None:
    crew.app.command("/crew")(lambda ack: ack())
    crew.connect()

    ana.types(general, "/crew")
    ana.types(general, "hello")

    taken = {message["type"]: message.get("accepts_response_payload") for message in crew.line.heard[1:]}
    assert taken == {"slash_commands": True, "events_api": False}


def test_ticket_works_once(slack: Sandbox, client: WebClient) -> None:
    address = client.apps_connections_open(app_token=slack.app_token)["url"]
    first = websocket.create_connection(address, timeout=5)
    second = websocket.WebSocket()

    with pytest.raises(websocket.WebSocketBadStatusException):
        second.connect(address, timeout=5)  # type: ignore[no-untyped-call]
    second.shutdown()  # type: ignore[no-untyped-call]
    first.close()


def test_bot_token_opens_no_connection(slack: Sandbox, client: WebClient) -> None:
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        client.apps_connections_open(app_token=slack.bot_token)


def test_each_payload_goes_to_one_connection(slack: Sandbox, crew: Crew, ana: Actor, general: Channel) -> None:
    crew.app.command("/crew")(lambda ack: ack())
    crew.connect()
    second = Line(crew.app, crew.client, slack.app_token)
    second.connect()
    slack.wait_connected(2)

    for _ in range(4):
        ana.types(general, "/crew")

    heard = [len([m for m in line.heard if m["type"] == "slash_commands"]) for line in (crew.line, second)]
    second.close()
    assert heard == [2, 2]


def test_eleventh_connection_is_sent_away(slack: Sandbox, crew: Crew) -> None:
    lines = [Line(crew.app, crew.client, slack.app_token) for _ in range(11)]
    for line in lines:
        line.connect()

    slack.workspace.wait(lambda: any(line.heard[-1:] and line.heard[-1]["type"] == "disconnect" for line in lines), 3)

    said = [line.heard[-1] for line in lines if line.heard[-1]["type"] == "disconnect"]
    assert [message["reason"] for message in said] == ["too_many_websockets"]
    for line in lines:
        line.close()


@pytest.mark.parametrize("reason", ["refresh_requested", "warning", "link_disabled", "too_many_websockets"])
def test_disconnect_names_its_reason(slack: Sandbox, crew: Crew, reason: str) -> None:
    crew.connect()
    ended = threading.Event()

    slack.link.disconnect(reason)

    ended.wait(0.1)
    assert crew.line.heard[-1]["type"] == "disconnect"
    assert crew.line.heard[-1]["reason"] == reason
    assert len(slack.link.connections) == (1 if reason == "warning" else 0)


def test_disabled_link_opens_no_connection(slack: Sandbox, crew: Crew, client: WebClient) -> None:
    crew.connect()

    slack.link.disconnect("link_disabled")

    with pytest.raises(SlackApiError, match="socket_mode_not_enabled"):
        client.apps_connections_open(app_token=slack.app_token)


def test_ping_is_answered_with_its_payload(slack: Sandbox, client: WebClient) -> None:
    address = client.apps_connections_open(app_token=slack.app_token)["url"]
    connection = websocket.create_connection(address, timeout=5)
    connection.recv()

    connection.ping("are you there")
    frame = connection.recv_frame()  # type: ignore[no-untyped-call]

    connection.close()
    assert (frame.opcode, frame.data) == (websocket.ABNF.OPCODE_PONG, b"are you there")


def test_nonsense_from_the_app_is_survived(slack: Sandbox, crew: Crew, ana: Actor, general: Channel) -> None:
    crew.app.command("/crew")(lambda ack: ack("Aye."))
    crew.connect()
    for text in ("not json", "[]", '{"envelope_id": "unknown"}'):
        crew.line.send_message(text)

    assert ana.types(general, "/crew")[0].words == "Aye."
