"""What files and webhooks may say of an opportunity: every field, its form, and how it is read.

`docs/fields.md` lists them, `docs/opportunity.schema.json` is `schema()`; tests keep both equal to FIELDS.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Literal

from bot.errors import Fault, Faults
from bot.marketplace.drafts import LONGEST, MOST_HOURS, MOST_LINKS, MOST_QUESTIONS, REQUIRED, REQUIRED_OF
from bot.marketplace.kinds import Entry, HoursUnit, Kind, Place, WorkLanguage
from bot.marketplace.repeating import MOST_SESSIONS
from bot.marketplace.role_lines import MOST_ROLES
from bot.marketplace.role_needs import separate
from bot.messages.form import Answer
from db.models import OpportunityState

Form = Literal["text", "lines", "choice", "choices", "whole", "day", "hour", "dates"]
Record = Mapping[str, object]
"""One opportunity as JSON writes it, by field."""
DAY, HOUR = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
LONGEST_SOURCE, LONGEST_ZONE = 255, 64
ABOUT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class Field:
    """`most`: characters of a text, or lines of several. `about` is for the documentation."""

    name: str
    form: Form
    about: str
    most: int = 0
    choices: tuple[str, ...] = ()


def _text(name: str, about: str, most: int = 0) -> Field:
    return Field(name, "text", about, most or LONGEST[name])


_LANGUAGES = tuple(WorkLanguage)
_EVERY = (
    _text("title", "what it is called"),
    _text("organization", "the organization it is for; a new one is founded under this name"),
    _text("summary", "one line, for cards and lists"),
    _text("description", "all of it, in paragraphs"),
    Field("kind", "choice", "volunteering unless said", choices=tuple(Kind)),
    Field(
        "roles",
        "lines",
        "names and seats, such as Designer 2; no number for no limit; and what it asks for",
        MOST_ROLES,
    ),
    Field("day", "day", "the local day; day, start and end come together, or not at all"),
    Field("start", "hour", "the local hour it starts"),
    Field("end", "hour", "the local hour it ends; the next day's when it is not after the start"),
    _text("timezone", "the IANA zone of the hours, the community's unless said", LONGEST_ZONE),
    Field("sessions", "dates", "the dates after the first, each with a day, a start and an end", MOST_SESSIONS - 1),
    Field("place", "choice", "remote unless said", choices=tuple(Place)),
    _text("where", "an address or a link"),
    Field("hours", "whole", "the time asked", MOST_HOURS),
    Field("hours_unit", "choice", "hours a week (unless said) or in all", choices=tuple(HoursUnit)),
    Field("hours_total", "whole", "hours in all", MOST_HOURS),
    Field("work_languages", "choices", "spoken at work, the community's unless said", choices=_LANGUAGES),
    _text("skills", "what helps to know, separated by commas"),
    _text("question", "what advice is asked on"),
    _text("honorarium", "what is paid, in words"),
    _text("accessibility", "how people get in and take part"),
    _text("learning", "what one will learn"),
    _text("team", "who one will work with"),
    Field("links", "lines", "web addresses", MOST_LINKS),
    _text("joining", "how to join, shown only to those who are in"),
    Field("entry", "choice", "first come, first served, or by application", choices=tuple(Entry)),
    Field("questions", "lines", "what who applies or takes part is asked", MOST_QUESTIONS),
    _text("consent", "what who takes part in research agrees to"),
    Field("most_waiting", "whole", "by application: at most so many applicants waiting at once", MOST_HOURS),
    Field("deadline", "day", "the last day to come in"),
    Field("language", "choice", "what the texts are written in, the community's unless said", choices=_LANGUAGES),
    _text("other_title", "the title in the other language"),
    _text("other_summary", "the summary in the other language"),
    _text("other_description", "the description in the other language"),
    Field("state", "choice", "files only: open unless said", choices=tuple(OpportunityState)),
    _text("source", "where it comes from: what knows it again", LONGEST_SOURCE),
)
FIELDS = {field.name: field for field in _EVERY}
DATED = ("day", "start", "end", "timezone", "roles")
"""What each of the dates after the first may say; the zone and the roles are the first one's unless said."""
ADDED = ("state", "source")
"""What a posting does not say of itself."""


def answers_of(record: Record) -> dict[str, Answer]:
    """What a record says, as the dialog would have it. Raises Faults, with every field that has no such form.

    Null and empty mean: not given.
    """
    faults = {name: Fault("unknown_field") for name in record if name not in FIELDS}
    answers: dict[str, Answer] = {}
    for name, value in record.items():
        if value is None or value == "" or name in faults:
            continue
        read = _READ[FIELDS[name].form](FIELDS[name], value)
        if isinstance(read, Fault):
            faults[name] = read
        else:
            answers[name] = read
    if faults:
        raise Faults({name[:80]: fault for name, fault in faults.items()})
    return answers


