"""Who runs a posting: the dialog to choose them, and what they are told."""

from collections.abc import Sequence

from bot.marketplace.owners import MOST, Owners, Saved, Stays
from bot.messages.form import Form, OnePerson, Remark, SomePeople
from bot.messages.message import Code, Message, Text, lines, paragraph
from bot.messages.postings import details_button, named
from bot.messages.voice import N_, Voice
from db.models import Opportunity
from db.queries.opportunities import Posting

NAMED = 10
"""Postings, or people, named in one message; the rest are counted."""
STAYS = {
    Stays.NOT: N_("You run it no longer."),
    Stays.OWNER: N_("You are still one of its organizers."),
    Stays.MEMBER: N_("You still can, as an organizer of {organization}."),
    Stays.ADMIN: N_("You still can, as an admin."),
}
"""What somebody who is no longer its author is told of running it."""


def owners_form(voice: Voice, owners: Owners) -> Form:
    return Form(
        name="owners.saved",
        title=voice.word("Organizers"),
        close=voice.word("Close"),
        submit=voice.word("Save"),
        parts=(
            Remark(_who_runs_it(voice, owners)),
            SomePeople("owners", voice.word("Co-organizers"), optional=True, initial=owners.others, most=MOST),
            OnePerson("author", voice.word("Hand over to"), _afterwards(voice, owners), optional=True),
        ),
        carried={"number": str(owners.opportunity.number)},
    )


def _who_runs_it(voice: Voice, owners: Owners) -> Text:
    told = voice.say(
        "The people who run {posting} with its author: they can do everything its author can, and get its messages.",
        posting=named(voice, owners.opportunity),
    )
    if not owners.members:
        return told
    names = list(owners.members[:NAMED]) + (["…"] if len(owners.members) > NAMED else [])
    may = voice.say(
        "The organizers of {organization} can, too: {names}",
        organization=owners.organization,
        names=voice.several(names),
    )
    return lines(told, may)


def _afterwards(voice: Voice, owners: Owners) -> str:
    """What handing it over means for who does it."""
    if owners.asker in (Stays.MEMBER, Stays.ADMIN):
        they, still = voice.word("They run it from then on."), STAYS[owners.asker]
        return f"{they} {voice.phrase(still, organization=owners.organization)}"
    return voice.word("They run it from then on. You no longer do, unless you are chosen above.")


def saved(voice: Voice, done: Saved) -> Text:
    posting = named(voice, done.opportunity)
    told = voice.say("The organizers of {posting} are saved. New organizers are told.", posting=posting)
    if done.own is not None:
        return lines(told, voice.say(STAYS[done.own], organization=done.organization))
    if done.former:
        return lines(told, voice.say("So is {name}, who was its author.", name=done.former))
    return told


def replaced(voice: Voice, facts: Posting, names: Sequence[str], stays: Stays) -> Message:
    """To who was its author: the names are of who changed that, and of its author now."""
    posting, (by, heir) = named(voice, facts.opportunity), names
    if by == heir:
        head = voice.say("{name} has taken over {posting}, which was yours.", name=by, posting=posting)
    else:
        head = voice.say(
            "{name} has handed {posting}, which was yours, over to {heir}.", name=by, posting=posting, heir=heir
        )
    still = voice.say(STAYS[stays], organization=facts.organization.name)
    return paragraph(lines(head, still)).with_button(details_button(voice, facts.opportunity.number))


def added(voice: Voice, facts: Posting) -> Message:
    """To somebody who runs it from now on."""
    head = voice.say("You are now one of the organizers of {posting}.", posting=named(voice, facts.opportunity))
    mine = Code(voice.word("/organize mine"))
    text = lines(head, voice.say("What you organize: {command}", command=mine))
    return paragraph(text).with_button(details_button(voice, facts.opportunity.number))


def passed(voice: Voice, name: str, postings: Sequence[Opportunity]) -> Message:
    """To whoever has the postings of somebody whose account is closed."""
    head = voice.say("The account of {name} is closed. What they organized is yours now:", name=name)
    rows = [named(voice, one) for one in postings[:NAMED]]
    more = len(postings) - NAMED
    if more > 0:
        rows.append(voice.count("and {n} other", "and {n} others", more))
    hand = Code(voice.word("/organize owners 12"))
    return paragraph(lines(head, *rows, voice.say("To hand one to somebody else: {command}", command=hand)))
