"""An opportunity as a record of fields: read from one, and written as one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, time
from hashlib import sha256

from bot.errors import Fault, Faults
from bot.errors.typed import UnknownTimezone
from bot.marketplace.drafting import read_draft
from bot.marketplace.drafts import Draft
from bot.marketplace.fields import DATED, FIELDS, Record, answers_of
from bot.marketplace.further import FIELD, read_further, records_of
from bot.marketplace.kinds import Kind
from bot.marketplace.naming import cleaned, folded
from bot.marketplace.times import known_timezone
from bot.messages.form import Answer
from bot.messages.posting_fields import kind_of, usual_roles
from bot.messages.posting_form import known_of
from bot.messages.voice import N_, Voice
from bot.work import Work
from db.models import Community, Opportunity, OpportunityState, Role, Session
from db.queries.opportunities import Posting

CONTRIBUTOR = N_("Contributor")
"""The one role of what names none and is no special kind."""
WRITTEN = Voice("en", "UTC")
"""The language of the few words in a record that are read back: what a role asks for."""
Held = tuple[Session | None, Sequence[Role]]
"""A date with its roles; none for what has no date."""
LONGEST_KEY = 255


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came from outside: a draft, what knows it again (empty when nothing was said), and the state it is in.

    `via`: how the sources begin of all that comes the same way, through one feed or the webhook; none for a file, which
    an operator has in hand.
    """

    draft: Draft
    source: str
    state: OpportunityState | None = None
    via: tuple[str, ...] = ()


def read_record(work: Work, community: Community, record: Record, *, past_allowed: bool = False) -> Arrival:
    """What a record says. Raises Faults.

    A record with a state tells what is the case, so its dates may have gone by, as with `past_allowed`.
    """
    answers = dict(answers_of(record))
    told, source = answers.pop("state", None), cleaned(str(answers.pop("source", ""))).strip()
    state = OpportunityState(str(told)) if told else None
    past_allowed, further = past_allowed or state is not None, answers.pop(FIELD, None)
    draft = read_draft(_with_usual(community, answers), work.now, past_allowed=past_allowed)
    draft = replace(draft, further=read_further(further, draft, work.now, past_allowed=past_allowed))
    return Arrival(draft, source, state)


def _with_usual(community: Community, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers, with the community's own where nothing was said."""
    voice = Voice(community.language, community.timezone)
    try:
        timezone = known_timezone(str(answers.get("timezone") or community.timezone))
    except UnknownTimezone as error:
        raise Faults({"timezone": Fault("unknown_timezone")}) from error
    kind = kind_of(answers)
    contributor = voice.word(CONTRIBUTOR) if kind is Kind.VOLUNTEERING else ""
    usual: dict[str, Answer] = {
        "roles": usual_roles(voice, kind) or contributor,
        "work_languages": (community.language,),
        "language": community.language,
    }
    return {**usual, **answers, "timezone": timezone}


def key_of(kind: str, *parts: str) -> str:
    """What knows a thing again by what it is called, in one column's length."""
    return key_from(kind, "/".join(folded(part) for part in parts))


def key_from(kind: str, name: str) -> str:
    """What knows a thing again by a name that somebody else gave it."""
    key = f"{kind}:{cleaned(name).strip()}"
    return key if len(key) <= LONGEST_KEY else f"{kind}:{sha256(key.encode()).hexdigest()}"


def usual_source(draft: Draft) -> str:
    """The source of a record that names none: its organization, title and day."""
    day = draft.dates.starts.date().isoformat() if draft.dates else ""
    return key_of("file", draft.organization, draft.title, day)


def own_source(opportunity: Opportunity) -> str:
    """Where it came from; for one that was posted here, a name that no other has anywhere."""
    created = opportunity.created_at.astimezone(UTC)
    return opportunity.source or f"elan:{created:%Y%m%dT%H%M%SZ}:{opportunity.number}"


def record_of(facts: Posting, held: Sequence[Held] = ()) -> dict[str, object]:
    """The record of an opportunity: what is read as the same again. What is empty is left out.

    `held`: its dates without those called off, soonest first, each with its roles; none where it has no date.
    """
    opportunity = facts.opportunity
    dates: Sequence[Held] = held or [(facts.session, [role.role for role in facts.roles])]
    every = [known_of(WRITTEN, opportunity, facts.organization.name, roles, session) for session, roles in dates]
    dated = [{name: _written(name, one.get(name)) for name in DATED} for one in every]
    known = {**every[0], FIELD: records_of(dated), "state": opportunity.state.value, "source": own_source(opportunity)}
    written = {name: _written(name, known.get(name)) for name in FIELDS}
    return {name: value for name, value in written.items() if value not in ("", None, [])}


def _written(name: str, value: object) -> object:
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if FIELDS[name].form == "lines":
        return str(value or "").splitlines()
    return value
