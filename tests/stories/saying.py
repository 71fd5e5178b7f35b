"""What a story expects to read: a sentence of the bot's in either language, filled in."""

from bot.messages.voice import Voice


def said(language: str, sentence: str, many: str = "", *, n: int = 0, **values: str | int) -> str:
    """The sentence as its reader sees it. Values that are commands ("/volunteer mine") are spoken too.

    A French sentence that the catalogue lacks fails here, so that no story passes on English.
    """
    voice = Voice(language, "America/Toronto")
    assert language == "en" or voice.word(sentence) != sentence or many, f"the catalogue has no {sentence!r}"
    spoken = {name: voice.word(one) if str(one).startswith("/") else one for name, one in values.items()}
    if many:
        return "".join(str(span) for span in voice.count(sentence, many, n, **spoken))
    return voice.phrase(sentence, **spoken)


def french(sentence: str, many: str = "", *, n: int = 0, **values: str | int) -> str:
    return said("fr", sentence, many, n=n, **values)
