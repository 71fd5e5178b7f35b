"""The fields of the posting dialog, each by its name; and which of them each kind of opportunity asks first."""

from collections.abc import Callable
from dataclasses import replace

from bot.marketplace.drafts import LONGEST
from bot.marketplace.kinds import Entry, HoursUnit, Kind, Place, WorkLanguage
from bot.messages import plan_fields, repeating
from bot.messages.form import Day, Field, Hour, Number, OneOf, SomeOf, Words
from bot.messages.plan_fields import Known
from bot.messages.vocabulary import ENTRIES, KINDS, LANGUAGES, PLACES, UNITS
from bot.messages.voice import N_, Voice

HEAD = ("kind", "title", "organization", "summary", "description")
WHEN = ("day", "start", "end")
WHERE = ("place", "where")
TIME = ("hours", "hours_unit", "hours_total")
FIRST: dict[Kind, tuple[str, ...]] = {
    Kind.VOLUNTEERING: (*HEAD, "roles", *WHEN, *WHERE, *TIME, "work_languages"),
    Kind.TEAM: (*HEAD, "roles", *TIME, "team", "learning", *WHERE, "work_languages"),
    Kind.ADVICE: (*HEAD, "question", "roles", "hours", *WHERE, "work_languages"),
    Kind.RESEARCH: (
        *HEAD, "roles", *WHEN, *WHERE, "joining", "questions", "consent", "honorarium", "accessibility",
        "work_languages",
    ),
    Kind.EVENT: (*HEAD, "roles", *WHEN, "repeat", *WHERE, "joining", "accessibility", "work_languages"),
    Kind.COHORT: (*HEAD, "roles", "deadline", "questions", *TIME, "honorarium", "learning", *WHERE,
                  "work_languages"),
}  # fmt: skip
"""What each kind is asked at once, in this order."""
ONLY: dict[str, Kind] = {"question": Kind.ADVICE, "consent": Kind.RESEARCH}
"""What no other kind is asked at all."""
NEVER: dict[Kind, tuple[str, ...]] = {
    Kind.ADVICE: ("hours_unit", "hours_total"),
    Kind.RESEARCH: ("entry", "most_waiting"),
}
"""What a kind is not asked at all: advice is so many hours in all, and research is by slot."""
LATER = (
    *WHEN, "repeat", "roles", *TIME, "skills", "entry", "deadline", "questions", "most_waiting", "joining",
    "accessibility", "honorarium", "learning", "team", "links", "language", "other_title", "other_summary",
    "other_description", "timezone",
)  # fmt: skip
"""What stands behind "more", where it was not asked at once."""
PLANNED = ("publish", "publish_day", "publish_hour", "channels")
"""What is asked behind "more" of what is not published yet: when, and where."""
EDITING = ("unseat", "tell")
"""What is asked of an edit: what to do where people would lose their seats, and whether to tell people."""
ROLES = {
    Kind.ADVICE: N_("Advisor 1"),
    Kind.RESEARCH: N_("Participant 1"),
    Kind.EVENT: N_("Participant"),
    Kind.COHORT: N_("Fellow 6"),
}
"""What the roles are where none are named, for the kinds that have usual ones."""


def fields(voice: Voice, known: Known, *, more: bool, last: tuple[str, ...] = ()) -> list[Field]:
    """The fields for this kind of posting, with all the rest when `more` is asked for, and then `last`."""
    kind = kind_of(known)
    names = [*FIRST[kind], *((*LATER, *last) if more else ())]
    names = [one for name in names for one in (repeating.asked(known) if name == "repeat" else (name,))]
    asked = [name for name in dict.fromkeys(names) if ONLY.get(name, kind) is kind and name not in NEVER.get(kind, ())]
    return some_fields(voice, known, tuple(asked))


def some_fields(voice: Voice, known: Known, names: tuple[str, ...]) -> list[Field]:
    """These fields and no others, in this order."""
    return [BUILDERS[name](voice, known) for name in names]


