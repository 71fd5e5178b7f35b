"""Short of people: what organizers are told, and what channels are asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.errors.signing_up import Opening
from bot.marketplace.kinds import Entry, Kind
from bot.marketplace.shortfall import YES, Help
from bot.messages.drafts import edit_button
from bot.messages.form import Field, Form, Remark, SomeChannels, SomeOf
from bot.messages.life import reopen_button
from bot.messages.message import (
    Button,
    ChannelName,
    Code,
    Message,
    Note,
    Paragraph,
    Text,
    lines,
    paragraph,
    plain,
)
from bot.messages.postings import details_button, joining, named, seats, when_line, where_line
from bot.messages.vocabulary import STATES
from bot.messages.voice import Voice
from db.models import Opportunity, OpportunityState, Role, Session
from db.queries.opportunities import Posting

Short = tuple[Session, Sequence[Role]]
"""A session, and its roles that lack people."""
NAMED = 12
"""Sessions that one message names; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked for help, and when."""

    name: str
    at: datetime


def warned(voice: Voice, facts: Posting, short: Sequence[Short], now: datetime) -> Message:
    """To its organizers: who is missing when, and the way to ask for help with the first."""
    opportunity, session = facts.opportunity, short[0][0]
    said = _soon(voice, opportunity, short, now)
    if opportunity.state is OpportunityState.PAUSED:
        return _past_its_deadline(voice, opportunity, said)
    told = paragraph(lines(*said))
    if session.helped_at is not None:
        return told.with_button(details_button(voice, opportunity.number))
    says = voice.phrase("Ask for help with #{number}", number=str(opportunity.number))
    about = f"{opportunity.number}|{session.id}"
    ask = Button(voice.word("Ask for help"), "opportunity.help", about, says=says, style="primary")
    return told.with_button(ask, details_button(voice, opportunity.number))


def helped(voice: Voice, facts: Posting, short: Sequence[Short], by: Asked, now: datetime) -> Message:
    """What the same becomes once somebody has asked for help."""
    asked = voice.say("{name} asked for help: {when}", name=by.name, when=voice.when(by.at))
    told = paragraph(lines(*_soon(voice, facts.opportunity, short, now), asked))
    return told.with_button(details_button(voice, facts.opportunity.number))


def _soon(voice: Voice, opportunity: Opportunity, short: Sequence[Short], now: datetime) -> list[Text]:
    """Who is missing; the name alone where nobody is any more."""
    if not short:
        return [named(voice, opportunity)]
    head = voice.say("{posting} is soon, and short of people.", posting=named(voice, opportunity))
    if len(short) > 1:
        return [head, *_several(voice, short)]
    session, roles = short[0]
    return [head, when_line(voice, session, now), *_missing(voice, roles)]


def _several(voice: Voice, short: Sequence[Short]) -> list[Text]:
    told = []
    for session, roles in short[:NAMED]:
        missing = "; ".join(f"{role.name} {seats(voice, role)}" for role in roles)
        told.append(voice.say("{when}: {missing}", when=voice.when(session.starts_at), missing=missing))
    more = len(short) - NAMED
    return [*told, voice.count("and {n} more", "and {n} more", more)] if more > 0 else told


def _past_its_deadline(voice: Voice, opportunity: Opportunity, said: Sequence[Text]) -> Message:
    """Nobody can come in, whoever is asked: it needs a later deadline first."""
    why = voice.say("Its deadline has passed, so nobody can come in. Choose a later one, then reopen it.")
    number = opportunity.number
    ways = (edit_button(voice, number), reopen_button(voice, number), details_button(voice, number))
    return paragraph(lines(*said, why)).with_button(*ways)


def _missing(voice: Voice, roles: Sequence[Role]) -> list[Text]:
    return [(f"{role.name} {seats(voice, role)}",) for role in roles]


def help_form(voice: Voice, may: Help, now: datetime) -> Form:
    """Where to ask, and whether to ask the people whom it matches: how many is said before anything is sent."""
    head = voice.say(
        "Ask for help with {posting}. This is done once for each date.", posting=named(voice, may.opportunity)
    )
    if not may.people:
        head = lines(head, voice.say("I know of nobody else whose skills and languages match and who may be asked."))
    told = Remark(lines(head, when_line(voice, may.session, now), *_missing(voice, may.roles)))
    hint = voice.word("Only channels in which Elan may announce.")
    shown = tuple(one.platform_id for one in may.channels)
    return Form(
        name="help.sent",
        title=voice.word("Ask for help"),
        close=voice.word("Close"),
        submit=voice.word("Send"),
        parts=(
            told,
            SomeChannels("channels", voice.word("Channels to ask in"), hint, True, shown),
            *_people(voice, may),
        ),
        carried={"number": str(may.opportunity.number), "session": str(may.session.id)},
    )


def _people(voice: Voice, may: Help) -> list[Field]:
    if not may.people:
        return []
    tick = voice.count("Ask {n} person whose profile matches", "Ask {n} people whose profiles match", len(may.people))
    hint = voice.word("By direct message, by skills and languages. Nobody is asked more than once a week.")
    label = voice.word("People with these skills")
    return [SomeOf("people", label, hint, optional=True, options=((YES, plain(tick)),))]


def asked(voice: Voice, done: Help) -> Text:
    """Where help is being asked for, and of how many people."""
    told = [voice.say("Help with {posting} is asked for:", posting=named(voice, done.opportunity))]
    told += [(ChannelName(one.platform_id),) for one in done.channels]
    if done.people:
        told.append(voice.count("{n} person by direct message", "{n} people by direct message", len(done.people)))
    return lines(*told)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A session that is short of people, with its posting and the roles that have empty seats."""

    facts: Posting
    session: Session
    roles: Sequence[Role]


