import re
from pathlib import Path

import pytest

import sandbox.page
from sandbox.inputs import REQUIRED
from sandbox.interactions.payloads import TROUBLE
from sandbox.page.phrases import Phrase, Voice

SAME = {Phrase.ADMIN, Phrase.MESSAGES, Phrase.SUGGESTIONS}
"""Words both languages share."""


@pytest.mark.parametrize("phrase", Phrase, ids=lambda phrase: phrase.name)
def test_phrase_is_there_in_both_languages(phrase: Phrase) -> None:
    english, french = phrase.value

    assert english.strip()
    assert french.strip()
    assert (english != french) or phrase in SAME
    assert re.findall(r"{\w+}", english) == re.findall(r"{\w+}", french)


def test_every_phrase_is_said_somewhere() -> None:
    package = Path(str(sandbox.page.__file__)).parent
    said = " ".join(path.read_text(encoding="utf-8") for path in package.glob("*.py"))

    assert [phrase.name for phrase in Phrase if f"Phrase.{phrase.name}" not in said] == []


def test_locale_decides_the_language() -> None:
    assert Voice("fr-CA")(Phrase.SEND) == "Envoyer"
    assert Voice("en-GB")(Phrase.SEND) == "Send"
    assert Voice("pt-BR")(Phrase.SEND) == "Send"


@pytest.mark.parametrize(
    "sentence",
    [
        REQUIRED,
        TROUBLE,
        "Please enter a number.",
        "Please enter a number of at least 3.",
        "This input takes at most 40 characters.",
        "/x is not a valid command.",
        '/x failed with the error "dispatch_failed"',
    ],
)
def test_sentence_of_the_platform_has_its_french(sentence: str) -> None:
    assert Voice("en-CA").platform(sentence) == sentence
    assert Voice("fr-CA").platform(sentence) != sentence


def test_unknown_sentence_stays_as_it_is() -> None:
    assert Voice("fr-CA").platform("Mend the sail.") == "Mend the sail."