def kind_of(known: Known) -> Kind:
    """The kind that was chosen; a volunteering role until then, or for a word that is none."""
    given = str(known.get("kind") or "")
    return Kind(given) if given in set(Kind) else Kind.VOLUNTEERING


def _words(known: Known, name: str, label: str, hint: str = "") -> Words:
    return Words(name, label, hint, initial=str(known.get(name) or ""), longest=LONGEST[name])


def _optional(known: Known, name: str, label: str, hint: str = "") -> Words:
    return replace(_words(known, name, label, hint), optional=True)


def _text(known: Known, name: str, label: str, hint: str = "") -> Words:
    return replace(_optional(known, name, label, hint), several_lines=True)


def _kind(voice: Voice, known: Known) -> Field:
    options = tuple((one.value, voice.word(KINDS[one])) for one in Kind)
    return OneOf("kind", voice.word("Kind"), options=options, initial=kind_of(known).value, redraws=True)


def _title(voice: Voice, known: Known) -> Field:
    return replace(_words(known, "title", voice.word("Title")), example=voice.word("Redesign our intake form"))


def usual_roles(voice: Voice, kind: Kind) -> str:
    """What the roles are where none are named; empty for a kind that must name them."""
    return voice.word(ROLES.get(kind, ""))


def _roles(voice: Voice, known: Known) -> Field:
    hint, usual = (
        voice.word(
            "One role per line, then its seats; no number means no limit. It may ask for more: "
            "Designer 2, experienced: Figma, research; a plus: HTML."
        ),
        usual_roles(voice, kind_of(known)),
    )
    if usual:
        hint = voice.phrase("{hint} If empty: {usual}", hint=hint, usual=usual)
    return Words(
        "roles",
        voice.word("Roles and seats"),
        hint,
        bool(usual),
        several_lines=True,
        initial=str(known.get("roles") or ""),
        example=usual or voice.word("Designer 2\nDeveloper 3"),
    )


def _day(voice: Voice, known: Known) -> Field:
    hint = voice.word("Leave day, start and end empty if there is no fixed date.")
    return Day("day", voice.word("Day"), hint, True, known.get("day"))  # type: ignore[arg-type]


def _start(voice: Voice, known: Known) -> Field:
    zone = voice.phrase("Times are in {timezone}.", timezone=voice.zone_name(str(known["timezone"])))
    return Hour("start", voice.word("Start"), zone, True, known.get("start"))  # type: ignore[arg-type]


def _end(voice: Voice, known: Known) -> Field:
    return Hour("end", voice.word("End"), "", True, known.get("end"))  # type: ignore[arg-type]


def _place(voice: Voice, known: Known) -> Field:
    options = tuple((one.value, voice.word(PLACES[one])) for one in Place)
    return OneOf("place", voice.word("Place"), options=options, initial=str(known.get("place") or Place.REMOTE))


def _hours_unit(voice: Voice, known: Known) -> Field:
    options = tuple((one.value, voice.word(UNITS[one])) for one in HoursUnit)
    initial = str(known.get("hours_unit") or HoursUnit.WEEK)
    return OneOf("hours_unit", voice.word("Unit"), options=options, initial=initial)


def _number(known: Known, name: str, label: str) -> Field:
    value = known.get(name)
    return Number(name, label, "", True, value if isinstance(value, int) else None)


def work_languages(voice: Voice, known: Known, label: str, *, optional: bool = False) -> SomeOf:
    initial = known.get("work_languages") or ()
    return SomeOf(
        "work_languages",
        label,
        optional=optional,
        options=_languages(voice),
        initial=tuple(str(one) for one in initial) if isinstance(initial, (list, tuple)) else (),
    )


def _languages(voice: Voice) -> tuple[tuple[str, str], ...]:
    return tuple((one.value, voice.word(LANGUAGES[one])) for one in WorkLanguage)


def _entry(voice: Voice, known: Known) -> Field:
    options = tuple((one.value, voice.word(ENTRIES[one])) for one in Entry)
    usual = Entry.APPLICATION if kind_of(known) is Kind.COHORT else Entry.OPEN
    return OneOf("entry", voice.word("Way in"), options=options, initial=str(known.get("entry") or usual))


