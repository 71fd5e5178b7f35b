"""A changed rule of a series: what is asked, what it would do, and what it did."""

from collections.abc import Sequence

from bot.marketplace.life import LONGEST_REASON
from bot.marketplace.repeating import Every
from bot.marketplace.series import Asked, Change, Done, Joined
from bot.messages import repeating
from bot.messages.form import Day, Field, Form, Hour, OneOf, Remark, Words
from bot.messages.message import Button, Text, joined, lines
from bot.messages.postings import named
from bot.messages.voice import N_, Voice
from db.models import Session

TITLE = N_("Change the dates")
NAMED = 8
"""Dates of one kind that are named; the rest are counted."""


def change_button(voice: Voice, number: int) -> Button:
    says = voice.phrase("Change how it repeats: #{number}", number=str(number))
    return Button(voice.word("Change how it repeats"), "series.start", str(number), says=says)


def change_form(voice: Voice, asked: Asked) -> Form:
    """From which date on, and the new rule."""
    first = asked.dates[0]
    known = {
        "repeat": asked.repeat.every if asked.repeat else Every.WEEK,
        "until": asked.repeat.until if asked.repeat else asked.dates[-1].starts.date(),
        "holidays": asked.repeat.holidays if asked.repeat else None,
    }
    zone = voice.phrase("Times are in {timezone}.", timezone=voice.zone_name(first.timezone))
    about = voice.say(
        "Nothing changes until you have seen what it does to {posting}.", posting=named(voice, asked.opportunity)
    )
    until, holidays = (repeating.BUILDERS[name](voice, known) for name in ("until", "holidays"))
    return Form(
        name="series.shown",
        title=voice.word(TITLE),
        close=voice.word("Close"),
        submit=voice.word("Preview"),
        parts=(
            Remark(joined(about, " ", zone)),
            _from(voice, asked.dates),
            Day(
                "day",
                voice.word("First new day"),
                voice.word("Left empty, it is the date chosen above."),
                optional=True,
            ),
            Hour("start", voice.word("Start"), initial=first.starts.time()),
            Hour("end", voice.word("End"), initial=first.ends.time()),
            _repeat(voice, known["repeat"]),
            until,
            holidays,
        ),
        carried={"number": str(asked.opportunity.number)},
    )


def _from(voice: Voice, dates: Sequence[Session]) -> Field:
    options = tuple((str(one.id), _day(voice, one)) for one in dates)
    hint = voice.word("The dates before it stay as they are.")
    return OneOf("from", voice.word("From this date on"), hint, options=options, initial=options[0][0])


def _repeat(voice: Voice, every: object) -> Field:
    options = tuple((one.value, voice.word(repeating.EVERY[one])) for one in Every)
    return OneOf("repeat", voice.word("Repeats"), options=options, initial=str(every))


def _day(voice: Voice, one: Session) -> str:
    """The day and hour as they were said."""
    return voice.phrase("{day}, {time}", day=voice.day(one.starts.date()), time=voice.hour(one.starts.time()))


def preview_form(voice: Voice, change: Change) -> Form:
    """Every date that is added, moved, replaced or in question, before anything is done."""
    carried = {**change.answers, "number": str(change.opportunity.number), "seen": change.seen}
    return Form(
        name="series.changed",
        title=voice.word(TITLE),
        close=voice.word("Close"),
        submit=voice.word("Change the dates"),
        parts=(*[Remark(one) for one in _told(voice, change)], *(_questions(voice) if change.joined else ())),
        carried=carried,
    )


def _told(voice: Voice, change: Change) -> list[Text]:
    stay, added, moved, gone, left = (
        len(one) for one in (change.stays, change.added, change.moved, change.replaced, change.joined)
    )
    heads = (
        (voice.count("{n} date stays as it is:", "{n} dates stay as they are:", stay), _dates(voice, change.stays)),
        (voice.count("{n} date is new:", "{n} dates are new:", added), _added(voice, change)),
        (
            voice.count(
                "{n} date moves to another time; the people signed up are told:",
                "{n} dates move to another time; the people signed up are told:",
                moved,
            ),
            _named(voice, [_whole(voice, new) for _old, new in change.moved]),
        ),
        (
            voice.count(
                "{n} date goes; nobody is signed up for it:", "{n} dates go; nobody is signed up for them:", gone
            ),
            _dates(voice, change.replaced),
        ),
        (
            voice.count(
                "{n} date is not among the new ones, and people are signed up for it:",
                "{n} dates are not among the new ones, and people are signed up for them:",
                left,
            ),
            _joined(voice, change),
        ),
    )
    told = [lines(named(voice, change.opportunity))]
    return told + [lines(head, *of) for head, of in heads if of]


def _dates(voice: Voice, dates: Sequence[Session]) -> list[Text]:
    return _named(voice, [(voice.when(one.starts_at, one.timezone),) for one in dates])


def _added(voice: Voice, change: Change) -> list[Text]:
    """Each new date, and whether one of its day was called off before."""
    told = []
    for one in change.added:
        when = voice.when(one.starts_at, one.timezone)
        again = one.starts.date() in change.again
        told.append(voice.say("{when} (cancelled before)", when=when) if again else (when,))
    return _named(voice, told)


def _whole(voice: Voice, one: Session) -> Text:
    """From when to when."""
    return voice.say("{when} to {end}", when=voice.when(one.starts_at, one.timezone), end=voice.hour_of(one.ends_at))


def _joined(voice: Voice, change: Change) -> list[Text]:
    return _named(
        voice,
        [
            voice.count(
                "{when}: {n} person", "{when}: {n} people", people, when=voice.when(one.starts_at, one.timezone)
            )
            for one, people in change.joined
        ],
    )


def _named(voice: Voice, told: list[Text]) -> list[Text]:
    more = len(told) - NAMED
    if more <= 0:
        return told
    return [*told[:NAMED], voice.count("and {n} more", "and {n} more", more)]


def _questions(voice: Voice) -> tuple[Field, ...]:
    options = (
        (Joined.KEEP.value, voice.word("Keep them")),
        (Joined.CANCEL.value, voice.word("Cancel them, and tell the people signed up")),
    )
    return (
        OneOf("joined", voice.word("Dates with people signed up"), options=options, initial=Joined.KEEP.value),
        Words("reason", voice.word("Why"), "", True, True, "", LONGEST_REASON),
    )


def changed(voice: Voice, done: Done) -> Text:
    """What was done, in numbers."""
    change = done.change
    kept = len(change.joined) - done.called_off
    told = [
        voice.count("{n} date is new.", "{n} dates are new.", len(change.added)),
        *_if(voice.count("{n} date has a new time.", "{n} dates have a new time.", len(change.moved)), change.moved),
        *_if(voice.count("{n} date is gone.", "{n} dates are gone.", len(change.replaced)), change.replaced),
        *_if(
            voice.count(
                "{n} date is cancelled; the people signed up are told.",
                "{n} dates are cancelled; the people signed up are told.",
                done.called_off,
            ),
            done.called_off,
        ),
        *_if(voice.count("{n} date with people signed up stays.", "{n} dates with people signed up stay.", kept), kept),
    ]
    return lines(voice.say("The dates of {posting} are changed.", posting=named(voice, change.opportunity)), *told)


def _if(text: Text, there: object) -> tuple[Text, ...]:
    return (text,) if there else ()
