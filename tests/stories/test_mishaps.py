"""Mishaps: a slip in a dialog, an answer that was lost, a message nobody can word, and a start that goes wrong."""

import signal
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest
import structlog
from sqlalchemy import select

from bot.__main__ import main
from db.models import Account, Delivery, Person
from sandbox.faults import Call, NoFaults, Reply
from sandbox.server import Sandbox
from tests.town import POSTING, STARTS, UNDATED, Town, open_sandbox


def shown(town: Town) -> list[str]:
    """The first line of each card."""
    return [m.words.splitlines()[0] for m in town.ana.sees(town.square) if not m.is_ephemeral]


def test_a_dialog_whose_acknowledgement_was_lost_and_is_submitted_again_posts_once(town: Town) -> None:
    """Slack says "We had some trouble connecting", the dialog stays, and the person presses Post once more."""
    town.rosa.types(town.square, "/organize post")
    dialog = town.rosa.sees_dialog().fill(POSTING)
    before, typed = dialog.view.definition, deepcopy(dialog.view.values)
    dialog.submit()
    dialog.view.definition, dialog.view.values = before, typed
    dialog.submit()
    assert town.dialog_of(town.rosa).words.startswith("#1 Map the city's parks is open.")
    town.deliver()
    assert shown(town) == ["#1 Map the city's parks"]


def test_a_dialog_that_was_sent_back_is_taken_once_corrected(town: Town) -> None:
    town.rosa.types(town.square, "/organize post")
    town.fills(town.rosa, {**POSTING, "roles": "Designer 1\ndesigner 2"})
    assert list(town.dialog_of(town.rosa).errors) == ["Roles and seats"]
    town.fills(town.rosa, {"Roles and seats": "Designer 1"})
    town.deliver()
    assert shown(town) == ["#1 Map the city's parks"]


def test_a_year_too_far_is_said_beside_the_day_and_nothing_is_lost(town: Town) -> None:
    town.rosa.types(town.square, "/organize post")
    town.fills(town.rosa, {**POSTING, "day": date(9999, 12, 31), "start": time(23), "end": time(1)})
    dialog = town.dialog_of(town.rosa)
    assert dialog.errors == {"Day": "This is more than five years away. Check the year."}
    assert dialog.values["Description"] == POSTING["description"]


def test_an_edit_of_the_zone_into_the_past_is_refused(town: Town) -> None:
    town.posts(town.rosa)
    town.slack.clock.move_to(STARTS - timedelta(hours=2))
    town.rosa.types(town.square, "/organize edit 1")
    town.fills(town.rosa, {"Time zone": "Europe/London"})
    assert town.dialog_of(town.rosa).errors == {"Day": "This is in the past. Choose a later day or hour."}


def test_a_fault_beside_a_field_shows_no_mark_up(town: Town) -> None:
    """Slack shows what stands beside a field as it is: a command in it has no backticks."""
    town.posts(town.rosa)
    for one in (town.rosa, town.maya):
        one.types(town.square, "/organize edit 1")
    town.fills(town.maya, {"Title": "Map R&D"})
    town.fills(town.rosa, {"Title": "Map something else"})
    assert town.dialog_of(town.rosa).errors == {
        "Kind": "Somebody else changed #1 while you were editing, so nothing was saved. "
        "Copy what you wrote, close this, and open it again: /organize edit 1"
    }


def test_three_backticks_swallow_no_date(town: Town) -> None:
    """Between two such marks Slack shows all as code: the organization opens it, the role after the date closes it."""
    number = town.posts(town.rosa, title="``` zero", organization="``` one", roles="``` two")
    when = "Tuesday, December 1st, 6:30 PM"
    assert when in town.card(number).words
    assert when in town.answer(town.ana, f"/volunteer signup {number}").words
    for typed in ("/volunteer", "/volunteer mine", f"/volunteer {number}"):
        assert when in town.answer(town.ana, typed).words, typed


def test_a_message_nobody_can_word_is_put_aside_and_holds_up_no_other(town: Town) -> None:
    """A zone that the system's own list no longer has: of two promotions only the one to Luc is lost."""
    town.posts(town.rosa, roles="Designer 1\nGuide 1")
    for role, first, second in (("designer", town.ana, town.luc), ("guide", town.rosa, town.priya)):
        town.answer(first, f"/volunteer signup 1 {role}")
        town.answer(second, f"/volunteer waitlist 1 {role}")
    with town.bot.desk.work() as work:
        found = select(Person).join(Account).where(Account.platform_id == town.luc.id)
        work.db.scalars(found).one().timezone = "America/Nowhere"
    town.answer(town.ana, "/volunteer leave 1")
    town.answer(town.rosa, "/volunteer leave 1")
    town.deliver()
    assert (len(town.dms(town.luc)), len(town.dms(town.priya))) == (0, 1)
    with town.bot.desk.reading() as work:
        lost = work.db.scalars(select(Delivery).where(Delivery.fault == "cannot be worded")).all()
        assert [(one.kind, str(one.state)) for one in lost] == [("signup.promoted", "parked")]
    assert town.dms(town.maya)[-1] == (
        "I could not write a message to Luc Tremblay: this is a fault in Elan. "
        f"Its log says more, at delivery {lost[0].id}."
    )


