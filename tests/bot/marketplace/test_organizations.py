"""Organizations: found by name or founded, and joined."""

import pytest

from bot.marketplace import organizations
from bot.marketplace.permissions import person
from db.models import Membership
from tests.bot.marketplace.village import Village


def test_an_organization_is_founded_once_and_unvetted(village: Village) -> None:
    with village.desk.work() as work:
        first = organizations.organization_for(work, village.id, "Vélo Québec")
        assert (first.new, first.organization.vetted, first.organization.name) == (True, False, "Vélo Québec")


@pytest.mark.parametrize("name", ["Vélo Québec", "VELO QUEBEC", "  velo   québec "])
def test_an_organization_is_known_however_it_is_spelled(village: Village, name: str) -> None:
    with village.desk.work() as work:
        first = organizations.organization_for(work, village.id, "Vélo Québec").organization.id
        found = organizations.organization_for(work, village.id, name)
        assert (found.new, found.organization.id, found.organization.name) == (False, first, "Vélo Québec")


def test_another_communitys_organization_of_the_same_name_is_another(village: Village) -> None:
    elsewhere = Village(village.desk, "T0ELSEWHERE")
    with village.desk.work() as work:
        here = organizations.organization_for(work, village.id, "Parks")
        there = organizations.organization_for(work, elsewhere.id, "Parks")
        assert (here.new, there.new, here.organization.id != there.organization.id) == (True, True, True)


def test_joining_twice_is_joining_once(village: Village) -> None:
    village.people("rosa")
    with village.work("rosa") as work:
        found = organizations.organization_for(work, village.id, "Parks").organization
        for _ in range(2):
            organizations.join(work, found.id, person(work).id)
        assert work.db.query(Membership).count() == 1
