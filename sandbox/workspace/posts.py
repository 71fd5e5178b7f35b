"""Messages as Slack keeps them. An edit makes a new Post with the same `ts`."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Post:
    """One message. `ts` is its id in its channel; `ephemeral_to` names the only member who sees it."""

    ts: str
    channel: str
    user: str
    text: str = ""
    blocks: tuple[Json, ...] = ()
    thread_ts: str | None = None
    metadata: Json | None = None
    edited_ts: str | None = None
    ephemeral_to: str | None = None
    app_id: str | None = None
    bot_id: str | None = None
    subtype: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    files: tuple[Json, ...] = ()
    trouble: str = ""
    """The platform's own error mark under the message, as the one who pressed sees it."""

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts

    def seen_by(self, user_id: str) -> bool:
        return self.ephemeral_to is None or self.ephemeral_to == user_id

    def describe(self, team_id: str, *, with_metadata: bool = False) -> Json:
        """The message object of `conversations.history`; metadata only when it was asked for."""
        message: Json = {"type": "message", "user": self.user, "ts": self.ts, "text": self.text, "team": team_id}
        optional = {
            "subtype": self.subtype,
            "bot_id": self.bot_id,
            "app_id": self.app_id,
            "thread_ts": self.thread_ts,
            "blocks": list(self.blocks) or None,
            "files": list(self.files) or None,
            "edited": {"user": self.user, "ts": self.edited_ts} if self.edited_ts else None,
            "metadata": self.metadata if with_metadata else None,
            "reactions": [{"name": name, "users": users, "count": len(users)} for name, users in self.reactions.items()]
            or None,
        }
        return message | {key: value for key, value in optional.items() if value is not None}


@dataclass(frozen=True)
class Ping:
    """Somebody's attention taken by a message. `kind`: user, usergroup, channel, here or everyone.

    `target` is the user or group id, empty for a broadcast; `by` is the author; `edit` is true when the
    mention came in by an edit.
    """

    kind: str
    target: str
    by: str
    channel: str
    ts: str
    edit: bool = False
