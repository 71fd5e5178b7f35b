"""The team and its members, in the shapes `team.info` and `users.info` answer with."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo


@dataclass
class Team:
    """The workspace itself: `T…` id, name, and the sub-domain its permalinks carry."""

    id: str
    name: str
    domain: str


@dataclass
class Member:
    """A person or a bot user. `locale` is like `fr-CA`; `tz` is an IANA name; `name` is the handle."""

    id: str
    name: str
    real_name: str
    locale: str = "en-CA"
    tz: str = "America/Toronto"
    is_admin: bool = False
    is_owner: bool = False
    is_bot: bool = False
    deleted: bool = False
    email: str = ""
    title: str = ""
    updated: int = 0
    app_id: str = ""
    bot_id: str = ""

    def offset(self, at: datetime) -> int:
        """Seconds east of UTC at an instant, daylight saving included."""
        shift = at.astimezone(ZoneInfo(self.tz)).utcoffset()
        return int(shift.total_seconds()) if shift else 0

    def profile(self, team_id: str, with_email: bool = False) -> dict[str, Any]:
        first, _, last = self.real_name.partition(" ")
        profile: dict[str, Any] = {
            "title": self.title,
            "real_name": self.real_name,
            "real_name_normalized": self.real_name,
            "display_name": "",  # as for most people: the real name is what others see
            "display_name_normalized": "",
            "first_name": first,
            "last_name": last,
            "team": team_id,
        }
        if with_email and self.email:
            profile["email"] = self.email
        if self.is_bot:
            profile |= {"bot_id": self.bot_id, "api_app_id": self.app_id}
        return profile

    def describe(self, team_id: str, at: datetime, *, locale: bool = False, email: bool = False) -> dict[str, Any]:
        """The user object of `users.info`; `locale` only when it was asked for (`include_locale`)."""
        user: dict[str, Any] = {
            "id": self.id,
            "team_id": team_id,
            "name": self.name,
            "deleted": self.deleted,
            "real_name": self.real_name,
            "tz": self.tz,
            "tz_label": at.astimezone(ZoneInfo(self.tz)).tzname() or self.tz,
            "tz_offset": self.offset(at),
            "profile": self.profile(team_id, email),
            "is_admin": self.is_admin or self.is_owner,
            "is_owner": self.is_owner,
            "is_primary_owner": False,
            "is_restricted": False,
            "is_ultra_restricted": False,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": self.updated,
        }
        if locale:
            user["locale"] = self.locale
        return user
