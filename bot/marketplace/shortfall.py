"""Short of people: organizers hear of it two days before, and may ask for help once a session: in channels, and of
people whom it matches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot import events
from bot.delivery.outbox import owe_redraws
from bot.errors import Fault, Faults
from bot.errors.organizing import HelpAsked, NobodyMissing
from bot.errors.signing_up import AlreadyOver, NotOpen
from bot.errors.typed import NoLongerThere
from bot.marketplace import given
from bot.marketplace.deadlines import past
from bot.marketplace.kinds import Kind
from bot.marketplace.matching import common
from bot.marketplace.owners import organizers
from bot.marketplace.permissions import asker, organized, person
from bot.messages.form import Answer
from bot.work import Work
from db.models import Channel, Opportunity, OpportunityState, Person, Role, Session
from db.queries.communities import announcing_channels, channels_of
from db.queries.matching import willing
from db.queries.shortfall import channels_showing, helped_sessions, short_roles, short_sessions, short_to_come

S = OpportunityState
NEAR = timedelta(days=2)
"""How long before it starts its organizers are told."""
SETTLED = timedelta(days=1)
"""What was published more recently is left alone: it has just been announced."""
PAST, AHEAD = timedelta(days=2), timedelta(days=30)
"""How far from now sessions end whose calls for help are still looked at."""
MOST = 20
"""People who are asked for one session."""
QUIET = timedelta(days=7)
"""Nobody is asked more often, whatever for."""
YES = "yes"


@dataclass(frozen=True, slots=True)
class Help:
    """What help may be asked for, or was: in which channels, and of whom, best match first."""

    opportunity: Opportunity
    session: Session
    roles: Sequence[Role]
    channels: Sequence[Channel]
    people: Sequence[int]


def warn_short(work: Work) -> int:
    """Tells the organizers of the sessions that are near and short of people, each once; how many there were.

    What falls short at once is told together; with the first slot of research all of its slots are.
    """
    together: dict[int, list[Session]] = {}
    for session in short_sessions(work.db, work.now, work.now + NEAR, work.now - SETTLED):
        if still_looks(work, work.db.get_one(Opportunity, session.opportunity_id)):
            together.setdefault(session.opportunity_id, []).append(session)
    for opportunity_id, near in together.items():
        by_slot = work.db.get_one(Opportunity, opportunity_id).kind == Kind.RESEARCH
        short = short_to_come(work.db, opportunity_id, work.now) if by_slot else near
        for session in short:
            session.warned_at = work.now
        work.happened(events.FellShort(tuple(session.id for session in short), opportunity_id))
    return sum(len(near) for near in together.values())


def still_looks(work: Work, opportunity: Opportunity) -> bool:
    """Whether its organizers look for people: it is open, or paused past its deadline."""
    return opportunity.state is S.OPEN or (opportunity.state is S.PAUSED and past(work, opportunity))


def retire_help(work: Work) -> None:
    """What asks channels for help asks no longer once nobody is missing, it has started, or it is off; once each."""
    for session, opportunity in helped_sessions(work.db, work.now - PAST, work.now + AHEAD):
        if not still_short(work, session, opportunity):
            owe_redraws(work, "posting.help.redraw", posts(work, session), once="over")


def still_short(work: Work, session: Session, opportunity: Opportunity) -> bool:
    """Whether people are still missing, and can still come in."""
    off = opportunity.state is not S.OPEN or session.cancelled_at is not None
    return not off and session.starts_at > work.now and bool(short_roles(work.db, session.id))


def posts(work: Work, session: Session) -> list[str]:
    """The keys of what asked for help with it, whatever the channel."""
    community_id = work.db.get_one(Opportunity, session.opportunity_id).community_id
    return [post_key(session.id, one.id) for one in channels_of(work.db, community_id)]


def post_key(session_id: int, channel_id: int) -> str:
    return f"session:{session_id}:help:{channel_id}"


def start(work: Work, number: int, session_id: int) -> Help:
    """What the dialog starts with: the channels that show its card and may announce, and whom it matches.

    Raises NoSuchOpportunity, NotYours, NoLongerThere, NotOpen, AlreadyOver once it has started, HelpAsked or
    NobodyMissing.
    """
    opportunity = organized(work, number)
    session = work.db.get(Session, session_id)
    if session is None or session.opportunity_id != opportunity.id or session.cancelled_at is not None:
        raise NoLongerThere
    if opportunity.state is not S.OPEN:
        raise NotOpen(number, opportunity.state)
    if session.starts_at <= work.now:
        raise AlreadyOver(number)
    if session.helped_at is not None:
        raise HelpAsked(number)
    roles = short_roles(work.db, session.id)
    if not roles:
        raise NobodyMissing(number)
    shown = [one for one in channels_showing(work.db, opportunity.id) if one.announces]
    return Help(opportunity, session, roles, shown, matching(work, opportunity, session, roles))


def matching(work: Work, opportunity: Opportunity, session: Session, roles: Sequence[Role]) -> list[int]:
    """The ids of whom it matches by skill and language for one of these roles, best first, and who may be asked
    now."""
    own = {asker(work).id, *organizers(work, opportunity)}
    found = []
    for one in willing(work.db, opportunity, session, work.now - QUIET):
        match = common(opportunity, roles, one.skills, one.work_languages, one.hours_per_week)
        if match.skills and (match.languages or not opportunity.work_languages) and one.id not in own:
            found.append((-len(match.skills), -len(match.languages), one.id))
    return [person_id for *_rank, person_id in sorted(found)[:MOST]]


def ask(work: Work, answers: Mapping[str, Answer], carried: Mapping[str, str]) -> Help:
    """Asks where, and whom, the dialog says. Raises what `start` raises, and Faults."""
    number = given.whole(given.carried(carried, "number"))
    may = start(work, number, given.whole(given.carried(carried, "session")))
    channels = _chosen(work, may.opportunity, answers.get("channels"))
    people = may.people if answers.get("people") == (YES,) else ()
    if not channels and not people:
        raise Faults({"channels": Fault("nobody_to_ask")})
    may.session.helped_at = work.now
    for one in people:
        work.db.get_one(Person, one).last_asked_at = work.now
    ids = tuple(one.id for one in channels)
    work.happened(events.HelpWanted(may.session.id, may.opportunity.id, ids, tuple(people)))
    return Help(may.opportunity, may.session, may.roles, channels, people)


def _chosen(work: Work, opportunity: Opportunity, chosen: Answer) -> list[Channel]:
    """The channels chosen, by the platform's ids. Raises Faults for one in which the bot may not announce."""
    wanted = set(chosen) if isinstance(chosen, tuple) else set()
    found = [one for one in announcing_channels(work.db, opportunity.community_id) if one.platform_id in wanted]
    if len(found) < len(wanted):
        raise Faults({"channels": Fault("channel_not_announcing")})
    return found


def stop_asking(work: Work) -> None:
    """The asker is asked for help no more, until they say otherwise in their profile."""
    person(work).may_be_asked = False
