"""The lines that say what a posting is: shared by cards, details, lists, reminders and news."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.errors.signing_up import Opening
from bot.marketplace.kinds import HoursUnit, Kind, Place
from bot.marketplace.states import LIVE
from bot.messages.message import Button, Buttons, Choice, Paragraph, Part, Prose, Strong, Text, joined, plain
from bot.messages.vocabulary import KINDS, PLACES, STATES, language_names
from bot.messages.voice import Voice
from db.models import Opportunity, OpportunityState, Role, Session
from db.queries.opportunities import Posting, RoleFacts
from db.queries.seats import Seat

MOST_BUTTONS = 4
"""More roles than this are a list to choose from: a row of many buttons is read badly."""


def tag(opportunity: Opportunity) -> str:
    """The short number as it is written: "#12"."""
    return f"#{opportunity.number}"


def named(voice: Voice, opportunity: Opportunity) -> Text:
    """Number and title."""
    return (Strong(f"{tag(opportunity)} {told(voice, opportunity, 'title')}"),)


def told(voice: Voice, posted: Opportunity | Seat, name: str) -> str:
    """Its title, summary or description in the reader's language where it has one, else as it was posted."""
    other = posted.other.get(name) if voice.language != posted.language else None
    return str(other or getattr(posted, name))


def kind_line(voice: Voice, opportunity: Opportunity) -> str:
    return voice.word(KINDS[Kind(opportunity.kind)])


def state_words(voice: Voice, opportunity: Opportunity, now: datetime) -> str:
    """Its state; of what is paused since its last day to come in is over, that it is. The day ends in the voice's
    zone."""
    today = now.astimezone(ZoneInfo(voice.timezone)).date()
    if opportunity.state is OpportunityState.PAUSED and opportunity.deadline and opportunity.deadline < today:
        return voice.word("Its deadline has passed")
    return voice.word(STATES[opportunity.state])


def when_line(voice: Voice, session: Session | None, now: datetime) -> Text:
    """When it starts and ends, and how long until then."""
    if session is None:
        return voice.say("No fixed date")
    if session.starts_at <= now:
        return voice.say("{when} to {end}", when=voice.when(session.starts_at), end=voice.hour_of(session.ends_at))
    return voice.say(
        "{when} to {end} ({until})",
        when=voice.when(session.starts_at),
        end=voice.hour_of(session.ends_at),
        until=voice.until(session.starts_at, now),
    )


def where_line(voice: Voice, opportunity: Opportunity) -> Text:
    place = voice.word(PLACES[Place(opportunity.place)])
    if not opportunity.where:
        return (place,)
    return joined(place, ", ", Prose(opportunity.where))


def description(voice: Voice, opportunity: Opportunity) -> tuple[Part, ...]:
    """The whole description; nothing where it says no more than the summary."""
    text = told(voice, opportunity, "description").strip()
    return (Paragraph((Prose(text),)),) if text and text != told(voice, opportunity, "summary") else ()


def hours_line(voice: Voice, opportunity: Opportunity) -> Text:
    """The time asked: amount, unit and total. Empty when the posting names none."""
    hours, total = opportunity.hours, opportunity.hours_total
    if hours is None:
        return voice.say("{total} h in all", total=total) if total else ()
    if opportunity.hours_unit == HoursUnit.ALL:
        return voice.say("{total} h in all", total=hours)
    if total is None:
        return voice.say("{hours} h a week", hours=hours)
    if total % hours == 0:
        return voice.count(
            "{hours} h a week for {n} week, {total} h in all",
            "{hours} h a week for {n} weeks, {total} h in all",
            total // hours,
            hours=hours,
            total=total,
        )
    return voice.say("{hours} h a week, {total} h in all", hours=hours, total=total)


def languages_line(voice: Voice, opportunity: Opportunity) -> Text:
    return (language_names(voice, opportunity.work_languages),)


def seats(voice: Voice, role: Role) -> str:
    """ "2 of 3", or for a role without limit how many are in."""
    if role.capacity is None:
        return voice.phrase("{taken} in, no limit", taken=role.taken)
    return voice.phrase("{taken} of {capacity}", taken=role.taken, capacity=role.capacity)


def slots_line(voice: Voice, facts: Posting) -> str:
    """ "3 slots, 1 taken": all that are to come of what has several; empty for anything else."""
    if facts.opportunity.kind != Kind.RESEARCH or facts.session is None or not facts.later:
        return ""
    total, shown = facts.later + 1, facts.session.starts_at
    free = len({one.starts_at for one in facts.slots if one.starts_at >= shown})
    taken = voice.count("{n} taken", "{n} taken", max(total - free, 0))
    return plain(voice.count("{n} slot, {taken}", "{n} slots, {taken}", total, taken=taken))


def role_line(voice: Voice, facts: RoleFacts) -> Text:
    """ "Designer 2 of 3: Ana and Luc; 2 waiting"."""
    line = joined(Strong(facts.role.name), " ", seats(voice, facts.role))
    if facts.names:
        line = voice.say("{seats}: {names}", seats=line, names=_names(voice, facts))
    if facts.waiting:
        waiting = voice.count("{n} waiting", "{n} waiting", facts.waiting)
        line = voice.say("{role}; {waiting}", role=line, waiting=waiting)
    return line


