"""Settings: every variable's fault, all of them at once, and which of two wins."""

from pathlib import Path

import pytest

from bot.settings import VARIABLES, BadSettings, Settings, read_settings

WORKING = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
NAMES = {
    "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL", "DATABASE_URL", "ELAN_ADMINS",
    "ELAN_CHANNEL", "ELAN_LANGUAGE", "ELAN_TIMEZONE", "ELAN_LISTEN", "ELAN_STATUS", "ELAN_WEBHOOK_SECRETS",
    "ELAN_WEBHOOK_POSTINGS", "PORT",
}  # fmt: skip


def faults(folder: Path, **environment: str) -> list[str]:
    with pytest.raises(BadSettings) as caught:
        read_settings(folder, environment)
    return caught.value.faults


def test_an_empty_environment_is_the_sandbox(tmp_path: Path) -> None:
    assert read_settings(tmp_path, {}) == Settings(
        slack_bot_token="",
        slack_app_token="",
        slack_signing_secrets=(),
        slack_api_url="https://slack.com/api/",
        database_url="sqlite:///var/elan.db",
        admins=frozenset(),
        channel="",
        language="en",
        timezone="America/Toronto",
    )
    assert not read_settings(tmp_path, {}).has_slack


def test_every_variable_is_read(tmp_path: Path) -> None:
    settings = read_settings(
        tmp_path,
        {
            **WORKING,
            "SLACK_SIGNING_SECRET": "0123456789abcdef" * 2,
            "SLACK_API_URL": "http://127.0.0.1:8080/api/",
            "DATABASE_URL": "sqlite:////srv/elan.db",
            "ELAN_ADMINS": " U012ABC, W0DEF,,",
            "ELAN_CHANNEL": " #volunteering ",
            "ELAN_LANGUAGE": "fr",
            "ELAN_TIMEZONE": "America/St_Johns",
        },
    )
    assert settings == Settings(
        "xoxb-1", "xapp-1", ("0123456789abcdef" * 2,), "http://127.0.0.1:8080/api/", "sqlite:////srv/elan.db",
        frozenset({"U012ABC", "W0DEF"}), "#volunteering", "fr", "America/St_Johns",
    )  # fmt: skip
    assert settings.has_slack


def test_the_variables_are_these(tmp_path: Path) -> None:
    assert set(VARIABLES) == NAMES


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("SLACK_BOT_TOKEN", "xapp-1", "must begin with xoxb-"),
        ("SLACK_APP_TOKEN", "xoxb-1", "must begin with xapp-"),
        ("SLACK_SIGNING_SECRET", "not a secret", "32 hexadecimal digits"),
        ("SLACK_API_URL", "slack.com/api/", "ends with a slash"),
        ("SLACK_API_URL", "https://slack.com/api", "ends with a slash"),
        ("SLACK_API_URL", "ftp://slack.com/api/", "ends with a slash"),
        ("SLACK_API_URL", "https:///", "ends with a slash"),
        ("DATABASE_URL", "var/elan.db", "sqlite:///var/elan.db"),
        ("DATABASE_URL", "mysql://u@h/d", "sqlite:///var/elan.db"),
        ("DATABASE_URL", "sqlite://", "sqlite:///var/elan.db"),
        ("DATABASE_URL", "sqlite:///:memory:", "sqlite:///var/elan.db"),
        ("DATABASE_URL", "postgresql://u:p@h:port/d", "sqlite:///var/elan.db"),
        ("DATABASE_URL", "postgresql://u:p@h", "such as postgresql://"),
        ("DATABASE_URL", "postgresql+asyncpg://u:p@h/d", "such as postgresql://"),
        ("ELAN_ADMINS", "maya", "such as U012ABCDEF"),
        ("ELAN_ADMINS", "U012ABC,@luc", "such as U012ABCDEF"),
        ("ELAN_ADMINS", "u012abc", "such as U012ABCDEF"),
        ("ELAN_CHANNEL", "#one,#two", "one channel"),
        ("ELAN_CHANNEL", "a b", "one channel"),
        ("ELAN_CHANNEL", "#", "one channel"),
        ("ELAN_LANGUAGE", "de", "en or fr"),
        ("ELAN_TIMEZONE", "Toronto", "such as America/Toronto"),
        ("ELAN_TIMEZONE", "america/toronto", "such as America/Toronto"),
    ],
)
def test_a_value_that_cannot_be_is_named_with_how_to_mend_it(tmp_path: Path, name: str, value: str, says: str) -> None:
    (fault,) = faults(tmp_path, **{**WORKING, name: value})
    assert fault.startswith(name)
    assert says in fault


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_postgresql_database_is_taken_under_each_name_hosts_give_it(tmp_path: Path, scheme: str) -> None:
    settings = read_settings(tmp_path, {"DATABASE_URL": f"{scheme}://elan:secret@db.example.org:5432/elan"})
    assert settings.database_url == "postgresql+psycopg://elan:secret@db.example.org:5432/elan"


@pytest.mark.parametrize(
    ("given", "missing"), [("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"), ("SLACK_APP_TOKEN", "SLACK_BOT_TOKEN")]
)
def test_one_token_without_the_other_is_a_fault(tmp_path: Path, given: str, missing: str) -> None:
    (fault,) = faults(tmp_path, **{given: WORKING[given]})
    assert fault.startswith(f"{missing} is missing")


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    found = faults(
        tmp_path, SLACK_BOT_TOKEN="x", SLACK_APP_TOKEN="y", SLACK_API_URL="z", DATABASE_URL="d", ELAN_ADMINS="a",
        ELAN_CHANNEL=",", ELAN_LANGUAGE="l", ELAN_TIMEZONE="t",
    )  # fmt: skip
    assert [fault.split(" ", 1)[0] for fault in found] == [
        "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_API_URL", "DATABASE_URL", "ELAN_ADMINS", "ELAN_CHANNEL",
        "ELAN_LANGUAGE", "ELAN_TIMEZONE",
    ]  # fmt: skip


