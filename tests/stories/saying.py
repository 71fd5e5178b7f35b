"""What a story expects to read: a sentence of the bot's in either language, filled in."""

from bot.messages.message import plain
from bot.messages.voice import Value, Voice


def said(language: str, sentence: str, **values: str | int) -> str:
    """The sentence as its reader sees it. Values that are commands ("/volunteer mine") are spoken too.

    A French sentence that the catalogue lacks fails here, so that no story passes on English.
    """
    voice = Voice(language, "America/Toronto")
    assert language == "en" or voice.word(sentence) != sentence, f"the catalogue has no {sentence!r}"
    return voice.phrase(sentence, **_spoken(voice, values))


def french(sentence: str, **values: str | int) -> str:
    return said("fr", sentence, **values)


def counted(language: str, one: str, many: str, n: int, **values: str | int) -> str:
    """The sentence in the plural form that `n` asks for."""
    voice = Voice(language, "America/Toronto")
    return plain(voice.count(one, many, n, **_spoken(voice, values)))


def _spoken(voice: Voice, values: dict[str, str | int]) -> dict[str, Value]:
    return {name: voice.word(str(one)) if str(one).startswith("/") else one for name, one in values.items()}
