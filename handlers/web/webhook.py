"""Opportunities posted to us by other programs: the door, and what it answers. `docs/fields.md` says what they send."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from http import HTTPStatus

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.desk import Now
from bot.errors import Faults
from bot.errors.organizing import WrongState
from bot.marketplace.webhook import Posted
from bot.messages.faults import fault
from bot.messages.voice import Voice
from handlers.web.health import JSON
from handlers.web.signed import is_signed

PATH = "/webhooks/opportunities"
LARGEST = 262_144
"""Bytes of a body. All fields at their longest take 70,000, and three times that where each letter is escaped."""
QUIET = timedelta(minutes=1)
ENGLISH = Voice("en", "UTC")

Answer = tuple[int, str, str]
"""Status, content type, body."""
Receive = Callable[[str, str], Posted]
"""From a message's id and its text to what came of it. Raises Faults and WrongState."""
Counted = Callable[[int], None]
"""Is told the status of each answer."""
log = structlog.get_logger()


class Webhook:
    """The address that programs post opportunities to. It answers 503 until somebody receives them."""

    def __init__(self, secrets: Sequence[str], now: Now, counted: Counted = lambda _status: None) -> None:
        self._secrets = secrets
        self._now = now
        self._counted = counted
        self._warned: datetime | None = None
        self._receive: Receive | None = None

    def answer_with(self, receive: Receive) -> None:
        self._receive = receive

    def receive(self, method: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Answers one message, and counts it by its answer; `headers` have their names in lower case."""
        answer = self._answer(method, headers, body)
        self._counted(answer[0])
        return answer

    def _answer(self, method: str, headers: Mapping[str, str], body: bytes) -> Answer:
        if method != "POST":
            return _refused(405, "Opportunities are posted here.")
        if len(body) > LARGEST:
            return _refused(413, f"At most {LARGEST:,} bytes.")
        if not is_signed(self._secrets, headers, body, self._now()):
            self._warn()
            return _refused(401, "Not signed, or not within five minutes: see standardwebhooks.com.")
        if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return _refused(415, "Send application/json.")
        if self._receive is None:
            return _refused(503, "Starting. Send it again in a while.")
        return self._take(self._receive, headers["webhook-id"], body)

    def _take(self, receive: Receive, message: str, body: bytes) -> Answer:
        try:
            posted = receive(message, body.decode())
        except UnicodeDecodeError:
            return _refused(400, "The body must be in UTF-8.")
        except Faults as faults:
            return _errors(400, [(_named(field), fault(ENGLISH, found)) for field, found in faults.fields.items()])
        except WrongState:
            return _refused(409, "This opportunity has ended: nothing of it changes any more.")
        except SQLAlchemyError as error:
            log.warning("webhook not taken", error=type(error).__name__)
            return _refused(503, "Not kept. Send it again in a while.")
        return posted.status, JSON, posted.body

    def _warn(self) -> None:
        """Once a minute at most, or strangers could fill the log."""
        now = self._now()
        if self._warned is None or abs(now - self._warned) > QUIET:
            self._warned = now
            log.warning("webhook not signed")


def _named(field: str) -> str | None:
    """The field; none where it is the body as a whole."""
    return None if field == "line" else field


def _refused(status: int, sentence: str) -> Answer:
    return _errors(status, [(None, sentence)])


def _errors(status: int, errors: Sequence[tuple[str | None, str]]) -> Answer:
    told = [{"field": field, "message": sentence} for field, sentence in errors]
    return status, JSON, json.dumps({"error": HTTPStatus(status).phrase, "errors": told})
