"""The posting dialog's last fields: when to publish, and where; what an edit does to who is signed up."""

from collections.abc import Callable, Mapping

from bot.marketplace.plans import When
from bot.messages.form import Day, Field, Hour, OneOf, SomeChannels
from bot.messages.voice import N_, Voice

Known = Mapping[str, object]
"""What the fields start with, by name: from a posting that is edited, or from what was typed so far."""
WHENS = {
    When.NOW: N_("Now"),
    When.AT: N_("At the day and hour below"),
    When.DRAFT: N_("Not yet: keep it as a draft"),
}


def _publish(voice: Voice, known: Known) -> Field:
    options = tuple((one.value, voice.word(WHENS[one])) for one in When)
    initial = str(known.get("publish") or When.NOW)
    return OneOf("publish", voice.word("When to publish"), options=options, initial=initial)


def _day(voice: Voice, known: Known) -> Field:
    return Day("publish_day", voice.word("Day to publish"), "", True, known.get("publish_day"))  # type: ignore[arg-type]


def _hour(voice: Voice, known: Known) -> Field:
    zone = voice.phrase("Times are in {timezone}.", timezone=voice.zone_name(str(known["timezone"])))
    return Hour("publish_hour", voice.word("Hour to publish"), zone, True, known.get("publish_hour"))  # type: ignore[arg-type]


def _channels(voice: Voice, known: Known) -> Field:
    hint = voice.word("Only channels that Elan announces in. If you choose none, each channel's subscription decides.")
    given = known.get("channels")
    initial = tuple(str(one) for one in given) if isinstance(given, (list, tuple)) else ()
    return SomeChannels("channels", voice.word("Channels to announce it in"), hint, True, initial)


def _unseat(voice: Voice, _known: Known) -> Field:
    options = (
        ("off", voice.word("Nobody loses a seat")),
        ("on", voice.word("The last ones in go to the waiting list")),
    )
    label = voice.word("If a role has fewer seats than people")
    return OneOf("unseat", label, options=options, initial="off")


def _tell(voice: Voice, _known: Known) -> Field:
    options = (("off", voice.word("No")), ("on", voice.word("Yes")))
    hint = voice.word("A new time or place is always told.")
    return OneOf("tell", voice.word("Tell the people signed up"), hint, options=options, initial="off")


BUILDERS: dict[str, Callable[[Voice, Known], Field]] = {
    "publish": _publish,
    "publish_day": _day,
    "publish_hour": _hour,
    "channels": _channels,
    "unseat": _unseat,
    "tell": _tell,
}
