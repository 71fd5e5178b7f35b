"""Conversations: public and private channels, and direct messages."""

from dataclasses import dataclass, field
from typing import Any, Literal

from sandbox.workspace.posts import Post

Kind = Literal["public", "private", "im"]


@dataclass
class Channel:
    """A conversation. `posts` maps ts to Post in the order of time; `members` keeps the order of joining."""

    id: str
    name: str
    kind: Kind
    created: int
    creator: str = ""
    members: list[str] = field(default_factory=list)
    archived: bool = False
    topic: str = ""
    purpose: str = ""
    posts: dict[str, Post] = field(default_factory=dict)

    @property
    def is_im(self) -> bool:
        return self.kind == "im"

    @property
    def is_private(self) -> bool:
        return self.kind == "private"

    @property
    def type(self) -> str:
        """As `conversations.list` names it in `types`."""
        return {"public": "public_channel", "private": "private_channel", "im": "im"}[self.kind]

    @property
    def event_type(self) -> str:
        """As message events name it in `channel_type`."""
        return {"public": "channel", "private": "group", "im": "im"}[self.kind]

    def other(self, user_id: str) -> str:
        """The other side of a direct message; oneself in a note to self."""
        return next((member for member in self.members if member != user_id), user_id)

    def describe(self, reader: str, *, locale: str = "", count: bool = False) -> dict[str, Any]:
        """The conversation object of `conversations.info` for one reader."""
        if self.is_im:
            about: dict[str, Any] = {
                "id": self.id,
                "created": self.created,
                "is_archived": self.archived,
                "is_im": True,
                "is_org_shared": False,
                "user": self.other(reader),
                "is_user_deleted": False,
                "priority": 0,
            }
        else:
            about = self._describe_channel(reader)
        if locale:
            about["locale"] = locale
        if count:
            about["num_members"] = len(self.members)
        return about

    def _describe_channel(self, reader: str) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": not self.is_private,
            "is_group": self.is_private,
            "is_im": False,
            "is_mpim": False,
            "is_private": self.is_private,
            "is_archived": self.archived,
            "is_general": self.name == "general",
            "is_member": reader in self.members,
            "created": self.created,
            "creator": self.creator,
            "topic": {"value": self.topic, "creator": "", "last_set": 0},
            "purpose": {"value": self.purpose, "creator": "", "last_set": 0},
        }
