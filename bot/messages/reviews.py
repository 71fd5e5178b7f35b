"""What admins are asked to decide, what became of it, and what authors hear."""

from datetime import datetime

from bot.messages import postings
from bot.messages.drafts import duplicate_button
from bot.messages.lists import decide_buttons
from bot.messages.message import Code, Message, Paragraph, Prose, joined, lines, paragraph
from bot.messages.voice import Value, Voice
from db.models import OpportunityState
from db.queries.opportunities import Posting


def review_asked(voice: Voice, facts: Posting, now: datetime) -> Message:
    """To an admin: a posting waits, with all that is needed to decide.

    The description comes last: it is the longest, and what a notification cuts off.
    """
    opportunity = facts.opportunity
    head = voice.say(
        "{posting} from {organization} is waiting for your review.",
        posting=postings.named(voice, opportunity),
        organization=facts.organization.name,
    )
    told = lines(
        head,
        (Prose(postings.told(voice, opportunity, "summary")),),
        joined(postings.dates_line(voice, facts, now), " · ", postings.where_line(voice, opportunity)),
    )
    asked = postings.hours_line(voice, opportunity)
    seats = [postings.role_line(voice, role) for role in facts.roles]
    if asked:
        seats.append(voice.labelled(voice.word("Time asked"), asked))
    terms = Paragraph(lines(*seats))
    return Message((Paragraph(told), terms, *postings.description(voice, opportunity))).with_button(
        *decide_buttons(voice, facts), postings.details_button(voice, opportunity.number)
    )


def reviewed(voice: Voice, facts: Posting, _now: datetime) -> Message:
    """What an admin's review message becomes once there is nothing left to decide."""
    opportunity = facts.opportunity
    told: dict[str, Value] = {"posting": postings.named(voice, opportunity), "organization": facts.organization.name}
    if opportunity.state is OpportunityState.DECLINED:
        reason = voice.say("Reason given: {reason}", reason=Prose(opportunity.reason))
        return paragraph(lines(voice.say("{posting} from {organization} was declined.", **told), reason))
    if opportunity.published_at is None:
        return paragraph(voice.say("{posting} from {organization} was cancelled before it was reviewed.", **told))
    approved = voice.say("{posting} from {organization} was approved.", **told)
    return paragraph(approved).with_button(postings.details_button(voice, opportunity.number))


def decided(voice: Voice, facts: Posting, *, edited: bool = False) -> Message:
    """To the author: approved, perhaps edited by an admin, or declined and why."""
    opportunity = facts.opportunity
    if opportunity.state is OpportunityState.DECLINED:
        sentence = voice.say("{posting} was not approved.", posting=postings.named(voice, opportunity))
        reason = voice.say("Reason given: {reason}", reason=Prose(opportunity.reason))
        command = Code(voice.phrase("/organize duplicate {number}", number=str(opportunity.number)))
        again = voice.say("To post it again, corrected, press the button or type {command}", command=command)
        return paragraph(lines(sentence, reason, again)).with_button(duplicate_button(voice, opportunity.number))
    sentence = voice.say("{posting} was approved and is now open.", posting=postings.named(voice, opportunity))
    if edited:
        note = voice.say("An admin edited it first. Look at it, and change it if something is wrong.")
        sentence = lines(sentence, note)
    return paragraph(sentence).with_button(postings.details_button(voice, opportunity.number))
