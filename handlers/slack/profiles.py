"""What Slack says of a user, as the bot keeps it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.marketplace import leaving, owners, people
from bot.marketplace.naming import cleaned
from bot.marketplace.people import Profile
from bot.work import Work
from db.models import Place

LONGEST_NAME = 80


def read_profile(user: Mapping[str, Any]) -> Profile:
    """From a user object as in users.info and user_change.

    `tz` is kept rather than `tz_offset`, which is wrong after the next change of clocks.
    """
    profile = user.get("profile") or {}
    name = profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name")
    runs_it = bool(user.get("is_admin") or user.get("is_owner"))
    return Profile(
        name=" ".join(cleaned(str(name or user.get("id", ""))).split())[:LONGEST_NAME],
        locale=str(user.get("locale") or ""),
        timezone=str(user.get("tz") or ""),
        admin=runs_it,
        active=not user.get("deleted", False),
        changed_at=_instant(user.get("updated")),
    )


def is_member(user: Mapping[str, Any], team: str) -> bool:
    """Whether it is a person of that workspace: no app, no closed account, and nobody from a shared channel.

    Who is in several workspaces has one of them for a home: docs.slack.dev/reference/objects/user-object
    """
    if user.get("is_bot") or user.get("is_stranger") or user.get("deleted") or user.get("id") == "USLACKBOT":
        return False
    elsewhere = user.get("team_id") not in (None, team)
    return not elsewhere or team in (user.get("enterprise_user") or {}).get("teams", ())


def keep_up(work: Work, place: Place, platform_id: str, user: Mapping[str, Any]) -> None:
    """Brings somebody's account up to date with their user object; one that was closed gives its seats back,
    and passes on its postings.

    An object older than what is known comes late and changes nothing.
    """
    profile = read_profile(user)
    account = people.recognise(work, place, platform_id, profile)
    late = account.changed_at != profile.changed_at
    if not profile.active and not late:
        leaving.withdraw(work, account.person_id)
        owners.pass_on(work, account.person_id)


def _instant(seconds: object) -> datetime | None:
    """From seconds since 1970; none for what cannot be."""
    try:
        return datetime.fromtimestamp(float(str(seconds)), UTC)
    except (ValueError, OverflowError, OSError):
        return None
