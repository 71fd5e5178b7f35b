"""The posting dialog: what is asked of who posts or edits, the rest behind "more"."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.marketplace.drafts import LONGEST, role_line
from bot.marketplace.kinds import HoursUnit, Kind, Place, WorkLanguage
from bot.messages.form import Ask, Day, Field, Form, Hour, Number, OneOf, Remark, SomeOf, Words
from bot.messages.message import Button
from bot.messages.vocabulary import KINDS, LANGUAGES, PLACES, UNITS
from bot.messages.voice import Voice
from db.models import Opportunity, Role, Session

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
    known["roles"] = "\n".join(role_line(role.name, role.capacity) for role in roles)
    if session is not None:
        known |= {
            "day": session.starts.date(),
            "start": session.starts.time(),
            "end": session.ends.time(),
            "timezone": session.timezone,
        }
    return known
