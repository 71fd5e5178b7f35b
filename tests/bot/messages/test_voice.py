"""Speaking English and French: sentences and their slots, plurals, numbers, lists, dates, hours, zones."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.messages.message import Code, Strong, Text, When, plain
from bot.messages.voice import Voice

ENGLISH, FRENCH = Voice("en", "America/Toronto"), Voice("fr", "America/Toronto")
NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
EVENING = datetime(2026, 12, 1, 23, 30, tzinfo=UTC)
"""18:30 in Toronto on the first of December, a Tuesday; 20:00 in St. John's."""
NARROW, HARD = "\u202f", "\u00a0"
"""The spaces CLDR writes before "p.m." in English, and between thousands in French."""
HOSTILE = [
    "{role}",
    "{0} {} {role!r} {role.__class__}",
    "%s %(role)s %d",
    "<!channel> <@U1> @here",
    "& < > &amp;",
    "*bold* _it_ `code`",
    "\u202eright to left\u202c שלום مرحبا",
    "two\nlines",
    "🏳️‍🌈",
    "",
    "x" * 3000,
]


def test_word_is_english_in_english_and_french_in_french() -> None:
    assert (ENGLISH.word("Open"), FRENCH.word("Open")) == ("Open", "Ouverte")


@pytest.mark.parametrize("voice", [ENGLISH, FRENCH])
def test_word_of_nothing_is_nothing(voice: Voice) -> None:
    """gettext answers the empty sentence with the catalogue's own header."""
    assert voice.word("") == ""


@pytest.mark.parametrize("voice", [ENGLISH, FRENCH])
def test_word_that_is_in_no_catalogue_is_said_as_it_is(voice: Voice) -> None:
    assert voice.word("Civic tech for everyone") == "Civic tech for everyone"


def test_language_chosen_is_confirmed_in_that_language() -> None:
    sentence = "I will speak English with you from now on."
    assert ENGLISH.word(sentence) == sentence
    assert FRENCH.word(sentence) == "Je vous parlerai français à partir de maintenant."


@pytest.mark.parametrize(
    ("n", "english", "french"),
    [
        (0, "0 sign-ups", f"0{HARD}inscription"),
        (1, "1 sign-up", f"1{HARD}inscription"),
        (2, "2 sign-ups", f"2{HARD}inscriptions"),
        (1500, "1,500 sign-ups", f"1{HARD}500{HARD}inscriptions"),
    ],
)
def test_count_takes_the_plural_of_the_language(n: int, english: str, french: str) -> None:
    assert plain(ENGLISH.count("{n} sign-up", "{n} sign-ups", n)) == english
    assert plain(FRENCH.count("{n} sign-up", "{n} sign-ups", n)) == french


def test_count_fills_the_other_slots_too() -> None:
    one, many = "{n} open opportunity for “{words}”", "{n} open opportunities for “{words}”"
    assert plain(ENGLISH.count(one, many, 2, words="parks")) == "2 open opportunities for “parks”"
    assert plain(FRENCH.count(one, many, 2, words="parcs")) == f"2{HARD}offres ouvertes pour «{HARD}parcs{HARD}»"


@pytest.mark.parametrize(("n", "english", "french"), [(999, "999", "999"), (1000, "1,000", f"1{HARD}000")])
def test_number_is_grouped_by_thousands(n: int, english: str, french: str) -> None:
    assert (ENGLISH.number(n), FRENCH.number(n)) == (english, french)


def test_number_in_a_slot_is_written_as_the_language_does() -> None:
    assert FRENCH.phrase("{taken} of {capacity}", taken=1000, capacity=2500) == f"1{HARD}000 sur 2{HARD}500"


def test_number_of_a_posting_is_never_grouped() -> None:
    """It is a name to be typed, and so it is given as words."""
    assert FRENCH.phrase("Cancel #{number}", number="12345") == "Annuler #12345"


@pytest.mark.parametrize(
    ("items", "english", "french"),
    [
        ([], "", ""),
        (["Ana", "Luc"], "Ana and Luc", "Ana et Luc"),
        (["Ana", "Luc", "Priya"], "Ana, Luc and Priya", "Ana, Luc et Priya"),
        (["{0}", "{1}", "{2}"], "{0}, {1} and {2}", "{0}, {1} et {2}"),
    ],
)
def test_several_is_a_list_in_words(items: list[str], english: str, french: str) -> None:
    assert (ENGLISH.several(items), FRENCH.several(items)) == (english, french)


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("voice", [ENGLISH, FRENCH])
def test_say_keeps_what_people_wrote_a_value(voice: Voice, value: str) -> None:
    """One span of its own, untouched, which the renderer escapes; the next slot is filled all the same."""
    told = voice.say("{name} asks about {posting}:", name=value, posting="12")
    assert told[0] == value
    assert told[2] == "12"
    assert len(told) == 4


