"""How a posting's dates repeat: the words of the rules, and the dialog's fields for them."""

from collections.abc import Callable, Mapping

from bot.marketplace.repeating import Every, Province
from bot.messages.form import Day, Field, OneOf
from bot.messages.voice import N_, Voice

EVERY = {
    Every.WEEK: N_("Every week"),
    Every.FORTNIGHT: N_("Every two weeks"),
    Every.MONTH: N_("Every month on that weekday, such as the second Tuesday"),
}
PROVINCES = {
    Province.AB: N_("Alberta"),
    Province.BC: N_("British Columbia"),
    Province.MB: N_("Manitoba"),
    Province.NB: N_("New Brunswick"),
    Province.NL: N_("Newfoundland and Labrador"),
    Province.NS: N_("Nova Scotia"),
    Province.NT: N_("Northwest Territories"),
    Province.NU: N_("Nunavut"),
    Province.ON: N_("Ontario"),
    Province.PE: N_("Prince Edward Island"),
    Province.QC: N_("Quebec"),
    Province.SK: N_("Saskatchewan"),
    Province.YT: N_("Yukon"),
}
SCOPES = {"one": N_("This date only"), "onwards": N_("This date and all after")}
"""Of several dates, which are edited or called off."""
Known = Mapping[str, object]


def asked(known: Known) -> tuple[str, ...]:
    """The fields about repeating: which dates are edited where there are several, else the rule, and what it needs."""
    if known.get("several"):
        return ("scope",)
    return ("repeat", "until", "holidays") if known.get("repeat") in set(Every) else ("repeat",)


def _repeat(voice: Voice, known: Known) -> Field:
    options = (("never", voice.word("Does not repeat")), *((one.value, voice.word(EVERY[one])) for one in Every))
    initial = str(known.get("repeat") or "never")
    return OneOf("repeat", voice.word("Repeats"), options=options, initial=initial, redraws=True)


def _until(voice: Voice, known: Known) -> Field:
    hint = voice.word("At most a year after the first. Each date has seats of its own.")
    return Day("until", voice.word("Last day"), hint, initial=known.get("until"))  # type: ignore[arg-type]


def _holidays(voice: Voice, known: Known) -> Field:
    options = (
        ("none", voice.word("On holidays too")),
        *((one.value, voice.phrase("Not on holidays: {place}", place=voice.word(PROVINCES[one]))) for one in Province),
    )
    return OneOf("holidays", voice.word("Holidays"), options=options, initial=str(known.get("holidays") or "none"))


def _scope(voice: Voice, known: Known) -> Field:
    options = tuple((name, voice.word(words)) for name, words in SCOPES.items())
    hint = voice.word("For the day, the hours, the roles and the seats. All else is the same on every date.")
    return OneOf("scope", voice.word("What changes"), hint, options=options, initial=str(known.get("scope") or "one"))


BUILDERS: dict[str, Callable[[Voice, Known], Field]] = {
    "repeat": _repeat,
    "until": _until,
    "holidays": _holidays,
    "scope": _scope,
}
