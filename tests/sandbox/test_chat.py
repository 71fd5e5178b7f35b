from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.actor import Actor
from sandbox.server import Sandbox
from sandbox.workspace import Channel, Post

CARD = [{"type": "section", "text": {"type": "mrkdwn", "text": "A *card*"}}]
BY = {"event_type": "delivery", "event_payload": {"id": "12"}}


def test_posted_message_is_seen_and_answered(client: WebClient, ana: Actor, general: Channel) -> None:
    answer = client.chat_postMessage(channel=general.id, text="A card", blocks=CARD)

    assert (answer["channel"], answer["ts"]) == (general.id, ana.last(general).ts)
    assert answer["message"]["blocks"][0]["text"]["verbatim"] is False
    assert answer["message"]["blocks"][0]["block_id"]
    assert ana.last(general).words == "A card"


def test_form_and_json_bodies_say_the_same(client: WebClient, ana: Actor, general: Channel) -> None:
    client.api_call("chat.postMessage", json={"channel": general.id, "text": "A card", "blocks": CARD, "metadata": BY})
    form = {
        "channel": general.id,
        "text": "A card",
        "metadata": '{"event_type":"delivery","event_payload":{"id":"12"}}',
    }
    client.api_call("chat.postMessage", data=form | {"blocks": '[{"type":"divider"}]', "unfurl_links": False})

    one, two = ana.sees(general)
    assert (one.text, one.metadata) == (two.text, two.metadata) == ("A card", BY)
    assert [block["type"] for block in two.blocks] == ["divider"]


def test_post_to_a_person_opens_their_dm(client: WebClient, ana: Actor) -> None:
    answer = client.chat_postMessage(channel=ana.id, text="Hello")

    assert answer["channel"] == ana.dm.id
    assert answer["channel"].startswith("D")
    assert ana.last(ana.dm).words == "Hello"


def test_messages_never_share_an_id(slack: Sandbox, client: WebClient, ana: Actor, general: Channel) -> None:
    for number in range(5):
        client.chat_postMessage(channel=general.id, text=str(number))

    stamps = [message.ts for message in ana.sees(general)]
    assert len(set(stamps)) == 5
    assert stamps == sorted(stamps)


def test_text_over_forty_thousand_is_cut(client: WebClient, ana: Actor, general: Channel) -> None:
    client.chat_postMessage(channel=general.id, text="x" * 40_010)

    assert len(ana.last(general).text) == 40_000


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"text": "x", "channel": "C0NOWHERE"}, "channel_not_found"),
        ({"text": "x", "channel": ""}, "channel_not_found"),
        ({"text": ""}, "no_text"),
        ({"text": "x", "blocks": "[{]"}, "invalid_blocks_format"),
        ({"text": "x", "metadata": {"event_type": "delivery"}}, "invalid_metadata_format"),
        ({"text": "x", "metadata": {"event_payload": {}}}, "invalid_metadata_format"),
        ({"text": "x", "attachments": [{"text": "old"}]}, "invalid_attachments"),
        ({"text": "x", "channel": "USLACKBOT"}, "cannot_dm_bot"),
        ({"text": "x", "username": "Somebody"}, "missing_scope"),
    ],
)
def test_faulty_post_is_refused(client: WebClient, general: Channel, arguments: dict[str, Any], error: str) -> None:
    with pytest.raises(SlackApiError) as refused:
        client.api_call("chat.postMessage", json={"channel": general.id, **arguments})

    assert refused.value.response["error"] == error


def test_faulty_blocks_are_named_with_their_path(client: WebClient, general: Channel) -> None:
    blocks = [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]

    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel=general.id, text="x", blocks=blocks)

    assert refused.value.response["error"] == "invalid_blocks"
    assert refused.value.response["response_metadata"]["messages"] == [
        "[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]"
    ]


def test_post_where_the_bot_is_not_is_refused(slack: Sandbox, client: WebClient, ana: Actor) -> None:
    public, private = slack.channel("quay"), slack.channel("board", private=True, members=[ana])

    with pytest.raises(SlackApiError, match="not_in_channel"):
        client.chat_postMessage(channel=public.id, text="x")
    with pytest.raises(SlackApiError, match="channel_not_found"):
        client.chat_postMessage(channel=private.id, text="x")


def test_post_in_an_archived_channel_is_refused(
    slack: Sandbox, client: WebClient, ana: Actor, general: Channel
) -> None:
    general.archived = True

    with pytest.raises(SlackApiError, match="is_archived"):
        client.chat_postMessage(channel=general.id, text="x")


def test_update_edits_in_place(client: WebClient, ana: Actor, general: Channel) -> None:
    ts = client.chat_postMessage(channel=general.id, text="one", blocks=CARD, metadata=BY)["ts"]

    client.chat_update(channel=general.id, ts=ts, text="two", blocks=CARD)

    (message,) = ana.sees(general)
    assert (message.ts, message.text, message.is_edited, message.metadata) == (ts, "two", True, BY)


def test_update_with_text_alone_takes_the_blocks_away(client: WebClient, ana: Actor, general: Channel) -> None:
    ts = client.chat_postMessage(channel=general.id, text="one", blocks=CARD)["ts"]

    client.chat_update(channel=general.id, ts=ts, text="two")

    assert (ana.last(general).blocks, ana.last(general).words) == ([], "two")


