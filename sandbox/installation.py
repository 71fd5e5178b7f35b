"""The app as it is installed in the workspace: what its manifest asks for, and its tokens."""

from dataclasses import dataclass, field
from typing import Any

Manifest = dict[str, Any]

APP_ID = "A0SANDBOX1"
BOT_TOKEN = "xoxb-sandbox-bot-token"
APP_TOKEN = "xapp-1-A0SANDBOX1-sandbox-app-token"
SIGNING_SECRET = "0123456789abcdef0123456789abcdef"
VERIFICATION_TOKEN = "sandbox-verification-token"


@dataclass(frozen=True)
class Command:
    """A slash command of the manifest, its name with the slash."""

    name: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True)
class Shortcut:
    """A shortcut of the manifest. `kind` is global or message."""

    name: str
    callback_id: str
    kind: str
    description: str = ""


@dataclass
class Installation:
    """One app in one workspace. `bot_user` and `bot_id` are the ids of its bot member."""

    manifest: Manifest
    bot_user: str
    bot_id: str = "B0SANDBOX1"
    app_id: str = APP_ID
    bot_token: str = BOT_TOKEN
    app_token: str = APP_TOKEN
    signing_secret: str = SIGNING_SECRET
    verification_token: str = VERIFICATION_TOKEN
    revoked: set[str] = field(default_factory=set)
    """Tokens somebody revoked: `token_revoked`."""
    uninstalled: bool = False
    """True makes every call `account_inactive`."""

    @property
    def _features(self) -> dict[str, Any]:
        return dict(self.manifest.get("features", {}))

    @property
    def _settings(self) -> dict[str, Any]:
        return dict(self.manifest.get("settings", {}))

    @property
    def name(self) -> str:
        bot = self._features.get("bot_user", {})
        return str(bot.get("display_name") or self.manifest.get("display_information", {}).get("name") or "app")

    @property
    def scopes(self) -> tuple[str, ...]:
        """Bot scopes; they can be changed between tests by changing the manifest."""
        return tuple(self.manifest.get("oauth_config", {}).get("scopes", {}).get("bot", []))

    @property
    def commands(self) -> dict[str, Command]:
        known = {"description", "usage_hint", "should_escape"}
        return {
            given["command"]: Command(given["command"], **{key: given[key] for key in known & given.keys()})
            for given in self._features.get("slash_commands", [])
        }

    @property
    def shortcuts(self) -> list[Shortcut]:
        return [
            Shortcut(given["name"], given["callback_id"], given["type"], given.get("description", ""))
            for given in self._features.get("shortcuts", [])
        ]

    @property
    def events(self) -> tuple[str, ...]:
        """Bot events the app subscribed to, as the manifest names them (`message.channels`)."""
        return tuple(self._settings.get("event_subscriptions", {}).get("bot_events", []))

    @property
    def interactive(self) -> bool:
        return bool(self._settings.get("interactivity", {}).get("is_enabled"))

    @property
    def has_home(self) -> bool:
        return bool(self._features.get("app_home", {}).get("home_tab_enabled"))

    @property
    def socket_mode(self) -> bool:
        return bool(self._settings.get("socket_mode_enabled"))
