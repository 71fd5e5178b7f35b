"""Settings: read once from the environment and .env into one frozen object; every fault is named at once."""

import os
import re
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from dotenv import dotenv_values
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.marketplace.times import timezones

SLACK_API_URL = "https://slack.com/api/"
DATABASE_URL = "sqlite:///var/elan.db"
USER_ID = re.compile(r"^[UW][A-Z0-9]{2,}$")
CHANNEL = re.compile(r"^(#?[^\s#,]{1,80})?$")
ADDRESS = re.compile(r"^(?P<host>\[[0-9a-fA-F:]+\]|[^\s:/]+):(?P<port>\d{1,5})$")
OFF = "off"
MOST_SECRETS = 2
WEBHOOK_PREFIX, WEBHOOK_KEY = "whsec_", range(24, 65)
"""Bytes of a key: standardwebhooks.com, "Signature scheme"."""
PUBLISH = "publish"
OURS, OF_TESTS = "ELAN_", ("ELAN_DATA", "ELAN_EVERYWHERE", "ELAN_REQUIRE_BROWSER")
"""How the names begin that nobody else gives; and those that the tests know."""
LAST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator decides. An empty text means: not set.

    `unknown` says of each name that looks like a setting, and is none, what may have been meant.
    """

    slack_bot_token: str = ""
    slack_app_token: str = ""
    slack_signing_secrets: tuple[str, ...] = ()
    slack_api_url: str = SLACK_API_URL
    database_url: str = DATABASE_URL
    admins: frozenset[str] = frozenset()
    channel: str = ""
    language: str = "en"
    timezone: str = "America/Toronto"
    listen: str = "0.0.0.0:3000"
    status: str = ""
    webhook_secrets: tuple[str, ...] = ()
    webhook_publishes: bool = False
    unknown: tuple[str, ...] = ()

    @property
    def has_slack(self) -> bool:
        """Whether there are tokens; without any, the bot runs in its sandbox."""
        return bool(self.slack_bot_token or self.slack_app_token)

    @property
    def over_http(self) -> bool:
        """Whether Slack posts its requests to an address of ours; with an app token, Socket Mode brings them."""
        return not self.slack_app_token


class BadSettings(Exception):
    """What is wrong with the environment: a line a fault, each with how to mend it.

    No value is repeated: a secret may stand in another's place, and this goes to terminals and logs.
    """

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read_settings(folder: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """From `environment` (the process's own unless given), then `folder`/.env. Raises BadSettings."""
    own = os.environ if environment is None else environment
    values = {name: value for name, value in dotenv_values(folder / ".env").items() if value is not None} | dict(own)
    given = {name: values.get(name, "").strip() for name in VARIABLES}
    faults = [fault for name, check in VARIABLES.items() if (fault := check(given[name]))]
    faults += _tokens_together(given)
    if faults:
        raise BadSettings(faults)
    return Settings(
        slack_bot_token=given["SLACK_BOT_TOKEN"],
        slack_app_token=given["SLACK_APP_TOKEN"],
        slack_signing_secrets=tuple(_listed(given["SLACK_SIGNING_SECRET"])),
        slack_api_url=given["SLACK_API_URL"] or SLACK_API_URL,
        database_url=re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", given["DATABASE_URL"]) or DATABASE_URL,
        admins=frozenset(_listed(given["ELAN_ADMINS"])),
        channel=given["ELAN_CHANNEL"],
        language=given["ELAN_LANGUAGE"] or "en",
        timezone=given["ELAN_TIMEZONE"] or "America/Toronto",
        listen=given["ELAN_LISTEN"] or f"0.0.0.0:{given['PORT'] or 3000}",
        status=given["ELAN_STATUS"],
        webhook_secrets=tuple(_listed(given["ELAN_WEBHOOK_SECRETS"])),
        webhook_publishes=given["ELAN_WEBHOOK_POSTINGS"] == PUBLISH,
        unknown=tuple(_unknown(name) for name in sorted(values) if _is_unknown(name)),
    )


def _is_unknown(name: str) -> bool:
    return name.startswith(OURS) and name not in VARIABLES and name not in OF_TESTS


def _unknown(name: str) -> str:
    meant = get_close_matches(name, VARIABLES, 1, 0.8)
    return f"{name} is no setting; did you mean {meant[0]}?" if meant else f"{name} is no setting."


def _listed(given: str) -> list[str]:
    return [one.strip() for one in given.split(",") if one.strip()]


Check = Callable[[str], str]
"""What is wrong with a value; empty when nothing is."""


def _token(name: str, prefix: str, where: str) -> Check:
    def check(given: str) -> str:
        if not given or given.startswith(prefix):
            return ""
        return f"{name} must begin with {prefix} : copy it from {where} of your app at api.slack.com/apps."

    return check


def _tokens_together(given: Mapping[str, str]) -> list[str]:
    if given["SLACK_APP_TOKEN"] and not given["SLACK_BOT_TOKEN"]:
        return ["SLACK_BOT_TOKEN is missing: Slack needs it, too; with no token at all, the sandbox starts."]
    if given["SLACK_BOT_TOKEN"] and not (given["SLACK_APP_TOKEN"] or given["SLACK_SIGNING_SECRET"]):
        return ["SLACK_APP_TOKEN is missing, for Socket Mode; or SLACK_SIGNING_SECRET, for requests over HTTP."]
    return []


def _api_url(given: str) -> str:
    if not given or re.match(r"^https?://[^\s/]+(/\S*)?/$", given):
        return ""
    return "SLACK_API_URL must be an http or https address that ends with a slash, such as https://slack.com/api/"


def _database(given: str) -> str:
    fault = (
        "DATABASE_URL must be the address of a SQLite file, such as sqlite:///var/elan.db, "
        "or of a PostgreSQL database, such as postgresql://elan:secret@localhost/elan"
    )
    try:
        address = make_url(given or DATABASE_URL)
    except (ArgumentError, ValueError):  # a port that is no number is a ValueError
        return fault
    in_a_file = address.drivername == "sqlite" and address.database != ":memory:"
    served = address.drivername in ("postgresql", "postgresql+psycopg", "postgres")
    return "" if address.database and (in_a_file or served) else fault


def _admins(given: str) -> str:
    if all(USER_ID.match(one) for one in _listed(given)):
        return ""
    return (
        "ELAN_ADMINS must be Slack member ids separated by commas, such as U012ABCDEF. "
        "In Slack: a person's profile, the three dots, Copy member ID."
    )


def _channel(given: str) -> str:
    if CHANNEL.match(given):
        return ""
    return "ELAN_CHANNEL must be one channel's id or name, such as C012ABCDEF or #volunteering."


def _language(given: str) -> str:
    return "" if given in ("", "en", "fr") else "ELAN_LANGUAGE must be en or fr."


def _timezone(given: str) -> str:
    if not given or given in timezones():
        return ""
    return "ELAN_TIMEZONE must be an IANA time zone such as America/Toronto."


def _signing_secret(given: str) -> str:
    listed = _listed(given)
    if len(listed) <= MOST_SECRETS and all(re.match(r"^[0-9a-f]{32,64}$", one) for one in listed):
        return ""
    return (
        "SLACK_SIGNING_SECRET must be 32 hexadecimal digits: copy it from Basic Information, App Credentials. "
        "While you change it, the new one and the old one, separated by a comma."
    )


def _webhook_secrets(given: str) -> str:
    listed = _listed(given)
    if len(listed) <= MOST_SECRETS and all(_is_webhook_secret(one) for one in listed):
        return ""
    return (
        "ELAN_WEBHOOK_SECRETS must be whsec_ and 24 to 64 bytes in base64, as .env.example says how to make one. "
        "While you change it, the new one and the old one, separated by a comma."
    )


def _is_webhook_secret(given: str) -> bool:
    try:
        key = b64decode(given.removeprefix(WEBHOOK_PREFIX), validate=True)
    except ValueError:
        return False
    return given.startswith(WEBHOOK_PREFIX) and len(key) in WEBHOOK_KEY


def _webhook_postings(given: str) -> str:
    return "" if given in ("", "review", PUBLISH) else f"ELAN_WEBHOOK_POSTINGS must be review or {PUBLISH}."


def _address(name: str, *also: str) -> Check:
    def check(given: str) -> str:
        found = ADDRESS.match(given)
        if not given or given in also or (found and int(found["port"]) <= LAST_PORT):
            return ""
        return f"{name} must be a host and a port, such as 127.0.0.1:8081{''.join(f', or {one}' for one in also)}."

    return check


def _port(given: str) -> str:
    return "" if not given or (given.isdecimal() and int(given) <= LAST_PORT) else "PORT must be a number up to 65535."


VARIABLES: dict[str, Check] = {
    "SLACK_BOT_TOKEN": _token("SLACK_BOT_TOKEN", "xoxb-", "OAuth & Permissions"),
    "SLACK_APP_TOKEN": _token("SLACK_APP_TOKEN", "xapp-", "Basic Information, App-Level Tokens"),
    "SLACK_SIGNING_SECRET": _signing_secret,
    "SLACK_API_URL": _api_url,
    "DATABASE_URL": _database,
    "ELAN_ADMINS": _admins,
    "ELAN_CHANNEL": _channel,
    "ELAN_LANGUAGE": _language,
    "ELAN_TIMEZONE": _timezone,
    "ELAN_LISTEN": _address("ELAN_LISTEN"),
    "ELAN_STATUS": _address("ELAN_STATUS", OFF),
    "ELAN_WEBHOOK_SECRETS": _webhook_secrets,
    "ELAN_WEBHOOK_POSTINGS": _webhook_postings,
    "PORT": _port,
}
"""Every variable there is, with what is wrong with a value of it. `.env.example` explains them."""
