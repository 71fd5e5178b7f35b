"""The dialogs: what is asked of organizers, volunteers and admins."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import time

from bot.marketplace.communities import Settings
from bot.marketplace.drafts import LONGEST
from bot.marketplace.kinds import HoursUnit, Kind, Place, WorkLanguage
from bot.marketplace.people import LONGEST_SKILLS, MOST_HOURS
from bot.messages.form import Ask, ChannelChoice, Day, Field, Form, Hour, Number, OneOf, Remark, SomeOf, Words
from bot.messages.message import Button, Text
from bot.messages.vocabulary import KINDS, LANGUAGES, PLACES, UNITS, WEEKDAYS
from bot.messages.voice import N_, Voice
from db.models import Opportunity, Person, Role, Session

Known = Mapping[str, object]
"""What the fields start with, by name: from a posting that is edited, or from what was typed so far."""


def post_form(voice: Voice, name: str, known: Known, carried: dict[str, str], *, more: bool) -> Form:
    """The posting dialog, to post or to edit. What few postings need stands behind "more"."""
    editing = name == "opportunity.edited"
    parts: list[Field | Remark | Ask] = [*_about(voice, known), *_when(voice, known), *_terms(voice, known)]
    if more:
        parts += _more(voice, known)
    else:
        parts.append(Ask(Button(voice.word("More: kind, skills, time zone"), "opportunity.more", name)))
    return Form(
        name=name,
        title=voice.word("Edit the posting") if editing else voice.word("Post an opportunity"),
        close=voice.word("Close"),
        submit=voice.word("Save") if editing else voice.word("Post"),
        parts=tuple(parts),
        carried=carried,
    )


def _about(voice: Voice, known: Known) -> list[Field]:
    return [
        replace(_words(known, "title", voice.word("Title")), example=voice.word("Redesign our intake form")),
        _words(known, "organization", voice.word("Organization")),
        _words(known, "summary", voice.word("Summary, in one line")),
        replace(_optional(known, "description", voice.word("Description")), several_lines=True),
        Words(
            "roles",
            voice.word("Roles and seats"),
            voice.word("One role a line, then its seats. No number means no limit."),
            several_lines=True,
            initial=str(known.get("roles") or ""),
            example=voice.word("Designer 2\nDeveloper 3"),
        ),
    ]


def _words(known: Known, name: str, label: str) -> Words:
    return Words(name, label, initial=str(known.get(name) or ""), longest=LONGEST[name])


def _optional(known: Known, name: str, label: str) -> Words:
    return replace(_words(known, name, label), optional=True)


def _when(voice: Voice, known: Known) -> list[Field]:
    zone = voice.phrase("Times are {timezone} time.", timezone=str(known["timezone"]))
    hint = voice.word("Leave day, start and end empty if there is no fixed date.")
    return [
        Day("day", voice.word("Day"), hint, True, known.get("day")),  # type: ignore[arg-type]
        Hour("start", voice.word("Start"), zone, True, known.get("start")),  # type: ignore[arg-type]
        Hour("end", voice.word("End"), "", True, known.get("end")),  # type: ignore[arg-type]
    ]


def _terms(voice: Voice, known: Known) -> list[Field]:
    return [
        OneOf(
            "place",
            voice.word("Place"),
            options=tuple((one.value, voice.word(PLACES[one])) for one in Place),
            initial=str(known.get("place") or Place.REMOTE),
        ),
        _optional(known, "where", voice.word("Link or address")),
        Number("hours", voice.word("Time asked, in hours"), "", True, _number(known, "hours")),
        OneOf(
            "hours_unit",
            voice.word("Unit"),
            options=tuple((one.value, voice.word(UNITS[one])) for one in HoursUnit),
            initial=str(known.get("hours_unit") or HoursUnit.WEEK),
        ),
        Number("hours_total", voice.word("Total hours, over the whole time"), "", True, _number(known, "hours_total")),
        work_languages(voice, known, voice.word("Languages of work")),
    ]


def _number(known: Known, name: str) -> int | None:
    value = known.get(name)
    return value if isinstance(value, int) else None


def work_languages(voice: Voice, known: Known, label: str, *, optional: bool = False) -> SomeOf:
    initial = known.get("work_languages") or ()
    return SomeOf(
        "work_languages",
        label,
        optional=optional,
        options=tuple((one.value, voice.word(LANGUAGES[one])) for one in WorkLanguage),
        initial=tuple(str(one) for one in initial) if isinstance(initial, (list, tuple)) else (),
    )


def _more(voice: Voice, known: Known) -> list[Field]:
    return [
        OneOf(
            "kind",
            voice.word("Kind"),
            options=tuple((one.value, voice.word(KINDS[one])) for one in Kind),
            initial=str(known.get("kind") or Kind.VOLUNTEERING),
        ),
        _optional(known, "skills", voice.word("Skills that help")),
        Words(
            "timezone",
            voice.word("Time zone"),
            voice.word("A name such as America/Toronto."),
            initial=str(known["timezone"]),
            longest=64,
        ),
    ]


def known_of(opportunity: Opportunity, organization: str, roles: Sequence[Role], session: Session | None) -> Known:
    """What an existing posting's dialog starts with."""
    known: dict[str, object] = {
        name: getattr(opportunity, name)
        for name in (
            "title", "summary", "description", "place", "where", "hours", "hours_unit", "hours_total", "kind", "skills",
            "work_languages",
        )
    }  # fmt: skip
    known["organization"] = organization
    known["roles"] = "\n".join(role.name if role.capacity is None else f"{role.name} {role.capacity}" for role in roles)
    if session is not None:
        known |= {
            "day": session.starts.date(),
            "start": session.starts.time(),
            "end": session.ends.time(),
            "timezone": session.timezone,
        }
    return known


