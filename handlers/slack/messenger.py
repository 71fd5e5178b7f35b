"""Sending to Slack, and telling apart what certainly failed, what may have worked, and what never will.

Errors: docs.slack.dev/reference/methods/chat.postMessage.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from http.client import HTTPException
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.delivery.messenger import Ambiguous, Gone, InTime, Permanent, Posted, Refused, Stamp
from bot.messages.file import File
from bot.messages.message import Message
from handlers.slack.client import Client, checked
from handlers.slack.render import UPDATED_TEXT, message_payload, mrkdwn

EVENT_TYPE = "elan_delivery"
DEFAULT_WAIT = timedelta(seconds=30)
LONGEST_WAIT_S = 3600.0
"""Longer than Slack ever asks for: a Retry-After beyond it is a slip, and nobody should wait a year for it."""
PLAIN = {"parse": "none", "link_names": False, "unfurl_links": False, "unfurl_media": False}
AMBIGUOUS = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"})
LATER = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded", "accesslimited", "file_not_found"})
"""Nothing was done, and the whole may be tried again: a file, too, that Slack has not got yet."""
AUTHORITY = frozenset(
    {
        *("invalid_auth", "not_authed", "token_expired", "token_revoked", "account_inactive"),
        *("org_login_required", "access_denied", "ekm_access_denied", "team_access_not_granted"),
    }
)
"""The token is not taken, or the workspace not open to us: nothing was done, and nothing will be until somebody mends
it."""
GONE = frozenset(
    {"message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found", "cannot_reply_to_message"}
)


class SlackMessenger:
    """Sends for one workspace. The client must not try again by itself (`retry_handlers=[]`)."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def post(self, channel: str, message: Message, stamp: Stamp, in_time: InTime, thread: str = "") -> Posted:
        metadata = {"event_type": EVENT_TYPE, "event_payload": asdict(stamp)}
        payload = {**message_payload(message), **PLAIN, "metadata": metadata}
        if thread:
            payload["thread_ts"] = thread
        with checked(in_time):
            answer = _owed(lambda: self._client.chat_postMessage(channel=channel, **payload))
        went, message_id = str(_told(answer, "channel")), str(_told(answer, "ts"))
        return Posted(went, message_id, self._link(went, message_id) if thread else "")

    def _link(self, channel: str, message_id: str) -> str:
        """The address of what was posted; empty where Slack does not say, since it is there all the same."""
        try:
            answer = _call(lambda: self._client.chat_getPermalink(channel=channel, message_ts=message_id))
        except (Refused, Ambiguous, Gone, Permanent):
            return ""
        return str(answer.get("permalink") or "")

    def update(self, channel: str, message_id: str, message: Message, in_time: InTime) -> None:
        payload = {**message_payload(message, UPDATED_TEXT), "parse": "none", "link_names": False}
        with checked(in_time):
            _told(_owed(lambda: self._client.chat_update(channel=channel, ts=message_id, **payload)), "ts")

    def send_file(self, channel: str, file: File, in_time: InTime) -> Posted:
        """In three steps (docs.slack.dev/messaging/working-with-files): only the last is seen by anybody, so whatever
        becomes of the others, it may be tried again."""
        begun = _unseen(lambda: self._client.files_getUploadURLExternal(filename=file.name, length=len(file.content)))
        address, file_id = _unseen(lambda: (_told(begun, "upload_url"), _told(begun, "file_id")))
        _unseen(lambda: self._client.upload(str(address), file.content))
        files: list[dict[str, str | None]] = [{"id": str(file_id), "title": file.title}]
        finish = partial(self._client.files_completeUploadExternal, files=files, channel_id=channel)
        with checked(in_time):
            _told(_call(partial(finish, initial_comment=mrkdwn(file.told))), "files")
        return Posted(channel, str(file_id))

    def direct_channel(self, platform_user: str) -> str:
        answer = _owed(lambda: self._client.conversations_open(users=platform_user))
        return str(_told(_told(answer, "channel"), "id"))

    def find(self, channel: str, stamp: Stamp, since: datetime, thread: str = "") -> str | None:
        try:
            for message in self._history(channel, since, thread):
                if _bears(message, stamp):
                    return str(message["ts"])
        except Gone:
            pass  # the thread's message was deleted: there is nothing in it to be found
        return None

    def _history(self, channel: str, since: datetime, thread: str) -> Iterator[dict[str, Any]]:
        """The channel's messages since then, or that thread's, which a channel's history leaves out; page by page."""
        ask: Callable[..., Any] = self._client.conversations_history
        if thread:
            ask = partial(self._client.conversations_replies, ts=thread)
        cursor = ""
        while True:
            answer = _call(
                partial(
                    ask,
                    channel=channel,
                    oldest=str(since.timestamp()),
                    include_all_metadata=True,
                    limit=200,
                    cursor=cursor,
                )
            )
            yield from _told(answer, "messages")
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return


