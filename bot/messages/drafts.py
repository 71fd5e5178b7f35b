"""Drafts: what becomes of them, and the buttons that drafts and templates have."""

from bot.messages.message import Button, Code, Confirm, Message, Text, lines, paragraph
from bot.messages.postings import details_button, named
from bot.messages.voice import Voice
from db.models import Opportunity, OpportunityState
from db.queries.opportunities import Posting

S = OpportunityState


def kept(voice: Voice, opportunity: Opportunity) -> Text:
    """The draft is kept; and when it is published, if that was said."""
    posting, mine = named(voice, opportunity), Code(voice.word("/organize mine"))
    if opportunity.publish_at is not None:
        when = voice.when(opportunity.publish_at)
        head = voice.say("{posting} is kept, to be published: {when}.", posting=posting, when=when)
    else:
        head = voice.say("{posting} is kept as a draft.", posting=posting)
    return lines(head, voice.say("Only its organizers see it: {command}", command=mine))


def discarded(voice: Voice, opportunity: Opportunity) -> Message:
    return paragraph(voice.say("{posting} is thrown away.", posting=named(voice, opportunity)))


def fell_due(voice: Voice, facts: Posting) -> Message:
    """To who planned it: it is open; or why it is not."""
    opportunity = facts.opportunity
    posting = named(voice, opportunity)
    if opportunity.state is S.DRAFT:
        text = voice.say("{posting} was not published: its date has passed. Give it another.", posting=posting)
        return paragraph(text).with_button(edit_button(voice, opportunity.number))
    if opportunity.state is S.SUBMITTED:
        text = voice.say(
            "{posting} is waiting for an admin to review it. I will tell you what they decide.", posting=posting
        )
    else:
        text = voice.say("{posting} is published, as you planned.", posting=posting)
    return paragraph(text).with_button(details_button(voice, opportunity.number))


def draft_buttons(voice: Voice, number: int) -> tuple[Button, ...]:
    says = voice.phrase("Publish #{number}", number=str(number))
    publish = Button(voice.word("Publish"), "opportunity.publish", str(number), says=says, style="primary")
    return (publish, edit_button(voice, number), _discard_button(voice, number))


def template_buttons(voice: Voice, number: int) -> tuple[Button, ...]:
    says = voice.phrase("Start from #{number}", number=str(number))
    start = Button(voice.word("Start from"), "opportunity.duplicate", str(number), says=says, style="primary")
    return (start, edit_button(voice, number), _discard_button(voice, number))


def edit_button(voice: Voice, number: int) -> Button:
    says = voice.phrase("Edit #{number}", number=str(number))
    return Button(voice.word("Edit"), "opportunity.edit", str(number), says=says)


def duplicate_button(voice: Voice, number: int) -> Button:
    """Starts another like it, with all that was written: what has ended is not opened again."""
    return Button(voice.phrase("Duplicate #{number}", number=str(number)), "opportunity.duplicate", str(number))


def _discard_button(voice: Voice, number: int) -> Button:
    confirm = Confirm(
        voice.word("Throw this away?"),
        voice.word("This cannot be undone."),
        voice.word("Throw away"),
        voice.word("Keep it"),
    )
    says = voice.phrase("Discard #{number}", number=str(number))
    return Button(voice.word("Discard"), "opportunity.discard", str(number), says=says, confirm=confirm)
