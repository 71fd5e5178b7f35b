"""Organizers get the roster and the applicants as files: in a direct message, in their language, and once."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest

from db.models import Membership, Opportunity
from sandbox.actor import Actor
from sandbox.faults import Script, cut, refused
from tests.stories.saying import french
from tests.stories.test_applying import COHORT, applies, posts
from tests.stories.test_research import FIRST, lab, takes
from tests.town import Town

__all__ = ["lab"]
TITLE = "#1 Map the city's parks"
NAME = "1-roster-2026-11-23.csv"
SPELL = timedelta(minutes=3)


@pytest.fixture
def evening(town: Town) -> Town:
    """Rosa's #1: Luc is in and Priya waits; Ana, whose name and skills are formulas, is in as well."""
    town.posts(town.rosa)
    town.ana.changes(real_name="=cmd|'/c calc'!A1")
    for who, typed in (
        (town.luc, "/benevole inscription 1 designer"),
        (town.priya, "/volunteer waitlist 1 designer"),
        (town.ana, "/volunteer signup 1 developer"),
    ):
        town.answer(who, typed)
    town.ana.types(town.square, "/volunteer profile")
    town.fills(town.ana, {"skills": '+maps; é, "x"'})
    town.ana.sees_dialog().close()
    town.deliver()
    return town


def files(who: Actor) -> list[str]:
    return [name for message in who.sees(who.dm) for name in message.files]


def table(who: Actor, separator: str = ",") -> list[list[str]]:
    """The newest file, as a spreadsheet reads it."""
    seen = [message for message in who.sees(who.dm) if message.files][-1]
    content = seen.opens(seen.files[0])
    assert content.startswith(b"\xef\xbb\xbf"), "or accents come out wrong"
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=separator))


def test_the_roster_comes_as_a_file_to_who_asked_and_to_nobody_else(evening: Town) -> None:
    told = evening.answer(evening.rosa, "/organize export 1")
    assert told.words == f"The roster of {TITLE} comes as a file, in a direct message."
    evening.deliver()
    assert table(evening.rosa) == [
        [
            "Date (America/Toronto)", "Role", "Name", "State", "Signed up (America/Toronto)", "Skills", "Who came",
            "Hours",
        ],
        ["2026-12-01 18:30", "Designer", "Luc Tremblay", "in", "2026-11-23 10:00", "", "", ""],
        ["2026-12-01 18:30", "Designer", "Priya Nair", "waiting", "2026-11-23 10:00", "", "", ""],
        [
            "2026-12-01 18:30", "Developer", "'=cmd|'/c calc'!A1", "in", "2026-11-23 10:00", "'+maps; é, \"x\"", "", "",
        ],
    ]  # fmt: skip
    assert files(evening.rosa) == [NAME]
    assert evening.rosa.sees(evening.rosa.dm)[-1].words.startswith(f"Who is in {TITLE}\nIt holds what people told you")
    assert not any(message.files for message in evening.rosa.sees(evening.square))
    assert [files(who) for who in (evening.luc, evening.ana, evening.maya)] == [[], [], []]


def test_it_is_in_french_with_semicolons_for_who_reads_french(town: Town) -> None:
    town.posts(town.jean)
    town.answer(town.luc, "/benevole inscription 1 designer")
    roster = town.answer(town.jean, "/organiser liste 1")
    told = town.press(town.jean, roster, french("As a file"))
    assert told.words == french("The roster of {posting} comes as a file, in a direct message.", posting=TITLE)
    town.deliver()
    assert files(town.jean) == ["1-inscriptions-2026-11-23.csv"]
    heads, luc = table(town.jean, ";")
    assert heads[:4] == ["Date (America/Toronto)", "Rôle", "Nom", "État"]
    assert luc[2:4] == ["Luc Tremblay", french("in")]


