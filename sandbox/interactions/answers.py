"""An app's answer to a command or a button: in the acknowledgement, or through its response URL."""

from typing import Any

from sandbox.drafts import complete
from sandbox.limits import message_faults
from sandbox.limits.report import Fault
from sandbox.platform import Platform
from sandbox.workspace import Post
from sandbox.workspace.passes import ResponsePass

Json = dict[str, Any]

SLACKBOT = "USLACKBOT"
LONGEST = 40_000


class Refusal(Exception):
    """An answer Slack does not take: its word for it, and what is wrong where."""

    def __init__(self, error: str, faults: list[Fault] | None = None) -> None:
        super().__init__(error)
        self.error = error
        self.faults = faults or []


def give(platform: Platform, granted: ResponsePass, body: Json) -> None:
    """Show the app's answer: Refusal when Slack would not.

    docs.slack.dev/interactivity/handling-user-interaction: ephemeral unless `response_type` is in_channel;
    `replace_original` and `delete_original` concern the message that held the button.
    """
    workspace = platform.workspace
    with workspace.lock:
        original = workspace.find_post(granted.channel, granted.original or "")
        if body.get("delete_original") and original:
            workspace.remove(original)
            original = None
            if not (body.get("text") or body.get("blocks")):
                return
        content = _content(body)
        if body.get("replace_original") and original:
            workspace.edit(original, **content, edited_ts=workspace.new_ts(), trouble="")
            return
        workspace.post(_new_post(platform, granted, body, content))


def tell(platform: Platform, user: str, channel: str, text: str) -> None:
    """A sentence of the platform's own, seen by one member."""
    workspace = platform.workspace
    workspace.post(Post(workspace.new_ts(), channel, SLACKBOT, text, ephemeral_to=user, subtype="bot_message"))


def _content(body: Json) -> Json:
    text, blocks = str(body.get("text") or ""), body.get("blocks") or []
    if not text and not blocks:
        raise Refusal("no_text")
    faults = message_faults(blocks)
    if faults:
        raise Refusal("invalid_blocks", faults)
    return {"text": text[:LONGEST], "blocks": tuple(complete(blocks))}


def _new_post(platform: Platform, granted: ResponsePass, body: Json, content: Json) -> Post:
    in_channel = body.get("response_type") == "in_channel"
    return Post(
        ts=platform.workspace.new_ts(),
        channel=granted.channel,
        user=platform.app.bot_user,
        thread_ts=body.get("thread_ts"),
        metadata=body.get("metadata") if in_channel else None,
        ephemeral_to=None if in_channel else granted.user,
        app_id=platform.app.app_id,
        bot_id=platform.app.bot_id,
        **content,
    )
