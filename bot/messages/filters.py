"""Showing a part of who applied: the menu to choose by, and what is shown at the moment."""

from bot.marketplace.applicants import Applicants
from bot.marketplace.filters import Filter, Mark, hours_asked, written
from bot.messages.message import Button, Buttons, Choice, Part, Text
from bot.messages.vocabulary import language_names
from bot.messages.voice import Voice
from db.models import Opportunity, SignupState


def about(found: Applicants, state: SignupState, sieve: Filter | None = None) -> str:
    """What a button to a page of these applicants stands for; with the filter they are shown by, unless another is
    given."""
    wanted = found.filter if sieve is None else sieve
    return f"{found.opportunity.number}:{state}:{written(wanted)}"


def shown(voice: Voice, found: Applicants) -> list[Text]:
    """By what is filtered, and that nobody is like that; nothing where everyone is shown."""
    if not found.filter:
        return []
    told = [_named(voice, found.opportunity, mark) for mark in Mark if mark in found.filter.marks]
    if found.filter.words:
        told.append(voice.phrase("“{words}” in the name", words=found.filter.words))
    only = voice.say("Only: {what}", what=voice.several(told))
    return [only] if found.rows else [only, voice.say("Nobody here matches.")]


def menu(voice: Voice, found: Applicants) -> tuple[Part, ...]:
    """Each thing to filter by, put on or taken off; and the way back to everyone."""
    options = tuple((_option(voice, found, mark), _to(found, mark)) for mark in found.offered)
    everyone = Button(voice.word("Show everyone"), "applicants.page", f"1|{about(found, found.state, Filter())}")
    choice = (Choice(voice.word("Show only some"), "applicants.choose", options),) if options else ()
    return (*choice, *((Buttons((everyone,)),) if found.filter else ()))


def _to(found: Applicants, mark: Mark) -> str:
    return f"applicants.page/1|{about(found, found.state, found.filter.with_mark(mark))}"


def _option(voice: Voice, found: Applicants, mark: Mark) -> str:
    name = _named(voice, found.opportunity, mark)
    if mark in found.filter.marks:
        return voice.phrase("No longer: {what}", what=name)
    return name[:1].upper() + name[1:]


def _named(voice: Voice, opportunity: Opportunity, mark: Mark) -> str:
    if mark is Mark.SKILLS:
        return voice.word("skills in common")
    if mark is Mark.HOURS:
        return voice.phrase("{hours} h a week or more in their profile", hours=hours_asked(opportunity) or 0)
    return voice.phrase("works in {language}", language=language_names(voice, [mark]))
