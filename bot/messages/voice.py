"""Speaking a language: sentences from the catalogue, and dates, numbers and lists from CLDR through Babel."""

import gettext
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_time, format_timedelta, get_timezone_name
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from bot.messages.message import Span, Strong, Text, When, plain

LANGUAGES = ("en", "fr")
CATALOGUES = Path(__file__).parent.parent / "locales"
SLOT = re.compile(r"\{(\w+)\}")
OURS = {"HEA": "HAA"}
"""Short zone names as CLDR has them, and as Canada does: HEA for the Atlantic would be taken for HAE, the East's."""

Value = Span | Text | int


def N_(message: str) -> str:  # noqa: N802  (gettext's name for a sentence that is marked here and spoken elsewhere)
    return message


@dataclass(frozen=True)
class Voice:
    """Speaks `language` ("en" or "fr"), and tells times in `timezone` (an IANA name)."""

    language: str
    timezone: str

    def word(self, message: str) -> str:
        """`message` in this language, as plain words."""
        return _catalogue(self.language).gettext(message) if message else ""

    def say(self, message: str, **values: Value) -> Text:
        """The sentence in this language, its {slots} filled; a value is never read as markup."""
        return self._fill(_catalogue(self.language).gettext(message), values)

    def count(self, one: str, many: str, n: int, **values: Value) -> Text:
        """The sentence in the plural form that `n` asks for, with {n} written as this language writes it."""
        return self._fill(_catalogue(self.language).ngettext(one, many, n), {**values, "n": n})

    def phrase(self, message: str, **values: Value) -> str:
        """Like `say`, as plain words: for buttons, labels and headings."""
        return plain(self.say(message, **values))

    def labelled(self, label: str, value: Text) -> Text:
        """What it is, and its value: "When: Tuesday"."""
        return self.say("{label}: {value}", label=Strong(label), value=value)

    def number(self, n: int) -> str:
        return format_decimal(n, locale=self._locale)

    def hours(self, minutes: int) -> str:
        """So many minutes in hours, as a number: "2.5", in French "2,5"."""
        return format_decimal(minutes / 60, "#,##0.##", locale=self._locale)

    def several(self, items: Sequence[str]) -> str:
        """The items as a list in words: "a, b and c"."""
        return format_list(list(items), locale=self._locale)

    def when(self, at: datetime, timezone: str | None = None) -> When:
        """The instant as day and time; in words it names the zone, which is `timezone` or the reader's own."""
        return When(at, _told(self, at, timezone or self.timezone), "full")

    def hour_of(self, at: datetime) -> When:
        """The instant as a time of day only."""
        return When(at, self.hour(at.astimezone(ZoneInfo(self.timezone)).time()), "time")

    def until(self, at: datetime, now: datetime) -> When:
        """How long until then, kept true by the platform where it can; in words it is true as of `now`."""
        return When(at, self.span(at - now, direction=True), "until")

    def day(self, local: date) -> str:
        """A local date in full, with the weekday."""
        words = format_date(local, "full", locale=self._locale)
        # CLDR has "mardi 1 décembre"; French says the first of a month, and only the first, as an ordinal.
        return words.replace(" 1 ", " 1er ", 1) if self.language == "fr" else words

    def hour(self, at: time) -> str:
        return format_time(at, "short", locale=self._locale)

    def zone(self, local: datetime) -> str:
        """The zone of an aware local time, in short where it has a short name ("EST", "HNE"), else in full."""
        short = get_timezone_name(local, width="short", locale=self._locale)
        if short.startswith(("+", "-")):  # a bare offset tells few people anything: "Yukon Time" does
            return get_timezone_name(local, width="long", locale=self._locale)
        return OURS.get(short, short)

    def zone_name(self, timezone: str) -> str:
        """An IANA zone in words, the same all year: "Newfoundland Time"; its name where CLDR has no words for it."""
        said = self._locale.meta_zones.get(get_global("meta_zones").get(timezone, ""), {}).get("long", {})
        return str(said.get("generic") or said.get("standard") or timezone)

    def span(self, length: timedelta, *, direction: bool = False) -> str:
        """A length of time in one unit: "3 days", or with `direction` "in 3 days"."""
        return format_timedelta(length, threshold=1.4, add_direction=direction, locale=self._locale)

    @property
    def _locale(self) -> Locale:
        return _locale(self.language)

    def _fill(self, sentence: str, values: dict[str, Value]) -> Text:
        out: list[Span] = []
        for number, piece in enumerate(_pieces(sentence)):
            if number % 2 == 0:
                if piece:
                    out.append(piece)
                continue
            value = values[piece]
            if isinstance(value, tuple):
                out.extend(value)
            else:
                out.append(self.number(value) if isinstance(value, int) else value)
        return tuple(out)


@lru_cache(4096)
def _told(voice: Voice, at: datetime, timezone: str) -> str:
    """Day, time and zone. Kept, since everyone who asks about a session hears the same words."""
    local = at.astimezone(ZoneInfo(timezone))
    day, hour, zone = voice.day(local), voice.hour(local.time()), voice.zone(local)
    return voice.phrase("{day} at {time} {zone}", day=day, time=hour, zone=zone)


@cache
def _pieces(sentence: str) -> list[str]:
    return SLOT.split(sentence)


@cache
def _locale(language: str) -> Locale:
    return Locale(language, "CA")


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue, read from its .po file once: nothing to compile, nothing to forget to compile."""
    path = CATALOGUES / language / "LC_MESSAGES" / "bot.po"
    if language == "en":
        return gettext.NullTranslations()
    with path.open("rb") as source, io.BytesIO() as compiled:
        write_mo(compiled, read_po(source, locale=language))
        compiled.seek(0)
        return gettext.GNUTranslations(compiled)
