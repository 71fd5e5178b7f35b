"""Asking somebody to join: what they read, what they may answer, and what the organizer is told."""

from dataclasses import dataclass
from datetime import datetime

from bot.errors.signing_up import Opening
from bot.marketplace.invitations import Invited
from bot.marketplace.kinds import Entry, Kind
from bot.messages.message import Button, Code, Message, Note, Paragraph, Prose, Text, joined, lines, paragraph
from bot.messages.postings import details_button, hours_line, join_button, named, told, when_line, where_line
from bot.messages.voice import Voice
from db.models import Invitation, Opportunity, Role, Session
from db.queries.opportunities import Posting


@dataclass(frozen=True, slots=True)
class Asked:
    """An invitation's surroundings. `author` is the name of who asks."""

    invitation_id: int
    facts: Posting
    role: Role
    session: Session | None
    author: str


def invited(voice: Voice, done: Invited) -> Message:
    """To the organizer: who is asked, and that it is theirs to say."""
    text = voice.say(
        "I am asking {name} to join {posting} as {role}. They are signed up only if they say yes.",
        name=done.person.name,
        posting=named(voice, done.opportunity),
        role=done.role,
    )
    return paragraph(text).with_button(details_button(voice, done.opportunity.number))


def invitation(voice: Voice, asked: Asked, now: datetime) -> Message:
    """To whom it is asked: who asks, what, when, where, how much time; yes, no, or a look at the details."""
    opportunity = asked.facts.opportunity
    head = voice.say(
        "{name} from {organization} asks you to join {posting} as {role}.",
        name=asked.author,
        organization=asked.facts.organization.name,
        posting=named(voice, opportunity),
        role=asked.role.name,
    )
    summary = (Prose(told(voice, opportunity, "summary")),)
    note = Note(voice.say("You are signed up only if you say yes. Only its organizers see that you were asked."))
    return Message((Paragraph(lines(head, summary, *_terms(voice, asked, now))), note)).with_button(
        _yes(voice, asked), _no(voice, asked), details_button(voice, opportunity.number)
    )


def _terms(voice: Voice, asked: Asked, now: datetime) -> list[Text]:
    opportunity = asked.facts.opportunity
    time = hours_line(voice, opportunity)
    terms = [when_line(voice, asked.session, now), where_line(voice, opportunity)]
    if time:
        terms.append(voice.labelled(voice.word("Time asked"), time))
    if _full(asked.role) and opportunity.entry != Entry.APPLICATION:
        terms.append(voice.say("Every seat is taken for now: you can wait for one."))
    return terms


def _full(role: Role) -> bool:
    return role.capacity is not None and role.taken >= role.capacity


def _yes(voice: Voice, asked: Asked) -> Button:
    """What leads in: where one applies or chooses a slot, the button of the card."""
    opportunity, role = asked.facts.opportunity, asked.role
    apply, slot = opportunity.entry == Entry.APPLICATION, opportunity.kind == Kind.RESEARCH
    if apply or slot:
        return join_button(voice, Opening(role.id, role.name, _full(role), apply, slot), opportunity.number)
    says = voice.phrase("Yes, sign me up (#{number})", number=str(opportunity.number))
    about = str(asked.invitation_id)
    return Button(voice.word("Yes, sign me up"), "invitation.yes", about, says=says, style="primary")


def _no(voice: Voice, asked: Asked) -> Button:
    says = voice.phrase("No, thank you (#{number})", number=str(asked.facts.opportunity.number))
    return Button(voice.word("No, thank you"), "invitation.no", str(asked.invitation_id), says=says)


def said_no(voice: Voice, opportunity: Opportunity) -> Message:
    """The answer to a no."""
    text = voice.say(
        "Noted. You will not be asked to join {posting} again; its organizer is told.",
        posting=named(voice, opportunity),
    )
    return paragraph(text).with_button(details_button(voice, opportunity.number))


def answered(voice: Voice, opportunity: Opportunity, of: Invitation) -> Message:
    """What the message that asked becomes: what was answered, and no more buttons to answer with."""
    posting = named(voice, opportunity)
    if of.answer == "yes":
        mine = Code(voice.word("/volunteer mine"))
        text = voice.say("You were asked to join {posting}, and said yes.", posting=posting)
        text = joined(text, " ", voice.say("What you are in: {command}", command=mine))
    else:
        text = voice.say("You were asked to join {posting}, and said no.", posting=posting)
    return paragraph(text).with_button(details_button(voice, opportunity.number))


def declined(voice: Voice, opportunity: Opportunity, name: str) -> Message:
    """To who asked: a no, which needs no answer."""
    text = voice.say("{name} cannot join {posting}.", name=name, posting=named(voice, opportunity))
    return paragraph(text).with_button(details_button(voice, opportunity.number))