def _deadline(voice: Voice, known: Known) -> Field:
    hint = voice.word(
        "The last day to join or apply. For applications, if empty: in 30 days, or the day itself if sooner."
    )
    return Day("deadline", voice.word("Deadline"), hint, True, known.get("deadline"))  # type: ignore[arg-type]


def _questions(voice: Voice, known: Known) -> Field:
    label = voice.word("Questions")
    hint = voice.word("Asked of people who apply or take part: up to five, one per line.")
    given = known.get("questions") or ""
    initial = given if isinstance(given, str) else "\n".join(str(one) for one in given)  # type: ignore[attr-defined]
    return Words("questions", label, hint, True, several_lines=True, initial=initial, longest=800)


def _consent(voice: Voice, known: Known) -> Field:
    hint = voice.word("What each person agrees to before taking part. Their consent is kept in these words.")
    usual = voice.word("I agree to take part in this session. I may stop at any time, without giving a reason.")
    consent = replace(_words(known, "consent", voice.word("Consent"), hint), several_lines=True)
    return replace(consent, initial=str(known.get("consent") or usual))


def _language(voice: Voice, known: Known) -> Field:
    initial = str(known.get("language") or voice.language)
    return OneOf("language", voice.word("Language of this text"), options=_languages(voice), initial=initial)


def _timezone(voice: Voice, known: Known) -> Field:
    hint = voice.word("A name such as America/Toronto.")
    return Words("timezone", voice.word("Time zone"), hint, initial=str(known["timezone"]), longest=64)


BUILDERS: dict[str, Callable[[Voice, Known], Field]] = {
    "kind": _kind,
    "title": _title,
    "organization": lambda voice, known: _words(known, "organization", voice.word("Organization")),
    "summary": lambda voice, known: _words(known, "summary", voice.word("Summary, in one line")),
    "description": lambda voice, known: _text(known, "description", voice.word("Description")),
    "question": lambda voice, known: replace(
        _words(known, "question", voice.word("The question to answer")), several_lines=True
    ),
    "roles": _roles,
    "day": _day,
    "start": _start,
    "end": _end,
    **repeating.BUILDERS,
    "place": _place,
    "where": lambda voice, known: _optional(known, "where", voice.word("Link or address")),
    "joining": lambda voice, known: _text(
        known, "joining", voice.word("How to join"), voice.word("Only the people signed up will see this.")
    ),
    "hours": lambda voice, known: _number(known, "hours", voice.word("Time asked, in hours")),
    "hours_unit": _hours_unit,
    "hours_total": lambda voice, known: _number(known, "hours_total", voice.word("Total hours, over the whole time")),
    "work_languages": lambda voice, known: work_languages(voice, known, voice.word("Languages of work")),
    "skills": lambda voice, known: _optional(known, "skills", voice.word("Skills that help")),
    "entry": _entry,
    "deadline": _deadline,
    "questions": _questions,
    "most_waiting": lambda voice, known: _number(known, "most_waiting", voice.word("Most applicants waiting at once")),
    "consent": _consent,
    "honorarium": lambda voice, known: _optional(known, "honorarium", voice.word("Honorarium")),
    "accessibility": lambda voice, known: _text(known, "accessibility", voice.word("Accessibility")),
    "learning": lambda voice, known: _text(known, "learning", voice.word("What you will learn")),
    "team": lambda voice, known: _text(known, "team", voice.word("About the team")),
    "links": lambda voice, known: _text(
        known, "links", voice.word("Links"), voice.word("Web addresses, one per line.")
    ),
    "language": _language,
    "other_title": lambda voice, known: _optional(known, "other_title", voice.word("Title in the other language")),
    "other_summary": lambda voice, known: _optional(
        known, "other_summary", voice.word("Summary in the other language")
    ),
    "other_description": lambda voice, known: _text(
        known, "other_description", voice.word("Description in the other language")
    ),
    "timezone": _timezone,
    **plan_fields.BUILDERS,
}
