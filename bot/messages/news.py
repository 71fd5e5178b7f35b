"""Direct messages about what happened to who is signed up: a seat, a move, a cancellation."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum

from bot.messages import particulars, postings
from bot.messages.about import About
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
from bot.messages.sessions import leave_date_button
from bot.messages.voice import N_, Voice
from db.models import Opportunity, Session, SignupState
from db.queries.signups import APPLYING

MOST_DATES = 10


class What(Enum):
    """What moved, as whether the time did and whether the place did: at least one of them, where neither is known."""

    EITHER = (False, False)
    TIME = (True, False)
    PLACE = (False, True)
    BOTH = (True, True)


MOVED = {
    What.EITHER: N_("The time or place of {posting} has changed."),
    What.TIME: N_("The time of {posting} has changed."),
    What.PLACE: N_("The place of {posting} has changed."),
    What.BOTH: N_("The time and place of {posting} have changed."),
}


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


def moved(voice: Voice, mine: Sequence[About], now: datetime, what: What = What.EITHER) -> Message:
    """`mine` are the reader's sign-ups to it, those with a seat first: one of each date is told."""
    dates = list({about.session.id if about.session else 0: about for about in reversed(mine)}.values())[::-1]
    first = dates[0]
    if len(dates) > 1:
        return _moved_dates(voice, dates, now, what)
    changed = voice.say(MOVED[what], posting=postings.named(voice, first.opportunity))
    sentence = joined(changed, " ", voice.say("It is now:"))
    if first.state is not SignupState.IN:
        told = Paragraph(lines(sentence, *facts_lines(voice, first, now), _still(voice, first)))
        return Message((told,)).with_button(*_buttons(voice, first))
    coming = voice.say("You are still in as {role}. Are you still coming?", role=first.role.name)
    told = Paragraph(lines(sentence, *facts_lines(voice, first, now), coming))
    return Message((told,)).with_button(*_coming_buttons(voice, first))


def _still(voice: Voice, about: About) -> Text:
    if about.again:
        return voice.say(
            "There are fewer seats now: you are now on the waiting list for {role}, number {place} in line.",
            role=about.role.name,
            place=about.again,
        )
    if about.state is SignupState.WAITING:
        return voice.say("You are still on the waiting list for {role}.", role=about.role.name)
    if about.state in APPLYING:
        return voice.say("Your application as {role} is still waiting for an answer.", role=about.role.name)
    return voice.say("You are still in as {role}.", role=about.role.name)


def _moved_dates(voice: Voice, dates: Sequence[About], now: datetime, what: What) -> Message:
    """All of the reader's dates, soonest first, as they are now: a way out of each, and one answer for all that they
    have a seat in."""
    opportunity = dates[0].opportunity
    changed = voice.say(MOVED[what], posting=postings.named(voice, opportunity))
    head = joined(changed, " ", voice.say("Your dates are now:"))
    soonest = sorted(dates, key=lambda about: about.session.starts_at if about.session else now)
    rows = [_moved_date(voice, about, now) for about in soonest[:MOST_DATES]]
    more = len(dates) - MOST_DATES
    told = [voice.count("and {n} more", "and {n} more", more)] if more > 0 else []
    told.append(postings.where_line(voice, opportunity))
    ways = [postings.dates_button(voice, opportunity.number), postings.details_button(voice, opportunity.number)]
    if any(about.state is SignupState.IN for about in dates):
        told.append(voice.say("Are you still coming?"))
        ways.insert(0, _all_coming_button(voice, opportunity.number))
    return Message((Paragraph(head), *rows, Paragraph(lines(*told)))).with_button(*ways)


def _moved_date(voice: Voice, about: About, now: datetime) -> Paragraph:
    leave = leave_date_button(voice, about.session) if about.session else None
    return Paragraph(joined(postings.when_line(voice, about.session, now), ". ", _still(voice, about)), leave)


def _all_coming_button(voice: Voice, number: int) -> Button:
    says = voice.phrase("Yes, to all of these (#{number})", number=str(number))
    return Button(voice.word("Yes, to all of these"), "signup.coming", str(number), says=says, style="primary")


def dates_cancelled(voice: Voice, opportunity: Opportunity, dates: Sequence[Session]) -> Message:
    """These are off, and the others go on. They have one reason: they were called off together."""
    number, posting = opportunity.number, postings.named(voice, opportunity)
    if len(dates) == 1:
        when = voice.when(dates[0].starts_at)
        told = [voice.say("{posting}: {when} is cancelled. You have nothing to do.", posting=posting, when=when)]
    else:
        told = [voice.say("{posting}: these dates are cancelled. You have nothing to do.", posting=posting)]
        told += _days(voice, dates)
    if dates[0].reason:
        told.append(voice.say("Reason given: {reason}", reason=Prose(dates[0].reason)))
    return paragraph(lines(*told)).with_button(
        postings.dates_button(voice, number), postings.details_button(voice, number)
    )


def _days(voice: Voice, dates: Sequence[Session]) -> list[Text]:
    """So many of them, each on a line, and how many more there are."""
    more = len(dates) - MOST_DATES
    rest = [voice.count("and {n} more", "and {n} more", more)] if more > 0 else []
    return [*((voice.when(one.starts_at),) for one in dates[:MOST_DATES]), *rest]


def _coming_buttons(voice: Voice, about: About) -> tuple[Button, ...]:
    """Both stand for the date that was asked about, whichever is shown when they are pressed."""
    number = str(about.opportunity.number)
    says = voice.phrase("Yes, I am coming (#{number})", number=number)
    leaves = voice.phrase("No, leave #{number}", number=number)
    way, which = ("_session", str(about.session.id)) if about.session else ("", number)
    return (
        Button(voice.word("Yes, I am coming"), f"signup.coming{way}", which, says=says, style="primary"),
        Button(voice.word("No, leave"), f"signup.leave{way}", which, says=leaves),
        postings.details_button(voice, about.opportunity.number),
    )


def unseated(voice: Voice, about: About, place: int) -> Message:
    """To somebody who had a seat and waits now, though they may never have waited before."""
    sentence = voice.say(
        "There are fewer seats for {posting} now. You are now on the waiting list for {role}, number {place} in line.",
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
        sentence = voice.say("{posting} ended before a seat came free for you.", posting=posting)
    else:
        sentence = voice.say("{posting} has ended. Thank you for being part of it.", posting=posting)
    if not about.opportunity.reason:
        return paragraph(sentence)
    return paragraph(lines(sentence, voice.say("From the organizer: {text}", text=Prose(about.opportunity.reason))))
