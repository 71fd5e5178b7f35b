"""Who runs a posting: its author, its co-owners, and whoever it passes to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot import events
from bot.errors import Fault, Faults
from bot.errors.typed import NoLongerThere
from bot.marketplace import given
from bot.marketplace.people import met
from bot.marketplace.permissions import organized
from bot.marketplace.states import EDITABLE
from bot.messages.form import Answer
from bot.work import Work
from db.models import Opportunity, Owner, Place
from db.queries import owners as queries
from db.queries.communities import place_of
from db.queries.people import admins_of

USER = re.compile(r"[UW][A-Z0-9]{2,20}")
MOST = 20
"""Co-owners of one posting."""


@dataclass(frozen=True, slots=True)
class Owners:
    """A posting, and the platform's ids of its co-owners."""

    opportunity: Opportunity
    others: tuple[str, ...]


def organizers(work: Work, opportunity: Opportunity) -> list[int]:
    """The ids of who gets its organizers' messages: its author and co-owners; where nobody is left, the admins."""
    found = [opportunity.author_id] if opportunity.author_id else []
    found += [one for one in queries.owners_of(work.db, opportunity.id) if one not in found]
    return found or [admin.id for admin in admins_of(work.db, opportunity.community_id)]


def start(work: Work, number: int) -> Owners:
    """What the dialog starts with. Raises NoSuchOpportunity or NotYours."""
    opportunity = organized(work, number)
    return Owners(opportunity, tuple(queries.accounts_of_owners(work.db, opportunity.id)))


def save(work: Work, team: str, answers: Mapping[str, Answer], carried: Mapping[str, str]) -> Opportunity:
    """Makes these people its co-owners and nobody else, and hands it over where that was asked; who is new is told.

    Who hands over runs it no longer, unless they are among the co-owners. Raises NoSuchOpportunity, NotYours, Faults,
    NotMet or NoLongerThere.
    """
    opportunity = organized(work, given.whole(given.carried(carried, "number")))
    place = place_of(work.db, "slack", team)
    if place is None or place.community_id != opportunity.community_id or "owners" not in answers:
        raise NoLongerThere
    before = {opportunity.author_id, *queries.owners_of(work.db, opportunity.id)}
    chosen, heir = answers["owners"], answers.get("author")
    others = [_person(work, place, one, "owners") for one in chosen] if isinstance(chosen, tuple) else []
    if heir:
        opportunity.author_id = _person(work, place, heir, "author")
    _write(work, opportunity, others)
    for one in (*others, *([opportunity.author_id] if opportunity.author_id else [])):
        if one not in before:
            before.add(one)
            work.happened(events.OwnerAdded(opportunity.id, one))
    return opportunity


def _write(work: Work, opportunity: Opportunity, others: list[int]) -> None:
    wanted = dict.fromkeys(one for one in others if one != opportunity.author_id)
    if len(wanted) > MOST:
        raise Faults({"owners": Fault("owners_too_many", {"most": MOST})})
    known = queries.owners_of(work.db, opportunity.id)
    queries.drop_owners(work.db, opportunity.id, [one for one in known if one not in wanted])
    fresh = [one for one in wanted if one not in known]
    work.db.add_all(Owner(opportunity_id=opportunity.id, person_id=one, since=work.now) for one in fresh)
    work.db.flush()


def _person(work: Work, place: Place, platform_id: object, field: str) -> int:
    """Raises Faults for what is nobody, and NotMet for whom the platform has not told us about yet."""
    if not isinstance(platform_id, str) or USER.fullmatch(platform_id) is None or platform_id == place.bot_user:
        raise Faults({field: Fault("not_a_person")})
    return met(work, place, platform_id).id


def pass_on(work: Work, person_id: int) -> None:
    """Passes the postings of somebody who is gone to their co-owners, the first of whom is their author then; where
    there is none, to the admins. Nothing is deleted, and what has ended keeps its author."""
    queries.drop_owner(work.db, person_id)
    passed = queries.authored(work.db, person_id, EDITABLE)
    for opportunity in passed:
        heirs = queries.owners_of(work.db, opportunity.id)
        opportunity.author_id = heirs[0] if heirs else None
        queries.drop_owners(work.db, opportunity.id, heirs[:1])
    work.db.flush()
    if passed:
        work.happened(events.PassedOn(person_id, tuple(one.id for one in passed)))
