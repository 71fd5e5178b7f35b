"""Which handler answers what was typed or pressed."""

import pytest

from bot.desk import Desk
from bot.errors.typed import NoLongerThere, UnknownCommand
from bot.messages.voice import Voice
from bot.work import Work
from handlers.slack.request import Nothing, Reply, Request
from handlers.slack.router import UNKNOWN, Router
from handlers.slack.routes import all_routes

ROUTES = all_routes()
VOICE = Voice("en", "UTC")


def nothing(work: Work, request: Request, voice: Voice) -> Reply:
    return Nothing()


@pytest.mark.parametrize(
    ("command", "text", "route", "words"),
    [
        ("/volunteer", "", "volunteer browse", ""),
        ("/benevole", "   ", "volunteer browse", ""),
        ("/volunteer", "signup 12 designer", "volunteer signup", "12 designer"),
        ("/benevole", "inscription 12", "volunteer signup", "12"),
        ("/volunteer", "inscription 12", "volunteer signup", "12"),
        ("/benevole", "signup 12", "volunteer signup", "12"),
        ("/benevole", "MES-OFFRES", "volunteer mine", ""),
        ("/volunteer", "  SignUp   12 ", "volunteer signup", "12"),
        ("/volunteer", "12", "volunteer show", "12"),
        ("/benevole", "#12", "volunteer show", "#12"),
        ("/volunteer", "12 and more", "volunteer show", "12 and more"),
        ("/organize", "", "organize help", ""),
        ("/organiser", "publier", "organize post", ""),
        ("/organize", "annuler 12 il pleut", "organize cancel", "12 il pleut"),
        ("/volunteer-admin", "", "volunteer-admin help", ""),
        ("/benevole-admin", "Récapitulatif", "volunteer-admin digest", ""),
        ("/benevole-admin", "parametres langue fr", "volunteer-admin settings", "langue fr"),
        ("/benevole-admin", "PARAMÈTRES", "volunteer-admin settings", ""),
        ("/volunteer", "page 2", "volunteer browse", "page 2"),
        ("/volunteer", "signup\u00a012", "volunteer signup", "12"),
        ("/volunteer", "signup\t12", "volunteer signup", "12"),
        ("/volunteer", "signup\n12", "volunteer signup", "12"),
    ],
)
def test_a_command_is_read_in_both_languages(command: str, text: str, route: str, words: str) -> None:
    assert ROUTES.read_command(command, text) == (route, words)


@pytest.mark.parametrize(
    ("command", "text"),
    [
        ("/volunteer", "sing 12"),
        ("/organize", "12"),
        ("/volunteer-admin", "post"),
        ("/volunteer", "12x"),
        ("/volunteer", "page"),
        ("/organize", "page 2"),
        ("/volunteer", "-"),
    ],
)
def test_what_nobody_knows_is_unknown_with_all_its_words(command: str, text: str) -> None:
    assert ROUTES.read_command(command, text) == (UNKNOWN, text)


@pytest.mark.parametrize(
    ("command", "words", "nearest"),
    [
        ("/volunteer", "singup 12", "signup"),
        ("/benevole", "inscriptoin", "inscription"),
        ("/organize", "canecl 12", "cancel"),
        ("/volunteer", "langage", "language"),
        ("/benevole", "langage", "langue"),
        ("/volunteer", "xyzzy", None),
        ("/volunteer", "é" * 500, None),
    ],
)
def test_an_unknown_command_is_refused_with_the_nearest(
    desk: Desk, command: str, words: str, nearest: str | None
) -> None:
    request = Request(UNKNOWN, "k", "T1", "U1", "command", words, command)
    with desk.reading() as work, pytest.raises(UnknownCommand) as caught:
        ROUTES.unknown(work, request, VOICE)
    assert caught.value == UnknownCommand(command, words.split(maxsplit=1)[0][:80], nearest)


def test_a_button_of_an_older_version_is_refused(desk: Desk) -> None:
    route = ROUTES.route("signup.vanished")
    request = Request("signup.vanished", "k", "T1", "U1", "message")
    with desk.reading() as work, pytest.raises(NoLongerThere):
        route.handler(work, request, VOICE)
    assert route.reads


def test_two_handlers_of_one_name_are_a_mistake() -> None:
    one, other = Router(), Router()
    one.on("signup.join")(nothing)
    other.on("signup.join")(nothing)
    with pytest.raises(ValueError, match=r"two handlers for 'signup\.join'"):
        one.join([other])


def test_joined_routers_answer_for_all(desk: Desk) -> None:
    one, other = Router(), Router()
    one.command("volunteer", "signup", fr="inscription")(nothing)
    other.command("volunteer", "leave", fr="quitter", reads=True)(nothing)
    joined = Router().join([one, other])
    assert joined.read_command("/volunteer", "Quitter 3") == ("volunteer leave", "3")
    assert (joined.route("volunteer signup").reads, joined.route("volunteer leave").reads) == (False, True)
