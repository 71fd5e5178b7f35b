"""Which of several sessions cards show, and the number alone means: the next to come."""

from bot.work import Work
from db.queries.opportunities import session_of
from db.queries.sessions import last_session, next_session


def settle(work: Work, opportunity_id: int) -> bool:
    """Shows the next session to come, or the last when none is; whether one is to come, or none has a date."""
    shown, coming = session_of(work.db, opportunity_id), next_session(work.db, opportunity_id, work.now)
    wanted = coming or last_session(work.db, opportunity_id)
    if shown is not None and wanted is not None and wanted.id != shown.id:
        shown.shown = False
        work.db.flush()  # at most one is shown, at any moment
        wanted.shown = True
        work.db.flush()
    return coming is not None or shown is None
