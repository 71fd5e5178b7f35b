"""Still open? What organizers are asked of a quiet posting, and what that message becomes."""

from bot.marketplace.freshness import PATIENCE, QUIET
from bot.marketplace.kinds import Entry
from bot.messages.about import About
from bot.messages.life import fill_button, reopen_button
from bot.messages.message import Button, Confirm, Message, lines, paragraph
from bot.messages.postings import details_button, named
from bot.messages.vocabulary import STATES
from bot.messages.voice import Voice
from db.models import Opportunity, OpportunityState, SignupState
from db.queries.opportunities import Posting

S = OpportunityState


def asked(voice: Voice, facts: Posting) -> Message:
    opportunity = facts.opportunity
    head = voice.say("Is {posting} still open?", posting=named(voice, opportunity))
    why = voice.say(
        "Nobody has joined or changed it for {quiet} days. Without an answer within {days} days it expires.",
        quiet=QUIET.days,
        days=PATIENCE.days,
    )
    number = opportunity.number
    says = voice.phrase("Yes, still open (#{number})", number=str(number))
    yes = Button(voice.word("Yes, still open"), "opportunity.fresh", str(number), says=says, style="primary")
    fill = fill_button(voice, number, answers=opportunity.entry == Entry.APPLICATION)
    return paragraph(lines(head, why)).with_button(yes, fill, _close_button(voice, number))


def _close_button(voice: Voice, number: int) -> Button:
    confirm = Confirm(
        voice.word("Close this posting?"),
        voice.word("This cannot be undone."),
        voice.word("Close the posting"),
        voice.word("Keep it"),
    )
    label = voice.phrase("Close #{number}", number=str(number))
    return Button(label, "opportunity.close", f"{number}|", style="danger", confirm=confirm)


def answered(voice: Voice, facts: Posting) -> Message:
    """What the question becomes once there is nothing left to answer."""
    opportunity = facts.opportunity
    posting = named(voice, opportunity)
    if opportunity.state is S.OPEN:
        return paragraph(voice.say("{posting} is still open.", posting=posting)).with_button(
            details_button(voice, opportunity.number)
        )
    if opportunity.state is S.EXPIRED:
        expired = voice.say("{posting} has expired: nobody said that it is still open.", posting=posting)
        return paragraph(expired).with_button(reopen_button(voice, opportunity.number))
    state = voice.word(STATES[opportunity.state])
    return paragraph(voice.say("{posting}: {state}", posting=posting, state=state))


def ended(voice: Voice, facts: Posting) -> Message:
    """To its organizers: a message of its own, since nobody is notified of the question being rewritten."""
    expired = voice.say(
        "{posting} has expired: nobody said that it is still open.", posting=named(voice, facts.opportunity)
    )
    ways = voice.say("If it still needs people, reopen it. Otherwise you have nothing to do.")
    return paragraph(lines(expired, ways)).with_button(reopen_button(voice, facts.opportunity.number))


def said_open(voice: Voice, opportunity: Opportunity) -> Message:
    return paragraph(voice.say("Noted: {posting} is still open.", posting=named(voice, opportunity)))


def expired(voice: Voice, about: About) -> Message:
    """To who is in or waits."""
    posting = named(voice, about.opportunity)
    if about.state is SignupState.WAITING:
        text = voice.say("{posting} expired before a seat came free for you.", posting=posting)
    else:
        text = voice.say("{posting} has expired. You have nothing to do.", posting=posting)
    if not about.contact:
        return paragraph(text)
    return paragraph(lines(text, voice.say("Contact: {name}", name=about.contact)))
