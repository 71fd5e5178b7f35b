"""Direct messages about applications: to who should answer, and the answers."""

from datetime import datetime

from bot.marketplace.kinds import Entry
from bot.messages.about import About
from bot.messages.message import Code, Message, Note, Paragraph, Prose, Text, joined, lines, paragraph
from bot.messages.news import facts_lines
from bot.messages.postings import applicants_button, dates_button, details_button, leave_role_button, named
from bot.messages.signups import browse_button
from bot.messages.voice import N_, Voice
from db.models import Opportunity, OpportunityState, Session


def counted(voice: Voice, opportunity: Opportunity, count: int) -> Message:
    """How many wait for an answer, and the way to them."""
    posting = named(voice, opportunity)
    if not count:
        return paragraph(voice.say("{posting}: no application is waiting for an answer.", posting=posting)).with_button(
            applicants_button(voice, opportunity.number)
        )
    told = voice.count(
        "{posting}: {n} application is waiting for an answer.",
        "{posting}: {n} applications are waiting for an answer.",
        count,
        posting=posting,
    )
    return _leading(voice, opportunity, told)


def _leading(voice: Voice, opportunity: Opportunity, told: Text) -> Message:
    """That, with the way to who applied, in words as well."""
    command = Code(voice.phrase("/organize applicants {number}", number=str(opportunity.number)))
    typed = voice.say("Press the button, or type {command}", command=command)
    return paragraph(lines(told, typed)).with_button(applicants_button(voice, opportunity.number))


def accepted(voice: Voice, about: About, now: datetime, text: str = "") -> Message:
    number = about.opportunity.number
    head = voice.say(
        "You were accepted: you are in as {role} for {posting}.",
        role=about.role.name,
        posting=named(voice, about.opportunity),
    )
    note = Note(voice.say("If you can no longer take part, leave, so that somebody else can."))
    written = [voice.say("From the organizer: {text}", text=Prose(text))] if text else []
    told = Paragraph(lines(head, *facts_lines(voice, about, now), *written))
    return Message((told, note)).with_button(
        leave_role_button(voice, number, about.role.id), details_button(voice, number)
    )


def declined(voice: Voice, about: About, text: str) -> Message:
    told = voice.say(
        "You were not chosen as {role} for {posting} this time. Thank you for applying.",
        role=about.role.name,
        posting=named(voice, about.opportunity),
    )
    return _with_text(voice, told, text)


def _with_text(voice: Voice, told: Text, text: str) -> Message:
    """That, with what the organizer wrote, and where else there is something to do."""
    if text:
        told = lines(told, voice.say("From the organizer: {text}", text=Prose(text)))
    return paragraph(told).with_button(browse_button(voice))


S = OpportunityState
ENDINGS = {
    S.FILLED: N_("{posting} is filled, and your application as {role} was not chosen. Thank you for applying."),
    S.IN_PROGRESS: N_("{posting} has begun, and your application as {role} was not chosen. Thank you for applying."),
    S.COMPLETED: N_("{posting} ended before your application as {role} was answered. Thank you for applying."),
    S.CANCELLED: N_("{posting} is cancelled, and with it your application as {role}. You have nothing to do."),
    S.EXPIRED: N_("{posting} expired before your application as {role} was answered. Thank you for applying."),
}
REOPENED = N_("Your application as {role} for {posting} was not answered. You can apply again.")


def ended(voice: Voice, about: About, now: datetime) -> Message:
    """The answer that the end of a posting, or of one of its dates, gives to who still waited for one."""
    opportunity = about.opportunity
    if opportunity.state not in ENDINGS and about.session is not None and about.session.ends_at <= now:
        return _date_over(voice, about, about.session)
    sentence = ENDINGS.get(opportunity.state, REOPENED)
    told = voice.say(sentence, role=about.role.name, posting=named(voice, opportunity))
    if opportunity.state is S.CANCELLED and opportunity.reason:
        told = lines(told, voice.say("Reason given: {reason}", reason=Prose(opportunity.reason)))
        return paragraph(told).with_button(browse_button(voice))
    return _with_text(voice, told, opportunity.reason if opportunity.state is S.COMPLETED else "")


def _date_over(voice: Voice, about: About, session: Session) -> Message:
    """It was not answered in time; other dates are to come."""
    told = voice.say(
        "{posting}: {when} is over, and your application as {role} got no answer. Thank you for applying.",
        posting=named(voice, about.opportunity),
        when=voice.when(session.starts_at),
        role=about.role.name,
    )
    return paragraph(told).with_button(dates_button(voice, about.opportunity.number), browse_button(voice))


def deadline_reached(voice: Voice, opportunity: Opportunity, count: int) -> Message:
    """To the organizers: nobody new comes in; who applied is theirs to choose from."""
    told = voice.say("{posting} has reached its deadline and takes no more people.", posting=named(voice, opportunity))
    if opportunity.entry != Entry.APPLICATION:
        return paragraph(told).with_button(details_button(voice, opportunity.number))
    if not count:
        return paragraph(told).with_button(applicants_button(voice, opportunity.number))
    waiting = voice.count(
        "{n} application is waiting for an answer.", "{n} applications are waiting for an answer.", count
    )
    return _leading(voice, opportunity, joined(told, " ", waiting))


def late(voice: Voice, opportunity: Opportunity, count: int, *, last: bool) -> Message:
    """To the organizers: people wait for them. The `last` time, nobody new can apply until they reopen it."""
    told = voice.count(
        "{posting}: {n} application is still waiting for an answer. A short no is kinder than none.",
        "{posting}: {n} applications are still waiting for an answer. A short no is kinder than none.",
        count,
        posting=named(voice, opportunity),
    )
    if last:
        command = Code(voice.phrase("/organize reopen {number}", number=str(opportunity.number)))
        paused = voice.say(
            "The oldest has waited ten days, so it is paused and the people waiting were told. When "
            "you have answered, reopen it: {command}",
            command=command,
        )
        told = lines(told, paused)
    return _leading(voice, opportunity, told)


def still_waiting(voice: Voice, about: About) -> Message:
    """To who waits: that it is not forgotten, and the way out."""
    told = voice.say(
        "Your application as {role} for {posting} has no answer yet. Its organizers were reminded, and nobody new can "
        "apply until they answer. It stays as it is; to take it back, type {command}",
        role=about.role.name,
        posting=named(voice, about.opportunity),
        command=Code(voice.phrase("/volunteer leave {number}", number=str(about.opportunity.number))),
    )
    return paragraph(told).with_button(details_button(voice, about.opportunity.number))