def wanted(voice: Voice, facts: Posting, session: Session, roles: Sequence[Role], now: datetime) -> Message:
    """To a channel, in the community's language."""
    head = voice.say(
        "{posting} from {organization} still needs people.",
        posting=named(voice, facts.opportunity),
        organization=facts.organization.name,
    )
    return _asking(voice, Wanted(facts, session, roles), head, now)


def no_longer(voice: Voice, opportunity: Opportunity, session: Session, now: datetime) -> Message:
    """What that becomes when nobody can help any more, or nobody has to."""
    posting, state = named(voice, opportunity), opportunity.state
    if session.cancelled_at is not None:
        told = voice.say("{posting}: {when} is cancelled.", posting=posting, when=voice.when(session.starts_at))
    elif state is not OpportunityState.OPEN and session.starts_at > now:
        told = voice.say("{posting}: {state}", posting=posting, state=voice.word(STATES[state]))
    elif session.starts_at <= now:
        told = voice.say("{posting} needed people. It has started.", posting=posting)
    else:
        told = voice.say("Nobody is missing from {posting} any more.", posting=posting)
    return paragraph(told).with_button(details_button(voice, opportunity.number))


def wanted_of(voice: Voice, short: Wanted, skills: Sequence[str], now: datetime) -> Message:
    """To somebody whom it matches: why they are asked, and how not to be asked again."""
    head = voice.say(
        "{posting} from {organization} still needs people, and your profile matches: {skills}.",
        posting=named(voice, short.facts.opportunity),
        organization=short.facts.organization.name,
        skills=voice.several(skills),
    )
    note = Note(voice.say("You get a message like this once a week at most."))
    stop = Button(voice.word("Do not ask me again"), "help.off")
    return Message((*_asking(voice, short, head, now).parts, note)).with_button(stop)


def _asking(voice: Voice, short: Wanted, head: Text, now: datetime) -> Message:
    opportunity = short.facts.opportunity
    when, where = when_line(voice, short.session, now), where_line(voice, opportunity)
    apply, slot = opportunity.entry == Entry.APPLICATION, opportunity.kind == Kind.RESEARCH
    openings = [Opening(role.id, role.name, False, apply, slot) for role in short.roles]
    ways = joining(voice, openings, opportunity.number, details_button(voice, opportunity.number))
    return Message((Paragraph(lines(head, when, where, *_missing(voice, short.roles))), *ways))


def stopped(voice: Voice) -> Message:
    profile = Code(voice.word("/volunteer profile"))
    return paragraph(voice.say("I will not ask you for help any more. To change that: {command}", command=profile))
