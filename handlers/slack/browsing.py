"""Looking at what is open, and at one opportunity; help."""

from bot.marketplace import browsing
from bot.marketplace.permissions import may_organize, visible
from bot.messages import cards, lists
from bot.messages.help import help_for
from bot.messages.voice import Voice
from bot.work import Work
from db.queries.opportunities import posting
from handlers.slack.request import Reply, Request, Tell
from handlers.slack.router import Router

router = Router()
LONGEST_SEARCH = 200
"""Characters: the words travel in the pager's buttons, which hold 2,000."""


@router.command("volunteer", "browse", fr="parcourir", reads=True)
def browse(work: Work, request: Request, voice: Voice) -> Reply:
    number, words = request.typed_page()
    return Tell(lists.open_list(voice, browsing.browse(work, words[:LONGEST_SEARCH], number), work.now))


@router.on("opportunities.page", reads=True)
def page(work: Work, request: Request, voice: Voice) -> Reply:
    number, words = request.page()
    return Tell(lists.open_list(voice, browsing.browse(work, words, number), work.now), instead=True)


@router.command("volunteer", "show", fr="voir", reads=True)
def show(work: Work, request: Request, voice: Voice) -> Reply:
    number, _words = request.number()
    return _details(work, voice, number)


@router.on("opportunity.show", reads=True)
def details(work: Work, request: Request, voice: Voice) -> Reply:
    return _details(work, voice, request.about())


def _details(work: Work, voice: Voice, number: int) -> Reply:
    opportunity = visible(work, number)
    mine, joined = browsing.my_roles(work, opportunity.id), browsing.have_seat(work, opportunity.id)
    reader = cards.Standing(mine, may_organize(work, opportunity), joined)
    return Tell(cards.details(voice, posting(work.db, opportunity.id), work.now, reader))


@router.command("volunteer", "help", fr="aide", reads=True)
def volunteer_help(work: Work, request: Request, voice: Voice) -> Reply:
    return Tell(help_for(voice, "volunteer"))


@router.command("organize", "help", fr="aide", reads=True)
def organize_help(work: Work, request: Request, voice: Voice) -> Reply:
    return Tell(help_for(voice, "organize"))


@router.command("volunteer-admin", "help", fr="aide", reads=True)
def admin_help(work: Work, request: Request, voice: Voice) -> Reply:
    return Tell(help_for(voice, "volunteer-admin"))
