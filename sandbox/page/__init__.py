"""The pretend workspace in a browser: a chat client that knows Slack's protocol and nothing of any bot.

`mount` puts it on a sandbox that has not started yet.
"""

from sandbox.page.mounting import mount
from sandbox.page.visit import Stop

__all__ = ["Stop", "mount"]
