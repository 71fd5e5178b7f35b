"""What organizers read of who applied: the list, one application, and what came of it."""

from datetime import datetime, timedelta

from bot.marketplace.applicants import SIZE, STATES, Applicants, Look, Rest
from bot.marketplace.life import LONGEST_REASON
from bot.marketplace.matching import match
from bot.messages import filters
from bot.messages.form import Ask, Field, Form, Remark, Words
from bot.messages.lists import pager, turned_to
from bot.messages.message import (
    Button,
    Buttons,
    Code,
    Message,
    Note,
    Paragraph,
    Part,
    Prose,
    Strong,
    Text,
    joined,
    lines,
    paragraph,
)
from bot.messages.postings import applicants_button, file_button, named
from bot.messages.vocabulary import language_names
from bot.messages.voice import N_, Voice
from db.models import Opportunity, SignupState
from db.queries.applications import Applicant
from db.queries.signups import APPLYING

S = SignupState
STANDINGS = {
    S.APPLIED: N_("Waiting for an answer"),
    S.SHORTLISTED: N_("Shortlisted"),
    S.IN: N_("Accepted"),
    S.REFUSED: N_("Not chosen"),
}
STANDS = {
    S.APPLIED: N_("waiting for an answer"),
    S.SHORTLISTED: N_("shortlisted"),
    S.IN: N_("accepted"),
    S.REFUSED: N_("not chosen"),
}
"""The same of one application, which languages that agree in number say otherwise."""
JUST_NOW = timedelta(minutes=2)
EXCERPT, NAME = 150, 40
"""Characters of a note in the list, and of a name on a button."""


def listed(voice: Voice, found: Applicants, now: datetime) -> Message:
    """A page of who applied, with what matches, and the way to the other states."""
    opportunity = found.opportunity
    if not found.counts and not found.filter:
        return paragraph(voice.say("Nobody has applied to {posting} yet.", posting=named(voice, opportunity)))
    head = voice.say("Who applied to {posting}", posting=named(voice, opportunity))
    total = found.counts.get(found.state, 0)
    shown = voice.labelled(voice.word(STANDINGS[found.state]), _counted(voice, found))
    rows = [_row(voice, opportunity, one, now) for one in found.rows]
    turn = turned_to(found.page, max(total, 1), SIZE)
    return Message(
        (
            Paragraph(lines(head, shown, *filters.shown(voice, found))),
            *rows,
            *_elsewhere(voice, found),
            *filters.menu(voice, found),
            *pager(voice, turn, "applicants.page", filters.about(found, found.state)),
            Note(voice.say("Shortlisting is for you alone: applicants are told only when you accept or decline.")),
        )
    )


def _counted(voice: Voice, found: Applicants) -> Text:
    """How many are in that state; whoever is shortlisted waits for an answer, too."""
    total, apart = found.counts.get(found.state, 0), found.counts.get(S.SHORTLISTED, 0)
    if found.state is not S.APPLIED or not apart:
        return (voice.number(total),)
    return voice.count("{total}, and {n} shortlisted", "{total}, and {n} shortlisted", apart, total=total)


def _row(voice: Voice, opportunity: Opportunity, one: Applicant, now: datetime) -> Paragraph:
    ago = _ago(voice, one.application.created_at, now)
    told = [joined(Strong(one.person.name), f" · {one.role.name} · {ago}")]
    facts = _facts(voice, opportunity, one)
    if facts:
        told.append((" · ".join(facts),))
    if one.application.note:
        told.append((Prose(_cut(one.application.note, EXCERPT)),))
    return Paragraph(lines(*told), _look_button(voice, one))


