from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox.actor import Actor
from sandbox.server import Sandbox
from sandbox.workspace import Channel
from tests.sandbox.conftest import manifest
from tests.sandbox.crew import Crew

HOME = {
    "type": "home",
    "blocks": [
        {"type": "header", "text": {"type": "plain_text", "text": "Your boats"}},
        {
            "type": "actions",
            "block_id": "more",
            "elements": [
                {"type": "button", "action_id": "refresh", "text": {"type": "plain_text", "text": "Refresh"}},
            ],
        },
    ],
}


def events_of(crew: Crew, kind: str) -> list[dict[str, Any]]:
    return [body["event"] for body in crew.bodies if body.get("event", {}).get("type") == kind]


def test_event_callback_has_the_documented_envelope(slack: Sandbox, crew: Crew, ana: Actor, general: Channel) -> None:
    crew.connect()

    ana.types(general, "Ahoy & <welcome>")

    body = crew.bodies[0]
    assert (body["type"], body["team_id"], body["api_app_id"]) == (
        "event_callback",
        slack.workspace.team.id,
        slack.installation.app_id,
    )
    assert body["event_id"].startswith("Ev")
    assert body["authorizations"][0]["user_id"] == slack.installation.bot_user
    event = body["event"]
    assert (event["type"], event["channel_type"], event["user"]) == ("message", "channel", ana.id)
    assert event["text"] == "Ahoy &amp; &lt;welcome&gt;"
    assert ana.last(general).words == "Ahoy & <welcome>"


def test_thread_reply_carries_its_thread(crew: Crew, ana: Actor, general: Channel) -> None:
    crew.connect()
    parent = ana.types(general, "A question")[0]

    ana.types(general, "An answer", thread=parent)

    assert events_of(crew, "message")[1]["thread_ts"] == parent.ts


def test_typed_mention_pings(slack: Sandbox, crew: Crew, ana: Actor, luc: Actor, general: Channel) -> None:
    crew.connect()

    ana.types(general, "Thanks @luc")

    assert events_of(crew, "message")[0]["text"] == f"Thanks {luc.mention}"
    (ping,) = slack.workspace.pings
    assert (ping.by, ping.target) == (ana.id, luc.id)


def test_message_where_the_bot_is_not_is_not_heard(slack: Sandbox, crew: Crew, ana: Actor, luc: Actor) -> None:
    crew.connect()
    private = slack.channel("board", private=True, members=[ana, luc])

    ana.types(private, "Between us")

    assert crew.bodies == []


def test_own_message_comes_back_with_its_bot_id(
    slack: Sandbox, crew: Crew, client: WebClient, general: Channel
) -> None:
    crew.connect()

    client.chat_postMessage(channel=general.id, text="hello")

    # Bolt drops it before any listener: it is on the wire all the same.
    assert slack.workspace.wait(lambda: len(crew.line.heard) > 1, 3)
    assert crew.line.heard[1]["payload"]["event"]["bot_id"] == slack.installation.bot_id


def test_entering_home_tells_and_shows_what_is_published(crew: Crew, ana: Actor) -> None:
    @crew.app.event("app_home_opened")
    def publish(event: Any, client: Any) -> None:
        client.views_publish(user_id=event["user"], view=HOME)

    crew.app.action("refresh")(lambda ack: ack())
    crew.connect()

    home = ana.opens_home()
    assert home is not None
    assert (home.words, home.buttons) == ("Your boats", ["Refresh"])
    home.press("Refresh")
    ana.opens_home()
    ana.opens_messages_tab()

    first, second, third = events_of(crew, "app_home_opened")
    assert "view" not in first
    assert second["view"]["id"] == home.view.id
    assert third["tab"] == "messages"
    pressed = next(body for body in crew.bodies if body.get("type") == "block_actions")
    assert pressed["view"]["type"] == "home"


def test_home_belongs_to_one_member(crew: Crew, client: WebClient, ana: Actor, luc: Actor) -> None:
    client.views_publish(user_id=ana.id, view=HOME)

    assert ana.home is not None
    assert luc.home is None


def test_change_of_profile_is_told_with_locale_and_zone(crew: Crew, ana: Actor) -> None:
    crew.connect()

    ana.changes(locale="fr-CA", tz="Europe/Paris")

    user = events_of(crew, "user_change")[0]["user"]
    assert (user["id"], user["locale"], user["tz"], user["tz_offset"]) == (ana.id, "fr-CA", "Europe/Paris", 3600)


def test_joining_and_archiving_are_told(slack: Sandbox, crew: Crew, ana: Actor, general: Channel) -> None:
    crew.connect()
    bo = slack.member("bo")
    bo.leaves(general)

    bo.joins("general")
    slack.archive(general, by=ana)

    assert [event["user"] for event in events_of(crew, "member_joined_channel")] == [bo.id]
    assert events_of(crew, "channel_archive")[0]["channel"] == general.id


def test_event_the_app_did_not_subscribe_to_is_not_sent() -> None:
    quiet = manifest()
    quiet["settings"]["event_subscriptions"]["bot_events"] = []
    with Sandbox(quiet) as slack:
        ana = slack.member("ana")
        ana.changes(tz="Europe/Paris")
        assert len(slack.workspace.traffic) == 0


def test_unacknowledged_event_is_retried_at_once_and_later_on_demand(
    slack: Sandbox, crew: Crew, ana: Actor, general: Channel
) -> None:
    slack.link.patience = 0.05
    crew.app.event("message")(lambda: 1 / 0)
    crew.connect()

    ana.types(general, "Anybody?")
    slack.retry_events()

    sent = [message for message in crew.line.heard if message["type"] == "events_api"]
    heard = [message for message in sent if message["payload"]["event"]["type"] == "message"]
    assert [message["retry_attempt"] for message in heard] == [0, 1, 2]
    assert [message["retry_reason"] for message in heard] == ["", "timeout", "timeout"]
    assert len({message["payload"]["event_id"] for message in heard}) == 1
    assert len({message["envelope_id"] for message in heard}) == 3


def test_first_delivery_carries_retry_number_zero(crew: Crew, ana: Actor, general: Channel) -> None:
    headers = []
    crew.app.event("message")(lambda request: headers.append(request.headers))
    crew.connect()

    ana.types(general, "Hello")

    assert headers[0]["x-slack-retry-num"] == ["0"]


def test_writing_in_an_archived_channel_is_refused(slack: Sandbox, crew: Crew, ana: Actor, general: Channel) -> None:
    crew.connect()
    slack.archive(general, by=ana)

    with pytest.raises(LookupError, match="archived"):
        ana.types(general, "Anybody?")