def _read_text(field: Field, value: object) -> Answer | Fault:
    if not isinstance(value, str):
        return Fault("not_text")
    too_long = len(value) > field.most and field.name not in LONGEST  # the draft looks at its own
    return Fault("too_long", {"longest": field.most, "length": len(value)}) if too_long else value


def _read_lines(field: Field, value: object) -> Answer | Fault:
    """Lines, as one text or as a list of texts; roles in one line may be separated by semicolons."""
    if isinstance(value, str):
        together = field.name == "roles" and "\n" not in value
        return "\n".join(separate(value)) if together else value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "\n".join(" ".join(one.split()) for one in value)
    return Fault("not_lines")


def _read_choice(field: Field, value: object) -> Answer | Fault:
    return value if isinstance(value, str) and value in field.choices else _not_a_choice(field)


def _read_choices(field: Field, value: object) -> Answer | Fault:
    if isinstance(value, list) and all(isinstance(one, str) and one in field.choices for one in value):
        return tuple(dict.fromkeys(value))
    return _not_a_choice(field)


def _not_a_choice(field: Field) -> Fault:
    return Fault("not_a_choice", {"choices": ", ".join(field.choices)})


def _read_whole(field: Field, value: object) -> Answer | Fault:
    whole = isinstance(value, float) and value.is_integer()  # JSON has one kind of number
    if isinstance(value, bool) or not (isinstance(value, int) or whole):
        return Fault("not_whole")
    number = int(value)  # type: ignore[call-overload]
    return number if 1 <= number <= field.most else Fault("number_range", {"least": 1, "most": field.most})


def _read_day(_field: Field, value: object) -> Answer | Fault:
    if isinstance(value, str) and DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return Fault("not_a_day")
    return Fault("not_a_day")


def _read_hour(_field: Field, value: object) -> Answer | Fault:
    fits = isinstance(value, str) and HOUR.fullmatch(value)
    return time.fromisoformat(str(value)) if fits else Fault("not_an_hour", {"example": "18:30"})


def _read_dates(field: Field, value: object) -> Answer | Fault:
    """The list as text, as a table's cell has it; what each date says is looked at later."""
    try:
        listed = json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        return Fault("not_dates")
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        return Fault("not_dates")
    return json.dumps(listed) if len(listed) <= field.most else Fault("dates_too_many", {"most": field.most + 1})


_READ = {
    "text": _read_text,
    "lines": _read_lines,
    "choice": _read_choice,
    "choices": _read_choices,
    "whole": _read_whole,
    "day": _read_day,
    "hour": _read_hour,
    "dates": _read_dates,
}


def schema() -> dict[str, Any]:
    """The JSON Schema of a record."""
    return {
        "$schema": ABOUT,
        "title": "An opportunity, as Elan's imports, exports and webhooks write it",
        "type": "object",
        "properties": {name: _property(field) for name, field in FIELDS.items()},
        "required": list(REQUIRED),
        "additionalProperties": False,
        "dependentRequired": {"day": ["start", "end"], "start": ["day", "end"], "end": ["day", "start"]},
        "allOf": [
            {"if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]}, "then": {"required": list(names)}}
            for kind, names in REQUIRED_OF.items()
        ],
    }


def _property(field: Field) -> dict[str, Any]:
    return {"description": field.about, **(_dates_shape(field) if field.form == "dates" else _shape(field))}


def _dates_shape(field: Field) -> dict[str, Any]:
    said = {name: _property(FIELDS[name]) for name in DATED}
    one = {"type": "object", "properties": said, "required": ["day", "start", "end"], "additionalProperties": False}
    return {"anyOf": [{"type": ["string", "null"]}, {"type": "array", "maxItems": field.most, "items": one}]}


def _shape(field: Field) -> dict[str, Any]:
    given = [] if field.name in REQUIRED else ["null"]
    shape: dict[str, Any]
    match field.form:
        case "text":
            shape = {"type": ["string", *given], "maxLength": field.most}
        case "lines":
            texts = {"type": "array", "items": {"type": "string"}, "maxItems": field.most}
            shape = {"anyOf": [{"type": ["string", "null"]}, texts]}
        case "choice":
            shape = {"enum": [*field.choices, "", None]}
        case "choices":
            shape = {"type": ["array", "null"], "items": {"enum": list(field.choices)}}
        case "whole":
            shape = {"type": ["integer", "null"], "minimum": 1, "maximum": field.most}
        case "day":
            shape = {"type": ["string", "null"], "pattern": f"^({DAY.pattern})?$"}
        case "hour":
            shape = {"type": ["string", "null"], "pattern": f"^({HOUR.pattern})?$"}
    return shape