def _names(voice: Voice, facts: RoleFacts) -> str:
    more = facts.role.taken - len(facts.names)
    if more <= 0:
        return voice.several(facts.names)
    others = voice.count("{n} other", "{n} others", more)
    return voice.several([*facts.names, "".join(str(span) for span in others)])


def joining(voice: Voice, openings: Sequence[Opening], number: int, *others: Button) -> tuple[Part, ...]:
    """A button a role, or a select when they are many; then the other buttons."""
    ways = tuple(join_button(voice, one, number) for one in openings)
    if len(ways) <= MOST_BUTTONS:
        return (Buttons((*ways, *others)),) if ways or others else ()
    options = tuple((way.label, f"{way.does}/{way.about}") for way in ways)
    choice = Choice(voice.word("Choose a role"), "signup.choose", options)
    return (choice, Buttons(others)) if others else (choice,)


def join_button(voice: Voice, role: Opening, number: int) -> Button:
    """Signs up for the role; for a full one it joins the waiting list, and says so; or applies."""
    if role.by_application:
        label = voice.phrase("Apply as {role}", role=role.name)
        return Button(label, "application.start", str(role.role_id), says=f"{label} (#{number})", style="primary")
    if role.by_slot:
        label = voice.phrase("Wait for this slot") if role.full else voice.phrase("Take this slot")
        return Button(label, "research.start", str(role.role_id), says=f"{label} (#{number})", style="primary")
    if role.full:
        label = voice.phrase("Join waiting list: {role}", role=role.name)
        return Button(label, "signup.wait", str(role.role_id), says=f"{label} (#{number})")
    label = voice.phrase("Join as {role}", role=role.name)
    return Button(label, "signup.join", str(role.role_id), says=f"{label} (#{number})", style="primary")


def details_button(voice: Voice, number: int) -> Button:
    return Button(
        voice.word("Details"),
        "opportunity.show",
        str(number),
        says=voice.phrase("Details of #{number}", number=str(number)),
    )


def leave_button(voice: Voice, number: int, session_id: int | None = None, *, applied: bool = False) -> Button:
    """Leaves that session, or what has no date. A button outlives the day: it stands for the session it was shown
    with, and not for the one that is shown when it is pressed. `applied`: an application is taken back by it."""
    label, says = voice.word("Leave"), voice.phrase("Leave #{number}", number=str(number))
    if applied:
        label, says = withdraw_label(voice), voice.phrase("Withdraw my application (#{number})", number=str(number))
    if session_id is None:
        return Button(label, "signup.leave", str(number), says=says)
    return Button(label, "signup.leave_session", str(session_id), says=says)


def withdraw_label(voice: Voice) -> str:
    return voice.word("Withdraw my application")


def leave_role_button(voice: Voice, number: int, role_id: int) -> Button:
    """Leaves the one role that a message is about: its reader may have others by the time it is pressed."""
    says = voice.phrase("Leave #{number}", number=str(number))
    return Button(voice.word("Leave"), "signup.leave_role", str(role_id), says=says)


def dates_button(voice: Voice, number: int) -> Button:
    says = voice.phrase("Other dates of #{number}", number=str(number))
    return Button(voice.word("Other dates"), "sessions.show", str(number), says=says)


def session_id(facts: Posting) -> int | None:
    return facts.session.id if facts.session else None


def dates_line(voice: Voice, facts: Posting, now: datetime) -> Text:
    """When the next one is, and how many more there are."""
    when = when_line(voice, facts.session, now)
    if not facts.later:
        return when
    more = voice.count("{n} more date", "{n} more dates", facts.later)
    return voice.say("{when}; {more}", when=when, more=more)


def roster_button(voice: Voice, number: int) -> Button:
    says = voice.phrase("Who is in #{number}", number=str(number))
    return Button(voice.word("Who is in"), "opportunity.roster", str(number), says=says)


def applicants_button(voice: Voice, number: int) -> Button:
    says = voice.phrase("Applicants of #{number}", number=str(number))
    return Button(voice.word("Applicants"), "applicants.open", str(number), says=says)


def file_button(voice: Voice, does: str, about: str, number: int) -> Button:
    """Asks for what is shown as a file."""
    says = voice.phrase("As a file: #{number}", number=str(number))
    return Button(voice.word("As a file"), does, about, says=says)


def is_over(facts: Posting, now: datetime) -> bool:
    """Whether its last session has ended while it was live: completed, though the clock may not have noted it yet."""
    live = facts.opportunity.state in LIVE
    return live and facts.session is not None and facts.session.ends_at <= now and not facts.later


def takes_signups(facts: Posting, now: datetime) -> bool:
    """Whether a join button would do anything."""
    return facts.opportunity.state is OpportunityState.OPEN and not is_over(facts, now)


def is_full(facts: Posting, role: RoleFacts, now: datetime) -> bool:
    """Whether the role gives out no seat: once it has started, none while somebody waits, since nobody is moved up."""
    started = facts.session is not None and facts.session.starts_at <= now
    return role.full or (started and role.waiting > 0)


def may_leave(facts: Posting, now: datetime) -> bool:
    """Whether a leave button could do anything for somebody."""
    return facts.opportunity.state in LIVE and not is_over(facts, now)
