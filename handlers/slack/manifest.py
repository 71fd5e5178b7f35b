"""The app's manifest for Slack over HTTP: the one for Socket Mode with an address in every place that needs one."""

import copy
from typing import Any

from handlers.slack.http import PATH

Manifest = dict[str, Any]


def for_http(manifest: Manifest, address: str) -> Manifest:
    """The manifest of a bot that is reached at `address`, https and without a path."""
    url = address.rstrip("/") + PATH
    told = copy.deepcopy(manifest)
    for command in told["features"]["slash_commands"]:
        command["url"] = url
    settings = told["settings"]
    settings["event_subscriptions"] = {"request_url": url, **settings["event_subscriptions"]}
    settings["interactivity"] = {**settings["interactivity"], "request_url": url}
    settings["socket_mode_enabled"] = False
    return told
