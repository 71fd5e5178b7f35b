"""Templates: kept, and listed to start from."""

from bot.marketplace.browsing import Listing
from bot.messages.drafts import template_buttons
from bot.messages.lists import pager
from bot.messages.message import Buttons, Code, Message, Paragraph, Part, lines, paragraph
from bot.messages.postings import named
from bot.messages.voice import Voice
from db.models import Opportunity


def template_kept(voice: Voice, number: int, template: Opportunity) -> Message:
    """What was saved stands on its own: the posting it came from may change."""
    listed = Code(voice.word("/organize template"))
    text = voice.say(
        "#{number} is kept as the template {posting}. It has no dates. Your templates: {command}",
        number=str(number),
        posting=named(voice, template),
        command=listed,
    )
    return paragraph(text).with_button(*template_buttons(voice, template.number))


def template_list(voice: Voice, listing: Listing) -> Message:
    """The templates of what the reader organizes, newest first."""
    if not listing.total:
        example = Code(voice.word("/organize template 12"))
        return paragraph(voice.say("There is no template yet. To make one of #12, type {example}", example=example))
    parts: list[Part] = []
    for facts in listing.postings:
        text = lines(named(voice, facts.opportunity), (facts.organization.name,))
        parts += [Paragraph(text), Buttons(template_buttons(voice, facts.opportunity.number))]
    return Message((*parts, *pager(voice, listing, "templates.page", "")))