@pytest.mark.parametrize("value", HOSTILE)
def test_phrase_and_count_keep_what_people_wrote(value: str) -> None:
    assert ENGLISH.phrase("Join as {role}", role=value) == f"Join as {value}"
    told = ENGLISH.count("{n} open opportunity for “{words}”", "{n} open opportunities for “{words}”", 3, words=value)
    assert told == ("3", " open opportunities for “", value, "”")


@pytest.mark.parametrize("spans", [(Strong("#12 Parks"),), (Strong("#12"), " ", Code("x")), ()])
def test_say_takes_texts_as_they_are(spans: Text) -> None:
    assert ENGLISH.say("{posting} is open.", posting=spans) == (*spans, " is open.")


def test_labelled_has_its_colon_as_the_language_sets_it() -> None:
    assert ENGLISH.labelled("When", ("today",)) == (Strong("When"), ": ", "today")
    assert FRENCH.labelled("Quand", (Strong("Ana"), "; ")) == (Strong("Quand"), f"{HARD}: ", Strong("Ana"), "; ")


def test_say_without_a_value_for_its_slot_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError, match="posting"):
        ENGLISH.say("{posting} is open.")


@pytest.mark.parametrize(
    ("zone", "english", "french"),
    [
        ("America/Toronto", f"6:30{NARROW}p.m. EST", "18 h 30 HNE"),
        ("America/St_Johns", f"8:00{NARROW}p.m. NST", "20 h 00 HNT"),
        ("America/Moncton", f"7:30{NARROW}p.m. AST", "19 h 30 HNA"),
        ("America/Regina", f"5:30{NARROW}p.m. CST", "17 h 30 HNC"),
        ("America/Vancouver", f"3:30{NARROW}p.m. PST", "15 h 30 HNP"),
        ("America/Whitehorse", f"4:30{NARROW}p.m. Yukon Time", "16 h 30 heure normale du Yukon"),
        ("UTC", f"11:30{NARROW}p.m. UTC", "23 h 30 TU"),
    ],
)
def test_when_names_day_hour_and_zone_of_the_reader(zone: str, english: str, french: str) -> None:
    assert Voice("en", zone).when(EVENING) == When(EVENING, f"Tuesday, December 1, 2026 at {english}", "full")
    assert Voice("fr", zone).when(EVENING) == When(EVENING, f"mardi 1er décembre 2026 à {french}", "full")


def test_when_is_the_next_day_further_east() -> None:
    words = Voice("fr", "Europe/Paris").when(EVENING).words
    assert words == "mercredi 2 décembre 2026 à 00 h 30 heure normale de l’Europe centrale"


def test_when_can_be_told_in_another_zone_than_the_readers() -> None:
    told = ENGLISH.when(EVENING, "America/Vancouver")
    assert told.words == f"Tuesday, December 1, 2026 at 3:30{NARROW}p.m. PST"


@pytest.mark.parametrize(
    ("at", "english", "french"),
    [
        (datetime(2026, 11, 1, 5, 30, tzinfo=UTC), "1:30{}a.m. EDT", "01 h 30 HAE"),
        (datetime(2026, 11, 1, 6, 30, tzinfo=UTC), "1:30{}a.m. EST", "01 h 30 HNE"),
        (datetime(2027, 3, 14, 6, 59, tzinfo=UTC), "1:59{}a.m. EST", "01 h 59 HNE"),
        (datetime(2027, 3, 14, 7, 0, tzinfo=UTC), "3:00{}a.m. EDT", "03 h 00 HAE"),
    ],
)
def test_when_tells_both_sides_of_a_change_of_clocks_apart(at: datetime, english: str, french: str) -> None:
    assert ENGLISH.when(at).words.partition(" at ")[2] == english.format(NARROW)
    assert FRENCH.when(at).words.partition(" à ")[2] == french


