"""A posting of the model as an organizer fills it in and turns it, and what anybody is answered, in a word."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from bot.errors import Refusal
from bot.marketplace import life
from bot.messages.form import Answer
from bot.work import Work
from db.models import Opportunity
from db.models import OpportunityState as S
from tests.bot.marketplace.village import UNDATED
from tests.faults.model import LASTS, Posted

TURNS: dict[S, Callable[[int], Callable[[Work], Opportunity]]] = {
    S.PAUSED: lambda number: lambda work: life.pause(work, number),
    S.OPEN: lambda number: lambda work: life.reopen(work, number),
    S.CANCELLED: lambda number: lambda work: life.cancel(work, number, ""),
}


def outcome(ask: Callable[[], object]) -> str:
    """What was answered, or the name of the refusal."""
    try:
        return str(ask())
    except Refusal as refusal:
        return type(refusal).__name__


def answers(posted: Posted) -> dict[str, Answer]:
    """The posting as it is filled in, in Toronto's time."""
    roles = "\n".join(f"{name} {line.capacity or ''}".strip() for name, line in posted.lines.items())
    if posted.starts is None:
        return {"roles": roles, **UNDATED}
    starts, ends = (at.astimezone(ZoneInfo("America/Toronto")) for at in (posted.starts, posted.starts + LASTS))
    return {"roles": roles, "day": starts.date(), "start": starts.time(), "end": ends.time()}
