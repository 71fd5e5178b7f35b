"""The posting dialog's two ends: what it starts with, and what comes of its answers."""

from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.errors import Fault, Faults
from bot.errors.dates import DateGone
from bot.errors.organizing import ChangedMeanwhile
from bot.errors.typed import NoLongerThere, UnknownTimezone
from bot.marketplace import dates, given, opportunities, permissions, publishing, reviewing, sessions
from bot.marketplace.drafting import read_draft
from bot.marketplace.drafts import Draft
from bot.marketplace.fitting import misfits
from bot.marketplace.people import voice_of
from bot.marketplace.permissions import person
from bot.marketplace.plans import When
from bot.marketplace.times import known_timezone
from bot.marketplace.versions import version
from bot.messages.form import Answer
from bot.messages.plan_fields import Known
from bot.messages.posting_fields import PLANNED, kind_of, usual_roles
from bot.messages.posting_form import known_of
from bot.work import Work
from db.models import Opportunity, OpportunityState
from db.queries.opportunities import Posting, posting
from db.queries.organizations import latest_organization

DATES = ("day", "start", "end", "deadline")
LONGEST = 3000
"""Characters that a dialog's field takes."""


def blank(work: Work, description: str = "") -> Known:
    """A new posting's dialog: in the asker's zone and language, for the organization they last organized for."""
    asker = person(work)
    organization = latest_organization(work.db, asker.id)
    return {
        "timezone": asker.timezone,
        "organization": organization,
        "description": description[:LONGEST],
        "work_languages": [voice_of(asker).language],
        "language": voice_of(asker).language,
    }


def start_duplicate(work: Work, number: int) -> tuple[Known, dict[str, str]]:
    """What the dialog for a new posting starts with when it is to be like that one: everything but dates.

    Raises NoSuchOpportunity or NotYours.
    """
    facts = posting(work.db, permissions.organized(work, number).id)
    known = {name: value for name, value in _known(work, facts).items() if name not in (*DATES, *PLANNED)}
    known["work_languages"] = tuple(facts.opportunity.work_languages)
    return known, {"timezone": str(known["timezone"])}


def start_edit(work: Work, number: int) -> tuple[Known, dict[str, str]]:
    """What the dialog for editing starts with, and what it carries. Of several dates it is about the one shown.

    Raises NoSuchOpportunity, NotYours, or WrongState for what has ended.
    """
    opportunity = opportunities.editable(work, number)
    return _start(work, posting(work.db, opportunity.id))


def start_edit_date(work: Work, session_id: int) -> tuple[Known, dict[str, str]]:
    """The same about that date. Raises DateGone too."""
    session, opportunity = sessions.organized(work, session_id)
    return _start(work, dates.on(work, opportunity, session))


def _start(work: Work, facts: Posting) -> tuple[Known, dict[str, str]]:
    known = _known(work, facts)
    opportunity = facts.opportunity
    planned = {"draft": "yes"} if opportunity.state is OpportunityState.DRAFT and not opportunity.template else {}
    carried = {"number": str(opportunity.number), "version": version(facts), "timezone": str(known["timezone"])}
    several = "yes" if len(sessions.sessions_to_come(work, opportunity.id)) > 1 else ""
    session = str(facts.session.id) if facts.session else ""
    known = {**known, **({"several": several} if several else {})}
    return known, {**carried, **planned, "several": several, "session": session}


def _known(work: Work, facts: Posting) -> Known:
    roles = [role.role for role in facts.roles]
    known = known_of(voice_of(person(work)), facts.opportunity, facts.organization.name, roles, facts.session)
    known = {"timezone": person(work).timezone, **known}
    return {**known, **_planned(facts.opportunity, str(known["timezone"]))}


def _planned(opportunity: Opportunity, timezone: str) -> Known:
    """A draft's plan, in the zone of its dates."""
    if opportunity.state is not OpportunityState.DRAFT:
        return {}
    known: dict[str, Answer] = {"channels": tuple(opportunity.channels), "publish": When.DRAFT}
    if opportunity.publish_at is not None:
        local = opportunity.publish_at.astimezone(ZoneInfo(timezone))
        known |= {"publish": When.AT, "publish_day": local.date(), "publish_hour": local.time()}
    return known


