"""What a posting says of itself besides what, when and for whom: its question, terms, team, links."""

from bot.marketplace.kinds import Entry
from bot.messages.message import Paragraph, Part, Prose, Text, lines
from bot.messages.role_lines import needs_line
from bot.messages.vocabulary import ENTRIES
from bot.messages.voice import N_, Voice
from db.models import Opportunity
from db.queries.opportunities import Posting

REST = {
    "skills": N_("Skills"),
    "learning": N_("What you will learn"),
    "team": N_("About the team"),
    "accessibility": N_("Accessibility"),
    "links": N_("Links"),
}
"""What the details say and the card leaves out."""


def first(voice: Voice, opportunity: Opportunity) -> list[Text]:
    """What comes before all else: the question that advice is asked on."""
    asked = opportunity.question
    return [voice.labelled(voice.word("Question"), (Prose(asked),))] if asked else []


def terms(voice: Voice, opportunity: Opportunity) -> list[Text]:
    """The way in with its deadline, and what one gets for it."""
    told = []
    if opportunity.entry == Entry.APPLICATION:
        told.append(voice.labelled(voice.word("Way in"), (voice.word(ENTRIES[Entry.APPLICATION]),)))
    if opportunity.deadline is not None:
        told.append(voice.labelled(voice.word("Deadline"), (voice.day(opportunity.deadline),)))
    return [*told, *honorarium(voice, opportunity)]


def honorarium(voice: Voice, opportunity: Opportunity) -> list[Text]:
    given = opportunity.honorarium
    return [voice.labelled(voice.word("Honorarium"), (Prose(given),))] if given else []


def pace(voice: Voice, facts: Posting) -> list[Text]:
    """By when who applies usually hears; nothing where too few were answered to say."""
    days = facts.organization.answers_in if facts.opportunity.entry == Entry.APPLICATION else None
    return [voice.count("Usually answers in {n} day", "Usually answers in {n} days", days)] if days else []


def joining(voice: Voice, opportunity: Opportunity) -> tuple[Part, ...]:
    """How to join, for who is in."""
    return tuple(Paragraph(line) for line in joining_line(voice, opportunity))


def joining_line(voice: Voice, opportunity: Opportunity) -> list[Text]:
    given = opportunity.joining
    return [voice.labelled(voice.word("How to join"), _written(given))] if given else []


def rest(voice: Voice, facts: Posting) -> tuple[Part, ...]:
    """All else that the posting says, for who looks at its details: first what each role asks for."""
    said = [(label, getattr(facts.opportunity, name)) for name, label in REST.items()]
    told = [line for one in facts.roles if (line := needs_line(voice, one.role))]
    told += [voice.labelled(voice.word(label), _written(words)) for label, words in said if words]
    return (Paragraph(lines(*told)),) if told else ()


def _written(words: str) -> Text:
    """Several lines begin on a line of their own."""
    return (Prose(f"\n{words}" if "\n" in words else words),)
