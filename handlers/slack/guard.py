"""Who may knock: Slack's signature on the raw bytes of a request, looked at before anything reads them.

docs.slack.dev/authentication/verifying-requests-from-slack
"""

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from datetime import datetime

FRESH_S = 300
"""How far a request's time may be from ours, both ways: Slack's own rule against replays."""
SECONDS = re.compile(r"[0-9]{1,12}", re.ASCII)
VERSION = "v0"


def is_from_slack(secrets: Sequence[str], headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
    """Whether one of the secrets signed these bytes within the last five minutes.

    `headers` have their names in lower case. Takes the same time however much of a signature is right.
    """
    sent_at = headers.get("x-slack-request-timestamp", "")
    if not SECONDS.fullmatch(sent_at) or abs(int(sent_at) - now.timestamp()) > FRESH_S:
        return False
    given = headers.get("x-slack-signature", "").encode("latin-1", "replace")
    right = [hmac.compare_digest(signature(one, sent_at, body).encode(), given) for one in secrets]
    return any(right)


def signature(secret: str, sent_at: str, body: bytes) -> str:
    """What Slack writes beside a body sent at that second."""
    signed = b":".join((VERSION.encode(), sent_at.encode(), body))
    return f"{VERSION}={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"
