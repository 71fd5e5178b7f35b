"""What a person looks at now: dialogs, the Home tab, answers only they see. Never tried again by itself."""

import json
import urllib.request
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from handlers.slack.client import Client, send
from handlers.slack.messenger import code_of

TIMEOUT_S = 1.5
PROFILE_TIMEOUT_S = 1
"""A newcomer's first request asks for their profile and then draws; both must end before Slack's three seconds."""
ANSWER_TIMEOUT_S = 10
"""An answer through a response_url comes after the acknowledgement: nobody's three seconds run meanwhile."""
USED_UP = "exchanged_trigger_id"
log = structlog.get_logger()


class Screen:
    """Slack's live surfaces. A failure is logged and given up: the person can press again."""

    def __init__(self, client: WebClient) -> None:
        self._client = client
        self._briefly = Client(
            token=client.token, base_url=client.base_url, timeout=PROFILE_TIMEOUT_S, retry_handlers=[]
        )
        base = urlsplit(client.base_url)
        slack = {("https", host) for host in ("hooks.slack.com", "hooks.slack-gov.com")}
        self._trusted = slack | {(base.scheme, base.netloc)}

    def open(self, trigger: str, view: dict[str, Any]) -> bool:
        """Whether the dialog is there, or may be: false only when Slack said that it is not.

        Nobody knows after a time-out. A trigger used up is that of a request that came again: the first opened it.
        """
        _answer, refused = self._ask("views.open", lambda: self._client.views_open(trigger_id=trigger, view=view))
        return refused in ("", USED_UP)

    def redraw(self, view_id: str, view_hash: str, view: dict[str, Any]) -> None:
        self._try("views.update", lambda: self._client.views_update(view_id=view_id, hash=view_hash, view=view))

    def publish_home(self, user: str, view: dict[str, Any]) -> None:
        self._try("views.publish", lambda: self._client.views_publish(user_id=user, view=view))

    def profile(self, user: str) -> dict[str, Any] | None:
        """The user object, with its locale; none when Slack cannot be asked now."""
        answer = self._try("users.info", lambda: self._briefly.users_info(user=user, include_locale=True))
        return answer["user"] if answer is not None else None

    def respond(self, url: str, payload: dict[str, Any]) -> None:
        """Answers through a response_url, which is input: only Slack's own hosts are written to."""
        to = urlsplit(url)
        if (to.scheme, to.netloc) not in self._trusted:
            log.warning("response_url refused", host=to.hostname)
            return
        body = json.dumps(payload).encode()
        request = urllib.request.Request(url, body, {"Content-Type": "application/json; charset=utf-8"})  # noqa: S310
        self._try("response_url", lambda: _write(request))

    def _try(self, what: str, ask: Any) -> Any:
        answer, _refused = self._ask(what, ask)
        return answer

    def _ask(self, what: str, ask: Any) -> tuple[Any, str]:
        """The answer, or none and Slack's word for why not, which is empty when Slack was out of reach."""
        try:
            return ask(), ""
        except SlackApiError as error:
            refused = code_of(error)
            log.warning("slack refused", call=what, error=refused)
            return None, refused
        except (OSError, HTTPException) as error:
            log.warning("slack out of reach", call=what, error=type(error).__name__)
            return None, ""


def _write(request: urllib.request.Request) -> None:
    with send(request, ANSWER_TIMEOUT_S) as answer:
        answer.read()
