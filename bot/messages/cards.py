"""The card in a channel, the details only its reader sees, and the rows of lists."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors.signing_up import Opening
from bot.marketplace.kinds import Entry, Kind
from bot.marketplace.states import LIVE
from bot.messages import particulars, postings, role_lines, slots
from bot.messages.drafts import draft_buttons, duplicate_button, edit_button, template_buttons
from bot.messages.life import fill_button, pause_button, reopen_button
from bot.messages.message import (
    Button,
    Buttons,
    Code,
    Heading,
    Message,
    Note,
    Paragraph,
    Part,
    Prose,
    Strong,
    Text,
    joined,
    lines,
)
from bot.messages.questions import ask_button
from bot.messages.vocabulary import STATES
from bot.messages.voice import Voice
from db.models import OpportunityState
from db.queries.opportunities import Posting, RoleFacts

NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Standing:
    """How the reader stands to a posting: `mine` are the ids of the roles they are in or wait for, `organizes` is
    whether they may change it; `joined` whether they have a seat, and are told how to join."""

    mine: frozenset[int]
    organizes: bool
    joined: bool = False


def card(voice: Voice, facts: Posting, now: datetime) -> Message:
    """The opportunity as a channel sees it, in the community's language."""
    number = facts.opportunity.number
    others = [postings.details_button(voice, number)]
    if postings.may_leave(facts, now):
        others.append(_leave(voice, facts, applied=_applied_to(facts)))
    others += _more_dates(voice, facts)
    ways = _ways(voice, facts, now, _openings(facts, now), others)
    return Message((*_head(voice, facts, now, short=True), *_state(voice, facts, now), *ways))


def _ways(
    voice: Voice, facts: Posting, now: datetime, openings: Sequence[Opening], others: Sequence[Button]
) -> tuple[Part, ...]:
    """A button a role; of several research slots those that are free, to choose from."""
    choice = slots.choice(voice, facts, now) if openings and facts.later else None
    if choice is None:
        return postings.joining(voice, openings, facts.opportunity.number, *others)
    return (choice, Buttons(tuple(others))) if others else (choice,)


def details(voice: Voice, facts: Posting, now: datetime, reader: Standing) -> Message:
    """The same with its whole description, and what this reader may do."""
    number = facts.opportunity.number
    may_leave = bool(reader.mine) and postings.may_leave(facts, now)
    applied = _applied_to(facts) and not reader.joined
    leaving = [_leave(voice, facts, applied=applied)] if may_leave else []
    asking = [ask_button(voice, number)] if facts.opportunity.state in LIVE and not reader.organizes else []
    others = (*leaving, *_more_dates(voice, facts), *asking)
    manage = (Buttons(manage_buttons(voice, facts)),) if reader.organizes else ()
    return Message(
        (
            *_head(voice, facts, now),
            *postings.description(voice, facts.opportunity),
            *particulars.rest(voice, facts),
            *(particulars.joining(voice, facts.opportunity) if reader.joined else ()),
            *_state(voice, facts, now, reader.mine),
            *_ways(voice, facts, now, _openings(facts, now, reader.mine), ()),
            *((Buttons(others),) if others else ()),
            *manage,
        )
    )


def _leave(voice: Voice, facts: Posting, *, applied: bool) -> Button:
    return postings.leave_button(voice, facts.opportunity.number, postings.session_id(facts), applied=applied)


def _more_dates(voice: Voice, facts: Posting) -> list[Button]:
    live = facts.opportunity.state in LIVE
    return [postings.dates_button(voice, facts.opportunity.number)] if facts.later and live else []


def manage_buttons(voice: Voice, facts: Posting) -> tuple[Button, ...]:
    """What its organizers may do now: see who is in, edit, pause, mark as filled, or reopen."""
    state = facts.opportunity.state
    if facts.opportunity.template:
        return template_buttons(voice, facts.opportunity.number)
    roster = postings.roster_button(voice, facts.opportunity.number)
    who = (roster, postings.applicants_button(voice, facts.opportunity.number)) if _applied_to(facts) else (roster,)
    edit = edit_button(voice, facts.opportunity.number)
    pause, reopen = (button(voice, facts.opportunity.number) for button in (pause_button, reopen_button))
    fill = fill_button(voice, facts.opportunity.number, answers=_applied_to(facts))
    by_state = {
        OpportunityState.DRAFT: draft_buttons(voice, facts.opportunity.number),
        OpportunityState.SUBMITTED: (edit,),
        OpportunityState.DECLINED: (duplicate_button(voice, facts.opportunity.number),),
        OpportunityState.OPEN: (*who, edit, pause, fill),
        OpportunityState.PAUSED: (*who, edit, reopen, fill),
        OpportunityState.FILLED: (*who, edit, reopen),
        OpportunityState.IN_PROGRESS: (*who, edit, reopen),
        OpportunityState.EXPIRED: (*who, edit, reopen),
    }
    dates = (_manage_dates(voice, str(facts.opportunity.number)),) if facts.later else ()
    return (*by_state.get(state, who), *dates)


def _applied_to(facts: Posting) -> bool:
    return facts.opportunity.entry == Entry.APPLICATION


def _manage_dates(voice: Voice, number: str) -> Button:
    says = voice.phrase("Every date of #{number}", number=number)
    return Button(voice.word("Every date"), "organized.sessions", number, says=says)


