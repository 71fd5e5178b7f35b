"""Files in three steps: an address, the bytes, the message; and what is refused at each."""

import urllib.request
from typing import Any
from urllib.error import HTTPError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.server import Sandbox

CSV = "\ufeffName\nÉloïse\n".encode()


@pytest.fixture
def client(slack: Sandbox) -> WebClient:
    slack.installation.manifest["oauth_config"]["scopes"]["bot"].append("files:write")
    return WebClient(token=slack.bot_token, base_url=slack.api_url)


def begins(client: WebClient, content: bytes = CSV) -> Any:
    return client.files_getUploadURLExternal(filename="12 list.csv", length=len(content))


def sends(address: str, content: bytes = CSV, **headers: str) -> tuple[int, bytes]:
    asked = urllib.request.Request(address, content, {"Content-Type": "application/octet-stream", **headers})
    try:
        with urllib.request.urlopen(asked) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        return error.code, b""


def error_of(caught: "pytest.ExceptionInfo[SlackApiError]") -> str:
    return str(caught.value.response["error"])


def test_a_file_is_seen_in_a_message_once_it_is_completed(slack: Sandbox, client: WebClient) -> None:
    ana, begun = slack.member("ana"), begins(client)
    assert sends(begun["upload_url"]) == (200, f"OK - {len(CSV)}".encode())
    assert ana.sees(ana.dm) == []
    client.files_completeUploadExternal(
        files=[{"id": begun["file_id"], "title": "The list"}], channel_id=ana.dm.id, initial_comment="Here"
    )
    (seen,) = ana.sees(ana.dm)
    assert (seen.words, seen.files, seen.opens("12 list.csv")) == ("Here", ["12 list.csv"], CSV)
    told = client.conversations_history(channel=ana.dm.id)["messages"][0]["files"][0]
    assert (told["title"], told["size"]) == ("The list", len(CSV))
    with urllib.request.urlopen(told["url_private"].replace(" ", "%20")) as kept:
        assert kept.read() == CSV


def test_only_the_bytes_that_were_announced_are_taken_and_once(client: WebClient) -> None:
    address = begins(client)["upload_url"]
    assert sends(address, CSV + b"more")[0] == 400
    assert sends(address, CSV, Authorization="Bearer x")[0] == 400, "no token belongs there"
    assert [sends(address)[0], sends(address)[0], sends(f"{address}x")[0]] == [200, 404, 404]


def test_what_cannot_be_completed_is_refused(slack: Sandbox, client: WebClient) -> None:
    ana, begun = slack.member("ana"), begins(client)
    files = [{"id": begun["file_id"], "title": "t"}]
    with pytest.raises(SlackApiError) as caught:
        client.files_completeUploadExternal(files=files, channel_id=ana.dm.id)
    assert error_of(caught) == "file_not_found", "its bytes have not come"
    sends(begun["upload_url"])
    for channel, error in ((ana.id, "channel_not_found"), (slack.channel("square").id, "not_in_channel")):
        with pytest.raises(SlackApiError) as caught:
            client.files_completeUploadExternal(files=files, channel_id=channel)
        assert error_of(caught) == error
    client.files_completeUploadExternal(files=files, channel_id=ana.dm.id)
    with pytest.raises(SlackApiError) as caught:
        client.files_completeUploadExternal(files=files, channel_id=ana.dm.id)
    assert error_of(caught) == "file_not_found", "it was completed already"
    assert len(ana.sees(ana.dm)) == 1


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"filename": "a.csv", "length": 0}, "invalid_arguments"),
        ({"filename": "", "length": 3}, "invalid_arguments"),
        ({"filename": "a.csv", "length": 2_000_000_000}, "file_upload_size_restricted"),
    ],
)
def test_an_address_is_refused(client: WebClient, arguments: dict[str, Any], error: str) -> None:
    with pytest.raises(SlackApiError) as caught:
        client.files_getUploadURLExternal(**arguments)
    assert error_of(caught) == error


def test_the_scope_is_needed(slack: Sandbox) -> None:
    slack.installation.manifest["oauth_config"]["scopes"]["bot"] = ["chat:write"]
    with pytest.raises(SlackApiError) as caught:
        begins(WebClient(token=slack.bot_token, base_url=slack.api_url))
    assert error_of(caught) == "missing_scope"
