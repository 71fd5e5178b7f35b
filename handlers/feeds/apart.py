"""A feed is parsed in a process of its own, which has no secret, and only so much time and memory.

A parser that a stranger's bytes keep busy holds up nobody, and one that they fill takes nothing down.
"""

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from bot.marketplace.feed_readings import Item, Reading
from handlers.feeds.fetching import Unfetched

WITHIN_S = 20
ROOT = Path(__file__).parents[2]


def read_apart(body: bytes, kind: str, now: datetime) -> Reading:
    """What the feed says, what repeats from `now` on. Raises Unfetched when it is none that can be read in time."""
    command = [sys.executable, "-m", "handlers.feeds.reading", now.isoformat()]
    told = kind.splitlines()[0][:200].encode("latin-1", "replace") if kind.strip() else b""
    try:
        done = subprocess.run(
            command,
            input=told + b"\n" + body,
            capture_output=True,
            timeout=WITHIN_S,
            check=True,
            env={"PYTHONPATH": str(ROOT), "PATH": os.environ.get("PATH", "")},
        )
        found = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        raise Unfetched("unreadable") from error
    return Reading(found["title"], tuple(Item(**item) for item in found["items"]), found["whole"])