def _head(voice: Voice, facts: Posting, now: datetime, *, short: bool = False) -> tuple[Part, ...]:
    opportunity = facts.opportunity
    whose = joined(
        Strong(facts.organization.name), *_vetted(voice, facts), " · ", postings.kind_line(voice, opportunity)
    )
    summary: Text = (Prose(postings.told(voice, opportunity, "summary")),)
    asked = postings.hours_line(voice, opportunity)
    labelled = [
        *particulars.first(voice, opportunity),
        voice.labelled(voice.word("When"), postings.dates_line(voice, facts, now)),
        voice.labelled(voice.word("Where"), postings.where_line(voice, opportunity)),
        *([voice.labelled(voice.word("Time asked"), asked)] if asked else []),
        voice.labelled(voice.word("Languages of work"), postings.languages_line(voice, opportunity)),
        *particulars.terms(voice, opportunity),
        *particulars.pace(voice, facts),
    ]
    in_short = short and len(facts.roles) <= postings.MOST_BUTTONS
    slots = postings.slots_line(voice, facts)
    roles = (slots,) if slots else lines(*[_role(voice, role, in_short=in_short) for role in _named(facts)])
    named = [postings.role_line(voice, replace(role, names=())) for role in facts.roles]
    seats = (slots,) if slots else lines(*named)
    return (
        Heading(f"{postings.tag(opportunity)} {postings.told(voice, opportunity, 'title')}"),
        Paragraph(lines(whose, summary), brief=whose),
        Paragraph(lines(*labelled)),
        Paragraph(roles, brief=seats),
    )


def _role(voice: Voice, role: RoleFacts, *, in_short: bool) -> Text:
    """Seats and names; on a card with few roles also what it asks for, in short."""
    line, asked = postings.role_line(voice, role), role_lines.needs_short(voice, role.role) if in_short else ""
    return joined(line, " · ", Prose(asked)) if asked else line


def _named(facts: Posting) -> Sequence[RoleFacts]:
    """The roles with who is in; of research no names, since who takes part in it is nobody else's concern."""
    if facts.opportunity.kind == Kind.RESEARCH:
        return [replace(role, names=()) for role in facts.roles]
    return facts.roles


def _vetted(voice: Voice, facts: Posting) -> tuple[str, ...]:
    return (", ", voice.word("vetted organization")) if facts.organization.vetted else ()


def _state(voice: Voice, facts: Posting, now: datetime, own: frozenset[int] = NONE) -> tuple[Part, ...]:
    """The state in words, with the reason where one was given and the next step where there is one."""
    opportunity = facts.opportunity
    state = postings.state_words(voice, opportunity, now)
    if opportunity.state is OpportunityState.CANCELLED and opportunity.reason:
        return (Paragraph(voice.say("{state}: {reason}", state=Strong(state), reason=Prose(opportunity.reason))),)
    if postings.is_over(facts, now):
        state = voice.word(STATES[OpportunityState.COMPLETED])
    if not _openings(facts, now, own):
        return (Paragraph((Strong(state),)),)
    if _applied_to(facts):
        return (Note(_to_apply(voice, facts)),)
    command = Code(voice.phrase("/volunteer signup {number}", number=str(opportunity.number)))
    if all(postings.is_full(facts, role, now) for role in facts.roles):
        wait = Code(voice.phrase("/volunteer waitlist {number}", number=str(opportunity.number)))
        if all(role.full for role in facts.roles):
            told = voice.say("Every seat is taken. To wait for one, press a button, or type {command}", command=wait)
        else:
            told = voice.say("It has started. To wait for a seat, press a button, or type {command}", command=wait)
        return (Note(told),)
    return (Note(voice.say("Open. Press a button, or type {command}", command=command)),)


def _to_apply(voice: Voice, facts: Posting) -> Text:
    command = Code(voice.phrase("/volunteer apply {number}", number=str(facts.opportunity.number)))
    if all(role.full for role in facts.roles):
        return voice.say("All seats are taken; you can still apply in case one comes free: {command}", command=command)
    return voice.say("Open. To apply, press a button, or type {command}", command=command)


def _openings(facts: Posting, now: datetime, own: frozenset[int] = NONE) -> list[Opening]:
    """The roles that can be joined or waited for, without one's own."""
    if not postings.takes_signups(facts, now):
        return []
    left = [one for one in facts.roles if one.role.id not in own]
    apply = _applied_to(facts)
    slot = facts.opportunity.kind == Kind.RESEARCH
    full = [not apply and postings.is_full(facts, one, now) for one in left]
    return [Opening(one.role.id, one.role.name, taken, apply, slot) for one, taken in zip(left, full, strict=True)]


def row(voice: Voice, facts: Posting, now: datetime) -> Paragraph:
    """One posting in a list: what, for whom, when, how many seats; Details beside it."""
    opportunity = facts.opportunity
    first = joined(postings.named(voice, opportunity), " · ", facts.organization.name)
    when = postings.dates_line(voice, facts, now)
    slots = postings.slots_line(voice, facts)
    seats = slots or "; ".join(f"{role.role.name} {postings.seats(voice, role.role)}" for role in facts.roles[:4])
    more = len(facts.roles) - 4
    if more > 0 and not slots:
        seats = f"{seats}; +{more}"
    summary = (Prose(postings.told(voice, opportunity, "summary")),)
    return Paragraph(
        lines(first, summary, joined(when, " · ", seats)), postings.details_button(voice, opportunity.number)
    )
