"""Views: the modals a member has open, and App Home."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

DEEPEST_STACK = 3
"""docs.slack.dev/surfaces/modals: a root view and two pushed on top of it."""


@dataclass
class View:
    """One view as Slack keeps it. `definition` is what the app sent, with every block and action id filled in.

    `values` is `state.values`: block id → action id → what the member put in.
    `errors` is what a submission was sent back with: block id → sentence.
    `trouble` is the platform's own sentence when the app did not answer.
    """

    id: str
    user: str
    definition: Json
    hash: str
    app_id: str
    bot_id: str
    team_id: str
    root_id: str = ""
    previous_id: str | None = None
    values: dict[str, dict[str, Json]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    trouble: str = ""

    @property
    def type(self) -> str:
        return str(self.definition["type"])

    @property
    def blocks(self) -> list[Json]:
        return list(self.definition.get("blocks", []))

    @property
    def external_id(self) -> str:
        return str(self.definition.get("external_id") or "")

    def describe(self) -> Json:
        """The view object in payloads and in the answers of `views.*`."""
        given = self.definition
        return {
            "id": self.id,
            "team_id": self.team_id,
            "type": self.type,
            "blocks": self.blocks,
            "private_metadata": given.get("private_metadata", ""),
            "callback_id": given.get("callback_id", ""),
            "state": {"values": self.values},
            "hash": self.hash,
            "title": given.get("title"),
            "clear_on_close": bool(given.get("clear_on_close", False)),
            "notify_on_close": bool(given.get("notify_on_close", False)),
            "close": given.get("close"),
            "submit": given.get("submit"),
            "previous_view_id": self.previous_id,
            "root_view_id": self.root_id or self.id,
            "app_id": self.app_id,
            "external_id": self.external_id,
            "app_installed_team_id": self.team_id,
            "bot_id": self.bot_id,
        }
