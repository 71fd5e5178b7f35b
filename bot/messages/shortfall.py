"""Short of people: what organizers are told, and what channels are asked."""

from collections.abc import Sequence
from datetime import datetime

from bot.errors import Opening
from bot.messages.message import Button, Message, Paragraph, Text, lines, paragraph
from bot.messages.postings import details_button, joining, named, seats, when_line, where_line
from bot.messages.voice import Voice
from db.models import Opportunity, Role, Session
from db.queries.opportunities import Posting


def warned(voice: Voice, facts: Posting, session: Session, roles: Sequence[Role], now: datetime) -> Message:
    """To its organizers: who is missing, and the way to ask for help."""
    opportunity = facts.opportunity
    head = voice.say("{posting} is soon, and short of people.", posting=named(voice, opportunity))
    told = paragraph(lines(head, when_line(voice, session, now), *_missing(voice, roles)))
    if session.helped_at is not None:
        return told.with_button(details_button(voice, opportunity.number))
    says = voice.phrase("Ask for help with #{number}", number=str(opportunity.number))
    about = f"{opportunity.number}|{session.id}"
    ask = Button(voice.word("Ask for help"), "opportunity.help", about, says=says, style="primary")
    return told.with_button(ask, details_button(voice, opportunity.number))


def _missing(voice: Voice, roles: Sequence[Role]) -> list[Text]:
    return [(f"{role.name} {seats(voice, role)}",) for role in roles]


def asked(voice: Voice, opportunity: Opportunity) -> Message:
    return paragraph(
        voice.say("I am asking for help with {posting} where its card is.", posting=named(voice, opportunity))
    )


def wanted(voice: Voice, facts: Posting, session: Session, roles: Sequence[Role], now: datetime) -> Message:
    """To a channel, in the community's language."""
    opportunity = facts.opportunity
    head = voice.say(
        "{posting} from {organization} still needs people.",
        posting=named(voice, opportunity),
        organization=facts.organization.name,
    )
    text = lines(head, when_line(voice, session, now), where_line(voice, opportunity), *_missing(voice, roles))
    openings = [Opening(role.id, role.name, full=False) for role in roles]
    ways = joining(voice, openings, opportunity.number, details_button(voice, opportunity.number))
    return Message((Paragraph(text), *ways))