def profile_form(voice: Voice, of: Person) -> Form:
    known: Known = {"work_languages": of.work_languages}
    return Form(
        name="profile.saved",
        title=voice.word("Your profile"),
        close=voice.word("Close"),
        submit=voice.word("Save"),
        parts=(
            Remark(voice.say("Organizers see your skills when you sign up. Everything here is optional.")),
            Words(
                "skills",
                voice.word("Skills"),
                voice.word("For example: service design, Python, facilitation"),
                optional=True,
                several_lines=True,
                initial=of.skills,
                longest=LONGEST_SKILLS,
            ),
            Number(
                "hours_per_week", voice.word("Hours a week you can give"), "", True, of.hours_per_week, 1, MOST_HOURS
            ),
            work_languages(voice, known, voice.word("Languages you can work in"), optional=True),
        ),
    )


def decline_form(voice: Voice, opportunity: Opportunity) -> Form:
    return Form(
        name="opportunity.declined",
        title=voice.word("Decline"),
        close=voice.word("Close"),
        submit=voice.word("Decline"),
        parts=(
            Remark(
                voice.say(
                    "The author of {posting} will read this.", posting=f"#{opportunity.number} {opportunity.title}"
                )
            ),
            Words("reason", voice.word("Why, and what to change"), several_lines=True, longest=1000),
        ),
        carried={"number": str(opportunity.number)},
    )


def settings_form(voice: Voice, now: Settings) -> Form:
    return Form(
        name="settings.saved",
        title=voice.word("Settings"),
        close=voice.word("Close"),
        submit=voice.word("Save"),
        parts=(
            OneOf(
                "moderation",
                voice.word("Review postings before they open"),
                options=_on_off(voice),
                initial=_flag(now.moderation),
            ),
            OneOf(
                "language",
                voice.word("Language of cards in channels"),
                options=tuple((one.value, voice.word(LANGUAGES[one])) for one in WorkLanguage),
                initial=now.language,
            ),
            Words(
                "timezone",
                voice.word("Time zone"),
                voice.word("A name such as America/Toronto."),
                initial=now.timezone,
                longest=64,
            ),
            OneOf(
                "digest", voice.word("Weekly digest for admins"), options=_on_off(voice), initial=_flag(now.digest_on)
            ),
            OneOf(
                "weekday",
                voice.word("Day of the digest"),
                options=tuple((str(n), voice.word(day)) for n, day in enumerate(WEEKDAYS)),
                initial=str(now.weekday),
            ),
            Hour("hour", voice.word("Hour of the digest"), initial=time(now.minute // 60, now.minute % 60)),
        ),
    )


def _on_off(voice: Voice) -> tuple[tuple[str, str], ...]:
    return (("on", voice.word("On")), ("off", voice.word("Off")))


def _flag(on: bool) -> str:
    return "on" if on else "off"


def channel_form(voice: Voice) -> Form:
    return Form(
        name="channels.saved",
        title=voice.word("Announce in a channel"),
        close=voice.word("Close"),
        submit=voice.word("Save"),
        parts=(
            ChannelChoice("channel", voice.word("Channel")),
            SomeOf(
                "kinds",
                voice.word("What it announces"),
                voice.word("Choose none to announce everything."),
                optional=True,
                options=tuple((one.value, voice.word(KINDS[one])) for one in Kind),
            ),
        ),
    )


SAVED, POSTED, DECLINED = N_("Saved"), N_("Posted"), N_("Declined")
"""Titles of the pages that dialogs turn into."""


def page_form(voice: Voice, title: str, text: Text) -> Form:
    """A page to read and close: what a dialog turns into when it was taken."""
    return Form(name="", title=voice.word(title), close=voice.word("Close"), parts=(Remark(text),))
