"""The posting dialog's two ends: what it starts with, and what comes of its answers."""

from collections.abc import Mapping

from bot.errors import ChangedMeanwhile, DateGone, Fault, Faults, NoLongerThere, UnknownTimezone
from bot.marketplace import dates, given, opportunities, sessions
from bot.marketplace.drafts import Draft, read_draft
from bot.marketplace.people import voice_of
from bot.marketplace.permissions import person
from bot.marketplace.times import known_timezone
from bot.marketplace.versions import version
from bot.messages.form import Answer
from bot.messages.posting_fields import Known, kind_of, usual_roles
from bot.messages.posting_form import known_of
from bot.work import Work
from db.models import Opportunity
from db.queries.opportunities import Posting, posting
from db.queries.organizations import latest_organization

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
    carried = {"number": str(facts.opportunity.number), "version": version(facts), "timezone": str(known["timezone"])}
    several = "yes" if len(sessions.sessions_to_come(work, facts.opportunity.id)) > 1 else ""
    session = str(facts.session.id) if facts.session else ""
    return {**known, **({"several": several} if several else {})}, {**carried, "several": several, "session": session}


def _known(work: Work, facts: Posting) -> Known:
    roles = [role.role for role in facts.roles]
    known = known_of(facts.opportunity, facts.organization.name, roles, facts.session)
    return {"timezone": person(work).timezone, **known}


def post(work: Work, answers: Mapping[str, Answer], carried: Mapping[str, str]) -> Opportunity:
    """Posts what was filled in. Raises Faults."""
    return opportunities.publish(work, _draft(work, answers, carried, past_allowed=False))


def save(work: Work, answers: Mapping[str, Answer], carried: Mapping[str, str]) -> Opportunity:
    """Saves the edit. Raises Faults, NotYours, or ChangedMeanwhile when somebody else saved first."""
    number = given.whole(given.carried(carried, "number"))
    opportunity = opportunities.editable(work, number)
    facts = _edited(work, opportunity, carried.get("session", ""))
    if version(facts) != given.carried(carried, "version"):
        raise ChangedMeanwhile(number)
    known = _known(work, facts)
    whole = {**known, **answers}
    wanted = {"timezone": known["timezone"], **answers}
    kept = all(wanted.get(name) == known.get(name) for name in ("day", "start", "timezone"))  # none is moved back
    draft = _draft(work, whole, carried, past_allowed=kept)  # type: ignore[arg-type]
    onwards = answers.get("scope") == "onwards"
    return opportunities.edit(work, number, draft, sessions.At(facts.session, onwards))


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


def _draft(work: Work, answers: Mapping[str, Answer], carried: Mapping[str, str], *, past_allowed: bool) -> Draft:
    wanted = str(answers.get("timezone") or carried.get("timezone") or person(work).timezone)
    try:
        timezone = known_timezone(wanted)
    except UnknownTimezone as error:
        raise Faults({"timezone": Fault("unknown_timezone")}) from error
    roles = answers.get("roles") or usual_roles(voice_of(person(work)), kind_of(answers))
    return read_draft({**answers, "roles": roles, "timezone": timezone}, work.now, past_allowed=past_allowed)