def post(work: Work, answers: Mapping[str, Answer], carried: Mapping[str, str]) -> Opportunity:
    """Posts what was filled in. Raises Faults."""
    return opportunities.publish(
        work, _draft(work, answers, carried, misfits(answers, draft=False), past_allowed=False)
    )


def save(work: Work, answers: Mapping[str, Answer], carried: Mapping[str, str]) -> Opportunity:
    """Saves the edit. Raises Faults, NotYours, or ChangedMeanwhile when somebody else saved first."""
    number = given.whole(given.carried(carried, "number"))
    opportunity = opportunities.editable(work, number)
    facts = _edited(work, opportunity, carried.get("session", ""))
    if version(facts) != given.carried(carried, "version"):
        raise ChangedMeanwhile(number)
    known = _known(work, facts)
    # a dialog about one date leaves the rest as it is; the whole one says everything
    whole = {**known, **_unasked(opportunity), **answers} if carried.get("session") else answers
    wanted = {"timezone": known["timezone"], **answers}
    kept = all(wanted.get(name) == known.get(name) for name in ("day", "start", "timezone"))  # none is moved back
    found = misfits(whole, draft=opportunity.state is OpportunityState.DRAFT)  # type: ignore[arg-type]
    faults = {name: fault for name, fault in found.items() if name in answers}
    draft = _draft(work, whole, carried, faults, past_allowed=kept)  # type: ignore[arg-type]
    if "deadline" not in answers:
        draft = replace(draft, deadline=opportunity.deadline)
    unseat, tell = (given.switch(answers.get(name), now=False) for name in ("unseat", "tell"))
    at = sessions.At(facts.session, onwards=answers.get("scope") == "onwards", unseat=unseat)
    edited = opportunities.edit(work, number, draft, at, tell=tell)
    if "draft" in carried:
        publishing.follow(work, edited, draft.plan)
    return edited


def _unasked(opportunity: Opportunity) -> Known:
    """What a dialog about one date alone does not ask, as the dialog would answer it; a deadline that has gone by is no
    fault of it."""
    return {"work_languages": tuple(opportunity.work_languages), "deadline": None}


def start_review(work: Work, number: int, seen: str) -> tuple[Known, dict[str, str]]:
    """As `start_edit`, for the admin who is to approve it. `seen` is the version that was shown to them.

    Raises AdminsOnly, NoSuchOpportunity, WrongState or EditedSince.
    """
    reviewing.must_wait_as(work, number, seen)
    return start_edit(work, number)


def save_and_approve(work: Work, answers: Mapping[str, Answer], carried: Mapping[str, str]) -> Opportunity:
    """Saves the edit of a posting that waits, and opens it; its author is told of both. Admins only.

    Raises as `save` and `reviewing.approve`.
    """
    number = given.whole(given.carried(carried, "number"))
    reviewing.still_waiting(work, number)
    save(work, answers, carried)
    return reviewing.approve(work, number, edited=True)


def _edited(work: Work, opportunity: Opportunity, session: str) -> Posting:
    """The posting on the date the dialog was opened on. Raises NoLongerThere or DateGone."""
    if not session:
        return posting(work.db, opportunity.id)
    one, of = sessions.found(work, given.whole(session))
    if of.id != opportunity.id:
        raise NoLongerThere
    if one.cancelled_at is not None:
        raise DateGone(opportunity.number, cancelled=True)
    return dates.on(work, opportunity, one)


def _draft(
    work: Work,
    answers: Mapping[str, Answer],
    carried: Mapping[str, str],
    faults: dict[str, Fault],
    *,
    past_allowed: bool,
) -> Draft:
    """What the dialog says. Raises Faults, with the `faults` that were found already all there are at once."""
    try:
        timezone = known_timezone(str(answers.get("timezone") or carried.get("timezone") or person(work).timezone))
    except UnknownTimezone:
        timezone, faults["timezone"] = person(work).timezone, Fault("unknown_timezone")
    roles = answers.get("roles") or usual_roles(voice_of(person(work)), kind_of(answers))
    try:
        found = read_draft({**answers, "roles": roles, "timezone": timezone}, work.now, past_allowed=past_allowed)
    except Faults as wrong:
        raise Faults({**faults, **wrong.fields}) from wrong
    if faults:
        raise Faults(faults)
    return found
