"""Who may see and do what: every standing against every state."""

from collections.abc import Callable
from itertools import product

import pytest

from bot.desk import Desk
from bot.errors import Refusal
from bot.errors.administration import AdminsOnly
from bot.errors.organizing import NotYours
from bot.errors.signing_up import NoSuchOpportunity
from bot.marketplace import communities, life, permissions
from bot.marketplace.organizations import join
from bot.work import Work
from db.models import Opportunity, OpportunityState
from tests.bot.marketplace.village import Village

S = OpportunityState
STANDINGS = ("volunteer", "author", "member", "admin")
NEVER_OPENED = (S.SUBMITTED, S.DECLINED)
Rule = Callable[[Work, int], object]


@pytest.fixture
def number(village: Village) -> int:
    """A posting by "author" for an organization that "member" organizes for too."""
    village.people("volunteer", "author", "member")
    village.person("admin", admin=True)
    posted = village.posts("author")
    organization = village.facts(posted).organization.id
    village.does("member", lambda work: join(work, organization, permissions.person(work).id))
    return posted


def outcomes(village: Village, number: int, rule: Rule) -> dict[tuple[str, OpportunityState], Refusal | None]:
    """What comes of the rule for everybody, in every state."""
    found: dict[tuple[str, OpportunityState], Refusal | None] = {}
    for who, state in product(STANDINGS, S):
        with village.desk.reading() as work:
            work.asker = village.known(work, who)
            opportunity = work.db.get_one(Opportunity, village.facts(number).opportunity.id)
            opportunity.state = state
            if state in NEVER_OPENED:
                opportunity.published_at = None
            found[who, state] = outcome(work, number, rule)
    return found


def outcome(work: Work, number: int, rule: Rule) -> Refusal | None:
    try:
        rule(work, number)
    except Refusal as refusal:
        return refusal
    return None


def test_what_waits_or_was_declined_is_seen_by_its_organizers_and_admins_only(village: Village, number: int) -> None:
    hidden = {("volunteer", S.SUBMITTED), ("volunteer", S.DECLINED)}
    assert outcomes(village, number, permissions.visible) == {
        case: NoSuchOpportunity(number) if case in hidden else None for case in product(STANDINGS, S)
    }


def test_only_organizers_and_admins_may_change_a_posting(village: Village, number: int) -> None:
    """And nobody else learns that there is one to review."""
    refusals = {S.SUBMITTED: NoSuchOpportunity(number), S.DECLINED: NoSuchOpportunity(number)}
    assert outcomes(village, number, permissions.organized) == {
        (who, state): refusals.get(state, NotYours(number)) if who == "volunteer" else None
        for who, state in product(STANDINGS, S)
    }


def test_what_was_never_open_stays_hidden_when_it_is_called_off(village: Village, number: int) -> None:
    waiting = village.posts("volunteer")
    village.does("volunteer", lambda work: life.cancel(work, waiting, "a secret"))
    village.person("stranger")
    assert village.refused("stranger", lambda work: permissions.visible(work, waiting)) == NoSuchOpportunity(waiting)
    assert village.does("admin", lambda work: permissions.visible(work, waiting).number) == waiting


def test_who_posted_for_an_organization_they_do_not_belong_to_keeps_their_posting(
    village: Village, number: int
) -> None:
    waiting = village.posts("volunteer")
    assert village.state(waiting) is S.SUBMITTED
    assert village.does("volunteer", lambda work: permissions.organized(work, waiting).number) == waiting
    assert village.refused("volunteer", lambda work: permissions.organized(work, number)) == NotYours(number)


@pytest.mark.parametrize("who", ["volunteer", "author", "member"])
def test_who_is_no_admin_is_told_so(village: Village, number: int, who: str) -> None:
    assert village.refused(who, permissions.must_be_admin) == AdminsOnly()


def test_an_admin_is_one(village: Village, number: int) -> None:
    village.does("admin", permissions.must_be_admin)


def test_an_admin_of_another_community_is_a_stranger_here(village: Village, desk: Desk, number: int) -> None:
    elsewhere = Village(desk, "T0ELSEWHERE")
    elsewhere.person("boss", admin=True)
    opportunity = village.facts(number).opportunity
    assert not elsewhere.does("boss", lambda work: permissions.may_organize(work, opportunity))
    assert elsewhere.refused("boss", lambda work: permissions.visible(work, number)) == NoSuchOpportunity(number)
    assert elsewhere.refused("boss", lambda work: permissions.organized(work, number)) == NoSuchOpportunity(number)


def test_the_same_number_elsewhere_is_another_posting(village: Village, desk: Desk, number: int) -> None:
    elsewhere = Village(desk, "T0ELSEWHERE")
    elsewhere.person("boss", admin=True)
    theirs = elsewhere.posts("boss", title="Ours")
    assert theirs == number
    assert elsewhere.facts(theirs).opportunity.title == "Ours"
    assert village.facts(number).opportunity.title == "Map the city's parks"


def test_a_number_nobody_has_is_no_opportunity(village: Village, number: int) -> None:
    assert village.refused("admin", lambda work: permissions.visible(work, 999)) == NoSuchOpportunity(999)


def test_the_clock_is_nobody_and_may_nothing(village: Village) -> None:
    with village.desk.work() as work, pytest.raises(AdminsOnly):
        permissions.person(work)
    with village.desk.work() as work, pytest.raises(AdminsOnly):
        communities.settings(work)
