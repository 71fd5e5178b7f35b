"""A request URL: what the workspace has to tell, posted over HTTP with the app's signature.

docs.slack.dev/apis/events-api/using-http-request-urls and docs.slack.dev/authentication/verifying-requests-from-slack
"""

import hashlib
import hmac
import json
import time
from concurrent.futures import Future, ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode, urlsplit

from sandbox.delivery import ACK_SECONDS, TIMEOUT, UNREACHED, Answer, Envelope, exchange
from sandbox.installation import Installation
from sandbox.workspace import Workspace

AT_ONCE = 20
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


class RequestUrl:
    """The road to the app over HTTP, when its address is `url`. `patience` is in real seconds.

    `missed` keeps the events nobody acknowledged, for `retry_events`.
    """

    def __init__(self, url: str, workspace: Workspace, app: Installation, patience: float = ACK_SECONDS) -> None:
        self.url = url
        self.patience = patience
        self.missed: list[Envelope] = []
        self._workspace = workspace
        self._app = app
        self._hands = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="request-url")

    def send(self, envelope: Envelope) -> "Future[Answer]":
        """Deliver; an event that is not acknowledged is tried once more at once."""
        return self._hands.submit(self._deliver, envelope)

    def stop(self) -> None:
        self._hands.shutdown(wait=True)

    def _deliver(self, envelope: Envelope) -> Answer:
        answer = self._attempt(envelope)
        if envelope.kind != "events_api" or answer.acknowledged:
            return answer
        again = envelope.again(answer.fault)
        if envelope.retry_attempt == 0:
            answer = self._attempt(again)
        if not answer.acknowledged:
            self.missed.append(again)
        return answer

    def _attempt(self, envelope: Envelope) -> Answer:
        started = time.monotonic()
        try:
            answer = self._post(envelope)
        except TimeoutError:
            answer = Answer(fault=TIMEOUT)
        except (OSError, HTTPException):
            answer = Answer(fault=UNREACHED)
        told = exchange(envelope, answer, started)
        self._workspace.record("to app", envelope.name, answer.fault or "acknowledged", told)
        return answer

    def _post(self, envelope: Envelope) -> Answer:
        parts = urlsplit(self.url)
        kind, body = encoded(envelope)
        connection = HTTPConnection(str(parts.hostname), parts.port, timeout=self.patience)
        try:
            connection.request("POST", parts.path, body, self.headers(kind, body, envelope))
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        if answer.status != 200:
            return Answer(fault="http_error")
        return Answer(_payload(text))

    def headers(self, kind: str, body: bytes, envelope: Envelope) -> dict[str, str]:
        """What goes beside a body sent now, by the workspace's clock."""
        sent_at = str(int(self._workspace.now().timestamp()))
        signed = b":".join((b"v0", sent_at.encode(), body))
        proof = hmac.new(self._app.signing_secret.encode(), signed, hashlib.sha256).hexdigest()
        headers = {"Content-Type": kind, "X-Slack-Request-Timestamp": sent_at, "X-Slack-Signature": f"v0={proof}"}
        if envelope.retry_attempt:
            headers |= {
                "X-Slack-Retry-Num": str(envelope.retry_attempt),
                "X-Slack-Retry-Reason": envelope.retry_reason,
            }
        return headers


def encoded(envelope: Envelope) -> tuple[str, bytes]:
    """The content type and the bytes: events are JSON, commands a form, and the rest JSON in a form."""
    if envelope.kind == "events_api":
        return JSON, json.dumps(envelope.payload).encode()
    if envelope.kind == "slash_commands":
        return FORM, urlencode(envelope.payload).encode()
    return FORM, urlencode({"payload": json.dumps(envelope.payload)}).encode()


def _payload(text: str) -> dict[str, object]:
    """An answer in JSON, or plain words, which Slack shows to who asked."""
    if not text:
        return {}
    try:
        found = json.loads(text)
    except ValueError:
        return {"text": text}
    return found if isinstance(found, dict) else {}
