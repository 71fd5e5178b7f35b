"""Whom help is asked of: by skill and language, best first, seldom, and nobody who has had to do with it."""

from datetime import timedelta

import pytest

from bot.errors import Fault, Faults
from bot.errors.organizing import HelpAsked, NobodyMissing, NotYours
from bot.errors.signing_up import AlreadyOver
from bot.errors.typed import NoLongerThere
from bot.marketplace import opportunities, questions, shortfall
from bot.marketplace.invitations import invite
from bot.messages.form import Answer
from bot.work import Work
from db.models import Account, Community, Person, Session
from db.queries.people import account_of
from db.queries.shortfall import short_roles
from sandbox.clock import FrozenClock
from tests.bot.marketplace.village import TEAM, Village, draft
from tests.town import START, STARTS


@pytest.fixture
def village(village: Village) -> Village:
    """Rosa's #1 wants Figma and service design, in English or French; a channel announces it."""
    village.people("UROSA", "UANA", "ULUC", "UJEAN")
    village.channel("C1")
    village.posts("UROSA", skills="Figma, service design")
    return village


def says(village: Village, who: str, skills: str, *languages: str) -> None:
    def save(work: Work) -> None:
        one = village.known(work, who)
        one.skills, one.work_languages = skills, list(languages or ("en",))

    village.does(who, save)


def matched(village: Village, number: int = 1) -> list[str]:
    """Whom it matches now, best first, by name."""

    def look(work: Work) -> list[str]:
        facts = village.facts(number)
        assert facts.session is not None
        ids = shortfall.matching(work, facts.opportunity, facts.session, short_roles(work.db, facts.session.id))
        return [work.db.get_one(Person, one).name for one in ids]

    return village.does("UROSA", look)


def asks(village: Village, number: int = 1, session: int = 1, **answers: Answer) -> shortfall.Help:
    carried = {"number": str(number), "session": str(session)}
    return village.does("UROSA", lambda work: shortfall.ask(work, {"people": ("yes",), **answers}, carried))


def refused(village: Village, answers: dict[str, Answer], by: str = "UROSA", session: int = 1) -> object:
    carried = {"number": "1", "session": str(session)}
    return village.refused(by, lambda work: shortfall.ask(work, answers, carried))


def test_a_skill_and_a_language_are_needed_and_the_best_come_first(village: Village) -> None:
    says(village, "UANA", "figma")
    says(village, "ULUC", "Service design; FIGMA", "fr")
    says(village, "UJEAN", "knitting")
    assert matched(village) == ["ULUC", "UANA"]
    says(village, "ULUC", "Service design; FIGMA", "de")
    assert matched(village) == ["UANA"]


def test_its_organizers_and_who_had_to_do_with_it_are_not_asked(village: Village) -> None:
    for who in ("UROSA", "UANA", "ULUC", "UJEAN"):
        says(village, who, "figma")
    assert matched(village) == ["UANA", "ULUC", "UJEAN"]
    village.joins("UANA", 1, "designer")
    assert matched(village) == ["ULUC", "UJEAN"]
    village.leaves("UANA", 1)
    village.does("UROSA", lambda work: invite(work, TEAM, 1, "<@ULUC> developer"))
    assert matched(village) == ["UJEAN"]


def test_who_does_not_want_it_has_no_account_or_is_elsewhere_is_not_asked(village: Village) -> None:
    for who in ("UANA", "ULUC", "UJEAN"):
        says(village, who, "figma")
    elsewhere = Village(village.desk, "T0ELSEWHERE")
    says(elsewhere, elsewhere.person("UFAR"), "figma")

    def close(work: Work) -> None:
        account: Account | None = account_of(work.db, village.place, "ULUC")
        assert account is not None
        account.checked_at = None

    village.does("UROSA", close)
    village.does("UANA", shortfall.stop_asking)
    assert matched(village) == ["UJEAN"]


