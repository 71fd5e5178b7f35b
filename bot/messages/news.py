"""Direct messages about what happened to who is signed up: a seat, a move, a cancellation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.messages import particulars, postings
from bot.messages.message import (
    Button,
    Message,
    Note,
    Paragraph,
    Prose,
    Text,
    joined,
    lines,
    paragraph,
)
from bot.messages.voice import Voice
from db.models import Opportunity, Role, Session, SignupState
from db.queries.signups import APPLYING

MOST_DATES = 10


@dataclass(frozen=True, slots=True)
class About:
    """A sign-up's surroundings. `contact` is whom to reach, empty when nobody is known."""

    opportunity: Opportunity
    role: Role
    session: Session | None
    contact: str
    state: SignupState


def facts_lines(voice: Voice, about: About, now: datetime) -> list[Text]:
    """When, where to go, whom to reach."""
    told = []
    if about.session is not None:
        told.append(postings.when_line(voice, about.session, now))
    told.append(postings.where_line(voice, about.opportunity))
    if about.state is SignupState.IN:
        told += particulars.joining_line(voice, about.opportunity)
    if about.contact:
        told.append(voice.say("Contact: {name}", name=about.contact))
    return told


def _buttons(voice: Voice, about: About) -> tuple[Button, ...]:
    number = about.opportunity.number
    leave = postings.leave_role_button(voice, number, about.role.id)
    return (leave, postings.details_button(voice, number))


def promoted(voice: Voice, about: About, now: datetime) -> Message:
    head = voice.say(
        "A seat was freed and it is yours: you are in as {role} for {posting}.",
        role=about.role.name,
        posting=postings.named(voice, about.opportunity),
    )
    note = Note(voice.say("If you can no longer make it, leave, and the next person gets the seat."))
    told = Paragraph(lines(head, *facts_lines(voice, about, now)))
    return Message((told, note)).with_button(*_buttons(voice, about))


def moved(voice: Voice, mine: Sequence[About], now: datetime) -> Message:
    """`mine` are the reader's sign-ups to it, those with a seat first: one of each date is told."""
    dates = list({about.session.id if about.session else 0: about for about in reversed(mine)}.values())[::-1]
    first = dates[0]
    if len(dates) > 1:
        return _moved_dates(voice, dates, now)
    sentence = voice.say(
        "The time or place of {posting} has changed. It is now:", posting=postings.named(voice, first.opportunity)
    )
    if first.state is not SignupState.IN:
        told = Paragraph(lines(sentence, *facts_lines(voice, first, now), _still(voice, first)))
        return Message((told,)).with_button(*_buttons(voice, first))
    coming = voice.say("You are still in as {role}. Are you still coming?", role=first.role.name)
    told = Paragraph(lines(sentence, *facts_lines(voice, first, now), coming))
    return Message((told,)).with_button(*_coming_buttons(voice, first))


def _still(voice: Voice, about: About) -> Text:
    if about.state is SignupState.WAITING:
        return voice.say("You are still on the waiting list for {role}.", role=about.role.name)
    if about.state in APPLYING:
        return voice.say("Your application as {role} still waits for an answer.", role=about.role.name)
    return voice.say("You are still in as {role}.", role=about.role.name)


def _moved_dates(voice: Voice, dates: Sequence[About], now: datetime) -> Message:
    """All of the reader's dates, soonest first, as they are now."""
    first = dates[0]
    head = voice.say(
        "The time or place of {posting} has changed. Your dates are now:",
        posting=postings.named(voice, first.opportunity),
    )
    soonest = sorted(dates, key=lambda about: about.session.starts_at if about.session else now)
    told = [joined(postings.when_line(voice, about.session, now), ". ", _still(voice, about)) for about in soonest]
    shown, more = told[:MOST_DATES], len(told) - MOST_DATES
    rest = [voice.count("and {n} more", "and {n} more", more)] if more > 0 else []
    place = postings.where_line(voice, first.opportunity)
    number = first.opportunity.number
    text = Paragraph(lines(head, *shown, *rest, place))
    return Message((text,)).with_button(postings.dates_button(voice, number), postings.details_button(voice, number))


def date_cancelled(voice: Voice, about: About) -> Message:
    """One date is off, and the others go on."""
    number, posting = about.opportunity.number, postings.named(voice, about.opportunity)
    when = voice.when(about.session.starts_at) if about.session else ""
    told = [voice.say("{posting}: {when} is cancelled. You have nothing to do.", posting=posting, when=when)]
    if about.session is not None and about.session.reason:
        told.append(voice.say("Reason given: {reason}", reason=Prose(about.session.reason)))
    return paragraph(lines(*told)).with_button(
        postings.dates_button(voice, number), postings.details_button(voice, number)
    )


def _coming_buttons(voice: Voice, about: About) -> tuple[Button, ...]:
    number = str(about.opportunity.number)
    says = voice.phrase("Yes, I am coming (#{number})", number=number)
    leaves = voice.phrase("No, leave #{number}", number=number)
    return (
        Button(voice.word("Yes, I am coming"), "signup.coming", number, says=says, style="primary"),
        Button(voice.word("No, leave"), "signup.leave", number, says=leaves),
        postings.details_button(voice, about.opportunity.number),
    )


def unseated(voice: Voice, about: About, place: int) -> Message:
    """To somebody who had a seat and waits now, though they may never have waited before."""
    sentence = voice.say(
        "There are fewer seats for {posting} now. You have none any more: you wait for {role}, number {place} in line.",
        posting=postings.named(voice, about.opportunity),
        role=about.role.name,
        place=place,
    )
    return paragraph(sentence).with_button(*_buttons(voice, about))


def edited(voice: Voice, about: About) -> Message:
    """To who is signed up or waits, where the organizer wanted them to know."""
    sentence = voice.say(
        "{posting} was changed. Its time and place are the same; see the details.",
        posting=postings.named(voice, about.opportunity),
    )
    number = about.opportunity.number
    leave = postings.leave_button(voice, number, about.session.id if about.session else None)
    return paragraph(sentence).with_button(leave, postings.details_button(voice, number))


def cancelled(voice: Voice, about: About) -> Message:
    sentence = voice.say(
        "{posting} is cancelled. You have nothing to do.", posting=postings.named(voice, about.opportunity)
    )
    if not about.opportunity.reason:
        return paragraph(sentence)
    reason = voice.say("Reason given: {reason}", reason=Prose(about.opportunity.reason))
    return paragraph(lines(sentence, reason))


def closed(voice: Voice, about: About) -> Message:
    """It is done: for who waited, no seat came free."""
    posting = postings.named(voice, about.opportunity)
    if about.state is SignupState.WAITING:
        sentence = voice.say("{posting} has ended before a seat came free for you.", posting=posting)
    else:
        sentence = voice.say("{posting} has ended. Thank you for being part of it.", posting=posting)
    if not about.opportunity.reason:
        return paragraph(sentence)
    return paragraph(lines(sentence, voice.say("From the organizer: {text}", text=Prose(about.opportunity.reason))))