@pytest.mark.parametrize(
    ("text", "error"), [("x" * 4001, "msg_too_long"), ("", "no_text")], ids=["too long", "nothing"]
)
def test_faulty_update_is_refused(client: WebClient, general: Channel, text: str, error: str) -> None:
    ts = client.chat_postMessage(channel=general.id, text="one")["ts"]

    with pytest.raises(SlackApiError, match=error):
        client.api_call("chat.update", json={"channel": general.id, "ts": ts, "text": text})


def test_update_needs_the_id_of_the_dm(client: WebClient, ana: Actor) -> None:
    ts = client.chat_postMessage(channel=ana.id, text="one")["ts"]

    with pytest.raises(SlackApiError, match="channel_not_found"):
        client.chat_update(channel=ana.id, ts=ts, text="two")
    assert client.chat_update(channel=ana.dm.id, ts=ts, text="two")["ok"]


def test_others_messages_and_ephemerals_cannot_be_updated(client: WebClient, ana: Actor, general: Channel) -> None:
    ephemeral = client.chat_postEphemeral(channel=general.id, user=ana.id, text="psst")["message_ts"]
    theirs = ana.platform.workspace.post(Post("1.000001", general.id, ana.id, "mine"))

    with pytest.raises(SlackApiError, match="message_not_found"):
        client.chat_update(channel=general.id, ts=ephemeral, text="x")
    with pytest.raises(SlackApiError, match="cant_update_message"):
        client.chat_update(channel=general.id, ts=theirs.ts, text="x")


def test_deleted_message_is_gone(client: WebClient, ana: Actor, general: Channel) -> None:
    ts = client.chat_postMessage(channel=general.id, text="one")["ts"]

    client.chat_delete(channel=general.id, ts=ts)

    assert ana.sees(general) == []
    with pytest.raises(SlackApiError, match="message_not_found"):
        client.chat_delete(channel=general.id, ts=ts)


def test_ephemeral_is_seen_by_one_and_needs_them_there(
    slack: Sandbox, client: WebClient, ana: Actor, luc: Actor, general: Channel
) -> None:
    client.chat_postEphemeral(channel=general.id, user=ana.id, text="psst")

    assert ana.last(general).is_ephemeral
    assert luc.sees(general) == []
    slack.workspace.leave(general, luc.id)
    with pytest.raises(SlackApiError, match="user_not_in_channel"):
        client.chat_postEphemeral(channel=general.id, user=luc.id, text="psst")


def test_permalink_points_at_the_message(client: WebClient, general: Channel) -> None:
    ts = client.chat_postMessage(channel=general.id, text="one")["ts"]

    link = client.chat_getPermalink(channel=general.id, message_ts=ts)["permalink"]

    assert link.endswith(f"/archives/{general.id}/p{ts.replace('.', '')}")


def test_reaction_is_added_once(client: WebClient, general: Channel) -> None:
    ts = client.chat_postMessage(channel=general.id, text="one")["ts"]

    client.reactions_add(channel=general.id, timestamp=ts, name="wave")

    with pytest.raises(SlackApiError, match="already_reacted"):
        client.reactions_add(channel=general.id, timestamp=ts, name="wave")
    with pytest.raises(SlackApiError, match="invalid_name"):
        client.reactions_add(channel=general.id, timestamp=ts, name="a wave")


@pytest.mark.parametrize(
    ("post", "pings"),
    [
        ({"text": "<!channel> come"}, [("channel", "")]),
        ({"text": "@here come"}, []),
        ({"text": "@here come", "link_names": True}, [("here", "")]),
        ({"text": "&lt;!channel&gt;"}, []),
        ({"text": "x", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "@here"}}]}, [("here", "")]),
        ({"text": "x", "blocks": [{"type": "section", "text": {"type": "plain_text", "text": "<!here> @here"}}]}, []),
        (
            {
                "text": "x",
                "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "@here", "verbatim": True}}],
            },
            [],
        ),
        (
            {
                "text": "x",
                "blocks": [
                    {
                        "type": "rich_text",
                        "elements": [
                            {"type": "rich_text_section", "elements": [{"type": "broadcast", "range": "everyone"}]}
                        ],
                    }
                ],
            },
            [("everyone", "")],
        ),
    ],
    ids=["marked", "bare", "linked", "escaped", "block", "plain", "verbatim", "rich"],
)
def test_pings_are_noted(
    slack: Sandbox, client: WebClient, general: Channel, post: dict[str, Any], pings: list[tuple[str, str]]
) -> None:
    client.api_call("chat.postMessage", json={"channel": general.id, **post})

    assert [(ping.kind, ping.target) for ping in slack.workspace.pings] == pings


def test_ping_by_an_edit_is_noted_as_such(slack: Sandbox, client: WebClient, ana: Actor, general: Channel) -> None:
    ts = client.chat_postMessage(channel=general.id, text="one")["ts"]

    client.chat_update(channel=general.id, ts=ts, text=f"for {ana.mention}")

    (ping,) = slack.workspace.pings
    assert (ping.kind, ping.target, ping.by, ping.edit) == ("user", ana.id, slack.installation.bot_user, True)


def test_a_reply_stands_in_its_thread_and_needs_a_message_that_is_there(client: WebClient, general: Channel) -> None:
    first = client.chat_postMessage(channel=general.id, text="Card")["ts"]
    reply = client.chat_postMessage(channel=general.id, text="Where?", thread_ts=first)["ts"]
    client.chat_postMessage(channel=general.id, text="Here", thread_ts=reply)
    assert [one.thread_ts for one in general.posts.values()] == [None, first, first]
    client.chat_delete(channel=general.id, ts=first)
    with pytest.raises(SlackApiError, match="thread_not_found"):
        client.chat_postMessage(channel=general.id, text="Too late", thread_ts=first)