def test_applicants_come_with_a_column_a_question(town: Town) -> None:
    posts(town, town.rosa, **COHORT)
    applies(town, town.luc, "Apply as Designer", note="@SUM(1)\n<!channel>", answer_1="=1+1", answer_2="Des cartes")
    listed = town.answer(town.rosa, "/organize applicants 1")
    told = town.press(town.rosa, listed, "As a file")
    assert told.words == "The applicants of #1 Digital fellowship come as a file, in a direct message."
    town.deliver()
    heads, luc = table(town.rosa)
    read = dict(zip(heads, luc, strict=True))
    assert (read["Name"], read["State"]) == ("Luc Tremblay", "waiting for an answer")
    assert (read["Why you?"], read["What have you built?"]) == ("'=1+1", "Des cartes")
    assert read["Note"] == "'@SUM(1)\n<!channel>"
    assert town.slack.workspace.pings == []


def test_needs_are_in_the_file_of_a_research_session(lab: Town) -> None:
    takes(lab, lab.luc, FIRST).close()
    lab.answer(lab.rosa, "/organize export 1")
    lab.deliver()
    heads, luc = table(lab.rosa)
    assert dict(zip(heads, luc, strict=True))["Needs"] == "A quiet room"
    assert dict(zip(heads, luc, strict=True))["Do you use a screen reader?"] == "Yes, NVDA"


def test_what_was_asked_twice_in_a_minute_comes_once(evening: Town) -> None:
    for _time in range(2):
        evening.answer(evening.rosa, "/organize export 1")
    evening.deliver()
    assert files(evening.rosa) == [NAME]


def test_who_runs_it_no_longer_when_it_is_sent_gets_nothing(evening: Town) -> None:
    evening.answer(evening.rosa, "/organize export 1")
    evening.answer(evening.maya, "/organize export 1")
    with evening.bot.desk.work() as work:
        opportunity = work.db.query(Opportunity).one()
        opportunity.author_id = None
        work.db.query(Membership).delete()
    evening.deliver()
    assert (files(evening.rosa), files(evening.maya)) == ([], [NAME])


def test_nobody_else_gets_it_and_nothing_is_no_file(evening: Town) -> None:
    assert evening.answer(evening.ana, "/organize export 1").words.startswith("Only the organizers of #1")
    evening.posts(evening.jean)
    told = evening.answer(evening.jean, "/organiser exporter 2")
    assert told.words == french(
        "Nobody is signed up for #{number}, is waiting or has applied: there is no file to send.", number="2"
    )
    assert "/organize export 12" in evening.answer(evening.rosa, "/organize export").words


@pytest.mark.parametrize("step", ["files.getUploadURLExternal", "upload"])
@pytest.mark.parametrize(
    "fault",
    [cut(), cut(accepted=True), refused("internal_error"), refused("ratelimited", 429)],
    ids=["cut before", "cut after", "ill", "too often"],
)
def test_what_goes_wrong_before_anybody_sees_it_is_tried_again(evening: Town, step: str, fault: Any) -> None:
    evening.slack.platform.faults = Script(step, fault)
    evening.answer(evening.rosa, "/organize export 1")
    evening.deliver()
    assert files(evening.rosa) == [NAME]


@pytest.mark.parametrize("arrived", [True, False])
def test_a_file_in_doubt_never_comes_twice_and_who_asked_is_told(evening: Town, arrived: bool) -> None:
    evening.slack.platform.faults = Script("files.completeUploadExternal", cut(accepted=arrived))
    evening.answer(evening.rosa, "/organize export 1")
    evening.deliver()
    for _look in range(3):
        evening.move_to(evening.slack.clock.now() + SPELL)
    assert files(evening.rosa) == [NAME] * arrived
    assert evening.dms(evening.rosa)[-1] == (
        f"I do not know whether the file about {TITLE} arrived. If you do not see it, ask again: /organize export 1"
    )
    evening.answer(evening.rosa, "/organize export 1")
    evening.deliver()
    assert len(files(evening.rosa)) == arrived + 1


def test_a_scope_that_is_missing_is_said_to_the_admins(evening: Town) -> None:
    evening.slack.installation.manifest["oauth_config"]["scopes"]["bot"].remove("files:write")
    evening.answer(evening.rosa, "/organize export 1")
    evening.deliver()
    assert files(evening.rosa) == []
    assert "missing_scope" in evening.dms(evening.maya)[-1]
