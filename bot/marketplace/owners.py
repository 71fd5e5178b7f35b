"""Who runs a posting: its author, its co-owners, and whoever it passes to."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot import events
from bot.errors import Fault, Faults
from bot.errors.typed import NoLongerThere
from bot.marketplace import given
from bot.marketplace.people import met
from bot.marketplace.permissions import asker, organized
from bot.marketplace.states import EDITABLE
from bot.messages.form import Answer
from bot.work import Work
from db.models import Opportunity, Organization, Owner, Person, Place
from db.queries import owners as queries
from db.queries.communities import place_of
from db.queries.organizations import is_member, members_of, names_of_members
from db.queries.people import admins_of

USER = re.compile(r"[UW][A-Z0-9]{2,20}")
MOST = 20
"""Co-owners of one posting."""


class Stays(StrEnum):
    """Why somebody who is not its author may run a posting all the same, if they may."""

    NOT = "not"
    OWNER = "owner"
    MEMBER = "member"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Owners:
    """A posting, the platform's ids of its co-owners, the names of who organizes for its organization, and what the
    asker may still do once it has another author."""

    opportunity: Opportunity
    others: tuple[str, ...]
    organization: str
    members: Sequence[str]
    asker: Stays


@dataclass(frozen=True, slots=True)
class Saved:
    """A posting whose organizers were chosen. `former` was its author until now, none where that is the same; `own`:
    they handed it over themselves, and what they may still do."""

    opportunity: Opportunity
    organization: str
    former: str = ""
    own: Stays | None = None


def organizers(work: Work, opportunity: Opportunity) -> list[int]:
    """The ids of who gets its organizers' messages: its author and co-owners; of what has no author, who organizes for
    its organization, too; where nobody is left, the admins."""
    known = [opportunity.author_id] if opportunity.author_id else members_of(work.db, opportunity.organization_id)
    found = list(dict.fromkeys((*known, *queries.owners_of(work.db, opportunity.id))))
    return found or [admin.id for admin in admins_of(work.db, opportunity.community_id)]


def stays(work: Work, opportunity: Opportunity, person_id: int) -> Stays:
    """Why that person may run it whoever its author is."""
    if person_id in queries.owners_of(work.db, opportunity.id):
        return Stays.OWNER
    if is_member(work.db, opportunity.organization_id, person_id):
        return Stays.MEMBER
    return Stays.ADMIN if work.db.get_one(Person, person_id).admin else Stays.NOT


def start(work: Work, number: int) -> Owners:
    """What the dialog starts with. Raises NoSuchOpportunity or NotYours."""
    opportunity = organized(work, number)
    organization = work.db.get_one(Organization, opportunity.organization_id)
    others = tuple(queries.accounts_of_owners(work.db, opportunity.id))
    members = names_of_members(work.db, organization.id)
    return Owners(opportunity, others, organization.name, members, stays(work, opportunity, asker(work).id))


def save(work: Work, team: str, answers: Mapping[str, Answer], carried: Mapping[str, str]) -> Saved:
    """Makes these people its co-owners and nobody else, and hands it over where that was asked; who is new is told,
    and an author from whom somebody else takes it.

    Who hands over runs it no longer, unless they are among the co-owners or organize for its organization. Raises
    NoSuchOpportunity, NotYours, Faults, NotMet or NoLongerThere.
    """
    opportunity = organized(work, given.whole(given.carried(carried, "number")))
    place = place_of(work.db, "slack", team)
    if place is None or place.community_id != opportunity.community_id or "owners" not in answers:
        raise NoLongerThere
    former = opportunity.author_id
    before = {former, *queries.owners_of(work.db, opportunity.id)}
    chosen, heir = answers["owners"], answers.get("author")
    others = [_person(work, place, one, "owners") for one in chosen] if isinstance(chosen, tuple) else []
    if heir:
        opportunity.author_id = _person(work, place, heir, "author")
    _write(work, opportunity, others)
    for one in (*others, *([opportunity.author_id] if opportunity.author_id else [])):
        if one not in before:
            before.add(one)
            work.happened(events.OwnerAdded(opportunity.id, one))
    return _saved(work, opportunity, former)


def _saved(work: Work, opportunity: Opportunity, former: int | None) -> Saved:
    organization, by = work.db.get_one(Organization, opportunity.organization_id).name, asker(work).id
    if former in (None, opportunity.author_id):
        return Saved(opportunity, organization)
    name = work.db.get_one(Person, former).name
    if former == by:
        return Saved(opportunity, organization, name, stays(work, opportunity, former))
    work.happened(events.AuthorReplaced(opportunity.id, former, by))
    return Saved(opportunity, organization, name)


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
    there is none, to who else organizes for their organization, or the admins. Nothing is deleted, and what has ended
    keeps its author."""
    queries.drop_owner(work.db, person_id)
    passed = queries.authored(work.db, person_id, EDITABLE)
    for opportunity in passed:
        heirs = queries.owners_of(work.db, opportunity.id)
        opportunity.author_id = heirs[0] if heirs else None
        queries.drop_owners(work.db, opportunity.id, heirs[:1])
    work.db.flush()
    if passed:
        work.happened(events.PassedOn(person_id, tuple(one.id for one in passed)))
