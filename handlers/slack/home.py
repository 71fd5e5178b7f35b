"""The Home tab, and what Slack tells us about people."""

from bot.messages.voice import Voice
from bot.work import Work
from db.queries.communities import place_of
from handlers.slack.profiles import keep_up
from handlers.slack.request import Home, Nothing, Reply, Request
from handlers.slack.router import Router

router = Router()


@router.on("event app_home_opened", reads=True)
def open_home(work: Work, request: Request, voice: Voice) -> Reply:
    return Home() if request.words == "home" else Nothing()


@router.on("home.page", reads=True)
def turn_page(work: Work, request: Request, voice: Voice) -> Reply:
    number, _words = request.page()
    return Home(page=number)


@router.on("event user_change", strangers=False)
def update_person(work: Work, request: Request, voice: Voice) -> Reply:
    """Slack tells of everybody in the workspace; only those who have spoken to the bot are kept."""
    place = place_of(work.db, "slack", request.team)
    if place is not None:
        keep_up(work, place, request.user, request.subject)
    return Nothing()