def test_no_fault_repeats_a_value(tmp_path: Path) -> None:
    """A secret may stand in another's place, and what is wrong is told to terminals and logs."""
    wrong = {name: f"postgresql://elan:oops {name}@h:port/d" for name in NAMES}
    found = faults(tmp_path, **wrong)
    assert len(found) == len(NAMES)
    assert "oops" not in "".join(found)


def test_a_file_is_read_and_the_environment_wins_over_it(tmp_path: Path) -> None:
    lines = (
        "# a comment",
        "ELAN_LANGUAGE=fr",
        "ELAN_TIMEZONE='America/Vancouver'",
        'export ELAN_CHANNEL="#élan"',
        "ELAN_ADMINS",
    )
    (tmp_path / ".env").write_text("\n".join(lines), encoding="utf-8")
    settings = read_settings(tmp_path, {"ELAN_TIMEZONE": "Europe/Paris", "PATH": "/bin"})
    assert (settings.language, settings.timezone, settings.channel, settings.admins) == (
        "fr", "Europe/Paris", "#élan", frozenset(),
    )  # fmt: skip


def test_names_that_are_no_settings_are_named_with_what_may_be_meant(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ELAN_CHANEL=#parks\n")
    others = {"ELAN_NOPE": "1", "SLACK_TEAM": "T1", "ELAN_EVERYWHERE": "1", "ELAN_REQUIRE_BROWSER": "1", "ELAND": ""}
    settings = read_settings(tmp_path, {**others, "ELAN_LANGUAGE": "fr"})
    assert settings.unknown == ("ELAN_CHANEL is no setting; did you mean ELAN_CHANNEL?", "ELAN_NOPE is no setting.")
    assert (settings.language, read_settings(tmp_path / "elsewhere", {}).unknown) == ("fr", ())


def test_a_fault_in_the_file_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ELAN_LANGUAGE=de\n")
    assert faults(tmp_path) == ["ELAN_LANGUAGE must be en or fr."]


def test_the_process_environment_is_read_unless_another_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ELAN_LANGUAGE", "fr")
    assert (read_settings(tmp_path).language, read_settings(tmp_path, {}).language) == ("fr", "en")


def test_requests_come_over_http_without_an_app_token(tmp_path: Path) -> None:
    new, old = "0123456789abcdef" * 2, "fedcba9876543210" * 2
    told = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": f"{new}, {old}", "PORT": "5000"}
    settings = read_settings(tmp_path, told)
    assert (settings.over_http, settings.slack_signing_secrets) == (True, (new, old))
    assert settings.listen == "0.0.0.0:5000"
    assert read_settings(tmp_path, {**told, "ELAN_LISTEN": "[::1]:443"}).listen == "[::1]:443"


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("SLACK_SIGNING_SECRET", ",".join(["0123456789abcdef" * 2] * 3), "SLACK_SIGNING_SECRET must be 32"),
        ("ELAN_LISTEN", "here", "ELAN_LISTEN must be a host and a port, such as 127.0.0.1:8081."),
        ("ELAN_LISTEN", "off", "ELAN_LISTEN must be a host and a port, such as 127.0.0.1:8081."),
        ("ELAN_STATUS", "127.0.0.1:70000", "ELAN_STATUS must be a host and a port, such as 127.0.0.1:8081, or off."),
        ("ELAN_WEBHOOK_SECRETS", "secret", "ELAN_WEBHOOK_SECRETS must be whsec_ and 24 to 64 bytes in base64"),
        ("ELAN_WEBHOOK_SECRETS", "whsec_" + "A" * 31, "ELAN_WEBHOOK_SECRETS must be whsec_"),
        ("ELAN_WEBHOOK_SECRETS", "whsec_" + "A" * 28, "ELAN_WEBHOOK_SECRETS must be whsec_"),
        ("ELAN_WEBHOOK_SECRETS", "A" * 32, "ELAN_WEBHOOK_SECRETS must be whsec_"),
        ("ELAN_WEBHOOK_SECRETS", "whsec_é" + "A" * 31, "ELAN_WEBHOOK_SECRETS must be whsec_"),
        ("ELAN_WEBHOOK_SECRETS", ",".join(["whsec_" + "A" * 32] * 3), "ELAN_WEBHOOK_SECRETS must be whsec_"),
        ("ELAN_WEBHOOK_POSTINGS", "open", "ELAN_WEBHOOK_POSTINGS must be review or publish."),
        ("PORT", "http", "PORT must be a number up to 65535."),
    ],
)
def test_an_address_nobody_can_listen_on_is_a_fault(tmp_path: Path, name: str, value: str, fault: str) -> None:
    assert faults(tmp_path, **{name: value})[0].startswith(fault)


def test_what_webhooks_are_signed_with_and_become(tmp_path: Path) -> None:
    new, old = "whsec_" + "A" * 32, "whsec_" + "B" * 85 + "A=="
    settings = read_settings(tmp_path, {"ELAN_WEBHOOK_SECRETS": f"{new}, {old}", "ELAN_WEBHOOK_POSTINGS": "publish"})
    assert (settings.webhook_secrets, settings.webhook_publishes) == ((new, old), True)
    unsaid = read_settings(tmp_path, {"ELAN_WEBHOOK_POSTINGS": "review"})
    assert (unsaid.webhook_secrets, unsaid.webhook_publishes) == ((), False)