def _bears(message: dict[str, Any], stamp: Stamp) -> bool:
    match message:
        case {"metadata": {"event_type": kind, "event_payload": borne}}:
            return bool(kind == EVENT_TYPE and borne == asdict(stamp))
    return False


def _told(answer: Any, name: str) -> Any:
    """What the answer says under that name. Raises Ambiguous: an answer without it is none of Slack's own."""
    found = answer.get(name)
    if found is None:
        raise Ambiguous(f"no_{name}")
    return found


def _call(ask: Callable[[], Any]) -> Any:
    """Slack's answer. Raises Refused, Ambiguous, Gone or Permanent."""
    try:
        return ask()
    except SlackApiError as error:
        raise meaning(error) from error
    except ConnectionRefusedError as error:
        raise Refused("connection_refused", DEFAULT_WAIT) from error
    except (OSError, HTTPException) as error:
        # time-outs, resets and broken answers alike: Slack may have taken it
        raise (_refused_dial(error) or Ambiguous(type(error).__name__)) from error


def _owed(ask: Callable[[], Any]) -> Any:
    """The same for what has to be said one day: a scope that is missing is missing for everybody, until an operator
    installs the app again."""
    try:
        return _call(ask)
    except Permanent as fault:
        if str(fault) != "missing_scope":
            raise
        raise Refused("missing_scope", DEFAULT_WAIT) from fault


def _unseen(ask: Callable[[], Any]) -> Any:
    """The same for what nobody sees and may be done twice: it is never in doubt."""
    try:
        return _call(ask)
    except Ambiguous as doubt:
        raise Refused(str(doubt), DEFAULT_WAIT) from doubt


def _refused_dial(error: Exception) -> Refused | None:
    """urllib wraps a refused dial; nobody was reached, so nothing was done."""
    reason = getattr(error, "reason", None)
    return Refused("connection_refused", DEFAULT_WAIT) if isinstance(reason, ConnectionRefusedError) else None


def code_of(error: SlackApiError) -> str:
    """Slack's word for what went wrong; "http_502" and the like where there is none, such as in a page of HTML."""
    code = str(error.response.get("error") or "")
    return code if code.isidentifier() else f"http_{error.response.status_code}"


def meaning(error: SlackApiError) -> Exception:
    response, code = error.response, code_of(error)
    if response.status_code == 429 or code in LATER:
        return Refused(code if code in LATER else "ratelimited", _retry_after(response.headers))
    if code in AUTHORITY:
        return Refused(code, DEFAULT_WAIT)
    if response.status_code >= 500 or code in AMBIGUOUS or code.startswith("http_"):
        return Ambiguous(code)
    return Gone(code) if code in GONE else Permanent(code)


def wait_told(headers: Any) -> float | None:
    """The seconds Slack wants to be left alone, at least one and at most an hour; none when it does not say."""
    told = str(headers.get("Retry-After", ""))
    return min(max(1.0, float(told)), LONGEST_WAIT_S) if told.isdecimal() else None


def _retry_after(headers: Any) -> timedelta:
    told = wait_told(headers)
    return DEFAULT_WAIT if told is None else timedelta(seconds=told)
