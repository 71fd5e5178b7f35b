"""What every call goes through: tokens, scopes, unknown methods, faults."""

import json
import urllib.request
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.actor import Actor
from sandbox.faults import Call, NoFaults, Reply
from sandbox.server import Sandbox


def call(slack: Sandbox, method: str, body: bytes, content_type: str, token: str = "") -> dict[str, Any]:
    headers = {"Content-Type": content_type} | ({"Authorization": f"Bearer {token}"} if token else {})
    request = urllib.request.Request(f"{slack.api_url}{method}", body, headers)
    with urllib.request.urlopen(request) as answer:
        found = json.load(answer)
    assert isinstance(found, dict)
    return found


def test_auth_test_tells_who_the_bot_is(slack: Sandbox, client: WebClient) -> None:
    answer = client.auth_test()

    assert answer["user_id"] == slack.installation.bot_user
    assert answer["bot_id"] == slack.installation.bot_id
    assert answer["team_id"] == slack.workspace.team.id
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


@pytest.mark.parametrize(
    ("token", "error"), [("", "not_authed"), ("xoxb-other", "invalid_auth"), ("xapp-wrong", "invalid_auth")]
)
def test_call_without_a_good_token_is_refused(slack: Sandbox, token: str, error: str) -> None:
    assert call(slack, "auth.test", b"", "application/x-www-form-urlencoded", token)["error"] == error


def test_token_may_come_in_the_form(slack: Sandbox) -> None:
    form = f"token={slack.bot_token}".encode()

    assert call(slack, "auth.test", form, "application/x-www-form-urlencoded")["ok"]


def test_revoked_token_and_removed_app_are_told_apart(slack: Sandbox, client: WebClient) -> None:
    slack.installation.uninstalled = True
    with pytest.raises(SlackApiError, match="account_inactive"):
        client.auth_test()

    slack.installation.revoked.add(slack.bot_token)
    with pytest.raises(SlackApiError, match="token_revoked"):
        client.auth_test()


def test_missing_scope_names_what_is_needed_and_provided(slack: Sandbox, client: WebClient, ana: Actor) -> None:
    slack.installation.manifest["oauth_config"]["scopes"]["bot"] = ["chat:write"]

    with pytest.raises(SlackApiError) as refused:
        client.users_info(user=ana.id)

    answer = refused.value.response
    assert (answer["error"], answer["needed"], answer["provided"]) == ("missing_scope", "users:read", "chat:write")


def test_unknown_method_is_refused(client: WebClient) -> None:
    with pytest.raises(SlackApiError, match="unknown_method"):
        client.api_call("chat.shout")


@pytest.mark.parametrize(
    ("body", "content_type", "error"),
    [
        (b"{", "application/json", "invalid_json"),
        (b"[]", "application/json", "json_not_object"),
        (b"x", "text/plain", "invalid_post_type"),
    ],
)
def test_unreadable_body_is_refused(slack: Sandbox, body: bytes, content_type: str, error: str) -> None:
    assert call(slack, "auth.test", body, content_type, slack.bot_token)["error"] == error


def test_users_info_gives_zone_and_locale_on_request(client: WebClient, luc: Actor) -> None:
    plain = client.users_info(user=luc.id)["user"]
    full = client.users_info(user=luc.id, include_locale=True)["user"]

    assert (plain["tz"], plain["tz_offset"], "locale" in plain) == ("Europe/Paris", 3600, False)
    assert full["locale"] == "fr-CA"
    assert "email" not in full["profile"]
    with pytest.raises(SlackApiError, match="user_not_found"):
        client.users_info(user="U0NOBODY")


def test_users_list_pages(client: WebClient, ana: Actor, luc: Actor) -> None:
    pages = [[user["name"] for user in page["members"]] for page in client.users_list(limit=2)]

    assert pages == [["tern", "slackbot"], ["ana", "luc"]]


def test_team_info_names_the_team(slack: Sandbox, client: WebClient) -> None:
    assert client.team_info()["team"]["name"] == slack.workspace.team.name


class Broken(NoFaults):
    """Loses what was asked, or what was answered."""

    def __init__(self, when: str) -> None:
        self.when = when

    def before(self, call: Call, /) -> Reply | None:
        return Reply({"ok": False, "error": "fatal_error"}) if self.when == "before" else None

    def after(self, call: Call, reply: Reply, /) -> Reply:
        return Reply({"ok": False, "error": "internal_error"}, 500) if self.when == "after" else reply


@pytest.mark.parametrize(("when", "posted"), [("before", 0), ("after", 1)])
def test_fault_comes_before_or_after_the_effect(slack: Sandbox, client: WebClient, when: str, posted: int) -> None:
    reader = slack.member("ana")
    slack.platform.faults = Broken(when)

    with pytest.raises(SlackApiError, match=r"(fatal|internal)_error"):
        client.chat_postMessage(channel=reader.id, text="x")

    assert len(reader.sees(reader.dm)) == posted


def test_traffic_is_kept(slack: Sandbox, client: WebClient) -> None:
    client.auth_test()

    (entry,) = slack.workspace.traffic.named("auth.test")
    assert (entry.direction, entry.summary) == ("from app", "ok")
    assert slack.bot_token not in str(entry.body)
