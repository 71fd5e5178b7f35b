from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.actor import Actor
from sandbox.server import Sandbox
from sandbox.workspace import Channel


def texts(answer: Any) -> list[str]:
    return [message["text"] for message in answer["messages"]]


def test_history_is_newest_first_without_replies_and_ephemerals(
    client: WebClient, ana: Actor, general: Channel
) -> None:
    first = client.chat_postMessage(channel=general.id, text="one")["ts"]
    client.chat_postMessage(channel=general.id, text="reply", thread_ts=first)
    client.chat_postEphemeral(channel=general.id, user=ana.id, text="psst")
    client.chat_postMessage(channel=general.id, text="two")

    assert texts(client.conversations_history(channel=general.id)) == ["two", "one"]
    assert texts(client.conversations_replies(channel=general.id, ts=first)) == ["one", "reply"]


def test_history_gives_metadata_only_when_asked(client: WebClient, general: Channel) -> None:
    metadata = {"event_type": "delivery", "event_payload": {"id": "12"}}
    client.chat_postMessage(channel=general.id, text="one", metadata=metadata)

    plain = client.conversations_history(channel=general.id)
    full = client.conversations_history(channel=general.id, include_all_metadata=True)

    assert "metadata" not in plain["messages"][0]
    assert full["messages"][0]["metadata"] == metadata


def test_history_pages_with_a_cursor(client: WebClient, general: Channel) -> None:
    for number in range(5):
        client.chat_postMessage(channel=general.id, text=str(number))

    pages = [texts(page) for page in client.conversations_history(channel=general.id, limit=2)]

    assert pages == [["4", "3"], ["2", "1"], ["0"]]


def test_history_keeps_within_its_bounds(client: WebClient, general: Channel) -> None:
    stamps = [client.chat_postMessage(channel=general.id, text=str(n))["ts"] for n in range(4)]

    between = client.conversations_history(channel=general.id, oldest=stamps[0], latest=stamps[3])
    within = client.conversations_history(channel=general.id, oldest=stamps[1], latest=stamps[2], inclusive=True)

    assert texts(between) == texts(within) == ["2", "1"]


@pytest.mark.parametrize(("arguments", "error"), [({"limit": 0}, "invalid_limit"), ({"cursor": "?"}, "invalid_cursor")])
def test_faulty_page_is_refused(client: WebClient, general: Channel, arguments: dict[str, Any], error: str) -> None:
    with pytest.raises(SlackApiError, match=error):
        client.conversations_history(channel=general.id, **arguments)


def test_history_needs_membership_and_the_scope_of_the_kind(
    slack: Sandbox, client: WebClient, general: Channel
) -> None:
    elsewhere = slack.channel("quay")
    with pytest.raises(SlackApiError, match="not_in_channel"):
        client.conversations_history(channel=elsewhere.id)

    slack.installation.manifest["oauth_config"]["scopes"]["bot"].remove("channels:history")

    with pytest.raises(SlackApiError) as refused:
        client.conversations_history(channel=general.id)
    assert refused.value.response["error"] == "missing_scope"
    assert refused.value.response["needed"] == "channels:history"


def test_list_gives_the_kinds_asked_for(slack: Sandbox, client: WebClient, ana: Actor, general: Channel) -> None:
    slack.channel("secret", private=True, members=[ana])
    board = slack.channel("board", private=True, members=[ana])
    slack.workspace.join(board, slack.installation.bot_user)

    def names(types: str) -> list[str]:
        return [channel.get("name", "dm") for channel in client.conversations_list(types=types)["channels"]]

    assert names("public_channel") == ["general"]
    assert names("private_channel") == ["board"]
    assert ana.dm.id in [channel["id"] for channel in client.conversations_list(types="im")["channels"]]
    with pytest.raises(SlackApiError, match="invalid_types"):
        names("attic")


def test_members_and_info_of_a_channel(
    slack: Sandbox, client: WebClient, ana: Actor, luc: Actor, general: Channel
) -> None:
    bot = slack.installation.bot_user
    assert client.conversations_members(channel=general.id)["members"] == [ana.id, luc.id, bot]

    about = client.conversations_info(channel=general.id, include_num_members=True)["channel"]
    assert (about["name"], about["is_member"], about["num_members"]) == ("general", True, 3)


def test_own_conversations_are_listed(client: WebClient, slack: Sandbox, general: Channel) -> None:
    slack.channel("quay")

    assert [channel["name"] for channel in client.users_conversations()["channels"]] == ["general"]


def test_open_gives_the_same_dm_every_time(client: WebClient, slack: Sandbox, ana: Actor) -> None:
    first = client.conversations_open(users=ana.id)
    again = client.conversations_open(users=[ana.id])

    assert first["channel"]["id"] == again["channel"]["id"] == ana.dm.id
    assert ("already_open" in first, again["already_open"]) == (False, True)
    with pytest.raises(SlackApiError, match="user_not_found"):
        client.conversations_open(users="U0NOBODY")
    with pytest.raises(SlackApiError, match="cannot_dm_bot"):
        client.conversations_open(users=slack.installation.bot_user)


def test_bot_joins_public_channels_and_invites(slack: Sandbox, client: WebClient, ana: Actor) -> None:
    quay = slack.channel("quay")
    client.conversations_join(channel=quay.id)
    assert client.conversations_join(channel=quay.id)["warning"] == "already_in_channel"

    slack.workspace.leave(quay, ana.id)
    client.conversations_invite(channel=quay.id, users=ana.id)

    assert ana.id in quay.members
    with pytest.raises(SlackApiError, match="already_in_channel"):
        client.conversations_invite(channel=quay.id, users=ana.id)