@pytest.mark.parametrize(
    ("zone", "winter", "summer"),
    [
        ("America/St_Johns", "HNT", "HAT"),
        ("America/Halifax", "HNA", "HAA"),
        ("America/Toronto", "HNE", "HAE"),
        ("America/Edmonton", "HNR", "HAR"),
        ("America/Vancouver", "HNP", "HAP"),
    ],
)
def test_zone_has_the_name_canada_gives_it_in_french(zone: str, winter: str, summer: str) -> None:
    voice = Voice("fr", zone)
    told = [voice.when(datetime(2026, month, 15, 18, tzinfo=UTC)).words.split()[-1] for month in (1, 7)]
    assert told == [winter, summer]


@pytest.mark.parametrize(
    ("zone", "english", "french"),
    [
        ("America/Whitehorse", "Yukon Time", "heure normale du Yukon"),
        ("Asia/Tokyo", "Japan Standard Time", "heure normale du Japon"),
        ("Pacific/Marquesas", "Marquesas Time", "heure des îles Marquises"),
    ],
)
def test_zone_without_a_short_name_is_named_in_full(zone: str, english: str, french: str) -> None:
    """Babel's bare offset would also be an hour wrong where it is half an hour west, as in the Marquesas."""
    local = EVENING.astimezone(ZoneInfo(zone))
    assert (ENGLISH.zone(local), FRENCH.zone(local)) == (english, french)


@pytest.mark.parametrize(
    ("day", "english", "french"),
    [
        (datetime(2026, 12, 1), "Tuesday, December 1, 2026", "mardi 1er décembre 2026"),  # noqa: DTZ001  (a local date)
        (datetime(2027, 1, 1), "Friday, January 1, 2027", "vendredi 1er janvier 2027"),  # noqa: DTZ001
        (datetime(2026, 12, 11), "Friday, December 11, 2026", "vendredi 11 décembre 2026"),  # noqa: DTZ001
        (datetime(2026, 12, 21), "Monday, December 21, 2026", "lundi 21 décembre 2026"),  # noqa: DTZ001
        (datetime(2026, 8, 31), "Monday, August 31, 2026", "lundi 31 août 2026"),  # noqa: DTZ001
    ],
)
def test_day_is_an_ordinal_in_french_on_the_first_alone(day: datetime, english: str, french: str) -> None:
    assert (ENGLISH.day(day), FRENCH.day(day)) == (english, french)


@pytest.mark.parametrize(
    ("at", "english", "french"),
    [
        (time(0, 0), "12:00{}a.m.", "00 h 00"),
        (time(9, 5), "9:05{}a.m.", "09 h 05"),
        (time(18, 30), "6:30{}p.m.", "18 h 30"),
    ],
)
def test_hour_is_canadian(at: time, english: str, french: str) -> None:
    assert (ENGLISH.hour(at), FRENCH.hour(at)) == (english.format(NARROW), french)


def test_hour_of_an_instant_is_the_readers() -> None:
    assert FRENCH.hour_of(EVENING) == When(EVENING, "18 h 30", "time")
    assert Voice("fr", "America/St_Johns").hour_of(EVENING) == When(EVENING, "20 h 00", "time")


@pytest.mark.parametrize(
    ("length", "english", "french"),
    [
        (timedelta(minutes=50), "in 50 minutes", "dans 50 minutes"),
        (timedelta(days=3), "in 3 days", "dans 3 jours"),
        (timedelta(days=-3), "3 days ago", "il y a 3 jours"),
    ],
)
def test_until_is_one_rounded_unit(length: timedelta, english: str, french: str) -> None:
    at = NOW + length
    assert ENGLISH.until(at, NOW) == When(at, english, "until")
    assert FRENCH.until(at, NOW) == When(at, french, "until")


def test_span_has_no_direction_unless_asked() -> None:
    assert (ENGLISH.span(timedelta(days=1.5)), FRENCH.span(timedelta(days=5))) == ("2 days", "5 jours")


@pytest.mark.parametrize(
    ("zone", "english", "french"),
    [
        ("America/St_Johns", "Newfoundland Time", "heure de Terre-Neuve"),
        ("America/Toronto", "Eastern Time", "heure de l’Est"),
        ("America/Whitehorse", "Yukon Time", "heure normale du Yukon"),
        ("UTC", "UTC", "UTC"),
    ],
)
def test_zone_name_is_the_same_all_year_and_always_there(zone: str, english: str, french: str) -> None:
    assert (ENGLISH.zone_name(zone), FRENCH.zone_name(zone)) == (english, french)
