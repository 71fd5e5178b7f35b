"""The answers to organizers and admins: posted, saved, approved, declined."""

from collections.abc import Sequence

from bot.marketplace.edited import Edited
from bot.marketplace.kinds import Entry, Kind
from bot.marketplace.sessions import Made
from bot.messages.drafts import kept
from bot.messages.message import ChannelName, Code, Message, Text, joined, lines, paragraph, plain
from bot.messages.postings import details_button, named
from bot.messages.voice import Voice
from db.models import Opportunity, OpportunityState, Organization

MOST_NAMES = 10
NO_RULE = Made()


def posted(voice: Voice, opportunity: Opportunity, channels: list[str], made: Made = NO_RULE) -> Text:
    """What became of the posting, and where it shows; of one that repeats, how many dates it has."""
    told = _posted(voice, opportunity, channels)
    return lines(told, *_made(voice, made)) if made.dates else told


def _made(voice: Voice, made: Made) -> list[Text]:
    told = voice.count("It has {n} date.", "It has {n} dates.", made.dates)
    if not made.left_out:
        return [told]
    days = voice.several([voice.day(one) for one in made.left_out])
    return [joined(told, " ", voice.say("Left out, as holidays: {days}.", days=days))]


def _posted(voice: Voice, opportunity: Opportunity, channels: list[str]) -> Text:
    if opportunity.state is OpportunityState.DRAFT:
        return kept(voice, opportunity)
    if opportunity.state is OpportunityState.SUBMITTED:
        return voice.say(
            "{posting} is waiting for an admin to review it. I will tell you what they decide.",
            posting=named(voice, opportunity),
        )
    open_now = voice.say("{posting} is open.", posting=named(voice, opportunity))
    if not channels:
        where = voice.say(
            "No channel announces it yet; an admin can choose one with {command}",
            command=Code(voice.word("/volunteer-admin channels")),
        )
    else:
        where = voice.say("It shows in {channels}.", channels=_channels(channels))
    return lines(joined(open_now, " ", where), _who(voice, opportunity), *_dates(voice, opportunity))


def _who(voice: Voice, opportunity: Opportunity) -> Text:
    """The command that says who comes: first of all who applied, where people apply."""
    number = str(opportunity.number)
    if opportunity.entry == Entry.APPLICATION:
        applicants = voice.phrase("/organize applicants {number}", number=number)
        return voice.say("Who applied: {command}", command=Code(applicants))
    roster = voice.phrase("/organize roster {number}", number=number)
    return voice.say("Who is in: {roster}", roster=Code(roster))


def _dates(voice: Voice, opportunity: Opportunity) -> list[Text]:
    """How to add dates, to what usually has several."""
    if opportunity.kind not in (Kind.RESEARCH, Kind.EVENT):
        return []
    command = Code(voice.phrase("/organize add-dates {number}", number=str(opportunity.number)))
    return [voice.say("More dates: {command}", command=command)]


def published(voice: Voice, opportunity: Opportunity, channels: list[str]) -> Message:
    return paragraph(posted(voice, opportunity, channels)).with_button(details_button(voice, opportunity.number))


def _channels(ids: list[str]) -> Text:
    out: list[str | ChannelName] = []
    for number, one in enumerate(ids):
        if number:
            out.append(", ")
        out.append(ChannelName(one))
    return tuple(out)


def saved(voice: Voice, edit: Edited) -> Text:
    """What is so now: who is told, who got a seat, who waits."""
    posting, told = named(voice, edit.opportunity), []
    if edit.opportunity.published_at is None:
        told.append(voice.say("{posting} is saved.", posting=posting))
    else:
        told.append(voice.say("{posting} is saved, and its cards will show it.", posting=posting))
    if edit.moved:
        told.append(
            voice.count(
                "{n} person is told of the new time or place.",
                "{n} people are told of the new time or place.",
                edit.moved,
            )
        )
    if edit.told:
        told.append(voice.count("{n} person is told of the change.", "{n} people are told of the change.", edit.told))
    if edit.people and not (edit.moved or edit.told or edit.waiting or edit.seated):
        told.append(voice.say("The time and the place are as they were, so nobody is told."))
    if edit.seated:
        told.append(voice.say("From the waiting list, in now: {names}.", names=_some(voice, edit.seated)))
    if edit.waiting:
        told.append(voice.say("On the waiting list now: {names}.", names=_some(voice, edit.waiting)))
    return lines(*told)


def _some(voice: Voice, names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMES
    others = [plain(voice.count("{n} other", "{n} others", more))] if more > 0 else []
    return voice.several([*names[:MOST_NAMES], *others])


def approved(voice: Voice, opportunity: Opportunity) -> Message:
    """What came from outside has no author who could be told."""
    if opportunity.author_id is None:
        told = voice.say("{posting} is open now.", posting=named(voice, opportunity))
    else:
        told = voice.say("{posting} is open now, and its author will be told.", posting=named(voice, opportunity))
    return paragraph(told).with_button(details_button(voice, opportunity.number))


def approved_edited(voice: Voice, opportunity: Opportunity) -> Text:
    return voice.say(
        "{posting} is open now as you edited it, and its author will be told.", posting=named(voice, opportunity)
    )


def vetted(voice: Voice, organization: Organization) -> Message:
    if organization.vetted:
        return paragraph(
            voice.say("{organization} is vetted now, and its cards say so.", organization=organization.name)
        )
    return paragraph(voice.say("{organization} is not vetted any more.", organization=organization.name))


def declined(voice: Voice, opportunity: Opportunity) -> Text:
    if opportunity.author_id is None:
        return voice.say("{posting} is declined.", posting=named(voice, opportunity))
    return voice.say("{posting} is declined, and its author will be told why.", posting=named(voice, opportunity))


def declined_answer(voice: Voice, opportunity: Opportunity) -> Message:
    return paragraph(declined(voice, opportunity))