def _cut(words: str, longest: int) -> str:
    """On one line, and no longer than that."""
    line = " ".join(words.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def _ago(voice: Voice, at: datetime, now: datetime) -> str:
    return voice.word("just now") if now - at < JUST_NOW else voice.span(at - now, direction=True)


def _facts(voice: Voice, opportunity: Opportunity, one: Applicant) -> list[str]:
    """What matches: languages of work and skills in common, hours a week; and what is required and missing."""
    found = match(opportunity, one.person, one.role)
    told = []
    if found.languages:
        told.append(language_names(voice, found.languages))
    if found.hours is not None:
        told.append(voice.phrase("{hours} h a week", hours=found.hours))
    if found.skills:
        told.append(voice.phrase("in common: {skills}", skills=voice.several(found.skills)))
    if found.missing:
        told.append(voice.phrase("required, not mentioned: {skills}", skills=voice.several(found.missing)))
    return told


def _look_button(voice: Voice, one: Applicant) -> Button:
    name = _cut(one.person.name, NAME)
    says = voice.phrase("Look: {name}", name=name)
    return Button(voice.word("Look"), "application.look", str(one.signup.id), says=says)


def _elsewhere(voice: Voice, found: Applicants) -> tuple[Part, ...]:
    """The other states that anybody is in; and to decline all of this one with one text, if all of it is shown."""
    number = found.opportunity.number
    others = [one for one in STATES if one is not found.state and found.counts.get(one)]
    ways = [_state_button(voice, found, one) for one in others]
    if found.state in APPLYING and found.rows and not found.filter:
        ways.append(Button(voice.word("Decline all the rest"), "applicants.decline", f"{number}|{found.state}"))
    ways.append(file_button(voice, "applicants.file", str(number), number))
    return (Buttons(tuple(ways)),)


def _state_button(voice: Voice, found: Applicants, state: SignupState) -> Button:
    label = f"{voice.word(STANDINGS[state])} ({voice.number(found.counts[state])})"
    return Button(label, "applicants.page", f"1|{filters.about(found, state)}")


def look_form(voice: Voice, found: Look) -> Form:
    """All of one application, and what can be decided."""
    one = found.applicant
    decisions = tuple(_decisions(voice, found))
    ask = [Ask(decisions)] if decisions else []
    return Form(
        name="",
        title=voice.word("Application"),
        close=voice.word("Close"),
        parts=(*_whole(voice, found.opportunity, one), *ask),
    )


def _whole(voice: Voice, opportunity: Opportunity, one: Applicant) -> list[Remark]:
    about = [
        joined(Strong(one.person.name), f" · {one.role.name} · ", voice.word(STANDS[one.signup.state])),
        named(voice, opportunity),
    ]
    facts = _facts(voice, opportunity, one)
    if facts:
        about.append((" · ".join(facts),))
    if one.person.skills:
        about.append(voice.labelled(voice.word("Skills"), (Prose(one.person.skills),)))
    parts = [Remark(lines(*about))]
    parts += [Remark(lines((Strong(asked),), (Prose(told),))) for asked, told in one.application.answers]
    if one.application.note:
        parts.append(Remark((Prose(one.application.note),)))
    if one.application.text:
        parts.append(Remark(voice.labelled(voice.word("Your answer"), (Prose(one.application.text),))))
    return parts


def _decisions(voice: Voice, found: Look) -> list[Button]:
    about, buttons = str(found.applicant.signup.id), []
    if found.decidable:
        buttons.append(Button(voice.word("Accept"), "application.accept", about, style="primary"))
        buttons.append(Button(voice.word("Accept with a text"), "application.write", about))
        if found.applicant.signup.state is S.SHORTLISTED:
            buttons.append(Button(voice.word("Take off the shortlist"), "application.unlist", about))
        else:
            buttons.append(Button(voice.word("Shortlist"), "application.shortlist", about))
        buttons.append(Button(voice.word("Decline"), "application.decline", about))
    if found.following is not None:
        buttons.append(Button(voice.word("Next applicant"), "application.look", str(found.following)))
    return [*buttons, applicants_button(voice, found.opportunity.number)]


def accept_form(voice: Voice, found: Look) -> Form:
    name = found.applicant.person.name
    hint = voice.phrase("{name} is told of being accepted, when and where, and then reads your text.", name=name)
    parts = (Remark(voice.say("{name} will read this.", name=name)), _text_for(voice, name, hint))
    carried = {"application": str(found.applicant.signup.id)}
    return _text_form(voice, "application.accepted", voice.word("Accept"), parts, carried)


def decline_form(voice: Voice, found: Look) -> Form:
    name = found.applicant.person.name
    hint = voice.phrase("If empty, {name} is told of not being chosen, with thanks.", name=name)
    parts = (Remark(voice.say("{name} will read this.", name=name)), _text_for(voice, name, hint))
    carried = {"application": str(found.applicant.signup.id)}
    return _text_form(voice, "application.declined", voice.word("Decline"), parts, carried)


def _text_for(voice: Voice, name: str, hint: str) -> Field:
    return _text(voice.phrase("A text for {name}", name=name), hint)


def rest_form(voice: Voice, rest: Rest) -> Form:
    """How many would be told no, before they are."""
    told = voice.count(
        "{n} person who applied to {posting} will be told that they are not chosen, with this text.",
        "{n} people who applied to {posting} will be told that they are not chosen, with this text.",
        rest.count,
        posting=named(voice, rest.opportunity),
    )
    if rest.state is S.APPLIED:
        told = lines(told, voice.say("Shortlisted applicants are still waiting for your answer."))
    carried = {"number": str(rest.opportunity.number), "state": rest.state.value, "last": str(rest.last)}
    hint = voice.word("If empty, they are told that they were not chosen, with thanks.")
    parts = (Remark(told), _text(voice.word("A text for them"), hint))
    return _text_form(voice, "applicants.declined", voice.word("Decline"), parts, carried)


def _text(label: str, hint: str) -> Field:
    return Words("text", label, hint, optional=True, several_lines=True, longest=LONGEST_REASON)


def _text_form(voice: Voice, name: str, does: str, parts: tuple[Field | Remark, ...], carried: dict[str, str]) -> Form:
    return Form(name=name, title=does, close=voice.word("Close"), submit=does, parts=parts, carried=carried)


def rest_declined(voice: Voice, rest: Rest) -> Text:
    command = Code(voice.phrase("/organize applicants {number}", number=str(rest.opportunity.number)))
    told = voice.count("{n} person will be told.", "{n} people will be told.", rest.count)
    return lines(told, voice.say("Who else applied: {command}", command=command))