@dataclass
class Ill(NoFaults):
    """Slack answers a method so many times that it is unavailable."""

    method: str
    times: int
    asked: list[str] = field(default_factory=list)

    def before(self, call: Call) -> Reply | None:
        if call.method != self.method or len(self.asked) == self.times:
            return None
        self.asked.append(call.method)
        return Reply({"ok": False, "error": "service_unavailable"}, status=503)


@dataclass
class Unreachable(NoFaults):
    """Slack refuses every direct message to somebody."""

    user: str

    def before(self, call: Call) -> Reply | None:
        if call.method == "conversations.open" and self.user in str(call.arguments):
            return Reply({"ok": False, "error": "user_disabled"})
        return None


def test_admins_are_told_of_whom_no_message_reaches(town: Town) -> None:
    town.posts(town.rosa, roles="Guide 1")
    town.answer(town.ana, "/volunteer signup 1")
    town.answer(town.priya, "/volunteer waitlist 1")
    town.slack.platform.faults = Unreachable(town.priya.id)
    town.answer(town.ana, "/volunteer leave 1")
    town.deliver()
    assert town.dms(town.maya) == [
        "I cannot send a direct message to Priya Nair: Slack refuses (user_disabled). Reach them another way."
    ]


class Slow(NoFaults):
    """Slack takes its time over everything."""

    def after(self, _call: Call, reply: Reply) -> Reply:
        return replace(reply, delay=4)


def test_a_newcomer_is_answered_in_time_by_a_slow_slack(town: Town) -> None:
    """Their profile is asked for, and then the dialog is opened: both within the three seconds."""
    newcomer = town.slack.member("newcomer")
    town.slack.platform.faults = Slow()
    said = newcomer.types(town.square, "/volunteer profile")
    assert [message.words for message in said] == []  # or Slack would tell of operation_timeout


@pytest.mark.parametrize("over_http", [False])
@pytest.mark.parametrize("method", ["auth.test", "conversations.list", "apps.connections.open"])
def test_slack_being_ill_at_the_start_is_waited_for(town: Town, monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    monkeypatch.setattr("handlers.slack.connection.FIRST_WAIT_S", 0.01)
    town.slack.platform.faults = ill = Ill(method, 3)
    town.restart()
    assert len(ill.asked) == 3
    town.posts(town.rosa, **UNDATED)
    assert shown(town) == ["#1 Map the city's parks"]


class Operator:
    """Who starts the bot, by the environment and a command."""

    def __init__(self, environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._environment = environment
        self._capsys = capsys

    def runs(self, slack: Sandbox, database: str, **changes: str) -> tuple[int, str]:
        """The exit code of `run`, and the first line on standard error."""
        told = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": database,
        }
        for name, value in {**told, **changes}.items():
            self._environment.setenv(name, value)
        code = main(["run"])
        return code, self._capsys.readouterr().err.splitlines()[0]


@pytest.fixture
def operator(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[Operator]:
    """The command sets up logging and signals for a process of its own: both are put back."""
    monkeypatch.chdir(tmp_path)
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield Operator(monkeypatch, capsys)
    for number, handler in kept.items():
        signal.signal(number, handler)
    structlog.reset_defaults()


def test_the_database_of_another_workspace_is_refused_in_one_sentence(town: Town, operator: Operator) -> None:
    town.posts(town.rosa)
    town.close()
    with open_sandbox() as other:
        other.workspace.team = replace(other.workspace.team, id="T0ELSEWHR1", name="Elsewhere")
        code, said = operator.runs(other, town.settings.database_url)
    name = town.slack.workspace.team.name
    assert (code, said) == (1, f"The database belongs to another workspace, {name}. Set DATABASE_URL to another.")


@pytest.mark.parametrize("variable", ["SLACK_APP_TOKEN", "SLACK_BOT_TOKEN"])
def test_a_wrong_token_ends_the_start_with_a_sentence(town: Town, operator: Operator, variable: str) -> None:
    wrong = {"SLACK_APP_TOKEN": "xapp-wrong", "SLACK_BOT_TOKEN": "xoxb-wrong"}[variable]
    town.close()
    code, said = operator.runs(town.slack, town.settings.database_url, **{variable: wrong})
    assert (code, said) == (1, "Slack refuses a token: invalid_auth.")
