"""Postings: published and edited."""

from bot import events
from bot.errors import Fault, Faults
from bot.errors.organizing import WrongState
from bot.marketplace import organizations, publishing, sessions, timetable, ways_in
from bot.marketplace.drafts import Draft
from bot.marketplace.permissions import organized, person
from bot.marketplace.states import EDITABLE, EDITED
from bot.marketplace.versions import SAYINGS, SEVERAL
from bot.work import Work
from db.models import Community, Opportunity, OpportunityState, Organization
from db.queries.communities import take_number
from db.queries.opportunities import session_of
from db.queries.organizations import has_members, is_member
from db.queries.unseating import forget_coming

S = OpportunityState


def publish(work: Work, draft: Draft) -> Opportunity:
    """Posts what the asker drafted, now or as it is planned. Raises Faults.

    It waits for an admin when the community wants that, unless it trusts vetted organizations and this is the asker's,
    and also when it speaks for an organization that others already organize for: nobody posts in another's name
    unseen. Admins' own postings open at once.
    """
    author = person(work)
    found = organizations.organization_for(work, author.community_id, draft.organization)
    opportunity = write(work, draft, found.organization, S.DRAFT)
    opportunity.author_id = author.id
    work.db.flush()
    publishing.follow(work, opportunity, draft.plan)
    return opportunity


def publish_imported(work: Work, community: Community, draft: Draft, source: str, *, quiet: bool) -> Opportunity:
    """Posts what came from a file: open, with nobody as its author, and known again by `source`."""
    found = organizations.organization_for(work, community.id, draft.organization)
    opportunity = write(work, draft, found.organization, S.OPEN)
    opportunity.source = source
    opportunity.published_at = opportunity.confirmed_at = work.now
    work.db.flush()
    work.happened(events.Published(opportunity.id, quiet=quiet))
    return opportunity


def write(work: Work, draft: Draft, organization: Organization, state: S) -> Opportunity:
    """Writes down all that is drafted; nothing follows from that alone."""
    opportunity = Opportunity(
        community_id=organization.community_id,
        number=take_number(work.db, organization.community_id),
        organization_id=organization.id,
        state=state,
        reason="",
        template=False,
        channels=[],
        created_at=work.now,
        **_sayings(draft),
    )
    work.db.add(opportunity)
    work.db.flush()
    sessions.write(work, opportunity, draft)
    return opportunity


def _sayings(draft: Draft) -> dict[str, object]:
    said: dict[str, object] = {name: getattr(draft, name) for name in SAYINGS}
    said |= {name: list(getattr(draft, name)) for name in SEVERAL}
    return {**said, "other": dict(draft.other), "searchable": draft.searchable}


def editable(work: Work, number: int) -> Opportunity:
    """The opportunity of that number, if it can still be edited. Raises NoSuchOpportunity, NotYours or WrongState."""
    opportunity = organized(work, number)
    if opportunity.state not in EDITABLE:
        raise WrongState(number, opportunity.state, EDITED)
    return opportunity


def edit(work: Work, number: int, draft: Draft, at: sessions.At | None = None, *, tell: bool = False) -> Opportunity:
    """Rewrites the posting: its time and roles `at` that session, the one that is shown unless said. A changed time is
    told to everyone signed up or waiting there, a changed place to everyone, and they are asked whether they still
    come. Where `at` says so, a role may shrink below those in it: the last ones in go to the waiting list; with
    `tell`, whoever is told nothing of that hears that something else changed.

    Raises Faults when a role with people in it would go, or shrink below them without that, when people are there whom
    another way in has no place for, and when the new organization is one the asker does not organize for.
    """
    opportunity = editable(work, number)
    moved = rewrite(work, opportunity, _organization_for_edit(work, opportunity, draft.organization), draft, at)
    if tell and not (moved and moved.everyone):
        work.happened(events.EditTold(opportunity.id, moved.session_ids if moved else ()))
    return opportunity


def rewrite(
    work: Work, opportunity: Opportunity, organization_id: int, draft: Draft, at: sessions.At | None = None
) -> events.Moved | None:
    """Makes the posting as drafted, whoever may have asked for it; what people are told has moved. Raises Faults as
    `edit`."""
    ways_in.must_hold(work, opportunity, draft)
    opportunity.organization_id = organization_id
    was = (opportunity.place, opportunity.where)
    for name, value in _sayings(draft).items():
        setattr(opportunity, name, value)
    if draft.further:
        moved = timetable.follow(work, opportunity, draft)
    else:
        moved = sessions.rewrite(work, opportunity, draft, at or sessions.At(session_of(work.db, opportunity.id)))
    if opportunity.published_at is not None:
        opportunity.confirmed_at = work.now
    work.db.flush()
    work.happened(events.Edited(opportunity.id))
    elsewhere = was != (opportunity.place, opportunity.where)
    return _note_moved(work, opportunity.id, moved, everyone=elsewhere) if moved or elsewhere else None


def _note_moved(work: Work, opportunity_id: int, session_ids: tuple[int, ...], *, everyone: bool) -> events.Moved:
    event = events.Moved(opportunity_id, session_ids, everyone=everyone)
    forget_coming(work.db, opportunity_id, None if everyone else session_ids)
    work.happened(event)
    return event


def _organization_for_edit(work: Work, opportunity: Opportunity, name: str) -> int:
    """What nobody has seen yet may take any name that nobody organizes for: it is looked at when it is published."""
    found = organizations.organization_for(work, opportunity.community_id, name)
    asker = person(work)
    if found.organization.id == opportunity.organization_id or asker.admin:
        return found.organization.id
    if opportunity.state in (S.DRAFT, S.SUBMITTED) and not has_members(work.db, found.organization.id):
        return found.organization.id
    reviewed = work.db.get_one(Community, opportunity.community_id).moderation
    if found.new and not reviewed:
        return found.organization.id
    if not is_member(work.db, found.organization.id, asker.id):
        raise Faults({"organization": Fault("organization_not_yours")})
    return found.organization.id
