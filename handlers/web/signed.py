"""Who may post to the webhook: a signature after the Standard Webhooks specification, on the raw bytes.

github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from datetime import datetime

FRESH_S = 300
"""How far a message's time may be from ours, both ways."""
SECONDS, ID = re.compile(r"[0-9]{1,12}", re.ASCII), re.compile(r"[!-~]{1,200}")
PREFIX, VERSION = "whsec_", "v1"
MOST_SIGNATURES = 10
"""A sender that changes its secret signs with both; more are not looked at."""


def is_signed(secrets: Sequence[str], headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
    """Whether one of the secrets signed this id, time and body within the last five minutes.

    `headers` have their names in lower case. Takes the same time however much of a signature is right.
    """
    sent_at, message = headers.get("webhook-timestamp", ""), headers.get("webhook-id", "")
    if not SECONDS.fullmatch(sent_at) or abs(int(sent_at) - now.timestamp()) > FRESH_S or not ID.fullmatch(message):
        return False
    given = headers.get("webhook-signature", "").encode("latin-1", "replace").split()[:MOST_SIGNATURES]
    wanted = [signature(secret, message, sent_at, body).encode() for secret in secrets]
    right = [hmac.compare_digest(one, other) for one in wanted for other in given]
    return any(right)


def signature(secret: str, message: str, sent_at: str, body: bytes) -> str:
    """What a sender writes beside a message sent at that second. `secret` is "whsec_" and base64."""
    signed = b".".join((message.encode(), sent_at.encode(), body))
    proof = hmac.new(base64.b64decode(secret.removeprefix(PREFIX)), signed, hashlib.sha256).digest()
    return f"{VERSION},{base64.b64encode(proof).decode()}"