def test_nobody_is_asked_twice_in_a_week_whatever_for(village: Village, clock: FrozenClock) -> None:
    says(village, "UANA", "figma")
    asks(village)
    assert village.told("posting.asked") == ["UANA"]
    number = village.posts("UROSA", skills="Figma")
    assert matched(village, number) == []
    clock.move_to(START + shortfall.QUIET)
    assert matched(village, number) == ["UANA"]


def test_channels_are_those_that_announce(village: Village) -> None:
    village.channel("C2")
    done = asks(village, people=(), channels=("C2",))
    assert [one.platform_id for one in done.channels] == ["C2"]
    assert [one.channel for one in village.owed("posting.help", "posting.asked")] == ["C2"]


@pytest.mark.parametrize(
    ("answers", "fault"),
    [({"channels": ("C9",)}, "channel_not_announcing"), ({}, "nobody_to_ask"), ({"people": ("yes",)}, "nobody_to_ask")],
)
def test_what_cannot_be_asked_is_said_beside_the_field(
    village: Village, answers: dict[str, Answer], fault: str
) -> None:
    assert refused(village, answers) == Faults({"channels": Fault(fault)})


def test_it_is_asked_once_a_session_by_its_organizers_before_it_starts(village: Village, clock: FrozenClock) -> None:
    there: dict[str, Answer] = {"channels": ("C1",)}
    assert refused(village, there, by="UANA") == NotYours(1)
    assert refused(village, there, session=9) == NoLongerThere()
    asks(village, channels=("C1",))
    assert refused(village, there) == HelpAsked(1)
    clock.move_to(STARTS + timedelta(minutes=1))
    assert refused(village, there) == AlreadyOver(1)


def test_what_filled_up_meanwhile_needs_no_help(village: Village) -> None:
    village.edits("UROSA", 1, roles="Designer 1\nDeveloper 1", skills="Figma")
    village.joins("UANA", 1, "designer")
    village.joins("ULUC", 1, "developer")
    assert refused(village, {"channels": ("C1",)}) == NobodyMissing(1)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
def test_twenty_of_thousands_are_asked_in_one_query(village: Village) -> None:
    def settle(work: Work) -> None:
        """3,000 people, every tenth of whom knows Figma, and one of whom knows all of it."""
        rows = [
            Person(
                community_id=village.id, name=f"n{n}", locale="en", timezone="UTC", reminders=True, admin=False,
                skills="Figma" if n % 10 == 0 else "knitting, maps", work_languages=["en"], created_at=work.now,
            )
            for n in range(3000)
        ]  # fmt: skip
        rows[2990].skills = "service design, figma"
        work.db.add_all(rows)
        work.db.flush()
        work.db.add_all(
            Account(person_id=one.id, place_id=village.place, platform_id=f"UN{one.id}", checked_at=work.now)
            for one in rows
        )

    village.does("UROSA", settle)
    found = matched(village)
    assert (len(found), found[0], found[1]) == (shortfall.MOST, "n2990", "n0")
    session = village.sees(lambda work: work.db.get_one(Session, 1))
    assert session.helped_at is None


def wonders(village: Village, who: str, number: int) -> None:
    carried = {"number": str(number), "channel": ""}
    village.does(who, lambda work: questions.ask(work, TEAM, {"text": "Where?"}, carried))


def test_of_what_came_from_outside_who_organizes_for_its_organization_is_told(
    village: Village, clock: FrozenClock
) -> None:
    village.person("UMAYA", admin=True)
    with village.desk.work() as work:
        community = work.db.get_one(Community, village.id)
        theirs, nobodys = (
            opportunities.publish_imported(work, community, draft(work, organization=name), name, quiet=True).number
            for name in ("Parks Ottawa", "Trees")
        )
    clock.advance(STARTS - START - timedelta(days=1))
    with village.desk.work() as work:
        shortfall.warn_short(work)
    assert village.told("posting.short") == ["UROSA", "UROSA", "UMAYA"]
    wonders(village, "UANA", theirs)
    wonders(village, "ULUC", nobodys)
    assert village.told("question.told") == ["UROSA", "UMAYA"]
