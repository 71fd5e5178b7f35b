"""Postings: published and edited."""

from bot import events
from bot.errors import Fault, Faults, WrongState
from bot.marketplace import organizations, publishing, roles
from bot.marketplace.drafts import Dates, Draft
from bot.marketplace.permissions import organized, person
from bot.marketplace.states import EDITABLE, EDITED
from bot.marketplace.times import instant
from bot.marketplace.versions import SAYINGS, SEVERAL
from bot.work import Work
from db.models import Community, Opportunity, OpportunityState, Organization, Session
from db.queries.communities import take_number
from db.queries.opportunities import session_of
from db.queries.organizations import is_member
from db.queries.signups import date_roles
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
    session = _session(opportunity.id, draft.dates) if draft.dates is not None else None
    if session is not None:
        work.db.add(session)
        work.db.flush()
    roles.write(work, opportunity, session, draft.roles)
    return opportunity


def _sayings(draft: Draft) -> dict[str, object]:
    said: dict[str, object] = {name: getattr(draft, name) for name in SAYINGS}
    said |= {name: list(getattr(draft, name)) for name in SEVERAL}
    return {**said, "other": dict(draft.other), "searchable": draft.searchable}


def _session(opportunity_id: int, dates: Dates) -> Session:
    return Session(
        opportunity_id=opportunity_id,
        starts=dates.starts,
        ends=dates.ends,
        timezone=dates.timezone,
        starts_at=instant(dates.starts, dates.timezone),
        ends_at=instant(dates.ends, dates.timezone),
        shown=True,
    )


def editable(work: Work, number: int) -> Opportunity:
    """The opportunity of that number, if it can still be edited. Raises NoSuchOpportunity, NotYours or WrongState."""
    opportunity = organized(work, number)
    if opportunity.state not in EDITABLE:
        raise WrongState(number, opportunity.state, EDITED)
    return opportunity


def edit(work: Work, number: int, draft: Draft, *, unseat: bool = False, tell: bool = False) -> Opportunity:
    """Rewrites the posting. A changed time or place is told to everyone signed up or waiting, who are asked whether
    they still come. With `unseat`, a role may shrink below those in it: the last ones in wait again; with
    `tell`, a smaller edit is told, too.

    Raises Faults when a role with people in it would go, or shrink below them without that, and when the new
    organization is one the asker does not organize for.
    """
    opportunity = editable(work, number)
    opportunity.organization_id = _organization_for_edit(work, opportunity, draft.organization)
    was = (opportunity.place, opportunity.where)
    for name, value in _sayings(draft).items():
        setattr(opportunity, name, value)
    roles.rewrite(work, opportunity, draft.roles, unseat=unseat)
    moved = _reschedule(work, opportunity, draft.dates)
    if opportunity.published_at is not None:
        opportunity.confirmed_at = work.now
    work.db.flush()
    work.happened(events.Edited(opportunity.id))
    if moved or was != (opportunity.place, opportunity.where):
        forget_coming(work.db, opportunity.id)
        work.happened(events.Moved(opportunity.id))
    elif tell:
        work.happened(events.EditTold(opportunity.id))
    return opportunity


def _organization_for_edit(work: Work, opportunity: Opportunity, name: str) -> int:
    found = organizations.organization_for(work, opportunity.community_id, name)
    asker = person(work)
    if found.organization.id == opportunity.organization_id or asker.admin:
        return found.organization.id
    reviewed = work.db.get_one(Community, opportunity.community_id).moderation
    if found.new and not reviewed:
        return found.organization.id
    if not is_member(work.db, found.organization.id, asker.id):
        raise Faults({"organization": Fault("organization_not_yours")})
    return found.organization.id


def _reschedule(work: Work, opportunity: Opportunity, dates: Dates | None) -> bool:
    """Whether the time changed."""
    session = session_of(work.db, opportunity.id)
    if dates is None:
        if session is not None:
            raise Faults({"day": Fault("date_needed")})
        return False
    if session is None:
        session = _session(opportunity.id, dates)
        work.db.add(session)
        work.db.flush()
        date_roles(work.db, opportunity.id, session.id)
        return True
    if (session.starts, session.ends, session.timezone) == (dates.starts, dates.ends, dates.timezone):
        return False
    fresh = _session(opportunity.id, dates)
    for name in ("starts", "ends", "timezone", "starts_at", "ends_at"):
        setattr(session, name, getattr(fresh, name))
    session.warned_at = None
    return True
